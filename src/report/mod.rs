//! One module per output format; what a finding says in words stands in [`sentences`].

pub mod comparison;
mod days;
mod excerpt;
pub mod explain;
pub mod facts;
mod filled;
pub mod form;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod item;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod markdown;
pub mod mending;
pub mod patch;
pub mod plain;
mod row_sentences;
pub mod rules;
pub mod sarif;
#[cfg(test)]
mod schemas;
pub mod sentences;
pub mod short;
pub mod summary;
pub mod verification;

use crate::assess::ProvisionVerdict;
use crate::finding::{Excuse, Finding};
use crate::kind::Kind;
use crate::problem::Problem;
use crate::ruleset::{Ruleset, Severity};
use crate::self_assessment::Paper;
use crate::source::Source;
use std::sync::Arc;

/// A document that was judged.
#[derive(Debug)]
pub struct Judged {
    pub source: Source,
    pub kind: Kind,
    /// The rules it was judged by.
    pub ruleset: Arc<Ruleset>,
    /// In the Code's order.
    pub verdicts: Vec<ProvisionVerdict>,
    /// What the reader should know besides: that the kind was guessed, what is wrong with a waiver.
    pub notes: Vec<Problem>,
}

impl Judged {
    /// As a document that filled forms are held against; `None` for a form.
    pub fn paper(&self) -> Option<Paper<'_>> {
        (self.kind != Kind::SelfAssessment).then_some(Paper {
            source: &self.source,
            kind: self.kind,
            verdicts: &self.verdicts,
        })
    }

    /// All findings in the Code's order, those of one element in the document's.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.verdicts.iter().flat_map(|p| &p.elements).flat_map(|e| &e.findings)
    }

    /// All findings but those that the baseline knows: these are only counted.
    pub fn shown(&self) -> impl Iterator<Item = &Finding> {
        self.findings().filter(|f| f.excuse != Some(Excuse::Known))
    }

    /// How many findings are waived.
    pub fn waived(&self) -> usize {
        self.findings().filter(|f| f.waiver().is_some()).count()
    }

    /// How many findings the baseline knows.
    pub fn known(&self) -> usize {
        self.findings().filter(|f| f.excuse == Some(Excuse::Known)).count()
    }

    /// How many findings count at a level: those without an excuse, and what is noted about waivers.
    pub fn count(&self, severity: Severity) -> usize {
        let counts = |f: &&Finding| f.severity == severity && f.excuse.is_none();
        self.findings().filter(counts).count() + self.notes.iter().filter(|n| n.level == severity).count()
    }
}
