//! A self-assessment that a landlord has filled: read from any of its layouts into one model, and its rows checked.
//!
//! The layouts are a table (Markdown, or text pasted with tabs), a page with a heading for each provision, and the form
//! of questions of an older Code. What people write in them is data (`rulesets/self-assessment.toml`); nothing here knows
//! a provision or a landlord.

mod against;
mod catalogue;
mod checks;
mod dates;
mod fault;
mod figures;
mod grid;
mod judge;
mod labels;
mod page;
mod prose;
mod questions;
mod references;
mod relations;
mod replay;
mod signs;

pub use against::{Borne, Paper, Replay, Unsaid, Words, documents};
pub use catalogue::Catalogue;
pub use fault::{Fault, RowReason};
pub use judge::{WHOLE_FORM, assess, faults};
pub use prose::Prose;
pub use signs::{Said, Sentences};

use crate::document::Document;
use crate::finding::Reason;
use crate::ruleset::Ruleset;
use crate::source::{Source, Span};
use std::ops::Range;

/// What is answered to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    Partly,
    NotApplicable,
    /// Words that are no answer.
    Other,
    /// Nothing.
    Blank,
}

/// A column of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    Number,
    Requirement,
    Answer,
    /// Marked for yes, or for no.
    Yes,
    No,
    Evidence,
    Commentary,
    /// Something of the landlord's own.
    Unknown,
}

/// How a form is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    Table,
    Page,
    Questions,
}

/// One provision or question as the landlord answered it.
#[derive(Debug, Clone)]
pub struct Row {
    /// Which row of the catalogue it is; `None` if of none.
    pub place: Option<usize>,
    /// The number as written; `None` if it was lost and the row was known by its words.
    pub number: Option<String>,
    /// Where the row begins: its number, else its first words.
    pub at: Span,
    pub requirement: Prose,
    pub answer: Answer,
    /// It is answered in the words that the form asks for.
    pub plain_answer: bool,
    pub answer_text: Prose,
    /// Where the answer, and the evidence, would be written.
    pub answer_at: Span,
    pub evidence_at: Span,
    pub evidence: Prose,
    pub commentary: Prose,
    /// What it asks is that something be not done: "we do not" is then what the Code wants to hear.
    pub forbids: bool,
    /// Words of its own that break a rule of the provision: the cell, the bytes of its text, and why.
    pub breach: Option<((Column, Range<usize>), Reason)>,
    /// What documents beside the form make of a "Yes"; `None` where there were none.
    pub replay: Option<Replay>,
}

impl Row {
    fn new(place: Option<usize>, number: Option<String>, at: Span) -> Row {
        Row {
            place,
            number,
            at,
            requirement: Prose::default(),
            answer: Answer::Blank,
            plain_answer: true,
            answer_text: Prose::default(),
            answer_at: at,
            evidence_at: at,
            evidence: Prose::default(),
            commentary: Prose::default(),
            forbids: false,
            breach: None,
            replay: None,
        }
    }

    fn cell(&mut self, column: Column) -> Option<&mut Prose> {
        match column {
            Column::Requirement => Some(&mut self.requirement),
            Column::Answer => Some(&mut self.answer_text),
            Column::Evidence => Some(&mut self.evidence),
            Column::Commentary => Some(&mut self.commentary),
            Column::Number | Column::Yes | Column::No | Column::Unknown => None,
        }
    }
}

/// A filled form.
#[derive(Debug)]
pub struct Form {
    /// The document it was read from: rows point into it.
    pub source: Source,
    pub layout: Layout,
    /// The name of the older form whose questions these are; `None` for the Code's provisions.
    pub edition: Option<String>,
    pub catalogue: Catalogue,
    /// In the document's order.
    pub rows: Vec<Row>,
    /// The sentences of evidence and commentary.
    pub said: Sentences,
    /// For each row of the catalogue whether it asks for something else than yes or no; empty when none does.
    pub open: Vec<bool>,
}

/// Reads a filled form in whatever layout it has most rows.
pub fn read(source: &Source, document: &Document, ruleset: &Ruleset) -> Form {
    let start = document.front_matter.as_ref().map_or(0, |matter| matter.span.end);
    let catalogue = Catalogue::of(ruleset);
    let grid = grid::read(source, start, &ruleset.forms, &catalogue);
    let page = page::read(source, start, &ruleset.forms, &catalogue);
    let (layout, rows) = if page.len() > grid.len() {
        (Layout::Page, page)
    } else {
        (Layout::Table, grid)
    };
    let mut form = Form {
        source: source.clone(),
        layout,
        edition: None,
        catalogue,
        rows,
        said: signs::read(&[], &ruleset.lexicon),
        open: Vec::new(),
    };
    for older in &ruleset.forms.questions {
        let catalogue = questions::catalogue(older);
        let printed = questions::read(source, start, older, &labels::Labels::new(&ruleset.forms));
        let table = grid::read(source, start, &ruleset.forms, &catalogue);
        let rows = if table.len() > printed.len() { table } else { printed };
        if rows.len() > form.rows.len() {
            form.layout = Layout::Questions;
            form.edition = Some(older.name.clone());
            form.open = questions::open(older);
            form.catalogue = catalogue;
            form.rows = rows;
        }
    }
    form.said = signs::read(&form.rows, &ruleset.lexicon);
    replay::on_itself(&mut form, ruleset);
    form
}
