//! Timescales: which length of time times what, at which stage, from which event. The phrase is read by
//! [`quantity`](super::quantity); this module gives it its meaning from the words around it.

use super::quantity::{Quantity, bare_number, quantities, unit_in_head};
use super::{Layout, Reading, Stage, Standing, Statement};
use crate::calendar::Period;
use crate::lexicon::{Formula, Lexicon, Match, Matcher};
use crate::source::Span;

/// What starts a timescale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Index into [`Lexicon::events`].
    pub event: usize,
    pub span: Span,
}

/// A length of time with what it times.
#[derive(Debug, Clone)]
pub struct Timing {
    /// Index into [`Reading::statements`].
    pub statement: usize,
    pub period: Period,
    /// The words that say it: "ten (10) working days".
    pub span: Span,
    /// Figure and word disagree; the longer counts.
    pub disagrees: bool,
    /// Index into [`Lexicon::processes`].
    pub process: Option<usize>,
    pub stage: Stage,
    pub from: Option<Clock>,
    pub standing: Standing,
    pub hedged: bool,
    /// "in all": includes the time before an extension.
    pub total: bool,
}

/// Words after a length of time within which the event that starts it is named.
const EVENT_REACH: usize = 7;
/// Distances, in words, that rank where the process was named.
const PAST_ANOTHER_TIME: usize = 15;
const IN_HEADS: usize = 12;
const IN_HEADING: usize = 40;

/// A quantity and the stream's words that say it.
struct Place {
    quantity: Quantity,
    words: Match,
}

pub fn read(reading: &mut Reading, lexicon: &Lexicon) {
    let mut timings = Vec::new();
    for (index, statement) in reading.statements.iter().enumerate() {
        let places = places(statement);
        if places.is_empty() {
            continue;
        }
        let before = index
            .checked_sub(1)
            .map(|n| &reading.statements[n])
            .filter(|s| s.paragraph == statement.paragraph);
        timings.extend(of_statement(index, statement, before, places, lexicon, reading));
    }
    reading.timings = timings;
}

fn places(statement: &Statement) -> Vec<Place> {
    let own = statement.stream.own;
    let words = &statement.stream.words;
    let mut found = quantities(&statement.plain);
    if found.is_empty() && statement.layout == Layout::Cell {
        let heads: Vec<&str> = words[..own].iter().map(|w| w.text.as_str()).collect();
        found.extend(
            bare_number(&statement.plain)
                .zip(unit_in_head(&heads.join(" ")))
                .map(|(number, unit)| Quantity {
                    start: 0,
                    end: statement.plain.len(),
                    period: Period::new(number, unit),
                    disagrees: false,
                }),
        );
    }
    found
        .into_iter()
        .filter_map(|quantity| {
            let start = own + words[own..].iter().position(|w| w.end > quantity.start)?;
            let end = own + words[own..].iter().rposition(|w| w.start < quantity.end)? + 1;
            (start < end).then_some(Place {
                quantity,
                words: Match { start, end },
            })
        })
        .collect()
}

fn of_statement(
    index: usize,
    statement: &Statement,
    before: Option<&Statement>,
    places: Vec<Place>,
    lexicon: &Lexicon,
    reading: &Reading,
) -> Vec<Timing> {
    let stream = &statement.stream;
    let matcher = Matcher::new(lexicon, stream);
    let all = |list: &[Formula]| -> Vec<Match> { list.iter().flat_map(|f| matcher.find(f)).collect() };
    let events: Vec<(usize, Match)> = lexicon
        .events
        .iter()
        .enumerate()
        .flat_map(|(n, event)| all(&event.words).into_iter().map(move |m| (n, m)))
        .collect();
    let clocks: Vec<Option<(usize, Match)>> = (0..places.len()).map(|n| clock_of(n, &places, &events)).collect();
    let masked = |m: Match| {
        clocks
            .iter()
            .flatten()
            .any(|(_, clock)| clock.start <= m.start && m.end <= clock.end)
    };
    let mentions: Vec<(usize, Match)> = lexicon
        .processes
        .iter()
        .enumerate()
        .flat_map(|(n, process)| all(&process.words).into_iter().map(move |m| (n, m)))
        .filter(|(_, m)| !masked(*m))
        .collect();
    let stages = stage_mentions(&matcher, lexicon, stream.own);
    let totals = all(&lexicon.markers.total);
    let former = all(&lexicon.markers.former);
    let present = all(&lexicon.markers.present);
    let intervals = all(&lexicon.markers.interval);
    let hedges = all(&lexicon.markers.hedged);

    let mut out = Vec::new();
    for (n, place) in places.iter().enumerate() {
        let here = place.words;
        if intervals.iter().any(|m| m.start <= here.start && here.start < m.end) {
            continue;
        }
        let process = process_of(n, &places, &mentions, stream.own, stream.heading_end, statement.layout)
            .or_else(|| before.and_then(|s| last_process(s, lexicon)));
        let standing = if !former.is_empty() && !present.is_empty() {
            let last_former = former.iter().filter(|m| m.start < here.start).map(|m| m.start).max();
            let last_present = present.iter().filter(|m| m.start < here.start).map(|m| m.start).max();
            if last_former > last_present {
                Standing::Former
            } else {
                statement.standing
            }
        } else {
            statement.standing
        };
        let previous_end = n.checked_sub(1).map_or(0, |p| places[p].words.end);
        out.push(Timing {
            statement: index,
            period: reading.as_meant(place.quantity.period),
            span: statement.own_span(here.start, here.end),
            disagrees: place.quantity.disagrees,
            process,
            stage: stage_of(here, &places, &stages).unwrap_or(statement.stage),
            from: clocks[n].map(|(event, m)| Clock {
                event,
                span: statement.own_span(m.start, m.end),
            }),
            standing,
            hedged: hedges.iter().any(|m| m.start >= previous_end && m.start < here.end + 4),
            total: totals.iter().any(|m| m.start <= here.end && here.start <= m.end),
        });
    }
    out
}

