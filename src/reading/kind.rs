//! What kind of document this is when it does not say so itself: by its title, else by what it says.

use super::Reading;
use crate::kind::Kind;
use crate::lexicon::Formula;
use crate::ruleset::Ruleset;
use crate::source::Span;

/// A guess and the words it rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess {
    pub kind: Kind,
    pub because: Span,
}

/// Statements at the top of a document in which its kind is looked for.
const TOP: usize = 40;

/// Guesses the kind of a document read without one; `None` when nothing in it speaks of complaints.
pub fn guess(reading: &Reading, ruleset: &Ruleset) -> Option<Guess> {
    let top = &reading.statements[..reading.statements.len().min(TOP)];
    let lookup = reading.index.with(&ruleset.lexicon);
    let found = |list: &[Formula], wanted: &dyn Fn(usize) -> bool| {
        let places = (0..top.len()).filter(|n| wanted(*n));
        places
            .flat_map(|n| list.iter().map(move |f| (n, f)))
            .find_map(|(n, formula)| {
                let m = lookup
                    .matcher(n)
                    .find(*formula)
                    .into_iter()
                    .find(|m| m.reaches(&top[n].stream))?;
                Some(top[n].own_span(m.start, m.end))
            })
    };
    let is_title = |n: usize| n == 0 || top[n].layout == super::Layout::Heading && top[n].section <= 2;
    let by_title = ruleset.kind_signs.iter().find_map(|sign| {
        Some(Guess {
            kind: sign.kind,
            because: found(&sign.title, &is_title)?,
        })
    });
    by_title.or_else(|| {
        let signs = ruleset.kind_signs.iter();
        signs
            .filter_map(|sign| {
                Some(Guess {
                    kind: sign.kind,
                    because: found(&sign.says, &|_| true)?,
                })
            })
            .next()
    })
}
