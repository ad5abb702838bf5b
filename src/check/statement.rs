//! Does the document say it? Formulas over its statements, by parts and by stages.

use super::Prepared;
use super::pattern::{Occurrence, Scope};
use crate::finding::{Evidence, Outcome, Reason};
use crate::ruleset::{Pattern, StatementCheck};

pub fn run(check: &StatementCheck, prepared: &Prepared) -> Outcome {
    let scope = Scope {
        stage: check.stage,
        neutral: check.neutral,
        about: check.about,
        slot: check.slot,
    };
    let mut outcome = Outcome::default();
    // A breach is words that say otherwise; a heading with a slot below it says nothing.
    let breaching = Scope { slot: false, ..scope };
    outcome.breached = prepared.breaches(&check.breached, breaching);
    outcome.not_applicable = prepared.any(&check.not_applicable, scope);
    let mut found = collect(&check.met, false, prepared, scope);
    found.extend(collect(&check.weak, true, prepared, scope));
    if let Some(body) = &check.contact
        && let Some(reason) = super::contact::unreachable(body, prepared)
    {
        if !found.is_empty() {
            outcome.unmet = Some((found.into_iter().map(|f| f.evidence()).collect(), reason));
        }
        return outcome;
    }
    if check.each_stage {
        by_stage(check, found, &mut outcome)
    } else {
        by_parts(check, found, &mut outcome)
    }
    outcome
}

/// A pattern that holds, with what it shows.
struct Found<'c> {
    pattern: &'c Pattern,
    place: Occurrence,
    weak: bool,
}

impl Found<'_> {
    fn evidence(&self) -> Evidence {
        Evidence { span: self.place.span }
    }

    fn shows(&self, part: &str) -> bool {
        self.pattern.part.as_deref().is_none_or(|own| own == part)
    }

    fn reason(&self) -> Option<Reason> {
        match (&self.pattern.because, self.weak, self.place.hedged) {
            (Some(because), true, _) => Some(Reason::Because(because.clone())),
            (None, true, _) => Some(Reason::Hedged),
            (_, false, true) => Some(Reason::Hedged),
            _ => None,
        }
    }
}

fn collect<'c>(patterns: &'c [Pattern], weak: bool, prepared: &Prepared, scope: Scope) -> Vec<Found<'c>> {
    let all = patterns.iter().flat_map(|pattern| {
        let mut found = prepared.occurrences(pattern, scope);
        found.extend(prepared.in_itemised(pattern, scope));
        found.into_iter().map(move |place| Found { pattern, place, weak })
    });
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|f| (f.weak, f.place.hedged, f.place.span));
    all
}

fn settle(found: &Found, outcome: &mut Outcome) {
    match found.reason() {
        Some(reason) => outcome.weak.push((found.evidence(), reason)),
        None => outcome.met.push(found.evidence()),
    }
}

fn by_parts(check: &StatementCheck, found: Vec<Found>, outcome: &mut Outcome) {
    if check.parts.is_empty() {
        found.iter().for_each(|f| settle(f, outcome));
        return;
    }
    let shown = |part: &String| found.iter().filter(|f| f.shows(part)).collect::<Vec<_>>();
    let said: Vec<(&String, Vec<&Found>)> = check
        .parts
        .iter()
        .map(|part| (part, shown(part)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    if said.is_empty() {
        return;
    }
    let names: Vec<String> = said.iter().map(|(part, _)| (*part).clone()).collect();
    let unsaid: Vec<String> = check.parts.iter().filter(|p| !names.contains(p)).cloned().collect();
    if said.len() >= check.enough {
        for (_, found) in &said {
            // A part that is said firmly once is firm, however often it is hedged elsewhere.
            let firm: Vec<_> = found.iter().filter(|f| f.reason().is_none()).collect();
            if firm.is_empty() {
                found.iter().for_each(|f| settle(f, outcome))
            } else {
                firm.iter().for_each(|f| settle(f, outcome))
            }
        }
        return;
    }
    let evidence = said.iter().flat_map(|(_, found)| found.iter().map(|f| f.evidence()));
    let reason = Reason::Partly { said: names, unsaid };
    if check.weak_from > 0 && said.len() >= check.weak_from {
        outcome.weak.extend(evidence.map(|e| (e, reason.clone())));
    } else {
        outcome.unmet = Some((evidence.collect(), reason));
    }
}

fn by_stage(check: &StatementCheck, found: Vec<Found>, outcome: &mut Outcome) {
    let mut stages: [Outcome; 2] = Default::default();
    for (n, stage) in stages.iter_mut().enumerate() {
        let of_stage = |f: &&Found| f.place.stage.covers(n as u8 + 1, true);
        let members = found.iter().filter(of_stage).map(|f| Found {
            pattern: f.pattern,
            place: f.place.clone(),
            weak: f.weak,
        });
        by_parts(check, members.collect(), stage);
    }
    let told: Vec<bool> = stages.iter().map(|s| !s.met.is_empty() || !s.weak.is_empty()).collect();
    let [first, second] = stages;
    match told.as_slice() {
        [true, true] => {
            for stage in [first, second] {
                outcome.met.extend(stage.met);
                outcome.weak.extend(stage.weak);
            }
            outcome.met.sort_by_key(|e| e.span);
            outcome.met.dedup();
            outcome.weak.sort_by_key(|(e, _)| e.span);
            outcome.weak.dedup();
        }
        [true, false] | [false, true] => {
            let (said, stage) = if told[0] { (1, first) } else { (2, second) };
            let evidence = stage
                .met
                .into_iter()
                .chain(stage.weak.into_iter().map(|(e, _)| e))
                .collect();
            outcome.unmet = Some((evidence, Reason::OneStageOnly { said }));
        }
        _ => outcome.unmet = first.unmet.or(second.unmet),
    }
}
