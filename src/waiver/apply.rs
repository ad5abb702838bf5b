//! Waivers laid upon the findings of one document.

use super::Claim;
use crate::assess::ProvisionVerdict;
use crate::finding::{Excuse, Finding, Lapse, Reason};
use crate::ruleset::Ruleset;
use jiff::civil::Date;

/// Excuses every finding that a waiver in force concerns; one whose waiver has ended says since when.
/// Returns, for each claim, whether there was a finding for it.
pub fn apply(verdicts: &mut [ProvisionVerdict], claims: &[&Claim], ruleset: &Ruleset, today: Date) -> Vec<bool> {
    let mut used = vec![false; claims.len()];
    let elements = verdicts.iter_mut().flat_map(|p| &mut p.elements);
    for element in elements.filter(|e| ruleset.element(&e.id).is_some_and(|(_, e)| e.waivable)) {
        // A duty is waived, not a form that is filled wrongly.
        for finding in element
            .findings
            .iter_mut()
            .filter(|f| !matches!(f.reason, Reason::Row(_)))
        {
            for (claim, used) in claims.iter().zip(&mut used) {
                if claim.concerns(finding, ruleset) {
                    *used = true;
                    excuse(finding, claim, today);
                }
            }
        }
    }
    used
}

fn excuse(finding: &mut Finding, claim: &Claim, today: Date) {
    let waiver = &claim.waiver;
    // Re-judging an earlier day: what was granted later did not hold then.
    if waiver.granted.is_some_and(|granted| granted > today) {
        return;
    }
    if waiver.until >= today {
        finding.lapse = None;
        // The one that holds longest speaks, whichever comes first.
        let longer = !matches!(&finding.excuse, Some(Excuse::Waived(known)) if known.until >= waiver.until);
        if longer {
            finding.excuse = Some(Excuse::Waived(waiver.clone()));
        }
    } else if finding.excuse.is_none() && finding.lapse.is_none_or(|l| l.until < waiver.until) {
        let days = waiver.until.until(today).map_or(0, |span| span.get_days());
        finding.lapse = Some(Lapse {
            until: waiver.until,
            days,
        });
    }
}
