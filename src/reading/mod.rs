//! What a document says, as typed facts with spans: statements in their context, timescales, stages,
//! standing, exclusions, routes to an Ombudsman. Knows no rule and no Code; `docs/reading.md` explains it.

mod answers;
mod carried;
mod clause_numbers;
mod contacts;
mod context;
mod dates;
mod directives;
mod figure_stage;
mod headings;
pub mod kind;
mod piece;
pub mod quantity;
mod questions;
mod run_on;
mod sentences;
mod stage_names;
mod standing;
mod statements;
mod streams;
mod substituted;
mod table_shape;
mod tables;
mod timing;
mod written_dates;

pub use clause_numbers::Label;
pub use contacts::Route;
pub use dates::{Dates, Given};
pub use quantity::quantities;
pub use sentences::sentences;
pub use timing::{Clock, Timing};
pub use written_dates::Written;

use crate::calendar::Period;
use crate::document::{Directive, Document};
use crate::kind::Kind;
use crate::lexicon::{Index, Lexicon, Matcher, StatementSet, Stream};
use crate::ruleset::Ruleset;
use crate::self_assessment::{self, Form};
use crate::source::{Source, Span};
use statements::Collected;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Which stage of the procedure a statement is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    One,
    Two,
    /// "at each stage", "stages 1 and 2".
    Both,
    /// A third stage, a panel after stage 2.
    Later,
    /// No stage is told: a general statement.
    #[default]
    Unsaid,
}

impl Stage {
    /// Whether what is said here holds for stage `number`; `neutral` when general statements do.
    pub fn covers(self, number: u8, neutral: bool) -> bool {
        match self {
            Stage::One => number == 1,
            Stage::Two => number == 2,
            Stage::Both => true,
            Stage::Later => false,
            Stage::Unsaid => neutral,
        }
    }
}

/// Whose rule a sentence is, and of which time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// The document's own promise.
    #[default]
    Own,
    /// A Code's words, not taken over.
    Quoted,
    /// A rule that is no longer in force.
    Former,
    /// A promise to change something.
    Planned,
    /// Another service's, scheme's or body's rule.
    Other,
    /// Put in as a proposal, and not confirmed by anybody: `[To confirm …]`.
    Unconfirmed,
}

/// Where in the layout a statement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    Paragraph,
    Item,
    Cell,
    Heading,
}

/// A sentence, list item, table cell or heading with the context that is part of what it says.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The statement's own text in the source.
    pub span: Span,
    /// Own words with those of the heading, lead-in, row and column heads before them.
    pub stream: Stream,
    /// For each word of `stream`, where it stands in the source.
    pub places: Vec<Span>,
    pub layout: Layout,
    /// Number of the paragraph, list or table it stands in.
    pub block: usize,
    /// Number of the paragraph, item or cell.
    pub paragraph: usize,
    /// Number of the table's row: that of the paragraph its first cell is; outside tables its own paragraph's.
    pub row: usize,
    /// Index into [`Reading::sections`] of the nearest heading.
    pub section: usize,
    /// The number or letter of the clause that it opens.
    pub label: Option<Label>,
    /// Statements about stage 1 that this one says again of stage 2: "Clause 17.2 shall apply at stage 2".
    pub repeats: Vec<usize>,
    pub stage: Stage,
    /// The stage spoken of just before in the same paragraph, where the statement itself tells none: "A stage 1
    /// acknowledgement goes out. If something is unclear it asks."
    pub spoken_of: Stage,
    pub standing: Standing,
    /// Number of the block quotation it stands in.
    pub quotation: Option<usize>,
    /// The head of a row with nothing beside it: it names something and says nothing.
    pub unfilled: bool,
    /// Said by a "Yes" beside it, under a column that tells the stage.
    pub affirmed: bool,
    /// Whose the table's column or row is by its head: another service's beside one of the landlord's own, or a Code's.
    pub column: Standing,
    /// Among what is not accepted as a complaint or not escalated.
    pub exclusion: bool,
    /// Its times are those of another matter or body: a request for a repair, an enquiry, the Ombudsman's own.
    pub other_matter: bool,
    /// "aim to", "normally".
    pub hedged: bool,
    /// Part of the running text (plain) it came from, for facts drawn from characters.
    pub plain: String,
    /// For each byte of `plain` the byte in the source, and one for the end.
    pub origin: Vec<usize>,
    /// Targets of links in the statement.
    pub links: Vec<String>,
}

impl Statement {
    /// The span in the source of words `start..end` as far as they are the statement's own.
    pub fn own_span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (start.max(self.stream.own), end.max(self.stream.own));
        match self.places.get(start..end) {
            Some([first, .., last]) => first.to(*last),
            Some([only]) => *only,
            _ => self.span,
        }
    }

    /// Whether its words stand in the source; what an answer makes of its question does not.
    pub fn is_verbatim(&self) -> bool {
        self.origin.first() != self.origin.last()
    }

    pub fn is_own(&self) -> bool {
        self.standing == Standing::Own
    }

    /// Whether it is in force, here or elsewhere: no quotation, no former rule, no plan.
    pub fn is_current(&self) -> bool {
        matches!(self.standing, Standing::Own | Standing::Other)
    }
}

