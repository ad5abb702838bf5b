//! Version against version for a reader at a terminal: what got worse, what was fixed, what reads otherwise.

use super::told::{effect, subject, words};
use crate::compare::{Comparison, Direction, Passage};
use crate::report::human::wrapped;
use crate::ruleset::Ruleset;
use std::fmt::Write;

pub fn document(comparison: &Comparison, ruleset: &Ruleset) -> String {
    let mut out = String::new();
    let mut line = |text: &str| writeln!(out, "{text}").expect("a text takes all");
    let (old, new) = (comparison.old.source.name(), comparison.new.source.name());
    line(&format!("{old} -> {new}"));
    if comparison.changes.is_empty() {
        line("  not a word has changed");
    }
    for (n, change) in comparison.changes.iter().enumerate() {
        line(&wrapped(&format!("\n{}. ", n + 1), &subject(change)).to_string());
        line(&wrapped("   ", &effect(change)));
        for (name, side) in [("   old: ", &change.old), ("   new: ", &change.new)] {
            if !side.is_empty() {
                line(&wrapped(name, &format!("{} ({})", words(side), lines(side))));
            }
        }
    }
    let fixed = comparison.count(Direction::Fixed);
    let worse = comparison.count(Direction::Worse);
    line(&format!(
        "\n{fixed} fixed, {worse} worse; {} of {} provisions are as they were",
        comparison.unchanged,
        ruleset.provisions.len()
    ));
    if !comparison.still.is_empty() {
        line(&wrapped("still not met: ", &comparison.still.join(", ")));
    }
    out
}

fn lines(passages: &[Passage]) -> String {
    let mut numbers: Vec<usize> = passages.iter().map(|p| p.place.line).collect();
    numbers.dedup();
    let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    let noun = if numbers.len() == 1 { "line" } else { "lines" };
    format!("{noun} {}", numbers.join(", "))
}