/// The event named right after the length of time, or before it in the same stretch.
fn clock_of(n: usize, places: &[Place], events: &[(usize, Match)]) -> Option<(usize, Match)> {
    let here = places[n].words;
    let next = places.get(n + 1).map_or(usize::MAX, |p| p.words.start);
    let previous = n.checked_sub(1).map_or(0, |p| places[p].words.end);
    let after = events
        .iter()
        .filter(|(_, m)| m.start >= here.end && m.start < here.end + EVENT_REACH && m.end <= next)
        .min_by_key(|(_, m)| (m.end, m.start));
    let before = events
        .iter()
        .filter(|(_, m)| m.end <= here.start && m.start >= previous)
        // What belongs to the time before is not this one's clock.
        .filter(|(_, m)| previous == 0 || m.start >= previous + EVENT_REACH)
        .max_by_key(|(_, m)| (m.end, m.start));
    after.or(before).copied()
}

fn process_of(
    n: usize,
    places: &[Place],
    mentions: &[(usize, Match)],
    own: usize,
    heading_end: usize,
    layout: Layout,
) -> Option<usize> {
    let here = places[n].words;
    let between = |a: usize, b: usize| {
        places.iter().filter(|p| p.words.start >= a && p.words.end <= b).count() * PAST_ANOTHER_TIME
    };
    let worth = |m: &Match| {
        if m.start < here.end && here.start < m.end {
            // The formula names the length of time itself; the tightest is the surest.
            return (0, m.end - m.start);
        }
        let distance = if m.end <= heading_end && m.start < own {
            IN_HEADING + here.start - m.end
        } else if m.end <= own && layout == Layout::Cell {
            IN_HEADS + own - m.end
        } else if m.end <= own {
            IN_HEADS + (here.start - m.end)
        } else if m.end <= here.start {
            here.start - m.end + between(m.end, here.start)
        } else {
            m.start - here.end + 2 + between(here.end, m.start)
        };
        (1 + distance, m.end - m.start)
    };
    mentions
        .iter()
        .min_by_key(|(process, m)| (worth(m), *process))
        .map(|(process, _)| *process)
}

/// The process that the sentence before was about.
fn last_process(statement: &Statement, lexicon: &Lexicon) -> Option<usize> {
    let matcher = Matcher::new(lexicon, &statement.stream);
    let own = statement.stream.own;
    let found = lexicon.processes.iter().enumerate().flat_map(|(n, process)| {
        process
            .words
            .iter()
            .flat_map(|f| matcher.find(f))
            .map(move |m| (m, n))
            .collect::<Vec<_>>()
    });
    found
        .filter(|(m, _)| m.end > own)
        .max_by_key(|(m, n)| (m.end, usize::MAX - n))
        .map(|(_, n)| n)
}

fn stage_mentions(matcher: &Matcher, lexicon: &Lexicon, own: usize) -> Vec<(Match, Stage)> {
    let m = &lexicon.markers;
    let mut out: Vec<(Match, Stage)> = Vec::new();
    let named = [
        (&m.both_stages, Stage::Both),
        (&m.later_stage, Stage::Later),
        (&m.stage_1, Stage::One),
        (&m.stage_2, Stage::Two),
    ];
    for (list, stage) in named {
        for found in list.iter().flat_map(|f| matcher.find(f)).filter(|m| m.end > own) {
            if !out
                .iter()
                .any(|(known, _)| known.start <= found.start && found.end <= known.end)
            {
                out.push((found, stage));
            }
        }
    }
    out.sort_by_key(|(m, _)| *m);
    out
}

/// In a sentence that names several stages: the one this length of time belongs to.
fn stage_of(here: Match, places: &[Place], stages: &[(Match, Stage)]) -> Option<Stage> {
    let (first, _) = stages.first()?;
    if stages.iter().all(|(_, stage)| *stage == stages[0].1) {
        return None;
    }
    let names_first = first.start < places[0].words.start;
    let found = if names_first {
        // "At stage 1 ten days, at stage 2 twenty."
        stages.iter().rev().find(|(m, _)| m.start < here.start)
    } else {
        // "Ten days at stage 1 and twenty at stage 2."
        stages.iter().find(|(m, _)| m.start >= here.end)
    };
    found.map(|(_, stage)| *stage)
}
