//! One way through: source → document → reading → verdicts. No file, terminal or clock here.

use crate::assess::{ProvisionVerdict, assess};
use crate::document::{Document, parse};
use crate::kind::Kind;
use crate::lexicon::Automaton;
use crate::reading::Reading;
use crate::ruleset::Ruleset;
use crate::source::Source;
use jiff::civil::Date;

/// A ruleset with the automaton over all its words: what is needed to judge any number of documents.
pub struct Engine {
    pub ruleset: Ruleset,
    words: Automaton,
}

impl Engine {
    pub fn new(ruleset: Ruleset) -> Self {
        let words = ruleset.lexicon.interner.automaton();
        Engine { ruleset, words }
    }

    /// What a document says, read as one of `kind`.
    pub fn read(&self, source: &Source, document: &Document, kind: Kind) -> Reading {
        Reading::of(source, document, kind, &self.ruleset, &self.words)
    }

    /// The verdicts on a text, in the Code's order.
    pub fn judge(&self, source: &Source, kind: Kind, today: Date) -> Vec<ProvisionVerdict> {
        let document = parse(source);
        assess(&self.ruleset, &self.read(source, &document, kind), today)
    }
}
