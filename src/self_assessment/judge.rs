//! Faults of a form to one verdict for each row, in the Code's order.

use super::checks::{self, Desk};
use super::fault::Fault;
use super::labels::Labels;
use super::{Answer, Form, Row, figures, references, relations};
use crate::assess::{ElementVerdict, ProvisionVerdict};
use crate::finding::{Finding, Reason, Verdict};
use crate::ruleset::{Check, RowFault, Ruleset, Severity};
use crate::source::{Source, Span};
use jiff::civil::Date;

/// What findings about the form as a whole are filed under.
pub const WHOLE_FORM: &str = "form";

/// All faults of a form, in the order of its rows.
pub fn faults(form: &Form, ruleset: &Ruleset, today: Date) -> Vec<Fault> {
    let labels = Labels::new(&ruleset.forms);
    let references = references::read(&form.rows, &labels, &form.catalogue);
    let desk = Desk {
        form,
        ruleset,
        source: &form.source,
        labels,
        today,
        references,
    };
    let said = &form.said;
    let mut out = Vec::new();
    relations::rows(&desk, &mut out);
    checks::answers(&desk, &mut out);
    figures::shares(&desk, said, &mut out);
    figures::counts(&desk, said, &mut out);
    // What an older Code asked is not judged by the rules of this one.
    if form.edition.is_some() {
        return out;
    }
    checks::grounds(&desk, said, &mut out);
    checks::words_of_rows(&desk, said, &mut out);
    checks::replayed_on_itself(&desk, &mut out);
    checks::replayed(&desk, &mut out);
    relations::same_words(&desk, said, &mut out);
    relations::stages(&desk, said, &mut out);
    references::chains(&desk, &mut out);
    checks::requirements(&desk, &mut out);
    out
}

/// The rule that speaks for a fault.
fn rule_for(ruleset: &Ruleset, finds: RowFault) -> Option<(usize, Severity)> {
    let rules = ruleset.rules.iter().enumerate();
    rules
        .filter_map(|(n, rule)| match &rule.check {
            Check::Row(check) if check.finds == finds => Some((n, check.severity)),
            _ => None,
        })
        .next()
}

/// The verdict on each row of a form, and on the form as a whole if there is something to say of it.
pub fn assess(form: &Form, ruleset: &Ruleset, today: Date) -> Vec<ProvisionVerdict> {
    let faults = faults(form, ruleset, today);
    let mut out: Vec<ProvisionVerdict> = Vec::new();
    for place in 0..form.catalogue.count() {
        let row = form.rows.iter().find(|row| row.place == Some(place));
        let mine: Vec<&Fault> = faults.iter().filter(|f| f.place == Some(place)).collect();
        out.push(provision(form.catalogue.id(place), row, &mine, &form.source, ruleset));
    }
    let whole: Vec<&Fault> = faults.iter().filter(|f| f.place.is_none()).collect();
    if !whole.is_empty() {
        out.push(provision(WHOLE_FORM, None, &whole, &form.source, ruleset));
    }
    out
}

/// Findings that leave a row without something it must have.
fn leaves_out(finds: RowFault) -> bool {
    matches!(
        finds,
        RowFault::RowMissing | RowFault::AnswerMissing | RowFault::EvidenceMissing | RowFault::Unexplained
    )
}

fn provision(id: &str, row: Option<&Row>, faults: &[&Fault], source: &Source, ruleset: &Ruleset) -> ProvisionVerdict {
    let mut findings = Vec::new();
    for fault in faults {
        let Some((rule, severity)) = rule_for(ruleset, fault.finds) else {
            continue;
        };
        let severity = fault.severity.unwrap_or(severity);
        let verdict = match severity {
            _ if leaves_out(fault.finds) => Verdict::Missing,
            Severity::Error => Verdict::Breached,
            _ => Verdict::Met,
        };
        findings.push(Finding {
            rule,
            element: id.to_owned(),
            verdict,
            severity,
            reason: Reason::Row(fault.reason.clone()),
            spans: fault.spans.clone(),
            excuse: None,
            lapse: None,
        });
    }
    let has = |verdict| findings.iter().any(|f| f.verdict == verdict);
    let verdict = if has(Verdict::Breached) {
        Verdict::Breached
    } else if has(Verdict::Missing) || row.is_none() && id != WHOLE_FORM {
        Verdict::Missing
    } else {
        Verdict::Met
    };
    let weak = verdict == Verdict::Met && findings.iter().any(|f| f.severity > Severity::Advice);
    let evidence = row.map(|row| shown(row, source)).unwrap_or_default();
    let element = ElementVerdict {
        id: id.to_owned(),
        verdict: Some(verdict),
        evidence,
        findings,
        weak,
    };
    ProvisionVerdict {
        id: id.to_owned(),
        verdict: Some(verdict),
        elements: vec![element],
    }
}

/// What a row shows: its answer, and the words that bear it out.
fn shown(row: &Row, source: &Source) -> Vec<Span> {
    let mut out = row.answer_text.whole(source);
    let grounds = match row.answer {
        Answer::Yes if !row.evidence.is_empty() => &row.evidence,
        _ if !row.commentary.is_empty() => &row.commentary,
        _ => &row.evidence,
    };
    out.extend(grounds.whole(source));
    out.sort();
    out.dedup();
    out
}
