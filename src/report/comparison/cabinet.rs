//! The list of key changes as a Cabinet paper has it: numbered, one sentence or two for each.

use super::told::{effect, subject, words};
use crate::compare::Comparison;
use crate::report::form::cells::on_one_line;
use std::fmt::Write;

pub fn document(comparisons: &[Comparison]) -> String {
    let mut out = String::new();
    for (n, comparison) in comparisons.iter().enumerate() {
        let above = n + 1;
        let (old, new) = (comparison.old.source.name(), comparison.new.source.name());
        writeln!(out, "{above} Key changes from {old} to {new}\n").expect("a text takes all");
        for (m, change) in comparison.changes.iter().enumerate() {
            let (old, new) = (words(&change.old), words(&change.new));
            let told = match (old.is_empty(), new.is_empty()) {
                (false, false) => format!("‘{old}’ becomes ‘{new}’"),
                (true, false) => format!("‘{new}’ is introduced"),
                (false, true) => format!("‘{old}’ is taken out"),
                (true, true) => "the words are the same, what they are read with is not".into(),
            };
            let subject = on_one_line(&subject(change));
            writeln!(out, "- {above}.{} {subject}: {told} ({}).", m + 1, effect(change)).expect("a text takes all");
        }
        if comparison.changes.is_empty() {
            writeln!(out, "There are none.").expect("a text takes all");
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}
