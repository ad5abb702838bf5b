//! Figures that landlords give in a form: whether a share is that of its figures, and whether the same thing is counted alike.

use super::checks::Desk;
use super::dates::Dated;
use super::fault::{Fault, RowReason};
use super::signs::{self, Said, Sentences};
use super::{Column, Row};
use crate::lexicon::FIGURE;
use crate::lexicon::words::Word;
use crate::ruleset::RowFault;
use crate::source::Span;
use std::collections::HashSet;
use std::ops::Range;

/// Words between a share and the figures it is made of.
const REACH: usize = 14;

/// "88% (532 out of 605)": the share is that of the figures beside it.
pub fn shares(desk: &Desk, said: &Sentences, out: &mut Vec<Fault>) {
    for sentence in said.iter() {
        let row = &desk.form.rows[sentence.row];
        let list = &sentence.stream.words;
        for at in (0..list.len()).filter(|at| list.get(at + 1).is_some_and(|w| w.text == "%")) {
            let Some(share) = number(&list[at]) else { continue };
            let next = (at + 2..list.len())
                .find(|n| list[*n].text == "%")
                .map_or(list.len(), |n| n - 1);
            let window = at + 2..next.min(at + 2 + REACH);
            let Some((part, whole, place)) = window.clone().find_map(|n| part_of(list, n, window.end)) else {
                continue;
            };
            let is = 100.0 * part / whole;
            // Rounded up or down, as people do.
            if whole <= 0.0 || (is - share).abs() < 1.0 {
                continue;
            }
            let spans = [at..at + 2, place]
                .into_iter()
                .flat_map(|words| spans(desk, row, sentence, words));
            let reason = RowReason::WrongShare {
                said: format!("{}%", list[at].text),
                is: format!("{is:.1}%"),
            };
            out.push(desk.fault(RowFault::Figures, row, spans.collect(), reason));
        }
    }
}

/// "532 out of 605", "81 of 89": part, whole, and the words.
fn part_of(list: &[Word], at: usize, end: usize) -> Option<(f64, f64, Range<usize>)> {
    let part = number(&list[at])?;
    let text = |n: usize| list.get(n).map(|w| w.text.as_str());
    let whole_at = match (text(at + 1), text(at + 2)) {
        (Some("out"), Some("of")) => at + 3,
        (Some("of"), Some("the")) => at + 3,
        (Some("of"), _) => at + 2,
        _ => return None,
    };
    let whole = number(list.get(whole_at).filter(|_| whole_at < end)?)?;
    Some((part, whole, at..whole_at + 1))
}

fn number(word: &Word) -> Option<f64> {
    word.text.replace(',', "").parse().ok()
}

/// A count of something, where it is told.
struct Counted<'a> {
    value: f64,
    said: &'a Said,
    word: usize,
    years: HashSet<String>,
}

/// The same thing has the same number wherever it is told.
pub fn counts(desk: &Desk, said: &Sentences, out: &mut Vec<Fault>) {
    let (forms, lexicon) = (&desk.ruleset.forms, &desk.ruleset.lexicon);
    let figure = lexicon.concept(FIGURE);
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    for count in &forms.counts {
        let mut known: Vec<Counted> = Vec::new();
        for (n, matches) in signs::matches(said, &count.says, lexicon).into_iter().enumerate() {
            let sentence = &said[n];
            let figures = figure.and_then(|id| sentence.stream.facts.get(&id));
            for found in matches {
                // The formula begins or ends with it.
                let ends = |(start, end): &&(usize, usize)| found.start == *start || *end == found.end;
                let Some(&(word, _)) = figures.and_then(|list| list.iter().find(ends)) else {
                    continue;
                };
                let Some(value) = number(&sentence.stream.words[word]) else {
                    continue;
                };
                if !taken.insert((n, word)) {
                    continue;
                }
                let prose = prose(&desk.form.rows[sentence.row], sentence.column);
                let years = sentence.dates.iter().filter(|d| d.year_only);
                let here = Counted {
                    value,
                    said: sentence,
                    word,
                    years: years.map(|d| prose.text[d.range.clone()].to_owned()).collect(),
                };
                let same_time = |other: &&Counted| {
                    other.years.is_empty() || here.years.is_empty() || !other.years.is_disjoint(&here.years)
                };
                let other = known.iter().filter(same_time).find(|other| other.value != value);
                if let Some(other) = other.filter(|_| known.iter().all(|k| k.value != value)) {
                    out.push(disagree(desk, &count.name, &here, other));
                }
                known.push(here);
            }
        }
    }
}

fn disagree(desk: &Desk, name: &str, here: &Counted, there: &Counted) -> Fault {
    let row = |counted: &Counted| &desk.form.rows[counted.said.row];
    let place = |counted: &Counted| spans(desk, row(counted), counted.said, counted.word..counted.word + 1);
    let text = |counted: &Counted| counted.said.stream.words[counted.word].text.to_string();
    let other = place(there);
    let line = other.first().map_or(0, |span| desk.source.position(span.start).line);
    let reason = RowReason::TwoCounts {
        of: name.to_owned(),
        here: text(here),
        there: text(there),
        line,
    };
    let spans = place(here).into_iter().chain(other).collect();
    desk.fault(RowFault::Figures, row(here), spans, reason)
}

fn prose(row: &Row, column: Column) -> &super::Prose {
    match column {
        Column::Evidence => &row.evidence,
        _ => &row.commentary,
    }
}

/// The places of some words of a sentence.
fn spans(desk: &Desk, row: &Row, said: &Said, range: Range<usize>) -> Vec<Span> {
    let list = &said.stream.words;
    let bytes = said.range.start + list[range.start].start..said.range.start + list[range.end - 1].end;
    prose(row, said.column).spans(desk.source, bytes)
}

/// Where numbers stand in a text that are no dates: indexes of words.
pub fn places(list: &[Word], dated: &[Dated]) -> Vec<usize> {
    let is_date = |word: &Word| {
        dated
            .iter()
            .any(|d| d.range.start < word.end && word.start < d.range.end)
    };
    // "Stage 2": the number is its name.
    let is_name = |n: usize| {
        n > 0
            && matches!(
                list[n - 1].text.as_str(),
                "stage" | "stages" | "section" | "page" | "clause"
            )
    };
    let is_share = |n: usize| list.get(n + 1).is_some_and(|w| w.text == "%");
    (0..list.len())
        .filter(|n| number(&list[*n]).is_some() && !is_date(&list[*n]) && !is_share(*n) && !is_name(*n))
        .collect()
}
