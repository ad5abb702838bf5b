//! A file's text and its name, and byte offsets to lines and columns.
//! The only place that converts; everyone else passes [`Span`]s.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A range of bytes in a [`Source`], `start` inclusive, `end` exclusive.
/// Both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub const fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The smallest span that holds both.
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// This span, cut to what lies in `outer`.
    pub fn to_within(self, outer: Span) -> Span {
        Span::new(
            self.start.clamp(outer.start, outer.end),
            self.end.clamp(outer.start, outer.end),
        )
    }

    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A position as people count: line and column from 1, the column in Unicode
/// scalar values (tabs and combining marks count one each).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

/// The text of one input, its name as the user gave it, and where its lines begin.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    /// Borrowed where it is part of the program.
    text: Cow<'static, str>,
    /// Found when first asked for: most files of a ruleset never are.
    line_starts: OnceLock<Vec<usize>>,
}

impl Source {
    /// `text` is kept byte for byte, with its BOM and its line endings.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Source {
            name: name.into(),
            text: Cow::Owned(text.into()),
            line_starts: OnceLock::new(),
        }
    }

    /// A file that is part of the program: not copied.
    pub fn built_in(name: impl Into<String>, text: &'static str) -> Self {
        Source {
            name: name.into(),
            text: Cow::Borrowed(text),
            line_starts: OnceLock::new(),
        }
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| line_starts(&self.text))
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// Number of lines; a final line break does not begin another.
    pub fn line_count(&self) -> usize {
        match self.line_starts().last() {
            Some(&last) if last == self.text.len() && self.line_starts().len() > 1 => self.line_starts().len() - 1,
            _ => self.line_starts().len(),
        }
    }

    /// 0-based index of the line that holds byte `offset`.
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|&start| start <= offset) - 1
    }

    /// Span of a line (0-based) without its line break.
    pub fn line_span(&self, index: usize) -> Span {
        let start = self.line_starts()[index];
        let end = self.line_starts().get(index + 1).copied().unwrap_or(self.text.len());
        let line = &self.text[start..end];
        Span::new(start, start + line.trim_end_matches(['\n', '\r']).len())
    }

    /// Line and column of a byte offset.
    pub fn position(&self, offset: usize) -> Position {
        let line = self.line_index(offset);
        let start = self.line_starts()[line];
        let text = &self.text[start..offset];
        // A byte order mark is not a column anyone can see.
        let text = if start == 0 {
            text.strip_prefix('\u{feff}').unwrap_or(text)
        } else {
            text
        };
        Position {
            line: line + 1,
            column: text.chars().count() + 1,
        }
    }

    /// The byte offset of a position: the inverse of [`Source::position`]. `None` where the text has no such place; the
    /// column after a line's last character is one, line breaks included.
    pub fn offset(&self, position: Position) -> Option<usize> {
        let index = position.line.checked_sub(1)?;
        let start = *self.line_starts().get(index)?;
        let end = self.line_starts().get(index + 1).copied().unwrap_or(self.text.len());
        let mark = usize::from(start == 0 && self.text.starts_with('\u{feff}'));
        let places = self.text[start..end].char_indices().map(|(at, _)| start + at);
        let mut places = places.chain(std::iter::once(end));
        places.nth(mark + position.column.checked_sub(1)?)
    }

    /// Whether it is part of the program rather than a file.
    pub fn is_built_in(&self) -> bool {
        matches!(self.text, Cow::Borrowed(_))
    }

    /// Lower-case hexadecimal SHA-256 of the bytes that were judged.
    pub fn sha256(&self) -> String {
        sha256(self.text.as_bytes())
    }
}

/// Lower-case hexadecimal SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    let digest = sha2::Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    // A carriage return before a line feed ends nothing by itself.
    let ends =
        memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
    std::iter::once(0).chain(ends.map(|at| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalar_values_not_bytes() {
        let source = Source::new("p.md", "one\nit’s £5 — ten\r\nlast");
        let offset = source.text().find("ten").unwrap();
        assert_eq!(source.position(offset), Position { line: 2, column: 11 });
        assert_eq!(source.slice(source.line_span(1)), "it’s £5 — ten");
        assert_eq!(source.line_count(), 3);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let source = Source::new("p.md", "\u{feff}# Title");
        assert_eq!(source.position(3), Position { line: 1, column: 1 });
    }

    #[test]
    fn a_position_leads_back_to_its_offset() {
        let source = Source::new("p.md", "\u{feff}one\nit’s £5 — ten\r\n\rlast");
        let characters = source.text().char_indices().map(|(at, _)| at).skip(1);
        for offset in characters.chain([source.text().len()]) {
            assert_eq!(source.offset(source.position(offset)), Some(offset));
        }
        for (line, column) in [(0, 1), (1, 0), (1, 6), (9, 1)] {
            assert_eq!(source.offset(Position { line, column }), None, "{line}:{column}");
        }
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line() {
        let source = Source::new("p.md", "a\rb\r\nc\n");
        assert_eq!(source.position(2).line, 2);
        assert_eq!(source.line_count(), 3);
    }
}
