//! What stands in a cell or under a field: text put together from pieces of the source, each byte with its place.
//! Markup and breaks inside a cell are left out, so that words broken over lines read on.

use crate::source::{Source, Span};
use std::ops::Range;

/// Running text of one cell or field.
#[derive(Debug, Clone, Default)]
pub struct Prose {
    pub text: String,
    /// Where in `text` each piece begins, and its bytes in the source.
    pieces: Vec<(usize, Span)>,
}

impl Prose {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds the words of `span` as a paragraph of their own.
    pub fn push_paragraph(&mut self, source: &Source, span: Span) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.push(source, span);
    }

    /// Adds the words of `span`, after a blank if there are words already.
    pub fn push(&mut self, source: &Source, span: Span) {
        let slice = source.slice(span);
        let opens = |text: &str| text.is_empty() || text.ends_with('\n');
        let mut blank = !opens(&self.text);
        let mut at = 0;
        while at < slice.len() {
            let rest = &slice[at..];
            if let Some((length, breaks)) = markup(rest) {
                blank |= breaks && !opens(&self.text);
                at += length;
                continue;
            }
            let length = next_markup(rest);
            let piece = &rest[..length];
            let trimmed = piece.trim_start();
            let start = at + piece.len() - trimmed.len();
            blank |= start > at && !opens(&self.text);
            let words = trimmed.trim_end();
            if !words.is_empty() {
                if std::mem::take(&mut blank) {
                    self.text.push(' ');
                }
                let from = span.start + start;
                self.pieces.push((self.text.len(), Span::new(from, from + words.len())));
                self.text.push_str(words);
                blank = trimmed.len() > words.len();
            }
            at += length;
        }
    }

    /// The place in the source of `range` of the text: one span for each line or piece it is broken over.
    pub fn spans(&self, source: &Source, range: Range<usize>) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        for (n, (start, span)) in self.pieces.iter().enumerate() {
            let end = start + (span.end - span.start);
            let (from, to) = (range.start.max(*start), range.end.min(end));
            if from >= to {
                continue;
            }
            let found = Span::new(span.start + from - start, span.start + to - start);
            // Pieces that only markup parts are one stretch of the source.
            match out.last_mut() {
                Some(last) if n > 0 && same_line(source, last.end, found.start) => last.end = found.end,
                _ => out.push(found),
            }
        }
        out
    }

    /// All of it in the source.
    pub fn whole(&self, source: &Source) -> Vec<Span> {
        self.spans(source, 0..self.text.len())
    }

    /// Where in the source it begins.
    pub fn start(&self) -> Option<usize> {
        self.pieces.first().map(|(_, span)| span.start)
    }
}

fn same_line(source: &Source, from: usize, to: usize) -> bool {
    from <= to && !source.slice(Span::new(from, to)).contains(['\n', '\r', '\t', '|'])
}

/// The bytes of markup at the beginning of `text`, and whether it breaks words apart.
fn markup(text: &str) -> Option<(usize, bool)> {
    if let Some(inner) = text.strip_prefix('<') {
        let end = inner
            .find('>')
            .filter(|end| *end < 40 && !inner[..*end].contains(' '))?;
        let name = inner[..end].trim_matches('/');
        return name
            .starts_with(char::is_alphabetic)
            .then(|| (end + 2, name.starts_with("br")));
    }
    if text.starts_with("\\|") {
        return Some((1, false));
    }
    ["**", "__", "~~", "&nbsp;", "\u{ad}", "\u{200b}", "\u{feff}"]
        .into_iter()
        .find(|mark| text.starts_with(mark))
        .map(|mark| (mark.len(), mark == "&nbsp;"))
}

/// The bytes before the next markup.
fn next_markup(text: &str) -> usize {
    let mut starts = text.char_indices().skip(1).map(|(at, _)| at);
    starts.find(|at| markup(&text[*at..]).is_some()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_out_and_places_are_kept() {
        let text = "a <u>Complaints</u> **policy** \\| B\nand more";
        let source = Source::new("f", text);
        let mut prose = Prose::default();
        prose.push(&source, Span::new(0, 35));
        prose.push(&source, Span::new(36, text.len()));
        assert_eq!(prose.text, "a Complaints policy | B and more");
        let at = prose.text.find("policy | B and").unwrap();
        let spans = prose.spans(&source, at..at + "policy | B and".len());
        let quotes: Vec<_> = spans.iter().map(|s| source.slice(*s)).collect();
        assert_eq!(quotes, ["policy** \\| B", "and"]);
    }
}
