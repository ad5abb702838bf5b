//! Timescales: which length of time times what, at which stage, from which event. The phrase is read by
//! [`quantity`](super::quantity); this module gives it its meaning from the words around it.

use super::figure_stage::{stage_mentions, stage_of};
use super::quantity::{Quantity, is_added, number_of_cell, quantities, unit_in_head, without_unit};
use super::{Layout, Reading, Stage, Standing, Statement};
use crate::calendar::{Period, Unit};
use crate::lexicon::words::Word;
use crate::lexicon::{DURATION, Formula, Lexicon, Lookup, Match, StatementSet, Stream, WordClass};
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::ops::Range;

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

impl Timing {
    /// Whether it times something that a rule may ask for, and not another matter.
    pub fn is_promise(&self, lexicon: &Lexicon) -> bool {
        const LEFT_OUT: [&str; 2] = ["reference", "other"];
        self.process
            .is_some_and(|p| !LEFT_OUT.contains(&lexicon.processes[p].name.as_str()))
    }
}

/// Words after a length of time within which the event that starts it is named.
const EVENT_REACH: usize = 7;

/// Words that point back to what was said before.
const BACK: [&str; 5] = ["that", "then", "this", "so", "it"];
/// Distances, in words, that rank where the process was named.
const PAST_ANOTHER_TIME: usize = 15;
const AFTER_PAUSE: usize = 3;
const IN_HEADS: usize = 12;
const IN_SENTENCE_BEFORE: usize = 35;
const IN_HEADING: usize = 40;
/// How far back a table's unit is looked for.
const SENTENCES_BEFORE_TABLE: usize = 3;
const SENTENCES_AFTER_TABLE: usize = 1;

/// A quantity and the stream's words that say it.
pub struct Place {
    quantity: Quantity,
    pub words: Match,
}

/// Where the words of a list stand, by statement.
type Found = FxHashMap<usize, Vec<Match>>;

/// All that tells what the times of a document mean, looked for in the statements that give one. "We never take longer
/// than ten days to reply": what is timed does not depend on a negation.
struct Signs {
    promise: Found,
    total: Found,
    former: Found,
    present: Found,
    interval: Found,
    not_meant: Found,
    hedged: Found,
    /// By event and by process.
    events: Vec<Found>,
    processes: Vec<Found>,
}

impl Signs {
    fn of(lookup: Lookup, lexicon: &Lexicon, timed: &StatementSet) -> Signs {
        let all = |list: &[Formula]| lookup.mentions_among(list, timed);
        let m = &lexicon.markers;
        Signs {
            promise: all(&m.promise),
            total: all(&m.total),
            former: all(&m.former),
            present: all(&m.present),
            interval: all(&m.interval),
            not_meant: all(&m.not_meant),
            hedged: all(&m.hedged),
            events: lexicon.events.iter().map(|event| all(&event.words)).collect(),
            processes: lexicon.processes.iter().map(|process| all(&process.words)).collect(),
        }
    }
}

/// The places in one statement.
fn at(found: &Found, statement: usize) -> &[Match] {
    found.get(&statement).map_or(&[], Vec::as_slice)
}

pub fn read(reading: &mut Reading, lexicon: &Lexicon) {
    let mut timed = Vec::new();
    let mut numbers = StatementSet::empty(reading.statements.len());
    for (index, statement) in reading.statements.iter().enumerate() {
        let mut places = places(index, statement, reading);
        if places.is_empty() {
            places.extend(of_lead_in(statement, lexicon));
        }
        if !places.is_empty() {
            numbers.insert(index);
            timed.push((index, places));
        }
    }
    let signs = Signs::of(reading.index.with(lexicon), lexicon, &numbers);
    timed.retain(|(index, places)| {
        let stream = &reading.statements[*index].stream;
        !is_of_lead_in(places, stream) || completes_lead_in(*index, stream, &signs)
    });
    let timings = timed.into_iter().flat_map(|(index, places)| {
        let before = before(index, reading);
        of_statement(index, &signs, before, places, lexicon, reading)
    });
    reading.timings = timings.collect();
}

