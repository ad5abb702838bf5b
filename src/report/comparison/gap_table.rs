//! The gap table of a committee report: the service, what the policy says, what it is to say.

use super::told::{effect, subject, words};
use crate::compare::{Comparison, Direction};
use crate::report::form::markdown::{cell, table_row};

/// A Markdown table. Only changes that bear on a duty of the Code are gaps.
pub fn document(comparisons: &[Comparison]) -> String {
    let mut rows = vec![
        table_row(["Service related", "Current policy", "Suggested change"].map(String::from)),
        table_row(["---", "---", "---"].map(String::from)),
    ];
    for comparison in comparisons {
        let bears = |shift: &crate::compare::Shift| shift.direction != Direction::Reworded;
        for change in comparison.changes.iter().filter(|c| c.shifts.iter().any(bears)) {
            let said = |words: String, none: &str| {
                if words.is_empty() {
                    none.to_owned()
                } else {
                    cell(&words)
                }
            };
            let suggested = said(words(&change.new), "Take these words out");
            rows.push(table_row([
                cell(&subject(change)),
                said(words(&change.old), "Not said"),
                format!("{suggested} ({})", cell(&effect(change))),
            ]));
        }
    }
    rows.join("\n") + "\n"
}
