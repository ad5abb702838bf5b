//! Is the figure within the Code's, counted from the Code's event? Judges every timing of the rule's process.

use super::Prepared;
use super::pattern::Scope;
use crate::finding::{Breach, Evidence, Outcome, Reason};
use crate::reading::{Standing, Timing};
use crate::ruleset::{Severity, TimescaleCheck};

pub fn run(check: &TimescaleCheck, prepared: &Prepared) -> Outcome {
    let mut outcome = Outcome::default();
    for timing in timings(check, prepared) {
        weigh(check, timing, prepared, &mut outcome);
    }
    if check.each_stage && outcome.breached.is_empty() {
        require_each_stage(check, prepared, &mut outcome);
    }
    outcome
}

/// Takes back what is met when only one stage has a figure.
fn require_each_stage(check: &TimescaleCheck, prepared: &Prepared, outcome: &mut Outcome) {
    let told = |stage| timings(check, prepared).any(|t| t.stage.covers(stage, check.neutral));
    let said = match (told(1), told(2)) {
        (true, true) | (false, false) => return,
        (first, _) => {
            if first {
                1
            } else {
                2
            }
        }
    };
    let met = std::mem::take(&mut outcome.met);
    let weak = std::mem::take(&mut outcome.weak);
    let evidence = met.into_iter().chain(weak.into_iter().map(|(e, _)| e)).collect();
    outcome.unmet = Some((evidence, Reason::OneStageOnly { said }));
}

/// The document's own timings of the process and stage that the rule is about.
fn timings<'p>(check: &'p TimescaleCheck, prepared: &'p Prepared) -> impl Iterator<Item = &'p Timing> {
    let lexicon = &prepared.ruleset.lexicon;
    prepared.reading.timings.iter().filter(move |timing| {
        // "Those get a reply in ten working days and are not complaints": another matter's time.
        let statement = &prepared.reading.statements[timing.statement];
        let excluded = check.limit.is_some() && statement.exclusion || statement.other_matter;
        timing.standing == Standing::Own
            && !excluded
            && timing
                .process
                .is_some_and(|p| lexicon.processes[p].name == check.process)
            && check
                .stage
                .is_none_or(|stage| timing.stage.covers(stage, check.neutral))
    })
}

fn weigh(check: &TimescaleCheck, timing: &Timing, prepared: &Prepared, outcome: &mut Outcome) {
    let said = timing.period;
    let evidence = Evidence { span: timing.span };
    let limit = if timing.total {
        check.total_limit.or(check.limit)
    } else {
        check.limit
    };
    if let Some(limit) = limit.filter(|limit| said.is_longer_than(*limit)) {
        outcome
            .breached
            .push(breach(check, evidence, Reason::TooLong { said, limit }));
    } else if let Some(least) = check.at_least.filter(|least| said.is_shorter_than(*least)) {
        let softened = prepared.any(&check.softened, Scope::default());
        let reason = Reason::TooShort { said, least };
        if softened {
            outcome.weak.push((evidence, reason));
        } else {
            outcome.breached.push(breach(check, evidence, reason));
        }
    } else if let Some(reason) = starts_late(check, timing, prepared) {
        let span = timing.from.map_or(timing.span, |clock| clock.span);
        outcome.breached.push(breach(check, Evidence { span }, reason));
    } else if check.from.is_some() && check.limit.is_some_and(|limit| said.is_longer_than(limit)) {
        // "With an extension, 20 working days in all" does not say how long it takes without one.
    } else {
        outcome.unkept.extend(unkept(check, timing, &evidence));
        settle(timing, evidence, outcome);
    }
}

/// What keeps the Code's limit is met, or weakly met.
fn settle(timing: &Timing, evidence: Evidence, outcome: &mut Outcome) {
    if timing.disagrees {
        let counted = timing.period;
        outcome.weak.push((evidence, Reason::Disagrees { counted }));
    } else if timing.hedged {
        outcome.weak.push((evidence, Reason::Hedged));
    } else {
        outcome.met.push(evidence);
    }
}

/// The landlord's own promise, where a figure that keeps the Code's limit breaks it.
fn unkept(check: &TimescaleCheck, timing: &Timing, evidence: &Evidence) -> Option<Breach> {
    let promise = check.promise.as_ref()?;
    let said = timing.period;
    let (limit, promised) = if timing.total {
        (check.total_limit.or(check.limit), promise.total_limit)
    } else {
        (check.limit, promise.limit)
    };
    let beyond = limit
        .zip(promised)
        .filter(|(_, promised)| said.is_longer_than(*promised));
    let below = check.at_least.zip(promise.at_least);
    let below = below.filter(|(_, promised)| said.is_shorter_than(*promised));
    let reason = match (beyond, below) {
        (Some((allowed, promised)), _) => Reason::BeyondPromise {
            said,
            promised,
            allowed,
        },
        (None, Some((least, promised))) => Reason::BelowPromise { said, promised, least },
        (None, None) => return None,
    };
    Some(Breach {
        evidence: evidence.clone(),
        reason,
        severity: promise.severity,
        place: Some(promise.place),
    })
}

fn breach(check: &TimescaleCheck, evidence: Evidence, reason: Reason) -> Breach {
    Breach {
        evidence,
        reason,
        severity: check.severity.unwrap_or(Severity::Error),
        place: None,
    }
}

/// A clock that starts earlier than the Code's is stricter, so it is met; only a later one is looser.
fn starts_late(check: &TimescaleCheck, timing: &Timing, prepared: &Prepared) -> Option<Reason> {
    let events = &prepared.ruleset.lexicon.events;
    let instead = events.iter().find(|e| Some(&e.name) == check.from.as_ref())?;
    let from = &events[timing.from?.event];
    (from.order > instead.order).then(|| Reason::StartsLate {
        from: from.name.clone(),
        instead: instead.name.clone(),
    })
}
