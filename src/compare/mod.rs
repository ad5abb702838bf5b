//! Two versions of a document against each other: which sentences changed, and what that does to each duty.

mod pairs;
mod passages;

pub use pairs::{Pairing, pair};
pub use passages::Passage;

use crate::assess::ElementVerdict;
use crate::finding::Verdict;
use crate::report::Judged;
use crate::ruleset::Ruleset;
use crate::source::Span;
use passages::Outlined;

/// What a change does to a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    Worse,
    Fixed,
    /// Other words, the same verdict.
    Reworded,
}

/// A duty that a change touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift<'a> {
    pub element: &'a str,
    pub direction: Direction,
    pub before: Option<Verdict>,
    pub after: Option<Verdict>,
}

/// A place where the versions differ, with the duties that are decided there.
#[derive(Debug)]
pub struct Change<'a> {
    pub old: Vec<Passage<'a>>,
    pub new: Vec<Passage<'a>>,
    /// Worse ones first, then fixed ones, each in the Code's order.
    pub shifts: Vec<Shift<'a>>,
}

/// Two versions of one document.
#[derive(Debug)]
pub struct Comparison<'a> {
    pub old: &'a Judged,
    pub new: &'a Judged,
    /// In the order of the new version.
    pub changes: Vec<Change<'a>>,
    /// Duties that neither version meets, in the Code's order.
    pub still: Vec<&'a str>,
    /// How many provisions have the same verdict in the same words.
    pub unchanged: usize,
}

impl Comparison<'_> {
    pub fn count(&self, direction: Direction) -> usize {
        self.changes
            .iter()
            .flat_map(|c| &c.shifts)
            .filter(|s| s.direction == direction)
            .count()
    }
}

/// Compares two judged versions.
pub fn compare<'a>(old: &'a Judged, new: &'a Judged, ruleset: &'a Ruleset) -> Comparison<'a> {
    let (before, after) = (Outlined::new(old), Outlined::new(new));
    let mut changes: Vec<Change> = passages::changes(&before, &after)
        .into_iter()
        .map(|(old, new)| Change {
            old,
            new,
            shifts: Vec::new(),
        })
        .collect();
    let mut homeless: Vec<Change> = Vec::new();
    let mut still = Vec::new();
    let mut unchanged = 0;
    for (n, provision) in ruleset.provisions.iter().enumerate() {
        let mut same = true;
        for (at, element) in provision.elements.iter().enumerate() {
            let was = &old.verdicts[n].elements[at];
            let is = &new.verdicts[n].elements[at];
            if badness(was) > 1 && badness(is) > 1 {
                still.push(element.id.as_str());
            }
            let direction = match badness(is).cmp(&badness(was)) {
                std::cmp::Ordering::Greater => Direction::Worse,
                std::cmp::Ordering::Less => Direction::Fixed,
                std::cmp::Ordering::Equal => Direction::Reworded,
            };
            let (gone, come) = (spans(was), spans(is));
            let touched: Vec<usize> = (0..changes.len())
                .filter(|&c| touches(&changes[c].old, &gone) || touches(&changes[c].new, &come))
                .collect();
            if direction == Direction::Reworded && touched.is_empty() {
                continue;
            }
            same = false;
            let shift = Shift {
                element: &element.id,
                direction,
                before: was.verdict,
                after: is.verdict,
            };
            // The new words explain best what is met now, the old ones what was met before.
            let first = touched
                .iter()
                .find(|&&c| touches(&changes[c].new, &come))
                .or(touched.first());
            match first {
                Some(&home) => changes[home].shifts.push(shift),
                None => homeless.push(Change {
                    old: Vec::new(),
                    new: Vec::new(),
                    shifts: vec![shift],
                }),
            }
        }
        unchanged += usize::from(same);
    }
    changes.extend(homeless);
    for change in &mut changes {
        change.shifts.sort_by_key(|shift| shift.direction);
    }
    Comparison {
        old,
        new,
        changes,
        still,
        unchanged,
    }
}

/// 2 for what a finding says is broken or left out, 1 for what is met with a warning, 0 for the rest.
fn badness(element: &ElementVerdict) -> u8 {
    match element.verdict {
        Some(Verdict::Breached | Verdict::Missing) => 2,
        Some(Verdict::Met) if element.weak => 1,
        _ => 0,
    }
}

fn spans(element: &ElementVerdict) -> Vec<Span> {
    let found = element.findings.iter().flat_map(|f| &f.spans);
    element.evidence.iter().chain(found).copied().collect()
}

fn touches(passages: &[Passage], spans: &[Span]) -> bool {
    let inside = |span: &Span| {
        let within = |p: &Passage| p.span.start <= span.start && span.start < p.span.end;
        passages.iter().any(within)
    };
    spans.iter().any(inside)
}
