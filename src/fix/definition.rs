//! The Code's definition, word for word, in the place of one that differs.

use super::edit::Edit;
use super::{Candidate, Opinion};
use crate::check::{self, Prepared};
use crate::finding::{Finding, Reason};
use crate::ruleset::Check;

pub fn candidates(finding: &Finding, now: &Opinion) -> Vec<Candidate> {
    let ruleset = &now.judged.ruleset;
    let reworded = matches!(
        finding.reason,
        Reason::Reworded(_) | Reason::OlderEdition(_) | Reason::LimbLost(_)
    );
    let (Check::Definition(check), Some(at), true) =
        (&ruleset.rules[finding.rule].check, finding.spans.first(), reworded)
    else {
        return Vec::new();
    };
    let prepared = Prepared::new(ruleset, &now.reading, now.today);
    let exact = check::exact_definition(check, *at, &prepared, &now.judged.source);
    let candidate = |(span, text)| Candidate::safe(vec![Edit { span, text }]);
    exact.into_iter().map(candidate).collect()
}
