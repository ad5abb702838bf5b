//! A comparison for other programs.

use super::told::{subject, words};
use crate::compare::{Comparison, Direction, Pairing, Passage};
use crate::finding::Verdict;
use crate::ruleset::Ruleset;
use serde::Serialize;

/// Names the shape of the answer; changes when a consumer would have to.
const SCHEMA: &str = "ombudlint-comparison-1";

#[derive(Serialize)]
struct Answer<'a> {
    schema: &'static str,
    code: &'a str,
    documents: Vec<Document<'a>>,
    only_old: Vec<&'a str>,
    only_new: Vec<&'a str>,
}

#[derive(Serialize)]
struct Document<'a> {
    old: &'a str,
    new: &'a str,
    fixed: usize,
    worse: usize,
    provisions_unchanged: usize,
    still_not_met: &'a [&'a str],
    changes: Vec<ChangeJson<'a>>,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    about: String,
    old: Option<Words>,
    new: Option<Words>,
    elements: Vec<ShiftJson<'a>>,
}

#[derive(Serialize)]
struct Words {
    line: usize,
    words: String,
}

#[derive(Serialize)]
struct ShiftJson<'a> {
    element: &'a str,
    change: &'static str,
    before: Option<Verdict>,
    after: Option<Verdict>,
}

pub fn answer(comparisons: &[Comparison], pairing: &Pairing, ruleset: &Ruleset) -> String {
    let answer = Answer {
        schema: SCHEMA,
        code: &ruleset.id,
        documents: comparisons.iter().map(document).collect(),
        only_old: pairing.only_old.iter().map(|j| j.source.name()).collect(),
        only_new: pairing.only_new.iter().map(|j| j.source.name()).collect(),
    };
    let mut text = serde_json::to_string_pretty(&answer).expect("an answer has only strings and numbers");
    text.push('\n');
    text
}

fn document<'a>(comparison: &'a Comparison<'a>) -> Document<'a> {
    let changes = comparison.changes.iter().map(|change| ChangeJson {
        about: subject(change),
        old: side(&change.old),
        new: side(&change.new),
        elements: change
            .shifts
            .iter()
            .map(|shift| ShiftJson {
                element: shift.element,
                change: match shift.direction {
                    Direction::Worse => "worse",
                    Direction::Fixed => "fixed",
                    Direction::Reworded => "reworded",
                },
                before: shift.before,
                after: shift.after,
            })
            .collect(),
    });
    Document {
        old: comparison.old.source.name(),
        new: comparison.new.source.name(),
        fixed: comparison.count(Direction::Fixed),
        worse: comparison.count(Direction::Worse),
        provisions_unchanged: comparison.unchanged,
        still_not_met: &comparison.still,
        changes: changes.collect(),
    }
}

fn side(passages: &[Passage]) -> Option<Words> {
    let first = passages.first()?;
    Some(Words {
        line: first.place.line,
        words: words(passages),
    })
}
