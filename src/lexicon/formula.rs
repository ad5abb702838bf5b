//! Formulas: the small language in which a rule says what it looks for in a statement
//! (`docs/rulesets.md` teaches it, `parse` reads it). Knows no rule and no document.

use super::vocabulary::{AtomId, ConceptId};
use std::ops::Range;

/// Words that may stand between two steps of a sequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Gap {
    /// `~`: up to 3 words.
    Close,
    /// `..`: up to 8 words.
    Near,
    /// `...`: any words of the statement, negations and headings included.
    Far,
}

impl Gap {
    pub fn reach(self) -> usize {
        match self {
            Gap::Close => 3,
            Gap::Near => 8,
            Gap::Far => usize::MAX,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Step {
    Word(AtomId),
    /// One of these words.
    Words(Vec<AtomId>),
    Concept(ConceptId),
    Gap(Gap),
    Any(Vec<Vec<Step>>),
    Optional(Vec<Vec<Step>>),
    /// `{…}`: a field to be filled in whose name holds one of these.
    Field(Vec<Vec<Step>>),
    /// `^`: here a heading, lead-in, table head or the statement itself begins.
    Start,
    /// `$`: here one of them ends.
    End,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Part {
    pub forbidden: bool,
    pub steps: Vec<Step>,
}

/// All parts must hold in the same statement, in any order among them.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Formula {
    pub parts: Vec<Part>,
}

/// What is wrong with a formula, and where in its text (bytes).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct FormulaError {
    pub message: String,
    pub at: Range<usize>,
}
