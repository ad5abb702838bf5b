//! The second table: each letter with the duties that the Code puts into it.

use super::form::Paper;
use crate::finding::Verdict;
use crate::kind::Kind;
use crate::ruleset::Ruleset;

/// All letters of one kind.
#[derive(Debug)]
pub struct LetterTable<'a> {
    pub kind: Kind,
    /// The columns: duties that this kind of letter must carry, in the Code's order.
    pub duties: Vec<Duty<'a>>,
    /// One row for each letter: its index in [`super::Form::papers`], and a verdict for each duty.
    pub rows: Vec<(usize, Vec<Option<Verdict>>)>,
}

#[derive(Debug, Clone, Copy)]
pub struct Duty<'a> {
    pub id: &'a str,
    pub title: &'a str,
}

/// A table for each kind of letter of which there is one.
pub(super) fn letter_tables<'a>(ruleset: &'a Ruleset, papers: &[Paper<'a>]) -> Vec<LetterTable<'a>> {
    let kinds = Kind::ALL.iter().copied().filter(|kind| kind.is_letter());
    kinds
        .filter_map(|kind| {
            let mut duties = Vec::new();
            let mut places = Vec::new();
            for (n, provision) in ruleset.provisions.iter().enumerate() {
                for (at, element) in provision.elements.iter().enumerate() {
                    if element.required_in.contains(&kind) && !ruleset.is_own(element.place) {
                        duties.push(Duty {
                            id: &element.id,
                            title: &element.title,
                        });
                        places.push((n, at));
                    }
                }
            }
            let letters = papers.iter().enumerate().filter(|(_, p)| p.judged.kind == kind);
            let rows: Vec<_> = letters
                .map(|(number, paper)| {
                    let verdict = |&(n, at): &(usize, usize)| paper.judged.verdicts[n].elements[at].verdict;
                    (number, places.iter().map(verdict).collect())
                })
                .collect();
            (!rows.is_empty()).then_some(LetterTable { kind, duties, rows })
        })
        .collect()
}