/// A heading, also one made of bold type, capitals or a question, with the headings above it.
#[derive(Debug, Clone, Default)]
pub struct Section {
    pub span: Span,
    pub title: String,
    pub level: u8,
    /// Index of the heading above; `None` at the top.
    pub parent: Option<usize>,
    pub stage: Stage,
    pub standing: Standing,
    pub exclusion: bool,
    /// About requests, enquiries or claims, and not about complaints.
    pub other_matter: bool,
}

impl Section {
    /// Whether section `n` stands below section `above`, at any depth.
    pub fn is_below(sections: &[Section], n: usize, above: usize) -> bool {
        Self::with_those_above(sections, n).skip(1).any(|n| n == above)
    }

    /// Section `n` and the sections it stands below, the nearest first.
    pub fn with_those_above(sections: &[Section], n: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(n), |n| sections[*n].parent)
    }
}

/// A directive with what it holds for.
#[derive(Debug, Clone)]
pub struct Placed {
    pub directive: Directive,
    /// The block below it or the section whose heading it stands at; empty when nothing follows.
    pub scope: Span,
}

/// Everything read from one document.
#[derive(Debug)]
pub struct Reading {
    pub kind: Kind,
    pub sections: Vec<Section>,
    pub statements: Vec<Statement>,
    /// Those of `statements` that are all that is said in their paragraph, item or cell.
    pub whole: StatementSet,
    /// One for each paragraph, item or cell of which several sentences are in force: all of them in one statement.
    pub joined: Vec<Statement>,
    /// One for each sentence with items in it ("we (a) …; (b) …"), whose items are statements of their own.
    pub itemised: Vec<Statement>,
    /// Where the words of `statements` stand.
    pub index: Arc<Index>,
    /// Where the words of `joined` stand.
    pub joined_index: Index,
    /// Where the words of `itemised` stand.
    pub itemised_index: Index,
    pub timings: Vec<Timing>,
    /// Ways to reach an Ombudsman.
    pub routes: Vec<Route>,
    pub dates: Dates,
    /// The landlord's name from the front matter and the short names the text gives it.
    pub landlord: Vec<String>,
    /// What comments tell the tool, in order.
    pub directives: Vec<Placed>,
    /// "days" without a word are working days here.
    pub days_are_working_days: bool,
    /// The rows of a filled self-assessment.
    pub form: Option<Form>,
}

impl Reading {
    /// Reads a document as one of `kind` by a landlord of these names, with the words of `ruleset`.
    pub fn of(source: &Source, document: &Document, kind: Kind, landlord: &[String], ruleset: &Ruleset) -> Reading {
        let lexicon: &Lexicon = &ruleset.lexicon;
        let Collected {
            mut reading,
            paragraphs,
            itemised,
            terms,
        } = statements::collect(source, document, kind, landlord, lexicon);
        let index = Arc::clone(&reading.index);
        let read = AtomicBool::new(false);
        std::thread::scope(|scope| {
            if reading.is_long() {
                // Rules ask for most concepts: they are looked for while the rest is read.
                scope.spawn(|| index.with(lexicon).look_ahead(&read));
            }
            context::settle(&mut reading, lexicon);
            standing::join_itemised(&mut reading, itemised, &terms, lexicon);
            standing::join_paragraphs(&mut reading, paragraphs, &terms, lexicon);
            timing::read(&mut reading, lexicon);
            substituted::replace(&mut reading, lexicon);
            reading.directives = directives::place(document, &reading.sections, source.text().len());
            reading.dates = dates::read(&reading, source, document, &ruleset.dates, lexicon);
            reading.routes = contacts::read(&reading, &ruleset.contacts, lexicon);
            read.store(true, Ordering::Relaxed);
        });
        if kind == Kind::SelfAssessment {
            reading.form = Some(self_assessment::read(source, document, ruleset));
        }
        reading
    }

    /// Whether a second thread is worth sharing the work with: for a short document, starting it costs more.
    pub fn is_long(&self) -> bool {
        const LONG: usize = 100;
        self.statements.len() >= LONG
    }

    /// The first paragraph, item or cell that holds a place, with its matcher.
    pub fn paragraph_at<'r>(&'r self, span: Span, lexicon: &'r Lexicon) -> Option<(&'r Statement, Matcher<'r>)> {
        let whole = self.whole.iter().map(|n| (&self.statements[n], n, &*self.index));
        let joined = self.joined.iter().enumerate();
        let all = whole.chain(joined.map(|(n, joined)| (joined, n, &self.joined_index)));
        let here = all.filter(|(paragraph, ..)| paragraph.span.contains(span));
        let (paragraph, n, index) = here.min_by_key(|(paragraph, ..)| paragraph.paragraph)?;
        Some((paragraph, index.with(lexicon).matcher(n)))
    }

    /// A figure of plain "days" as this document means it.
    pub fn as_meant(&self, period: Period) -> Period {
        if self.days_are_working_days && period.unit == crate::calendar::Unit::Days {
            Period::new(period.number, crate::calendar::Unit::WorkingDays)
        } else {
            period
        }
    }
}
