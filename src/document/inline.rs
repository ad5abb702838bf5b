//! The markup inside a paragraph: one pass over its bytes with stacks of brackets and delimiters, no
//! recursion and no backtracking. Knows no block.

use std::collections::HashMap;

use super::brackets::Bracket;
use super::emit::{Decoded, Pair, PairKind, Piece, emit};
use super::emphasis::{self, Delimiter};
use super::joined::Joined;
use super::links::Definitions;
use super::placeholder::{self, Found};
use super::{Directive, MarkKind, Span, Text, directive, entities, html};

/// What reading one paragraph needs and the next can use again, and the directives met on the way.
#[derive(Default)]
pub(super) struct Scratch {
    pub directives: Vec<Directive>,
    pieces: Vec<Piece>,
    pairs: Vec<Pair>,
    delimiters: Vec<Delimiter>,
    brackets: Vec<Bracket>,
}

/// Reads the text of `segments`, the lines of a paragraph without their indentation, or one cell.
pub(super) fn read(
    source: &str,
    segments: &[Span],
    definitions: &Definitions,
    scratch: &mut Scratch,
    cell: bool,
) -> Text {
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else {
        return Text::default();
    };
    let end = last.start + source[last.range()].trim_end().len();
    let span = Span::new(first.start, end.max(first.start));
    let joined = Joined::new(source, segments);
    let text = joined.text.trim_end();
    let mut scanner = Scanner {
        source,
        joined: &joined,
        text,
        definitions,
        directives: &mut scratch.directives,
        at: 0,
        text_from: 0,
        pieces: std::mem::take(&mut scratch.pieces),
        pairs: std::mem::take(&mut scratch.pairs),
        delimiters: std::mem::take(&mut scratch.delimiters),
        brackets: std::mem::take(&mut scratch.brackets),
        inactive: 0,
        backticks: None,
        comments_end: true,
        condition: None,
    };
    scanner.scan();
    let Scanner {
        mut delimiters,
        mut pieces,
        mut pairs,
        mut brackets,
        ..
    } = scanner;
    emphasis::resolve(&mut delimiters, 0, &mut pieces, &mut pairs);
    let text = emit(source, &joined, span, &pieces, &mut pairs, cell);
    pieces.clear();
    brackets.clear();
    scratch.pieces = pieces;
    scratch.pairs = pairs;
    scratch.delimiters = delimiters;
    scratch.brackets = brackets;
    text
}

/// One paragraph being read.
pub(super) struct Scanner<'a, 'b> {
    pub source: &'a str,
    pub joined: &'b Joined<'b>,
    pub text: &'b str,
    pub definitions: &'b Definitions,
    pub directives: &'b mut Vec<Directive>,
    pub at: usize,
    /// Text read since the last piece begins here.
    pub text_from: usize,
    pub pieces: Vec<Piece>,
    pub pairs: Vec<Pair>,
    pub delimiters: Vec<Delimiter>,
    pub brackets: Vec<Bracket>,
    /// Brackets below may make no link: they would hold one.
    pub inactive: usize,
    /// Runs of backticks by length.
    pub backticks: Option<HashMap<usize, Vec<usize>>>,
    /// False once no `-->` is left.
    pub comments_end: bool,
    /// Where the `))` of an open Notify condition stands.
    pub condition: Option<usize>,
}

