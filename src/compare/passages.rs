//! Which sentences of a document changed: compared by their words, whatever the layout.

use crate::document::parse;
use crate::evidence::{Outline, Place};
use crate::lexicon::words::words;
use crate::report::Judged;
use crate::source::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// A sentence or a row of a table, as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage<'a> {
    pub span: Span,
    pub words: &'a str,
    pub place: Place,
}

/// A document with its sentences.
pub(super) struct Outlined<'a> {
    judged: &'a Judged,
    outline: Outline,
    folded: Vec<String>,
}

impl<'a> Outlined<'a> {
    pub(super) fn new(judged: &'a Judged) -> Self {
        let outline = Outline::of(&parse(&judged.source));
        let fold = |span: &Span| {
            let said = words(judged.source.slice(*span)).into_iter().map(|w| w.text);
            said.collect::<Vec<_>>().join(" ")
        };
        let folded = outline.sentences().iter().map(fold).collect();
        Outlined {
            judged,
            outline,
            folded,
        }
    }

    fn passages(&self, range: std::ops::Range<usize>) -> Vec<Passage<'a>> {
        let spans = self.outline.sentences()[range].iter();
        spans
            .map(|span| Passage {
                span: *span,
                words: self.judged.source.slice(*span),
                place: self.outline.place(*span, &self.judged.source),
            })
            .collect()
    }
}

/// Old and new passages of one change.
type Sides<'a> = (Vec<Passage<'a>>, Vec<Passage<'a>>);

/// Sentences that differ, old beside new, in order. What only moved is no change.
pub(super) fn changes<'a>(old: &Outlined<'a>, new: &Outlined<'a>) -> Vec<Sides<'a>> {
    let ops = capture_diff_slices(Algorithm::Patience, &old.folded, &new.folded);
    let mut out: Vec<Sides> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let gone: Vec<usize> = op
            .old_range()
            .filter(|&n| !new.folded.contains(&old.folded[n]))
            .collect();
        let come: Vec<usize> = op
            .new_range()
            .filter(|&n| !old.folded.contains(&new.folded[n]))
            .collect();
        let mut rest = gone.as_slice();
        for n in come {
            // Old sentences before the one that this rewrites are gone.
            let twin = rest
                .iter()
                .position(|&m| ratio(&old.folded[m], &new.folded[n]) >= ALIKE);
            if let Some(at) = twin {
                rest[..at]
                    .iter()
                    .for_each(|&m| out.push((old.passages(m..m + 1), Vec::new())));
                out.push((old.passages(rest[at]..rest[at] + 1), new.passages(n..n + 1)));
                rest = &rest[at + 1..];
            } else {
                out.push((Vec::new(), new.passages(n..n + 1)));
            }
        }
        rest.iter()
            .for_each(|&m| out.push((old.passages(m..m + 1), Vec::new())));
    }
    let mut joined: Vec<Sides> = Vec::new();
    for side in out {
        match joined.last_mut() {
            Some(last) if belong(last, &side) => {
                last.0.extend(side.0);
                last.1.extend(side.1);
            }
            _ => joined.push(side),
        }
    }
    joined
}

/// Sentences that share this much of their words are one sentence, rewritten.
const ALIKE: f32 = 0.5;

fn ratio(old: &str, new: &str) -> f32 {
    similar::TextDiff::from_words(old, new).ratio()
}

/// Sentences only taken out of, or only put into, one clause are one change; so is what a rewritten sentence of
/// the clause is followed by.
fn belong(last: &Sides, next: &Sides) -> bool {
    let place = |side: &[Passage]| side.last().map(|p| (p.place.clause.clone(), p.place.heading.clone()));
    let numbered = |side: &[Passage]| side.last().is_some_and(|p| p.place.clause.is_some());
    let same = |a: &[Passage], b: &[Passage]| numbered(a) && place(a) == place(b);
    match (next.0.is_empty(), next.1.is_empty()) {
        (true, false) => same(&last.1, &next.1),
        (false, true) => same(&last.0, &next.0),
        _ => same(&last.0, &next.0) && same(&last.1, &next.1),
    }
}
