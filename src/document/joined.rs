//! The lines of one paragraph as one string, and back from it to bytes of the source.
//! Knows no markup.

use std::borrow::Cow;

use super::Span;

/// Segments of the source joined by `\n`.
pub(super) struct Joined<'a> {
    pub text: Cow<'a, str>,
    segments: &'a [Span],
    /// Where each segment begins in `text`; empty for a single one.
    starts: Vec<usize>,
}

impl<'a> Joined<'a> {
    pub fn new(source: &'a str, segments: &'a [Span]) -> Self {
        if let [only] = segments {
            return Joined {
                text: Cow::Borrowed(&source[only.range()]),
                segments,
                starts: vec![0],
            };
        }
        let mut text = String::new();
        let mut starts = Vec::with_capacity(segments.len());
        for segment in segments {
            if !starts.is_empty() {
                text.push('\n');
            }
            starts.push(text.len());
            text.push_str(&source[segment.range()]);
        }
        Joined {
            text: Cow::Owned(text),
            segments,
            starts,
        }
    }

    /// The byte of the source at which the byte `at` of the joined text stands; a `\n` stands at the
    /// line's end.
    pub fn source(&self, at: usize) -> usize {
        let segment = self.starts.partition_point(|&start| start <= at).saturating_sub(1);
        self.in_segment(segment, at)
    }

    fn in_segment(&self, segment: usize, at: usize) -> usize {
        let start = self.starts.get(segment).copied().unwrap_or(0);
        self.segments.get(segment).map_or(at, |span| span.start + (at - start))
    }

    /// As [`source`](Self::source), for rising `at`: `hint` remembers the segment.
    pub fn source_after(&self, at: usize, hint: &mut usize) -> usize {
        while self.starts.get(*hint + 1).is_some_and(|&next| next <= at) {
            *hint += 1;
        }
        self.in_segment(*hint, at)
    }
}
