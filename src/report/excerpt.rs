//! A window on a source: the lines that matter, long ones wrapped and cut around the words that matter,
//! so that a terminal of 80 columns stays readable. Line and column numbers stay those of the source.

use crate::source::{Source, Span};
use codespan_reporting::files::{Error, Files};
use std::ops::Range;

/// Columns of source text shown on one line; gutter and margins take the rest of 80.
const WIDTH: usize = 73;
/// Lines of a window that a single underlined passage may take.
const TALLEST: usize = 6;

/// A piece of a source line as it is shown.
#[derive(Debug, Clone)]
struct Shown {
    /// In the source.
    source: Span,
    /// In the window's own text, line break excluded.
    text: Range<usize>,
    /// Bytes of "… " before the source's words.
    lead: usize,
    /// 1-based line of the source.
    number: usize,
}

/// Excerpts of one source around some spans.
#[derive(Debug)]
pub struct Excerpt {
    name: String,
    text: String,
    shown: Vec<Shown>,
    /// Line and column (1-based) of the first span in the source.
    at: (usize, usize),
}

impl Excerpt {
    /// A window on `source` that shows all of `spans`; the first gives the position in the title line.
    pub fn new(source: &Source, spans: &[Span]) -> Excerpt {
        Excerpt::within(source, spans, Span::new(0, source.text().len()))
    }

    /// The same, without what stands on these lines before or after `bounds`.
    pub fn within(source: &Source, spans: &[Span], bounds: Span) -> Excerpt {
        let first = spans.first().copied().unwrap_or_default();
        let at = source.position(first.start);
        let mut excerpt = Excerpt {
            name: source.name().to_owned(),
            text: String::new(),
            shown: Vec::new(),
            at: (at.line, at.column),
        };
        let mut lines: Vec<usize> = spans
            .iter()
            .flat_map(|s| {
                let last = source.line_index(s.end.max(s.start + 1) - 1);
                let first = source.line_index(s.start);
                first..=last.min(first + TALLEST)
            })
            .collect();
        lines.sort_unstable();
        lines.dedup();
        for line in lines {
            let whole = source.line_span(line).to_within(bounds);
            excerpt.add_line(source, line, whole, spans);
        }
        excerpt
    }

    fn add_line(&mut self, source: &Source, line: usize, whole: Span, spans: &[Span]) {
        let pieces = wrap(source.slice(whole), whole.start);
        let touched = |p: &Span| {
            spans
                .iter()
                .any(|s| s.start < p.end.max(p.start + 1) && p.start < s.end.max(s.start + 1))
        };
        let mut wanted: Vec<bool> = pieces.iter().map(touched).collect();
        // A place at the very end of a line.
        if let Some(last) = wanted.len().checked_sub(1).filter(|_| !wanted.contains(&true)) {
            wanted[last] = true;
        }
        let first = wanted.iter().position(|w| *w).unwrap_or(0);
        // One line of context on either side.
        let near =
            |n: usize| n.checked_sub(1).is_some_and(|p| wanted[p]) || wanted[n] || wanted.get(n + 1) == Some(&true);
        let shown: Vec<usize> = (0..pieces.len())
            .filter(|n| near(*n) && *n <= first + TALLEST)
            .collect();
        for (n, piece) in pieces.iter().enumerate().filter(|(n, _)| shown.contains(n)) {
            let cut_before = n > 0 && !shown.contains(&(n - 1));
            let cut_after = n + 1 < pieces.len() && !shown.contains(&(n + 1));
            self.push(source, *piece, cut_before, cut_after, line + 1);
        }
    }

    fn push(&mut self, source: &Source, piece: Span, cut_before: bool, cut_after: bool, number: usize) {
        let start = self.text.len();
        if cut_before {
            self.text.push_str("… ");
        }
        let lead = self.text.len() - start;
        // Tabs and the like would move the underline: each is shown as one blank of the same length.
        for c in source.slice(piece).chars() {
            if c.is_control() {
                self.text.extend(std::iter::repeat_n(' ', c.len_utf8()))
            } else {
                self.text.push(c)
            }
        }
        if cut_after {
            self.text.push_str(" …");
        }
        let end = self.text.len();
        self.text.push('\n');
        self.shown.push(Shown {
            source: piece,
            text: start..end,
            lead,
            number,
        });
    }

