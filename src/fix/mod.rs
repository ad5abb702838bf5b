//! Edits that mend findings. Each is made in memory, the text is read and judged again, and it is offered only if it
//! clears its finding and adds none. Knows kinds of edit; what they write comes from the ruleset.

mod definition;
mod edit;
mod figure;
mod gate;
mod removal;
mod route;
mod scaffold;
mod told;
mod unit;

pub use edit::{Edit, apply};
pub use told::{Made, Told};

use crate::calendar::Period;
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
    /// What the landlord promises changes: a time limit, a stage.
    Decision,
    /// A paragraph for something that is missing; it says nothing until somebody has confirmed it.
    Scaffold,
}

/// What was decided for the author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// To keep to this.
    Promise(Period),
    /// To no longer say what stood there.
    Removed,
}

/// Which edits are wanted besides the safe ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wish {
    /// The first decision in a document; each is looked at before the next is made.
    pub decisions: bool,
    pub scaffold: bool,
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
    /// Of a scaffold: the same once somebody has confirmed it.
    confirmed: Option<Edit>,
    decided: Option<Decided>,
}

impl Candidate {
    fn safe(edits: Vec<Edit>) -> Self {
        Candidate {
            grade: Grade::Safe,
            edits,
            confirmed: None,
            decided: None,
        }
    }

    fn decision(edit: Edit, decided: Decided) -> Self {
        Candidate {
            grade: Grade::Decision,
            edits: vec![edit],
            confirmed: None,
            decided: Some(decided),
        }
    }
}

/// A document after mending.
#[derive(Debug)]
pub struct Mended {
    pub opinion: Opinion,
    /// What was done, in the order in which it was done.
    pub made: Vec<Made>,
    /// Findings for which there may be an edit that needs a decision; not tried.
    pub decisions: usize,
    /// Missing duties for which there may be a paragraph to begin with; not tried.
    pub scaffolds: usize,
}

/// Mends all that can be mended safely, and what is wished besides. Findings with an excuse are left alone.
pub fn mend(first: Opinion, wish: Wish, judge: &Judge) -> Mended {
    let mut work = Work {
        now: first,
        made: Vec::new(),
        trail: Trail::default(),
        judge,
    };
    work.all_of(Grade::Safe);
    if wish.decisions && work.step(Grade::Decision, &mut BTreeSet::new()) {
        work.all_of(Grade::Safe);
    }
    if wish.scaffold {
        work.all_of(Grade::Scaffold);
    }
    let open = |grade| {
        let troubles = gate::troubles(&work.now).into_iter();
        troubles
            .filter(|(_, target)| !candidates(grade, target, &work.now).is_empty())
            .count()
    };
    Mended {
        decisions: open(Grade::Decision),
        scaffolds: if wish.scaffold { 0 } else { open(Grade::Scaffold) },
        opinion: work.now,
        made: work.made,
    }
}

/// A document at work.
struct Work<'a> {
    now: Opinion,
    made: Vec<Made>,
    trail: Trail,
    judge: &'a Judge<'a>,
}

/// An edit that passed, with what it is for.
struct Passed {
    target: Told,
    candidate: Candidate,
    /// How many findings and notes are gone.
    cleared: usize,
}

impl Work<'_> {
    /// Makes every edit of a grade that passes.
    fn all_of(&mut self, grade: Grade) {
        loop {
            let before = self.made.len();
            let mut refused = BTreeSet::new();
            while self.step(grade, &mut refused) {}
            // What did not help before may help now that other things are mended.
            if self.made.len() == before {
                return;
            }
        }
    }

    /// Makes the first edit that passes, if there is one; those that do not are remembered in `refused`.
    fn step(&mut self, grade: Grade, refused: &mut BTreeSet<(String, usize)>) -> bool {
        let before = Counts::of(&self.now);
        for (key, target) in gate::troubles(&self.now) {
            for (n, candidate) in candidates(grade, &target, &self.now).into_iter().enumerate() {
                let attempt = (key.clone(), n);
                if refused.contains(&attempt) {
                    continue;
                }
                let Some(after) = gate::pass(&candidate, &key, &target, &self.now, &before, self.judge) else {
                    refused.insert(attempt);
                    continue;
                };
                let passed = Passed {
                    target,
                    candidate,
                    cleared: before.total() - Counts::of(&after).total(),
                };
                self.made.push(self.trail.tell(&passed, &self.now, &after));
                self.now = after;
                return true;
            }
        }
        false
    }
}

/// The ways of a grade to mend a finding or note, the best first.
fn candidates(grade: Grade, target: &Told, now: &Opinion) -> Vec<Candidate> {
    let mut out = match (grade, target) {
        (Grade::Safe, Told::Note(_)) => route::candidates(target, now),
        (Grade::Safe, Told::Finding(finding)) => [
            route::candidates(target, now),
            definition::candidates(finding, now),
            unit::candidates(finding, now),
        ]
        .concat(),
        (Grade::Decision, Told::Finding(finding)) => {
            [figure::candidates(finding, now), removal::candidates(finding, now)].concat()
        }
        (Grade::Scaffold, Told::Finding(finding)) => scaffold::candidates(finding, now),
        (_, Told::Note(_)) => Vec::new(),
    };
    // An edit that changes nothing mends nothing.
    let changes = |c: &Candidate| c.edits.iter().any(|e| now.judged.source.slice(e.span) != e.text);
    out.retain(changes);
    out
}
