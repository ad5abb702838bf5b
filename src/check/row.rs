//! Are the rows of a filled self-assessment free of one fault?

use super::Prepared;
use crate::finding::{Breach, Evidence, Outcome, Reason};
use crate::ruleset::RowCheck;
use crate::self_assessment;

pub fn run(check: &RowCheck, prepared: &Prepared) -> Outcome {
    let mut outcome = Outcome::default();
    let Some(form) = &prepared.reading.form else {
        return outcome;
    };
    let faults = self_assessment::faults(form, prepared.ruleset, prepared.today);
    for fault in faults.into_iter().filter(|f| f.finds == check.finds) {
        outcome.breached.push(Breach {
            evidence: Evidence {
                span: fault.spans.first().copied().unwrap_or_default(),
            },
            reason: Reason::Row(fault.reason),
            severity: fault.severity.unwrap_or(check.severity),
            place: None,
        });
    }
    if outcome.breached.is_empty() {
        outcome.met = form.rows.iter().map(|row| Evidence { span: row.at }).collect();
    }
    outcome
}
