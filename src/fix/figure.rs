//! The Code's time limit, or the landlord's own promise, in the place of one that breaks it. Somebody has to keep it.

use super::edit::Edit;
use super::{Candidate, Decided, Opinion};
use crate::calendar::Period;
use crate::finding::{Finding, Reason};
use crate::reading::quantities;

pub fn candidates(finding: &Finding, now: &Opinion) -> Vec<Candidate> {
    let (said, asked) = match finding.reason {
        Reason::TooLong { said, limit } => (said, limit),
        Reason::TooShort { said, least } => (said, least),
        Reason::BeyondPromise { said, promised, .. } | Reason::BelowPromise { said, promised, .. } => (said, promised),
        // Figure and word disagree: both become what was counted.
        Reason::Disagrees { counted } => (counted, counted),
        _ => return Vec::new(),
    };
    let Some(span) = finding.spans.first() else {
        return Vec::new();
    };
    let text = written(now.judged.source.slice(*span), said, asked);
    vec![Candidate::decision(Edit { span: *span, text }, Decided::Promise(asked))]
}

/// `asked` as the author wrote `said`: "15-working-day" becomes "10-working-day", "a month" becomes "20 working days".
fn written(old: &str, said: Period, asked: Period) -> String {
    let digits: Vec<&str> = old
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty())
        .collect();
    let figure = said.number.to_string();
    let one_figure = digits == [figure.as_str()] && !old.contains('(');
    if said.unit == asked.unit && one_figure {
        return old.replacen(&figure, &asked.number.to_string(), 1);
    }
    // A unit that stands elsewhere, in a table's head, is not said again.
    if said.unit == asked.unit && quantities(old).is_empty() {
        return asked.number.to_string();
    }
    asked.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_written_as_the_old_one_was() {
        let period = |text| Period::parse(text).unwrap();
        let (ten, fifteen) = (period("10 working days"), period("15 working days"));
        assert_eq!(written("15 working days", fifteen, ten), "10 working days");
        assert_eq!(written("15-working-day", fifteen, ten), "10-working-day");
        assert_eq!(written("15", fifteen, ten), "10");
        assert_eq!(written("fifteen", fifteen, ten), "10");
        assert_eq!(written("fifteen (15) working days", fifteen, ten), "10 working days");
        assert_eq!(written("a month", period("1 month"), ten), "10 working days");
    }
}
