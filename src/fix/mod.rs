//! Edits that mend findings. Each is made in memory, the text is read and judged again, and it is offered only if it
//! clears its finding and adds none. Knows kinds of edit; what they write comes from the ruleset.

mod definition;
mod edit;
mod gate;
mod route;
mod told;
mod unit;

pub use edit::{Edit, apply};
pub use told::{Made, Told};

use crate::reading::Reading;
use crate::report::Judged;
use crate::source::Source;
use gate::Counts;
use jiff::civil::Date;
use std::collections::BTreeSet;
use told::Trail;

/// How much a person has to think about an edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// What is written then is the Code's own or a plain fact, and no figure changes.
    Safe,
}

/// A text with what is made of it.
#[derive(Debug)]
pub struct Opinion {
    pub judged: Judged,
    pub reading: Reading,
    /// The day by which it was judged.
    pub today: Date,
}

/// Reads and judges a text as the first one was; `None` where it can no longer be judged.
pub type Judge<'a> = dyn Fn(Source) -> Option<Opinion> + 'a;

/// A way to mend one finding: all of its edits or none.
#[derive(Debug, Clone)]
struct Candidate {
    grade: Grade,
    /// In the order of the text; none overlaps another.
    edits: Vec<Edit>,
}

/// A document after mending.
#[derive(Debug)]
pub struct Mended {
    pub opinion: Opinion,
    /// What was done, in the order in which it was done.
    pub made: Vec<Made>,
}

/// Mends all that can be mended safely. Findings with an excuse are left alone.
pub fn mend(first: Opinion, judge: &Judge) -> Mended {
    let mut mended = Mended {
        opinion: first,
        made: Vec::new(),
    };
    let mut trail = Trail::default();
    let mut refused = BTreeSet::new();
    let mut since = 0;
    loop {
        match step(&mended.opinion, judge, &mut refused) {
            Some((made, opinion)) => {
                let told = trail.tell(&made, &mended.opinion, &opinion);
                mended.made.push(told);
                mended.opinion = opinion;
            }
            // What did not help before may help now that other things are mended.
            None if mended.made.len() > since => {
                since = mended.made.len();
                refused.clear();
            }
            None => return mended,
        }
    }
}

/// An edit that passed, with what it is for.
struct Passed {
    target: Told,
    candidate: Candidate,
    /// How many findings and notes are gone.
    cleared: usize,
}

/// The first edit that clears its finding and adds none, with what is made of the text after it.
fn step(now: &Opinion, judge: &Judge, refused: &mut BTreeSet<(String, String)>) -> Option<(Passed, Opinion)> {
    let before = Counts::of(now);
    for (key, target) in gate::troubles(now) {
        for candidate in candidates(&target, now) {
            let text = apply(&now.judged.source, &candidate.edits);
            let attempt = (key.clone(), text);
            if refused.contains(&attempt) {
                continue;
            }
            let source = Source::new(now.judged.source.name(), attempt.1.clone());
            let after = judge(source).filter(|after| gate::keeps_numbers(&candidate, &target, now, after));
            let cleared = after.and_then(|after| {
                let counts = Counts::of(&after);
                counts
                    .improve_on(&before, &key)
                    .then(|| (before.total() - counts.total(), after))
            });
            match cleared {
                Some((cleared, after)) => {
                    let passed = Passed {
                        target,
                        candidate,
                        cleared,
                    };
                    return Some((passed, after));
                }
                None => refused.insert(attempt),
            };
        }
    }
    None
}

/// The ways to mend a finding or note, the best first.
fn candidates(target: &Told, now: &Opinion) -> Vec<Candidate> {
    let mut out = route::candidates(target, now);
    if let Told::Finding(finding) = target {
        out.extend(definition::candidates(finding, now));
        out.extend(unit::candidates(finding, now));
    }
    // An edit that changes nothing mends nothing.
    let changes = |c: &Candidate| c.edits.iter().any(|e| now.judged.source.slice(e.span) != e.text);
    out.retain(changes);
    out
}
