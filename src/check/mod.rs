//! One module per kind of check: rule × reading → outcome. No provision and no phrase of a Code stands here.

mod contact;
mod dates;
mod definition;
pub mod pattern;
mod row;
mod statement;
mod timescale;

pub use definition::exact as exact_definition;

use crate::finding::Outcome;
use crate::lexicon::Lookup;
use crate::reading::Reading;
use crate::ruleset::{Check, Rule, Ruleset};
use jiff::civil::Date;

/// A reading made ready for many rules: each statement's matcher, and which statements have which words.
pub struct Prepared<'a> {
    pub ruleset: &'a Ruleset,
    pub reading: &'a Reading,
    /// The day by which routes are open or closed: a letter's own date, else today.
    pub today: Date,
    statements: Lookup<'a>,
    joined: Lookup<'a>,
    itemised: Lookup<'a>,
    /// The heading statement of each section.
    headings: Vec<Option<usize>>,
}

impl<'a> Prepared<'a> {
    pub fn new(ruleset: &'a Ruleset, reading: &'a Reading, today: Date) -> Self {
        let mut headings = vec![None; reading.sections.len()];
        for (index, statement) in reading.statements.iter().enumerate() {
            if statement.layout == crate::reading::Layout::Heading {
                headings[statement.section] = Some(index);
            }
        }
        Prepared {
            ruleset,
            reading,
            today: reading.dates.letter.map_or(today, |(date, _)| date),
            statements: reading.index.with(&ruleset.lexicon),
            joined: reading.joined_index.with(&ruleset.lexicon),
            itemised: reading.itemised_index.with(&ruleset.lexicon),
            headings,
        }
    }
}

/// What `rule` makes of the document.
pub fn run(rule: &Rule, prepared: &Prepared) -> Outcome {
    match &rule.check {
        Check::Statement(check) => statement::run(check, prepared),
        Check::Timescale(check) => timescale::run(check, prepared),
        Check::Definition(check) => definition::run(check, prepared),
        Check::Contact(check) => contact::run(check, prepared),
        Check::Dates(check) => dates::run(check, prepared),
        Check::Row(check) => row::run(check, prepared),
    }
}
