//! Figures put in place of others: "Clause 17.2 applies at stage 2 with twenty for ten". What such a sentence repeats of
//! stage 1 times the same thing at stage 2, in the time that it gives instead.

use super::clause_numbers::references;
use super::quantity::number_of_cell;
use super::{Reading, Stage, Timing};
use crate::calendar::Period;
use crate::lexicon::Lexicon;

/// Numbers below are words ("a", "one") or parts of names.
const LEAST: u32 = 2;

/// Gives the figures of sentences that repeat others their meaning, and takes what they replace from stage 2.
pub fn replace(reading: &mut Reading, lexicon: &Lexicon) {
    let mut added: Vec<Timing> = Vec::new();
    let mut dropped: Vec<usize> = Vec::new();
    for (n, statement) in reading.statements.iter().enumerate() {
        if statement.repeats.is_empty() {
            continue;
        }
        let here = |t: &&Timing| t.statement == n;
        let own: Vec<&Timing> = reading.timings.iter().filter(here).collect();
        let known = |t: &&Timing| t.process.is_some() && t.is_promise(lexicon);
        let repeated: Vec<(usize, &Timing)> = (reading.timings.iter().enumerate())
            .filter(|(_, t)| statement.repeats.contains(&t.statement) && known(t))
            .collect();
        let bare = bare_numbers(n, reading);
        let replaced: Vec<(usize, &Timing)> = repeated
            .iter()
            .filter(|(_, t)| bare.iter().any(|(_, value)| *value == t.period.number))
            .copied()
            .collect();
        // "Twenty for ten": both without their unit.
        let other = |value: u32| replaced.iter().all(|(_, t)| t.period.number != value);
        let mut new = bare.iter().filter(|(_, value)| other(*value));
        if own.is_empty() {
            let (Some((word, value)), None, false) = (new.next(), new.next(), replaced.is_empty()) else {
                continue;
            };
            let span = statement.own_span(*word, word + 1);
            added.extend(replaced.iter().map(|(_, t)| Timing {
                statement: n,
                span,
                period: Period::new(*value, t.period.unit),
                stage: Stage::Two,
                ..(*t).clone()
            }));
            dropped.extend(replaced.iter().map(|(at, _)| at));
            continue;
        }
        for timing in own {
            let same = |(_, t): &&(usize, &Timing)| t.process == timing.process;
            if timing.is_promise(lexicon) {
                dropped.extend(repeated.iter().filter(same).map(|(at, _)| at));
                continue;
            }
            let alone = || {
                let first = repeated.first().map(|(_, t)| t.process);
                repeated.iter().all(|(_, t)| Some(t.process) == first)
            };
            let of = match replaced.as_slice() {
                [] if alone() => &repeated,
                _ => &replaced,
            };
            added.extend(of.iter().map(|(_, t)| Timing {
                process: t.process,
                from: timing.from.or(t.from),
                total: timing.total || t.total,
                stage: Stage::Two,
                ..timing.clone()
            }));
            dropped.extend(of.iter().map(|(at, _)| at));
        }
    }
    for at in dropped {
        reading.timings[at].stage = Stage::One;
    }
    reading.timings.extend(added);
    reading.timings.sort_by_key(|t| t.statement);
}

/// The numbers of a statement that are no part of a length of time, a clause's number or a stage: word and value.
fn bare_numbers(n: usize, reading: &Reading) -> Vec<(usize, u32)> {
    let statement = &reading.statements[n];
    let words = &statement.stream.words;
    let named = references(&statement.plain);
    let timed = reading.timings.iter().filter(|t| t.statement == n);
    let spans: Vec<_> = timed.map(|t| t.span).collect();
    let free = |at: &usize| {
        let (word, place) = (&words[*at], statement.places[*at]);
        let stage = *at > 0 && matches!(words[at - 1].text.as_str(), "stage" | "stages" | "step" | "and" | "to");
        let in_reference = named.iter().any(|r| r.span.start < word.end && word.start < r.span.end);
        let in_time = spans.iter().any(|s| s.start < place.end && place.start < s.end);
        !(stage && word.text.len() == 1 || in_reference || in_time)
    };
    let value = |at: usize| {
        let text = words[at].text.as_str();
        number_of_cell(text).filter(|(value, end)| *end == text.len() && *value >= LEAST)
    };
    (statement.stream.own..words.len())
        .filter(free)
        .filter_map(|at| Some((at, value(at)?.0)))
        .collect()
}
