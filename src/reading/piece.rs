//! A stretch of running text that keeps its places in the source: a sentence, a heading, a table head.

use crate::document::{Mark, Text};
use crate::lexicon::words::Word;
use crate::lexicon::{ConceptId, Term};
use crate::source::Span;
use std::cell::OnceCell;

/// Some running text: `start..end` of a [`Text`].
pub struct Piece {
    pub plain: String,
    pub origin: Vec<usize>,
    pub ends: Vec<usize>,
    pub marks: Vec<Mark>,
    pub span: Span,
    /// Its words, made when first asked for: a heading stands before many statements.
    pub told: OnceCell<Told>,
}

/// The words of a piece, and the facts that no word tells.
pub struct Told {
    pub words: Vec<Word>,
    /// For each word what it satisfies.
    pub terms: Vec<Term>,
    /// For each word its place in the source.
    pub places: Vec<Span>,
    /// Words `start..end` that are a length of time, a date, a field …
    pub facts: Vec<(ConceptId, usize, usize)>,
}

impl Piece {
    pub fn of(text: &Text) -> Piece {
        Piece::cut(text, 0, text.plain.len())
    }

    pub fn cut(text: &Text, start: usize, end: usize) -> Piece {
        let part = text.part(start, end);
        Piece {
            plain: part.plain,
            origin: part.origin,
            ends: part.ends,
            marks: part.marks,
            span: part.span,
            told: OnceCell::new(),
        }
    }

    /// Text each word of which stands for all of `span`.
    pub fn whole(plain: &str, span: Span) -> Piece {
        Piece {
            plain: plain.to_owned(),
            origin: vec![span.start; plain.len() + 1],
            ends: vec![span.end; plain.len()],
            marks: Vec::new(),
            span,
            told: OnceCell::new(),
        }
    }

    pub fn part(&self, start: usize, end: usize) -> Piece {
        let marks = self.marks.iter().filter(|m| m.start < end && m.end > start);
        let shift = |m: &Mark| Mark {
            start: m.start.max(start) - start,
            end: m.end.min(end) - start,
            kind: m.kind.clone(),
        };
        let mut origin = self.origin[start..end].to_vec();
        origin.push(self.ends[end - 1]);
        Piece {
            plain: self.plain[start..end].to_owned(),
            origin,
            ends: self.ends[start..end].to_vec(),
            marks: marks.map(shift).collect(),
            span: self.place(start, end),
            told: OnceCell::new(),
        }
    }

    pub fn place(&self, start: usize, end: usize) -> Span {
        if end <= start {
            Span::new(self.origin[start], self.origin[start])
        } else {
            Span::new(self.origin[start], self.ends[end - 1])
        }
    }
}
