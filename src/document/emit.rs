//! Pieces of inline markup to the text a reader sees, with an origin for every byte.
//! Knows no syntax: what is dropped, decoded or marked has been decided.

use super::joined::Joined;
use super::{Mark, MarkKind, Span, Text};

/// A stretch of the joined text and what it is read as.
#[derive(Debug, Clone)]
pub(super) enum Piece {
    /// As written.
    Text(Span),
    /// Inside a code span; in a table's cell `\|` is a pipe.
    Code(Span),
    /// An entity or escape.
    Literal(Span, Decoded),
    /// A line break; a hard one stays a break.
    Break { span: Span, hard: bool },
    /// A run of `*`, `_` or `~`; `left` and `right` of its characters were used as markup.
    Delimiter { span: Span, left: usize, right: usize },
    /// Markup.
    Skip,
}

#[derive(Debug, Clone, Copy)]
pub(super) enum Decoded {
    One(char),
    Name(&'static str),
}

/// What stands between two pieces.
#[derive(Debug)]
pub(super) struct Pair {
    pub open: usize,
    pub close: usize,
    pub kind: PairKind,
}

#[derive(Debug)]
pub(super) enum PairKind {
    Mark(MarkKind),
    /// A placeholder named by its own text.
    Field,
}

struct Emitter<'a> {
    source: &'a str,
    joined: &'a Joined<'a>,
    segment: usize,
    text: Text,
}

/// Writes the text out.
pub(super) fn emit(
    source: &str,
    joined: &Joined,
    span: Span,
    pieces: &[Piece],
    pairs: &mut Vec<Pair>,
    cell: bool,
) -> Text {
    let mut text = Text {
        span,
        ..Text::default()
    };
    text.plain.reserve(joined.text.len());
    text.origin.reserve(joined.text.len() + 1);
    text.ends.reserve(joined.text.len());
    let mut emitter = Emitter {
        source,
        joined,
        segment: 0,
        text,
    };
    let mut before = Vec::with_capacity(pieces.len() + 1);
    for piece in pieces {
        before.push(emitter.text.plain.len());
        emitter.piece(piece, cell);
    }
    let mut text = emitter.text;
    while text.plain.ends_with([' ', '\n']) {
        text.plain.pop();
    }
    let length = text.plain.len();
    before.push(length);
    text.origin.truncate(length);
    text.ends.truncate(length);
    let end = text.ends.last().copied().unwrap_or(span.start);
    text.origin
        .push(end.max(text.origin.last().copied().unwrap_or(span.start)));
    // Inner pairs were found first; of two marks on the same text the outer one leads.
    for pair in pairs.drain(..).rev() {
        let (start, end) = (before[pair.open + 1].min(length), before[pair.close].min(length));
        if start < end {
            let kind = match pair.kind {
                PairKind::Mark(kind) => kind,
                PairKind::Field => MarkKind::Placeholder(text.plain[start..end].trim().to_owned()),
            };
            text.marks.push(Mark { start, end, kind });
        }
    }
    text.marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    text
}

impl Emitter<'_> {
    fn piece(&mut self, piece: &Piece, cell: bool) {
        match piece {
            Piece::Text(span) => self.run(*span),
            Piece::Code(span) => self.code(*span, cell),
            Piece::Literal(span, decoded) => {
                let (start, end) = (self.at(span.start), self.at(span.end - 1) + 1);
                match decoded {
                    Decoded::One(c) => self.char(*c, start, end),
                    Decoded::Name(name) => name.chars().for_each(|c| self.char(c, start, end)),
                }
            }
            Piece::Break { span, hard } => self.line_break(*span, *hard),
            Piece::Delimiter { span, left, right } => self.run(Span::new(span.start + left, span.end - right)),
            Piece::Skip => {}
        }
    }

    fn at(&mut self, joined: usize) -> usize {
        self.joined.source_after(joined, &mut self.segment)
    }

    /// Text on one line.
    fn run(&mut self, span: Span) {
        if span.is_empty() {
            return;
        }
        let joined = self.joined;
        let slice = &joined.text[span.range()];
        let base = self.at(span.start);
        // A byte order mark, tabs and blanks of other widths are rare; plain ASCII is copied whole.
        if slice.bytes().all(|byte| (b' '..0x7f).contains(&byte))
            && !(self.text.plain.is_empty() && slice.starts_with(' '))
        {
            self.text.plain.push_str(slice);
            self.text.origin.extend(base..base + slice.len());
            self.text.ends.extend(base + 1..=base + slice.len());
            return;
        }
        for (offset, c) in slice.char_indices() {
            self.char(c, base + offset, base + offset + c.len_utf8());
        }
    }

    fn code(&mut self, span: Span, cell: bool) {
        let joined = self.joined;
        let mut escaped = false;
        for (offset, c) in joined.text[span.range()].char_indices() {
            let at = self.at(span.start + offset);
            let next_is_pipe = joined.text[span.start + offset..span.end].starts_with("\\|");
            match c {
                '\\' if cell && next_is_pipe && !escaped => escaped = true,
                '\n' => self.char(' ', at, at + break_length(self.source, at)),
                _ => {
                    self.char(c, if escaped { at - 1 } else { at }, at + c.len_utf8());
                    escaped = false;
                }
            }
        }
    }

    fn line_break(&mut self, span: Span, hard: bool) {
        // Nothing read yet, or a tag broke the line already.
        if self.text.plain.is_empty() || self.text.plain.ends_with('\n') {
            return;
        }
        if self.joined.text[span.range()].ends_with('\n') {
            let at = self.at(span.end - 1);
            let end = at + break_length(self.source, at);
            self.char(if hard { '\n' } else { ' ' }, at, end);
        } else {
            let (start, end) = (self.at(span.start), self.at(span.end - 1) + 1);
            self.char('\n', start, end);
        }
    }

    fn char(&mut self, c: char, start: usize, end: usize) {
        let c = match c {
            // Soft hyphen, zero-width characters, byte order mark: not seen, not searched for.
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => return,
            '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
            '\u{2028}' | '\u{2029}' | '\r' => ' ',
            other => other,
        };
        if c == ' ' && self.text.plain.is_empty() {
            return;
        }
        self.text.plain.push(c);
        for _ in 0..c.len_utf8() {
            self.text.origin.push(start);
            self.text.ends.push(end);
        }
    }
}

fn break_length(source: &str, at: usize) -> usize {
    if source[at..].starts_with("\r\n") { 2 } else { 1 }
}
