//! "working days" where the figure is the Code's own and its unit is left out or cut short. The figure stays.

use super::edit::Edit;
use super::{Candidate, Opinion};
use crate::calendar::{Period, Unit};
use crate::finding::{Finding, Reason, Verdict};
use crate::reading::Statement;
use crate::reading::quantity::{number_of_cell, quantities, unfinished, without_unit};
use crate::ruleset::Check;
use crate::source::Span;

/// Places at which a unit may be missing that are tried; a document has a few at most.
const TRIED: usize = 24;

pub fn candidates(finding: &Finding, now: &Opinion) -> Vec<Candidate> {
    // What is missing is told by the first of the element's rules; its figure may be another's.
    let rules = now
        .judged
        .ruleset
        .rules
        .iter()
        .filter(|rule| rule.element == finding.element);
    let limits = rules.flat_map(|rule| match &rule.check {
        Check::Timescale(check) => [check.limit, check.total_limit, check.at_least],
        _ => [None; 3],
    });
    let figures: Vec<Period> = limits.flatten().filter(|p| p.unit == Unit::WorkingDays).collect();
    if figures.is_empty() {
        return Vec::new();
    }
    let edits: Vec<Edit> = match finding.reason {
        Reason::TooShort { said, least: asked }
        | Reason::BelowPromise {
            said, promised: asked, ..
        } => plain_days(finding, said, asked, now),
        _ if finding.verdict == Verdict::Missing => {
            let statements = now.reading.statements.iter().filter(|s| s.is_own());
            statements.flat_map(|s| bare(s, &figures)).take(TRIED).collect()
        }
        _ => Vec::new(),
    };
    edits.into_iter().map(|edit| Candidate::safe(vec![edit])).collect()
}

/// "20 days" where 20 working days are asked for: "working" is put in. "Calendar days" are meant as they are said.
fn plain_days(finding: &Finding, said: Period, asked: Period, now: &Opinion) -> Vec<Edit> {
    let same = said.number == asked.number && said.unit == Unit::Days && asked.unit == Unit::WorkingDays;
    let Some(span) = finding.spans.first().filter(|_| same) else {
        return Vec::new();
    };
    let phrase = now.judged.source.slice(*span).to_lowercase();
    let plain = !["calendar", "consecutive", "clear"]
        .iter()
        .any(|word| phrase.contains(word));
    let at = phrase.rfind("day").filter(|_| plain);
    at.map(|at| put_in(span.start + at, "working ".into()))
        .into_iter()
        .collect()
}

/// Figures of a statement that are the Code's own and have no unit.
fn bare(statement: &Statement, figures: &[Period]) -> Vec<Edit> {
    let plain = &statement.plain;
    let said = quantities(plain);
    let free = |start: usize, end: usize| said.iter().all(|q| end <= q.start || q.end <= start);
    let is_figure = |number: u32| figures.iter().any(|p| p.number == number);
    let place = |end: usize| statement.origin.get(end.saturating_sub(1)).map(|at| at + 1);
    let mut out = Vec::new();
    let cell = number_of_cell(plain).map(|(number, end)| (0, end, number));
    for (start, end, number) in without_unit(plain).into_iter().chain(cell) {
        if is_figure(number) && free(start, end) {
            out.extend(place(end).map(|at| put_in(at, format!(" {}", unit_of(number)))));
        }
    }
    for (start, end, number) in unfinished(plain) {
        if is_figure(number) && free(start, end) {
            let day = unit_of(number).rsplit(' ').next().unwrap_or_default().to_owned();
            out.extend(place(end).map(|at| put_in(at, format!(" {day}"))));
        }
    }
    out
}

/// "working days" as it is written after `number`.
fn unit_of(number: u32) -> String {
    let period = Period::new(number, Unit::WorkingDays).to_string();
    period
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ')
        .to_owned()
}

fn put_in(at: usize, text: String) -> Edit {
    Edit {
        span: Span::new(at, at),
        text,
    }
}
