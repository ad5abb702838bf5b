//! One way through: source → document → reading → verdicts. No file, terminal or clock here.

use crate::assess::{self, ProvisionVerdict};
use crate::document::{Document, parse};
use crate::header;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::reading::{self, Reading};
use crate::remarks;
use crate::ruleset::{Ruleset, Severity};
use crate::shipped;
use crate::source::Source;
use crate::waiver::{self, Claim};
use jiff::civil::Date;
use std::sync::Arc;

/// A ruleset at work: what is needed to judge any number of documents.
pub struct Engine {
    pub ruleset: Arc<Ruleset>,
}

/// Why a document is not judged.
#[derive(Debug)]
pub enum Refusal {
    /// Mistakes in its front matter.
    FrontMatter(Vec<Problem>),
    /// It neither says what it is nor looks like anything about complaints.
    UnknownKind,
}

impl Engine {
    pub fn new(ruleset: Ruleset) -> Self {
        let ruleset = Arc::new(ruleset);
        Engine { ruleset }
    }

    /// Reads a text: as the kind its front matter says, else as `kind`, else as the kind it looks like.
    /// With the reading come notes for the reader.
    ///
    /// # Errors
    /// A [`Refusal`] when the front matter is wrong or no kind can be told.
    pub fn open(&self, source: &Source, kind: Option<Kind>) -> Result<(Reading, Vec<Problem>), Refusal> {
        self.open_as(source, kind, &[])
    }

    /// The same for a document of a landlord with these names, besides the one in the front matter.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn open_as(
        &self,
        source: &Source,
        kind: Option<Kind>,
        landlord: &[String],
    ) -> Result<(Reading, Vec<Problem>), Refusal> {
        let document = parse(source);
        let mut codes: Vec<&str> = shipped::names().collect();
        codes.push(&self.ruleset.id);
        let (header, mut problems) = header::read(&document, &codes);
        problems.extend(header::unclosed(source));
        if !problems.is_empty() {
            return Err(Refusal::FrontMatter(problems));
        }
        let remarks = |reading: &Reading| remarks::of(source, &document, &header, reading, &self.ruleset.bank_holidays);
        if let Some(kind) = header.kind.or(kind) {
            let reading = self.read_as(source, &document, kind, landlord);
            let notes = remarks(&reading);
            return Ok((reading, notes));
        }
        let first = self.read_as(source, &document, Kind::ComplaintsPolicy, landlord);
        let guess = reading::kind::guess(&first, &self.ruleset).ok_or(Refusal::UnknownKind)?;
        let message = format!("read as a {}, going by these words", guess.kind);
        let note = Problem::new(guess.because, message).at(Severity::Advice).help(format!(
            "say so with `kind: {}` between `---` lines at the top, or with `--kind`",
            guess.kind
        ));
        let reading = if guess.kind == first.kind {
            first
        } else {
            self.read_as(source, &document, guess.kind, landlord)
        };
        let notes = [vec![note], remarks(&reading)].concat();
        Ok((reading, notes))
    }

    /// What a document says, read as one of `kind`.
    pub fn read(&self, source: &Source, document: &Document, kind: Kind) -> Reading {
        self.read_as(source, document, kind, &[])
    }

    fn read_as(&self, source: &Source, document: &Document, kind: Kind, landlord: &[String]) -> Reading {
        Reading::of(source, document, kind, landlord, &self.ruleset)
    }

    /// The verdicts on a reading, in the Code's order.
    pub fn assess(&self, reading: &Reading, today: Date) -> Vec<ProvisionVerdict> {
        assess::assess(&self.ruleset, reading, today)
    }

    /// Routes in a document that no longer lead anywhere, besides those that its verdicts tell of.
    pub fn closed_routes(&self, reading: &Reading, today: Date) -> Vec<Problem> {
        remarks::closed_routes(reading, &self.ruleset, today)
    }

    /// Lays waivers upon verdicts: those in the document and `others`. What is wrong with the document's own is noted;
    /// for each of the others it is told whether there was a finding for it.
    pub fn excuse(
        &self,
        verdicts: &mut [ProvisionVerdict],
        reading: &Reading,
        others: &[&Claim],
        today: Date,
    ) -> (Vec<Problem>, Vec<bool>) {
        let (own, mut notes) = waiver::read_directives(reading, &self.ruleset, today);
        let claims: Vec<&Claim> = own.iter().chain(others.iter().copied()).collect();
        let mut used = waiver::apply(verdicts, &claims, &self.ruleset, today);
        let others = used.split_off(own.len());
        let idle = own.iter().zip(used).filter(|(_, used)| !used);
        notes.extend(idle.map(|(claim, _)| claim.idle(today)));
        notes.sort_by_key(|n| n.span);
        (notes, others)
    }
}
