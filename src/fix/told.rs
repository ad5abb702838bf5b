//! What was done to a text, for its author: which line, what stood there, what stands there now, and why.

use super::edit::{Edit, length};
use super::{Decided, Grade, Opinion, Passed};
use crate::finding::Finding;
use crate::problem::Problem;
use crate::source::{Source, Span};

/// What an edit is for.
#[derive(Debug, Clone)]
pub enum Told {
    Finding(Finding),
    /// A note beside the duties of a Code: a closed route of another body.
    Note(Problem),
}

impl Told {
    /// Where it is told; what is missing has no place and comes last.
    pub fn start(&self) -> usize {
        match self {
            Told::Finding(finding) => finding.spans.first().map_or(usize::MAX, |s| s.start),
            Told::Note(note) => note.span.start,
        }
    }
}

/// An edit that was made.
#[derive(Debug, Clone)]
pub struct Made {
    pub grade: Grade,
    pub target: Told,
    /// How many findings and notes went with it, itself included.
    pub cleared: usize,
    /// Counted from 1, in the text before any edit.
    pub line: usize,
    /// The words before, with some around them; empty where something was put in.
    pub was: String,
    pub now: String,
    pub decided: Option<Decided>,
    /// What was done, in bytes of the text as it was then.
    pub edits: Vec<Edit>,
}

/// Follows places through edits back to the text as it was at first.
#[derive(Debug, Default)]
pub struct Trail {
    /// The first text, once there is an edit.
    first: Option<Source>,
    /// Where each edit was made, how long the old words were, and how long the new.
    made: Vec<(usize, usize, usize)>,
}

impl Trail {
    /// Tells what was done between `before` and `after`, and remembers it.
    pub fn tell(&mut self, passed: &Passed, before: &Opinion, after: &Opinion) -> Made {
        let (old, new) = (&before.judged.source, &after.judged.source);
        let edits = &passed.candidate.edits;
        let start = edits.first().map_or(0, |e| e.span.start);
        let end = edits.last().map_or(0, |e| e.span.end);
        let first = self.first.get_or_insert_with(|| old.clone());
        let line = first.position(back(&self.made, start).min(first.text().len())).line;
        let tail = old.text().len() - end;
        let scaffold = passed.candidate.grade == Grade::Scaffold;
        let made = Made {
            grade: passed.candidate.grade,
            target: passed.target.clone(),
            cleared: passed.cleared,
            line,
            was: if scaffold {
                String::new()
            } else {
                shown(old, Span::new(start, end))
            },
            now: match edits.as_slice() {
                [put_in] if scaffold => put_in.text.trim().to_owned(),
                _ => shown(new, Span::new(start, new.text().len() - tail)),
            },
            decided: passed.candidate.decided,
            edits: edits.clone(),
        };
        let mut shift = 0isize;
        for edit in edits {
            let (was, is) = (edit.span.end - edit.span.start, length(old, edit));
            let at = edit.span.start.checked_add_signed(shift).unwrap_or_default();
            self.made.push((at, was, is));
            shift += is as isize - was as isize;
        }
        made
    }
}

/// Where byte `at` was before the edits.
fn back(made: &[(usize, usize, usize)], mut at: usize) -> usize {
    for (start, was, is) in made.iter().rev() {
        if at >= start + is {
            at = at - is + was;
        } else if at > *start {
            at = *start;
        }
    }
    at
}

/// Bytes of context on either side.
const AROUND: usize = 28;

/// The words at `span` with some before and after them, on one line.
fn shown(source: &Source, span: Span) -> String {
    let text = source.text();
    let line = |at: usize| source.line_span(source.line_index(at));
    let (first, last) = (line(span.start), line(span.end));
    let mut start = span.start.saturating_sub(AROUND).max(first.start.min(span.start));
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (span.end + AROUND).min(last.end.max(span.end));
    while !text.is_char_boundary(end) {
        end += 1;
    }
    // Whole words only, and a sign that the line goes on.
    let before = &text[start..span.start];
    let cut = start > first.start;
    let before = if cut {
        before.split_once(' ').map_or("", |(_, rest)| rest)
    } else {
        before
    };
    let after = &text[span.end..end];
    let open = end < last.end;
    let after = if open {
        after.rsplit_once(' ').map_or("", |(rest, _)| rest)
    } else {
        after
    };
    let whole = format!("{before}{}{after}", source.slice(span));
    // The sign of a quotation at the beginning of a line is no word of it.
    let lines = whole.lines().enumerate().map(|(n, line)| match n {
        0 => line.trim_start_matches('\u{feff}'),
        _ => line.trim_start_matches(['>', ' ']),
    });
    let words = lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    format!("{}{words}{}", if cut { "… " } else { "" }, if open { " …" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_followed_back_to_the_first_text() {
        // "abc" became "abcdef" at 10, then five bytes went at 2.
        let made = [(10, 3, 6), (2, 5, 0)];
        assert_eq!(back(&made, 0), 0);
        assert_eq!(back(&made, 2), 7);
        assert_eq!(back(&made, 20), 22);
    }

    #[test]
    fn words_are_shown_with_some_around_them() {
        let source = Source::new(
            "a.md",
            "We write to you within fifteen working days of the day on which you complained.\n",
        );
        let at = source.text().find("fifteen").unwrap();
        assert_eq!(
            shown(&source, Span::new(at, at + 7)),
            "We write to you within fifteen working days of the day on …"
        );
    }
}
