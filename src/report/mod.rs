//! One module per output format; what a finding says in words stands in [`sentences`].

mod excerpt;
pub mod explain;
pub mod facts;
pub mod human;
pub mod json;
pub mod rules;
pub mod sentences;
pub mod short;
pub mod summary;

use crate::assess::ProvisionVerdict;
use crate::finding::Finding;
use crate::kind::Kind;
use crate::problem::Problem;
use crate::ruleset::Severity;
use crate::source::Source;

/// A document that was judged.
#[derive(Debug)]
pub struct Judged {
    pub source: Source,
    pub kind: Kind,
    /// In the Code's order.
    pub verdicts: Vec<ProvisionVerdict>,
    /// What the reader should know besides: that the kind was guessed.
    pub notes: Vec<Problem>,
}

impl Judged {
    /// All findings in the Code's order, those of one element in the document's.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.verdicts.iter().flat_map(|p| &p.elements).flat_map(|e| &e.findings)
    }

    /// How many findings count at a level: those without an excuse.
    pub fn count(&self, severity: Severity) -> usize {
        let counts = |f: &&Finding| f.severity == severity && f.excuse.is_none();
        self.findings().filter(counts).count()
    }
}
