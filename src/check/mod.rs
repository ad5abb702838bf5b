//! One module per kind of check: rule × reading → outcome. No provision and no phrase of a Code stands here.

mod contact;
mod definition;
pub mod pattern;
mod statement;
mod timescale;

use crate::finding::Outcome;
use crate::lexicon::AtomId;
use crate::lexicon::Matcher;
use crate::reading::{Reading, Statement};
use crate::ruleset::{Check, Rule, Ruleset};
use jiff::civil::Date;
use std::collections::HashMap;

/// A reading made ready for many rules: each statement's matcher, and which statements have which words.
pub struct Prepared<'a> {
    pub ruleset: &'a Ruleset,
    pub reading: &'a Reading,
    pub today: Date,
    statements: Indexed<'a>,
    paragraphs: Indexed<'a>,
    /// The heading statement of each section.
    headings: Vec<Option<usize>>,
}

struct Indexed<'a> {
    matchers: Vec<Matcher<'a>>,
    having: HashMap<AtomId, Vec<usize>>,
}

impl<'a> Indexed<'a> {
    fn new(list: &'a [Statement], ruleset: &'a Ruleset) -> Self {
        let mut having: HashMap<AtomId, Vec<usize>> = HashMap::new();
        for (index, statement) in list.iter().enumerate() {
            for &atom in statement.stream.tags.iter().flatten() {
                let list = having.entry(atom).or_default();
                if list.last() != Some(&index) {
                    list.push(index);
                }
            }
        }
        let matchers = list.iter().map(|s| Matcher::new(&ruleset.lexicon, &s.stream)).collect();
        Indexed { matchers, having }
    }
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
            today,
            statements: Indexed::new(&reading.statements, ruleset),
            paragraphs: Indexed::new(&reading.paragraphs, ruleset),
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
    }
}
