//! A stretch of running text that keeps its places in the source: a sentence, a heading, a table head.

use crate::document::{Mark, Text};
use crate::source::Span;

/// Some running text: `start..end` of a [`Text`].
#[derive(Clone)]
pub struct Piece {
    pub plain: String,
    pub origin: Vec<usize>,
    pub ends: Vec<usize>,
    pub marks: Vec<Mark>,
    pub span: Span,
}

impl Piece {
    pub fn of(text: &Text) -> Piece {
        Piece::cut(text, 0, text.plain.len())
    }

    pub fn cut(text: &Text, start: usize, end: usize) -> Piece {
        let overlaps = |m: &&Mark| m.start < end && m.end > start;
        let shift = |m: &Mark| Mark {
            start: m.start.max(start) - start,
            end: m.end.min(end) - start,
            kind: m.kind.clone(),
        };
        let mut origin = text.origin[start..end].to_vec();
        origin.push(if end > start { text.ends[end - 1] } else { text.span.end });
        Piece {
            plain: text.plain[start..end].to_owned(),
            origin,
            ends: text.ends[start..end].to_vec(),
            marks: text.marks.iter().filter(overlaps).map(shift).collect(),
            span: text.source_span(start, end),
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
