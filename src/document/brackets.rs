//! `[` and `]`: links, images, references, and the fields written in square brackets.
//! Knows no other markup.

use super::emit::{Pair, PairKind, Piece};
use super::inline::Scanner;
use super::{MarkKind, Span, emphasis, links, placeholder};

/// An open `[` or `![`.
pub(super) struct Bracket {
    piece: usize,
    /// After the bracket.
    at: usize,
    delimiters: usize,
    image: bool,
    /// Another bracket opened inside.
    holds: bool,
}

impl Scanner<'_, '_> {
    pub fn open_bracket(&mut self, length: usize, image: bool) {
        if let Some(outer) = self.brackets.last_mut() {
            outer.holds = true;
        }
        let span = Span::new(self.at, self.at + length);
        self.push(Piece::Text(span), length);
        let (piece, delimiters) = (self.pieces.len() - 1, self.delimiters.len());
        self.brackets.push(Bracket {
            piece,
            at: self.at,
            delimiters,
            image,
            holds: false,
        });
    }

    pub fn close_bracket(&mut self) {
        let Some(open) = self.brackets.pop() else {
            self.at += 1;
            return;
        };
        let active = self.brackets.len() >= self.inactive;
        self.inactive = self.inactive.min(self.brackets.len());
        let inside = &self.text[open.at..self.at];
        let link = if active || open.image {
            self.target(&open, inside)
        } else {
            None
        };
        let (kind, length) = match link {
            Some((_, length)) if open.image => (None, length),
            Some((target, length)) => {
                self.inactive = self.brackets.len();
                (Some(PairKind::Mark(MarkKind::Link(target))), length)
            }
            None if !open.image && !open.holds && placeholder::in_square_brackets(inside) => (Some(PairKind::Field), 1),
            None => {
                self.at += 1;
                return;
            }
        };
        self.skip(length);
        emphasis::resolve(&mut self.delimiters, open.delimiters, &mut self.pieces, &mut self.pairs);
        self.pieces[open.piece] = Piece::Skip;
        if let Some(kind) = kind {
            self.pairs.push(Pair {
                open: open.piece,
                close: self.pieces.len() - 1,
                kind,
            });
        }
    }

    /// Where the bracket closing here links to, and the length from `]` on.
    fn target(&self, open: &Bracket, inside: &str) -> Option<(String, usize)> {
        let after = &self.text[self.at + 1..];
        if after.starts_with('(')
            && let Some((target, length)) = links::inline_target(after)
        {
            return Some((target, length + 1));
        }
        if self.definitions.is_empty() {
            return None;
        }
        if after.starts_with('[')
            && let Some((label, length)) = links::label(after)
        {
            let label = if label.is_empty() && !open.holds { inside } else { label };
            if let Some(target) = self.definitions.target(label) {
                return Some((target.to_owned(), length + 1));
            }
        }
        if open.holds {
            return None;
        }
        self.definitions.target(inside).map(|target| (target.to_owned(), 1))
    }
}
