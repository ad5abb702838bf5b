//! Do the dates of a letter keep the limit? Counts the working days between what happened and what was due.

use super::Prepared;
use super::pattern::Scope;
use crate::calendar::{Period, Unit};
use crate::finding::{Breach, Evidence, Outcome, Reason};
use crate::ruleset::{DatesCheck, Moment, Severity, Start};
use crate::source::Span;
use jiff::civil::Date;

/// A day of the letter, and the words that tell it.
#[derive(Debug, Clone, Copy)]
struct Day {
    date: Date,
    span: Span,
    /// Working days that were added to what the words tell.
    added: u32,
}

pub fn run(check: &DatesCheck, prepared: &Prepared) -> Outcome {
    let mut outcome = Outcome::default();
    if prepared.any(&check.unless, Scope::default()) {
        return outcome;
    }
    let dates = prepared.reading.dates.days(prepared.today);
    // Where a letter gives several days for one event, the ones that leave the landlord most time count.
    let to = check.to.iter().find_map(|moment| {
        let days = moments(*moment, &dates, check.stage, prepared).into_iter();
        days.min_by_key(|day| day.date)
    });
    let latest = |starts: &[Start]| {
        let days = starts
            .iter()
            .flat_map(|start| begun(*start, &dates, check.stage, prepared));
        days.max_by_key(|day| day.date)
    };
    let from = latest(&check.from).or_else(|| latest(&check.otherwise));
    let (Some(from), Some(to)) = (from, to) else {
        return outcome;
    };
    // What comes before what it follows is another matter's date.
    if to.date < from.date {
        return outcome;
    }
    let Ok(counted) = prepared.ruleset.bank_holidays.between(from.date, to.date) else {
        return outcome;
    };
    if counted <= check.limit.number {
        outcome.met.extend([from.span, to.span].map(|span| Evidence { span }));
        outcome.unkept.extend(unkept(check, counted, to.span));
    } else {
        let reason = Reason::TooManyDays {
            from: from.date,
            added: from.added,
            to: to.date,
            counted,
            limit: check.limit,
            because: check.because.clone(),
        };
        outcome.breached.push(Breach {
            evidence: Evidence { span: to.span },
            reason,
            severity: Severity::Error,
            place: None,
        });
    }
    outcome
}

/// The landlord's own promise, where a letter that keeps the Code's limit breaks it.
fn unkept(check: &DatesCheck, counted: u32, span: Span) -> Option<Breach> {
    let promise = check.promise.as_ref()?;
    let said = Period::new(counted, Unit::WorkingDays);
    let promised = promise.limit.filter(|promised| said.is_longer_than(*promised))?;
    Some(Breach {
        evidence: Evidence { span },
        reason: Reason::BeyondPromise {
            said,
            promised,
            allowed: check.limit,
        },
        severity: promise.severity,
        place: Some(promise.place),
    })
}

fn moments(moment: Moment, dates: &[Option<Date>], stage: Option<u8>, prepared: &Prepared) -> Vec<Day> {
    let reading = prepared.reading;
    let day = |date: Date, span: Span| Day { date, span, added: 0 };
    match moment {
        Moment::Letter => reading
            .dates
            .letter
            .iter()
            .map(|(date, span)| day(*date, *span))
            .collect(),
        Moment::Event(event) => {
            let given = reading.dates.given.iter().zip(dates);
            given
                .filter(|(g, _)| g.event == Some(event) && stage.is_none_or(|stage| g.stage.covers(stage, true)))
                .filter_map(|(g, date)| Some(day((*date)?, g.span)))
                .collect()
        }
    }
}

/// The days from which a limit runs: some working days after an event.
fn begun(start: Start, dates: &[Option<Date>], stage: Option<u8>, prepared: &Prepared) -> Vec<Day> {
    let days = moments(start.moment, dates, stage, prepared).into_iter();
    let later = |day: Day| {
        let date = prepared.ruleset.bank_holidays.after(day.date, start.then).ok()?;
        Some(Day {
            date,
            added: start.then,
            ..day
        })
    };
    days.filter_map(later).collect()
}