    /// Where `span` of the source is shown: one range for each line of the window it touches.
    pub fn ranges(&self, span: Span) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        for shown in &self.shown {
            let start = span.start.max(shown.source.start);
            let end = span.end.min(shown.source.end);
            if start < end || span.is_empty() && shown.source.start <= span.start && span.start <= shown.source.end {
                let base = shown.text.start + shown.lead;
                let range = base + (start - shown.source.start)..base + (end.max(start) - shown.source.start);
                // A line break's blanks are not underlined.
                let text = &self.text[range.clone()];
                let from = range.start + (text.len() - text.trim_start().len());
                let length = text.trim().len();
                if length > 0 || span.is_empty() {
                    out.push(from.min(range.end)..from.min(range.end) + length);
                }
            }
        }
        // What is wrong may be a line break or a blank: its place is shown all the same.
        let before = self.shown.iter().rev().find(|s| s.source.start <= span.start);
        if let Some(shown) = before.filter(|_| out.is_empty()) {
            let at = shown.text.start + shown.lead + span.start.min(shown.source.end) - shown.source.start;
            out.push(at..at);
        }
        out
    }
}

/// Cuts a line into pieces of at most [`WIDTH`] columns at blanks.
fn wrap(line: &str, offset: usize) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut blank = None;
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        columns += 1;
        if c == ' ' {
            blank = Some(at + 1);
        }
        if columns > WIDTH {
            let cut = blank.filter(|b| *b > start).unwrap_or(at);
            out.push(Span::new(offset + start, offset + cut));
            columns = line[cut.min(at)..at].chars().count() + usize::from(cut <= at);
            start = cut;
            blank = None;
        }
    }
    out.push(Span::new(offset + start, offset + line.len()));
    out
}

/// Several windows, as codespan asks for them; the id is the index.
#[derive(Debug, Default)]
pub struct Excerpts(pub Vec<Excerpt>);

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        self.0.get(id).map(|e| e.name.as_str()).ok_or(Error::FileMissing)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        self.0.get(id).map(|e| e.text.as_str()).ok_or(Error::FileMissing)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let excerpt = self.0.get(id).ok_or(Error::FileMissing)?;
        let index = excerpt.shown.partition_point(|s| s.text.start <= byte);
        Ok(index.saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, index: usize) -> Result<usize, Error> {
        let excerpt = self.0.get(id).ok_or(Error::FileMissing)?;
        Ok(excerpt
            .shown
            .get(index)
            .or(excerpt.shown.last())
            .map_or(1, |s| s.number))
    }

    fn column_number(&'a self, id: usize, _: usize, _: usize) -> Result<usize, Error> {
        Ok(self.0.get(id).ok_or(Error::FileMissing)?.at.1)
    }

    fn line_range(&'a self, id: usize, index: usize) -> Result<Range<usize>, Error> {
        let excerpt = self.0.get(id).ok_or(Error::FileMissing)?;
        let shown = excerpt.shown.get(index).ok_or(Error::LineTooLarge {
            given: index,
            max: excerpt.shown.len(),
        })?;
        Ok(shown.text.start..shown.text.end + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_wrapped_and_cut_around_the_words_that_matter() {
        let line = "Sentence about nothing at all. ".repeat(20)
            + "We reply within 15 working days of that. "
            + &"More of it. ".repeat(30);
        let source = Source::new("p.md", line.clone());
        let at = line.find("15 working days").unwrap();
        let span = Span::new(at, at + 15);
        let excerpt = Excerpt::new(&source, &[span]);
        assert!(
            excerpt.text.lines().all(|l| l.chars().count() <= WIDTH + 4),
            "{}",
            excerpt.text
        );
        assert!(excerpt.text.lines().count() <= 4);
        assert!(excerpt.text.starts_with("… ") && excerpt.text.trim_end().ends_with('…'));
        let shown: String = excerpt
            .ranges(span)
            .into_iter()
            .map(|r| excerpt.text[r].to_owned())
            .collect::<Vec<_>>()
            .join(" ");
        assert_eq!(shown, "15 working days");
        assert_eq!(excerpt.at.1, at + 1);
    }

    #[test]
    fn a_short_line_is_shown_as_it_stands() {
        let source = Source::new("p.md", "one\nWe reply in 15 days.\nthree");
        let excerpt = Excerpt::new(&source, &[Span::new(16, 23)]);
        assert_eq!(excerpt.text, "We reply in 15 days.\n");
        assert_eq!(excerpt.shown[0].number, 2);
    }
}