/// Bytes at which something may begin.
const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\n\\`*_~[]!<&{(%.)Xx";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    // “«” and “…”.
    table[0xC2] = true;
    table[0xE2] = true;
    table
};

impl Scanner<'_, '_> {
    fn scan(&mut self) {
        let bytes = self.text.as_bytes();
        while self.at < bytes.len() {
            let byte = bytes[self.at];
            if !SPECIAL[byte as usize] {
                self.at += 1;
                continue;
            }
            let next = bytes.get(self.at + 1).copied();
            match byte {
                b'\n' => self.line_break(),
                b'\\' => self.escape(next),
                b'`' => self.code(),
                b'*' | b'~' => self.delimiter(byte),
                b'_' if self.blank() => {}
                b'_' => self.delimiter(byte),
                b'[' => self.open_bracket(1, false),
                b'!' if next == Some(b'[') => self.open_bracket(2, true),
                b']' => self.close_bracket(),
                b'<' => self.angle(),
                b'&' => self.entity(),
                b'{' | b'%' => self.placeholder(),
                b'(' if next == Some(b'(') => self.placeholder(),
                b')' if self.condition == Some(self.at) => {
                    self.condition = None;
                    self.skip(2);
                }
                0xC2 if next == Some(0xAB) => self.placeholder(),
                b'.' | 0xE2 if self.begins_dots(byte, next) => {
                    if !self.blank() {
                        self.at += 1;
                    }
                }
                b'X' | b'x' if self.blank() => {}
                _ => self.at += 1,
            }
        }
        self.flush(bytes.len());
    }

    fn begins_dots(&self, byte: u8, next: Option<u8>) -> bool {
        if byte == b'.' {
            matches!(next, Some(b'.' | 0xE2))
        } else {
            self.text[self.at..].starts_with('…')
        }
    }

    /// The text read so far becomes a piece.
    fn flush(&mut self, to: usize) {
        if self.text_from < to {
            self.pieces.push(Piece::Text(Span::new(self.text_from, to)));
        }
        self.text_from = self.text_from.max(to);
    }

    /// A piece that takes the next `length` bytes.
    pub fn push(&mut self, piece: Piece, length: usize) {
        self.flush(self.at);
        self.pieces.push(piece);
        self.at += length;
        self.text_from = self.at;
    }

    pub fn skip(&mut self, length: usize) {
        self.push(Piece::Skip, length);
    }

    /// Markup, text, markup: marked as one thing.
    fn enclosed(&mut self, lead: usize, inside: usize, tail: usize, kind: PairKind, code: bool) {
        // The name in `\[first\_name\]` has escapes of its own.
        let escaped = self.text[self.at..].starts_with('\\');
        self.skip(lead);
        let open = self.pieces.len() - 1;
        let end = self.at + inside;
        if code {
            self.push(Piece::Code(Span::new(self.at, end)), inside);
        }
        while let Some(stop) = self.text[self.at..end].find(['\n', '\\']) {
            self.at += stop;
            match self.text.as_bytes()[self.at] {
                b'\n' => self.line_break(),
                _ if escaped && self.at + 2 <= end => self.escape(Some(self.text.as_bytes()[self.at + 1])),
                _ => self.at += 1,
            }
        }
        self.at = end;
        self.skip(tail);
        self.pairs.push(Pair {
            open,
            close: self.pieces.len() - 1,
            kind,
        });
    }

    fn line_break(&mut self) {
        let line = &self.text[self.text_from..self.at];
        let trimmed = line.trim_end_matches([' ', '\t']);
        let hard = line[trimmed.len()..].ends_with("  ");
        let from = self.text_from + trimmed.len();
        self.flush(from);
        let span = Span::new(self.at, self.at + 1);
        self.pieces.push(Piece::Break { span, hard });
        self.at += 1;
        self.text_from = self.at;
    }

    fn escape(&mut self, next: Option<u8>) {
        match next {
            Some(b'[' | b'<') if placeholder::at(&self.text[self.at..]).is_some() => self.placeholder(),
            Some(b'\n') => {
                let span = Span::new(self.at, self.at + 2);
                self.push(Piece::Break { span, hard: true }, 2);
            }
            Some(byte) if byte.is_ascii_punctuation() => {
                let span = Span::new(self.at, self.at + 2);
                self.push(Piece::Literal(span, Decoded::One(byte as char)), 2);
            }
            _ => self.at += 1,
        }
    }

    fn run_length(&self, byte: u8) -> usize {
        self.text.as_bytes()[self.at..]
            .iter()
            .take_while(|&&other| other == byte)
            .count()
    }

    fn code(&mut self) {
        let length = self.run_length(b'`');
        let start = self.at + length;
        let text = self.text;
        let runs = self.backticks.get_or_insert_with(|| backtick_runs(text));
        let close = runs
            .get(&length)
            .and_then(|at| at.get(at.partition_point(|&at| at < start)))
            .copied();
        let Some(close) = close else {
            self.at = start;
            return;
        };
        let inside = &text[start..close];
        // One blank at either end is there to set off a backtick.
        let padded = inside.starts_with([' ', '\n']) && inside.ends_with([' ', '\n']) && !inside.trim().is_empty();
        let pad = usize::from(padded && inside.len() > 2);
        self.enclosed(
            length + pad,
            inside.len() - 2 * pad,
            length + pad,
            PairKind::Mark(MarkKind::Code),
            true,
        );
    }

    fn delimiter(&mut self, mark: u8) {
        let length = self.run_length(mark);
        let before = self.text[..self.at].chars().next_back().unwrap_or(' ');
        let after = self.text[self.at + length..].chars().next().unwrap_or(' ');
        let span = Span::new(self.at, self.at + length);
        self.push(
            Piece::Delimiter {
                span,
                left: 0,
                right: 0,
            },
            length,
        );
        self.delimiters
            .push(Delimiter::new(self.pieces.len() - 1, mark, length, before, after));
    }

    /// A row of dots, underscores or crosses to fill in.
    fn blank(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let before = self.text[..self.at].chars().next_back();
        let Some(length) = placeholder::blank(rest, before) else {
            // Not to be tried again from its middle.
            if rest.starts_with('.') {
                self.at += rest.bytes().take_while(|&byte| byte == b'.').count() - 1;
            }
            return false;
        };
        self.enclosed(
            0,
            length,
            0,
            PairKind::Mark(MarkKind::Placeholder(String::new())),
            false,
        );
        true
    }

    fn placeholder(&mut self) {
        match placeholder::at(&self.text[self.at..]) {
            Some(Found::Field { lead, name, tail }) => self.enclosed(lead, name, tail, PairKind::Field, false),
            Some(Found::Logic(length)) => self.skip(length),
            Some(Found::Condition { lead, close }) if self.condition.is_none() => {
                self.condition = Some(self.at + close);
                self.skip(lead);
            }
            _ => self.at += 1,
        }
    }

    fn angle(&mut self) {
        let rest = &self.text[self.at..];
        if rest.starts_with("<!--") && self.comments_end {
            match rest.find("-->") {
                Some(end) => return self.comment(end + 3),
                None => self.comments_end = false,
            }
        }
        if let Some(length) = html::autolink(rest) {
            let target = rest[1..=length].to_owned();
            return self.enclosed(1, length, 1, PairKind::Mark(MarkKind::Link(target)), false);
        }
        match html::tag(rest) {
            Some(tag) if tag.breaks => {
                let span = Span::new(self.at, self.at + tag.length);
                self.push(Piece::Break { span, hard: true }, tag.length);
            }
            Some(tag) => self.skip(tag.length),
            None => self.placeholder(),
        }
    }

    fn comment(&mut self, length: usize) {
        let start = self.joined.source(self.at);
        let end = self.joined.source(self.at + length - 1) + 1;
        self.directives
            .extend(directive::read(self.source, Span::new(start, end)));
        self.skip(length);
    }

    fn entity(&mut self) {
        match entities::decode(&self.text[self.at..]) {
            Some((decoded, length)) => {
                let span = Span::new(self.at, self.at + length);
                self.push(Piece::Literal(span, decoded), length);
            }
            None => self.at += 1,
        }
    }
}

fn backtick_runs(text: &str) -> HashMap<usize, Vec<usize>> {
    let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|&&byte| byte == b'`').count();
        if length > 0 {
            runs.entry(length).or_default().push(at);
        }
        at += length.max(1);
    }
    runs
}