/// The lengths of time that a statement says. The unit of a table's figure may stand in its heads or in
/// what was said just before the table.
fn places(index: usize, statement: &Statement, reading: &Reading) -> Vec<Place> {
    let own = statement.stream.own;
    let words = &statement.stream.words;
    let mut found = quantities(&statement.plain);
    if found.is_empty() && statement.layout == Layout::Cell {
        let figure = number_of_cell(&statement.plain);
        found.extend(figure.and_then(|(number, end)| {
            let heads: Vec<&str> = words[..own].iter().map(|w| w.text.as_str()).collect();
            let unit = unit_in_head(&heads.join(" ")).or_else(|| unit_around_table(index, statement, reading))?;
            Some(Quantity {
                start: 0,
                end,
                period: Period::new(number, unit),
                disagrees: false,
            })
        }));
    } else if found.is_empty() {
        let last = index.checked_sub(1).map(|last| &reading.statements[last]);
        let last = last.filter(|last| last.paragraph == statement.paragraph);
        let unit = last.and_then(|last| quantities(&last.plain).pop());
        found.extend(unit.into_iter().flat_map(|unit| {
            let added = without_unit(&statement.plain).into_iter();
            let added = added.filter(|(start, _, _)| is_added(&statement.plain[..*start]));
            added.map(move |(start, end, number)| Quantity {
                start,
                end,
                period: Period::new(number, unit.period.unit),
                disagrees: false,
            })
        }));
    } else {
        let said = found.clone();
        for (start, end, number) in without_unit(&statement.plain) {
            let before = said.iter().filter(|q| q.end <= start).max_by_key(|q| q.end);
            let free = said.iter().all(|q| q.end <= start || end <= q.start);
            if let Some(unit) = before.or_else(|| said.iter().find(|q| q.start >= end)).filter(|_| free) {
                found.push(Quantity {
                    start,
                    end,
                    period: Period::new(number, unit.period.unit),
                    disagrees: false,
                });
            }
        }
        found.sort_by_key(|q| q.start);
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

/// "Within five working days we will: (a) …; (b) send an acknowledgement": the one time in an item's lead-in.
fn of_lead_in(statement: &Statement, lexicon: &Lexicon) -> Option<Place> {
    let stream = &statement.stream;
    let lead = stream.heading_end..stream.own;
    let times = stream.facts.get(&lexicon.concept(DURATION)?)?.iter();
    let mut told = times.filter(|(start, end)| lead.start <= *start && *end <= lead.end);
    let (Some(&(start, end)), None) = (told.next(), told.next()) else {
        return None;
    };
    let said: Vec<&str> = stream.words[lead].iter().map(|w| w.text.as_str()).collect();
    let quantity = quantities(&said.join(" ")).into_iter().next()?;
    (statement.layout == Layout::Item).then_some(Place {
        quantity,
        words: Match { start, end },
    })
}

fn is_of_lead_in(places: &[Place], stream: &Stream) -> bool {
    places.iter().any(|place| place.words.end <= stream.own)
}

/// Whether an item says what the time in its lead-in times, and the lead-in does not say it itself.
fn completes_lead_in(index: usize, stream: &Stream, signs: &Signs) -> bool {
    let mut found = signs.processes.iter().flat_map(|process| at(process, index));
    let mut own = false;
    let in_lead = found.any(|m| {
        own |= m.start >= stream.own;
        m.start >= stream.heading_end && m.end <= stream.own
    });
    own && !in_lead
}

/// "All periods are working days", said in one of the last sentences before the table or the first after it.
fn unit_around_table(index: usize, cell: &Statement, reading: &Reading) -> Option<Unit> {
    let beside = |s: &&Statement| s.block != cell.block && s.layout != Layout::Heading;
    let (before, after) = reading.statements.split_at(index);
    let before = before.iter().rev().filter(beside).take(SENTENCES_BEFORE_TABLE);
    let after = after.iter().filter(beside).take(SENTENCES_AFTER_TABLE);
    before
        .chain(after)
        .find_map(|s| unit_in_head(&s.plain))
        .filter(|u| matches!(u, Unit::WorkingDays | Unit::Days))
}

fn of_statement(
    index: usize,
    signs: &Signs,
    before: Range<usize>,
    places: Vec<Place>,
    lexicon: &Lexicon,
    reading: &Reading,
) -> Vec<Timing> {
    let statement = &reading.statements[index];
    let stream = &statement.stream;
    let matcher = reading.index.with(lexicon).matcher(index);
    let promises = at(&signs.promise, index);
    let unbroken = |m: &Match| {
        let paused = stream.words[m.start + 1..m.end].iter().any(|w| w.after_pause);
        let promised = promises.iter().any(|p| m.start <= p.start && p.end <= m.end);
        !paused && !promised
    };
    // A clock in a lead-in that gives a time itself is that time's.
    let heads: Vec<&str> = stream.words[..stream.own].iter().map(|w| w.text.as_str()).collect();
    let of_lead = is_of_lead_in(&places, stream);
    let heads_time = statement.layout != Layout::Cell && !of_lead && !quantities(&heads.join(" ")).is_empty();
    let events: Vec<(usize, u32, Match)> = lexicon
        .events
        .iter()
        .enumerate()
        .flat_map(|(n, event)| at(&signs.events[n], index).iter().map(move |m| (n, event.order, *m)))
        .filter(|(_, _, m)| unbroken(m) && (m.end > stream.own || !heads_time))
        // "Not happy with our answer?" over a sentence starts no clock, nor does "after that" before a table, nor words of two
        // heads together.
        .filter(|(_, _, m)| {
            let led_in = matches!(statement.layout, Layout::Item | Layout::Cell) && m.start >= stream.heading_end;
            let points_back = BACK.contains(&stream.words[m.end - 1].text.as_str());
            (m.end > stream.own || led_in && !points_back) && !stream.edges[m.start + 1..m.end].contains(&true)
        })
        .collect();
    let clocks: Vec<Option<(usize, Match)>> = (0..places.len())
        .map(|n| clock_of(n, &places, &events, stream))
        .collect();
    // "Within ten days of the acknowledgement" acknowledges nothing, nor does "time running in each case from acknowledgement".
    let masked = |m: Match| {
        let chosen = |start| clocks.iter().flatten().any(|(_, clock)| clock.start == start);
        let counted_from = |start: usize| stream.words[start].text == "from";
        let holds = |e: &Match| e.start <= m.start && m.end <= e.end;
        events
            .iter()
            .any(|(_, _, e)| holds(e) && (chosen(e.start) || counted_from(e.start)))
    };
    let processes = signs.processes.iter().enumerate();
    let mentions: Vec<(usize, Match)> = processes
        .flat_map(|(n, found)| at(found, index).iter().map(move |m| (n, *m)))
        .filter(|(_, m)| !masked(*m))
        .collect();
    let stages = stage_mentions(&matcher, lexicon, stream.own, &places);
    // "10 and 20 working days respectively": one for each stage.
    let respectively = places.len() == 2
        && matches!(statement.stage, Stage::Both | Stage::Unsaid)
        && stream.words.iter().any(|w| w.text == "respectively");
    let totals = at(&signs.total, index);
    let former = at(&signs.former, index);
    let present = at(&signs.present, index);
    let intervals = [at(&signs.interval, index), at(&signs.not_meant, index)].concat();
    let hedges = at(&signs.hedged, index);

    let mut out = Vec::new();
    let mut timed: Vec<usize> = Vec::new();
    for (n, place) in places.iter().enumerate() {
        let here = place.words;
        if intervals.iter().any(|m| m.start <= here.start && here.start < m.end) {
            continue;
        }
        // What is counted from an acknowledgement is no time to acknowledge, whatever the sentence before is about.
        let by_clock = clocks[n].and_then(|(event, _)| lexicon.events[event].times);
        let processes = processes_of(n, &places, &mentions, stream, statement.layout, || {
            if let Some(process) = by_clock {
                return vec![process];
            }
            let told = before.clone().rev().map(|n| last_processes(n, reading, lexicon));
            told.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
        });
        let processes = match n.checked_sub(1) {
            Some(last) if !timed.is_empty() && goes_on(&places[last], place, &mentions, stream) => timed.clone(),
            _ => processes,
        };
        timed.clone_from(&processes);
        let processes = match lexicon.processes.iter().position(|process| process.of_stage) {
            Some(process) if processes.is_empty() && is_of_stage(&places, &stages, statement) => vec![process],
            _ => processes,
        };
        // "We do not reply within ten days" promises none; "we do not take longer than" does.
        let denied = |at: usize| {
            let compared = |denial: usize| (denial..here.start).any(|n| matcher.is(n, WordClass::Comparing));
            matcher.denial_before(at).is_some_and(|denial| !compared(denial))
        };
        let told = processes
            .first()
            .and_then(|first| mentions.iter().find(|(p, m)| p == first && m.reaches(stream)));
        if denied(here.start)
            || told.is_some_and(|(_, m)| m.end <= here.start || m.start >= here.end)
                && told.is_some_and(|(_, m)| denied(m.start))
        {
            continue;
        }
        let standing = standing_of(here, &places, statement.standing, (former, present), stream.own);
        let previous_end = n.checked_sub(1).map_or(0, |p| places[p].words.end);
        let timing = Timing {
            statement: index,
            period: reading.as_meant(place.quantity.period),
            span: statement.own_span(here.start, here.end),
            disagrees: place.quantity.disagrees,
            process: None,
            stage: match (&respectively, n) {
                (true, 0) => Stage::One,
                (true, _) => Stage::Two,
                _ => stage_of(here, &places, &stages).unwrap_or(statement.stage),
            },
            from: clocks[n].map(|(event, m)| Clock {
                event,
                span: statement.own_span(m.start, m.end),
            }),
            standing,
            hedged: hedges.iter().any(|m| m.start >= previous_end && m.start < here.end + 2),
            total: totals.iter().any(|m| m.start < here.end && here.start < m.end),
        };
        if processes.is_empty() {
            out.push(timing);
        } else {
            out.extend(processes.into_iter().map(|process| Timing {
                process: Some(process),
                ..timing.clone()
            }));
        }
    }
    out
}

/// Whether a statement gives a stage its time and says nothing else: "Stage 1: within 10 working days", a cell under "Stage 2".
fn is_of_stage(places: &[Place], stages: &[(Match, Stage)], statement: &Statement) -> bool {
    const BESIDE: [&str; 16] = [
        "the", "a", "is", "at", "in", "of", "by", "up", "to", "within", "no", "not", "more", "than", "maximum", "and",
    ];
    let stream = &statement.stream;
    let told = |n: &usize| {
        let inside = |m: &Match| m.start <= *n && *n < m.end;
        places.iter().any(|place| inside(&place.words)) || stages.iter().any(|(m, _)| inside(m))
    };
    // The "1" under "Stage" is no time.
    let named = |place: &Place| {
        stages
            .iter()
            .any(|(m, _)| m.start < place.words.end && place.words.start < m.end)
    };
    let mut others = (stream.own..stream.words.len()).filter(|n| !told(n));
    matches!(statement.stage, Stage::One | Stage::Two | Stage::Both)
        && !places.iter().any(named)
        && others.all(|n| BESIDE.contains(&stream.words[n].text.as_str()))
}

/// Whether a time only goes on counting what the one before it times: "two weeks at stage 1 or four weeks at stage 2".
fn goes_on(last: &Place, next: &Place, mentions: &[(usize, Match)], stream: &Stream) -> bool {
    const LONGEST: usize = 8;
    let between = stream.words.get(last.words.end..next.words.start).unwrap_or_default();
    between.len() <= LONGEST
        && between.iter().any(|w| w.text == "and" || w.text == "or")
        && mentions.iter().all(|(_, m)| m.end <= last.words.end)
}

/// Of a sentence that also tells a former rule: what was said before "now", or stands nearest to the marker, is former.
fn standing_of(
    here: Match,
    places: &[Place],
    of_sentence: Standing,
    (former, present): (&[Match], &[Match]),
    own: usize,
) -> Standing {
    if former.is_empty() || !matches!(of_sentence, Standing::Own | Standing::Former) {
        return of_sentence;
    }
    if !present.is_empty() {
        let last = |list: &[Match]| list.iter().filter(|m| m.start < here.start).map(|m| m.start).max();
        return if last(former) > last(present) {
            Standing::Former
        } else {
            Standing::Own
        };
    }
    let distance = |place: Match, mark: &Match| {
        if place.end <= mark.start {
            mark.start - place.end
        } else {
            place.start.saturating_sub(mark.end)
        }
    };
    let nearest = |mark: &Match| {
        places
            .iter()
            .map(|p| p.words)
            .min_by_key(|place| distance(*place, mark))
    };
    // "Until April the first stage took ten days and the second twenty": the whole sentence is about then.
    let opens = |mark: &Match| places.iter().all(|p| mark.start < p.words.start) && mark.start <= own + 1;
    if former.iter().any(|mark| opens(mark) || nearest(mark) == Some(here)) {
        Standing::Former
    } else {
        Standing::Own
    }
}

/// The event named right after the length of time, or before it: at the sentence's beginning, or next to it.
fn clock_of(n: usize, places: &[Place], events: &[(usize, u32, Match)], stream: &Stream) -> Option<(usize, Match)> {
    let here = places[n].words;
    let next = places.get(n + 1).map_or(usize::MAX, |p| p.words.start);
    let previous = n.checked_sub(1).map_or(0, |p| places[p].words.end);
    // Of events that begin alike the later one is the one that is spelled out.
    let after = events
        .iter()
        .filter(|(_, _, m)| m.start >= here.end && m.start < here.end + EVENT_REACH && m.end <= next)
        .min_by_key(|(_, order, m)| (m.start, Reverse(*order), Reverse(m.end)));
    let before = events
        .iter()
        .filter(|(_, _, m)| m.end <= here.start && m.start >= previous)
        .filter(|(_, _, m)| m.start <= stream.own + 1 || m.end + 2 >= here.start)
        // What belongs to the time before is not this one's clock.
        .filter(|(_, _, m)| previous == 0 || m.start >= previous + EVENT_REACH)
        .max_by_key(|(_, order, m)| (m.start, *order, m.end));
    // "A letter of acknowledgement within 7 days of our having it": what follows is the clock, known or not.
    const OPENING: [&str; 5] = ["of", "from", "after", "following", "since"];
    let opens = |w: &Word| OPENING.contains(&w.text.as_str());
    let before = before.filter(|_| !stream.words.get(here.end).is_some_and(opens));
    after.or(before).map(|(event, _, m)| (*event, *m))
}

/// The process whose words stand nearest, and those that are said to happen with it ("logged and acknowledged").
fn processes_of(
    n: usize,
    places: &[Place],
    mentions: &[(usize, Match)],
    stream: &Stream,
    layout: Layout,
    before: impl Fn() -> Vec<usize>,
) -> Vec<usize> {
    let here = places[n].words;
    let own = stream.own;
    let between = |a: usize, b: usize| {
        places.iter().filter(|p| p.words.start >= a && p.words.end <= b).count() * PAST_ANOTHER_TIME
    };
    let overlaps = |m: &Match| m.start < here.end && here.start < m.end;
    let cost = |m: &Match| {
        if overlaps(m) {
            // The formula names the length of time itself: the fewer words around it, the surer.
            let around = here.start.saturating_sub(m.start) + m.end.saturating_sub(here.end);
            around / 2 + 2 * (between(m.start, here.start) + between(here.end, m.end))
        } else if m.end <= stream.heading_end && m.start < own {
            1 + IN_HEADING + here.start - m.end
        } else if m.end <= own && layout == Layout::Cell {
            // A head that says little else says what its figures time.
            let words = &stream.words[..own];
            let start = (0..=m.start)
                .rev()
                .find(|&at| at == stream.heading_end || words[at].after_pause)
                .unwrap_or(0);
            let end = (m.end..own).find(|&at| words[at].after_pause).unwrap_or(own);
            1 + IN_HEADS + (end - start).saturating_sub(m.end - m.start)
        } else if m.end <= own {
            1 + IN_HEADS + (here.start - m.end)
        } else if m.end <= here.start {
            1 + here.start - m.end + between(m.end, here.start)
        } else {
            let pause = stream.words[here.end..=m.start].iter().any(|w| w.after_pause);
            3 + m.start - here.end + between(here.end, m.start) + if pause { AFTER_PAUSE } else { 0 }
        }
    };
    // A formula that names another length of time speaks of that one.
    let of_another = |m: &Match| !overlaps(m) && places.iter().any(|p| p.words.start < m.end && m.start < p.words.end);
    let best = mentions
        .iter()
        .filter(|(_, m)| !of_another(m))
        .min_by_key(|(process, m)| (cost(m), m.end - m.start, *process))
        .copied();
    let Some((process, mention)) = best else {
        return before();
    };
    if cost(&mention) > IN_SENTENCE_BEFORE {
        let told = before();
        if !told.is_empty() {
            return told;
        }
    }
    let mut all = vec![process];
    for (other, m) in mentions {
        let covers = m.start <= mention.start && mention.end <= m.end && !overlaps(m);
        // "We record and acknowledge it": in the words of one there is the other.
        let joined = mention.start <= m.start && m.end <= mention.end && is_joined(*m, stream);
        if (covers && !overlaps(&mention) || joined) && !all.contains(other) {
            all.push(*other);
        }
    }
    all
}

/// Whether "and" stands just before a mention or behind it.
fn is_joined(mention: Match, stream: &Stream) -> bool {
    let beside = [mention.start.checked_sub(1), Some(mention.end)];
    beside
        .into_iter()
        .flatten()
        .any(|n| stream.words.get(n).is_some_and(|w| w.text == "and"))
}

/// What may say what statement `index` times: the sentence before it, or the cells before it in its row.
fn before(index: usize, reading: &Reading) -> Range<usize> {
    let statement = &reading.statements[index];
    let in_row = |s: &&Statement| s.layout == Layout::Cell && s.row == statement.row;
    let cells = match statement.layout {
        Layout::Cell => reading.statements[..index].iter().rev().take_while(in_row).count(),
        _ => 0,
    };
    let follows = |n: &usize| reading.statements[*n].paragraph == statement.paragraph;
    let sentence = index.checked_sub(1).filter(follows).map_or(0, |_| 1);
    index - cells.max(sentence)..index
}

/// What a statement was last about: a process and those said to happen with it.
fn last_processes(statement: usize, reading: &Reading, lexicon: &Lexicon) -> Vec<usize> {
    let matcher = reading.index.with(lexicon).matcher(statement);
    let own = reading.statements[statement].stream.own;
    // "Within ten days of the acknowledgement" was about something else.
    let events = lexicon.events.iter().flat_map(|event| &event.words);
    let clocks: Vec<Match> = events.flat_map(|f| matcher.find(*f)).collect();
    let in_clock = |m: &Match| clocks.iter().any(|clock| clock.start <= m.start && m.end <= clock.end);
    let mut found: Vec<(Match, usize)> = Vec::new();
    for (n, process) in lexicon.processes.iter().enumerate() {
        let matches = process.words.iter().flat_map(|f| matcher.find(*f));
        found.extend(matches.filter(|m| m.end > own && !in_clock(m)).map(|m| (m, n)));
    }
    let Some(&(last, process)) = found.iter().max_by_key(|(m, n)| (m.end, usize::MAX - n)) else {
        return Vec::new();
    };
    let mut all = vec![process];
    for (m, n) in found {
        if m.start <= last.start && last.end <= m.end && !all.contains(&n) {
            all.push(n);
        }
    }
    all
}
