//! Sentences of a row's evidence and commentary, made ready for the formulas that tell what they say of the answer.

use super::dates::{Dated, dates};
use super::{Column, Row, figures};
use crate::lexicon::words::words;
use crate::lexicon::{DATE, FIGURE, Formula, Index, Lexicon, Match, Stream, Terms};
use crate::reading::sentences;
use std::ops::Range;

/// A sentence of a cell.
#[derive(Debug)]
pub struct Said {
    /// Index of the row in its form.
    pub row: usize,
    pub column: Column,
    /// Bytes of the cell's text.
    pub range: Range<usize>,
    pub stream: Stream,
    /// In the cell's text.
    pub dates: Vec<Dated>,
}

/// Sentences with the index of their words.
#[derive(Debug)]
pub struct Sentences {
    list: Vec<Said>,
    index: Index,
}

impl std::ops::Deref for Sentences {
    type Target = [Said];

    fn deref(&self) -> &[Said] {
        &self.list
    }
}

/// The sentences of all rows, in order.
pub fn read(rows: &[Row], lexicon: &Lexicon) -> Sentences {
    let mut terms = Terms::new(&lexicon.interner);
    let mut list = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        for (column, prose) in [(Column::Evidence, &row.evidence), (Column::Commentary, &row.commentary)] {
            for range in sentences(&prose.text) {
                list.push(sentence(n, column, &prose.text, range, lexicon, &mut terms));
            }
        }
    }
    let index = Index::of_read(lexicon, &terms, list.iter_mut().map(|s| &mut s.stream));
    Sentences { list, index }
}

fn sentence(row: usize, column: Column, text: &str, range: Range<usize>, lexicon: &Lexicon, terms: &mut Terms) -> Said {
    let stream = stream(&text[range.clone()], lexicon, terms);
    let dates = dates(&text[range.clone()]).into_iter().map(|mut dated| {
        dated.range = dated.range.start + range.start..dated.range.end + range.start;
        dated
    });
    Said {
        row,
        column,
        dates: dates.collect(),
        range,
        stream,
    }
}

/// The words of a text on its own, tagged; its negations are still to be marked.
fn stream(text: &str, lexicon: &Lexicon, terms: &mut Terms) -> Stream {
    let mut words = words(text);
    words.truncate(Stream::LONGEST - 1);
    let mut stream = Stream {
        terms: words.iter().map(|w| terms.of(&w.text)).collect(),
        edges: vec![false; words.len() + 1],
        negations: vec![false; words.len()],
        ..Stream::default()
    };
    stream.edges[0] = true;
    stream.edges[words.len()] = true;
    let dated = dates(text);
    if let Some(id) = lexicon.concept(FIGURE) {
        for at in figures::places(&words, &dated) {
            stream.facts.entry(id).or_default().push((at, at + 1));
        }
    }
    for dated in dated {
        let first = words.iter().position(|w| w.end > dated.range.start);
        let last = words.iter().rposition(|w| w.start < dated.range.end);
        if let (Some(id), Some(first), Some(last)) = (lexicon.concept(DATE), first, last)
            && first <= last
        {
            stream.facts.entry(id).or_default().push((first, last + 1));
        }
    }
    stream.words = words;
    stream
}

/// For each sentence the bytes of its cell's text in which one of `formulas` holds: the first place.
pub fn places(said: &Sentences, formulas: &[Formula], lexicon: &Lexicon) -> Vec<Option<Range<usize>>> {
    let hits = matches(said, formulas, lexicon);
    let place = |(said, hits): (&Said, Vec<crate::lexicon::Match>)| {
        let found = hits.into_iter().min_by_key(|m| (m.start, m.end))?;
        let words = &said.stream.words;
        Some(said.range.start + words[found.start].start..said.range.start + words[found.end - 1].end)
    };
    said.iter().zip(hits).map(place).collect()
}

/// For each sentence all places in which one of `formulas` holds, in words.
pub fn matches(said: &Sentences, formulas: &[Formula], lexicon: &Lexicon) -> Vec<Vec<Match>> {
    said.index.with(lexicon).hits(formulas)
}

/// Whether one of `formulas` holds in a text.
pub fn holds(texts: &[&str], formulas: &[Formula], lexicon: &Lexicon) -> Vec<bool> {
    let mut terms = Terms::new(&lexicon.interner);
    let mut streams: Vec<Stream> = texts.iter().map(|text| stream(text, lexicon, &mut terms)).collect();
    let index = Index::of_read(lexicon, &terms, streams.iter_mut());
    let lookup = index.with(lexicon);
    lookup.hits(formulas).iter().map(|hits| !hits.is_empty()).collect()
}
