//! What is said of stage 1 and carried over to stage 2: "The same applies at stage 2." The sentences that such a sentence
//! refers to are then about both stages, and say of stage 2 whatever they say of stage 1, good or bad.

use super::clause_numbers::references;
use super::{Layout, Section, Stage, Statement};
use crate::lexicon::{Formula, Lexicon, Lookup, Match};

/// Statements before it that a sentence refers to at most.
const FURTHEST_BACK: usize = 60;

/// Makes statements about stage 1 ones about both stages where the document carries them over.
pub fn carry_over(statements: &mut [Statement], sections: &[Section], lookup: Lookup, lexicon: &Lexicon) {
    let speaks = |n: usize, m: &Match| m.reaches(&statements[n].stream) && statements[n].is_own();
    let carrying = |list: &[Formula]| -> Vec<(usize, Match)> {
        let hits = lookup.hits(list).into_iter().enumerate();
        hits.filter_map(|(n, found)| found.into_iter().find(|m| speaks(n, m)).map(|m| (n, m)))
            .collect()
    };
    let second = |n: usize| matches!(statements[n].stage, Stage::Two | Stage::Both);
    let mut both = Vec::new();
    let mut repeated: Vec<(usize, Vec<usize>)> = Vec::new();
    for (n, _) in carrying(&lexicon.markers.carried_back) {
        both.extend(before(n, statements));
    }
    let mut over = carrying(&lexicon.markers.carried_over);
    over.retain(|(n, _)| second(*n));
    if !over.is_empty() {
        let found = first_stage(&over, statements, lookup, lexicon);
        over.iter().for_each(|(n, _)| repeated.push((*n, found.clone())));
    }
    let numbered = carrying(&lexicon.markers.carried_by_number).into_iter();
    for (n, _) in numbered.filter(|(n, _)| second(*n)) {
        let named = references(&statements[n].plain).into_iter();
        let found = named.flat_map(|reference| reference.named(n, statements, sections));
        let carried = |at: &usize| {
            let told = &statements[*at];
            matches!(told.stage, Stage::One | Stage::Unsaid | Stage::Both) && !told.exclusion
        };
        repeated.push((n, found.filter(carried).collect()));
    }
    for (n, _) in carrying(&lexicon.markers.carried_cell)
        .into_iter()
        .filter(|(n, _)| second(*n))
    {
        repeated.push((n, first_stage_cell(n, statements)));
    }
    for (n, found) in repeated {
        both.extend(&found);
        statements[n].repeats.extend(found);
    }
    for n in both {
        statements[n].stage = Stage::Both;
    }
}

/// What is not stage 2's already of what the sentence `n` refers back to: the sentences before it in its paragraph; where it opens one, the paragraph,
/// list or table before it.
fn before(n: usize, statements: &[Statement]) -> Vec<usize> {
    let here = &statements[n];
    let same = |s: &Statement| s.section == here.section && s.layout != Layout::Heading;
    let Some(last) = n.checked_sub(1).filter(|last| same(&statements[*last])) else {
        return Vec::new();
    };
    let referred = &statements[last];
    let together = |s: &Statement| match referred.paragraph == here.paragraph {
        true => s.paragraph == here.paragraph,
        false => s.block == referred.block,
    };
    let found = (0..n)
        .rev()
        .take(FURTHEST_BACK)
        .take_while(|at| same(&statements[*at]) && together(&statements[*at]));
    found
        .filter(|at| matches!(statements[*at].stage, Stage::One | Stage::Unsaid))
        .collect()
}

/// What stands in the row of cell `n` for stage 1; where rows are stages, in its column.
fn first_stage_cell(n: usize, statements: &[Statement]) -> Vec<usize> {
    let here = &statements[n];
    let in_row = |s: &Statement| s.layout == Layout::Cell && s.row == here.row;
    let first = |at: &usize| statements[*at].layout == Layout::Cell && statements[*at].stage == Stage::One;
    // Columns that stand side by side have no rows.
    let last = n.checked_sub(1).filter(first).map(|last| statements[last].paragraph);
    let beside: Vec<usize> = (0..statements.len())
        .filter(|at| (in_row(&statements[*at]) || last == Some(statements[*at].paragraph)) && first(at))
        .collect();
    if here.layout != Layout::Cell || !beside.is_empty() {
        return beside;
    }
    let column = |s: &Statement| s.paragraph - s.row;
    let above = |at: &usize| statements[*at].block == here.block && column(&statements[*at]) == column(here);
    (0..n).filter(|at| above(at) && first(at)).collect()
}

/// What the document says of stage 1: all of it, or the paragraphs about what the sentences `over` name before they
/// say "in the same way".
fn first_stage(over: &[(usize, Match)], statements: &[Statement], lookup: Lookup, lexicon: &Lexicon) -> Vec<usize> {
    let first = |at: &usize| statements[*at].layout != Layout::Heading && statements[*at].stage == Stage::One;
    let all = (0..statements.len()).filter(first);
    let named = |(n, found): &(usize, Match)| -> Vec<usize> {
        let (matcher, own) = (lookup.matcher(*n), statements[*n].stream.own);
        let names = |words: &Formula| {
            let said = matcher.find_where(*words, |_| true);
            said.into_iter().any(|m| m.start >= own && m.end <= found.end)
        };
        let processes = lexicon.processes.iter().enumerate();
        processes
            .filter(|(_, process)| process.words.iter().any(names))
            .map(|(process, _)| process)
            .collect()
    };
    let mut processes = Vec::new();
    for sentence in over {
        let named = named(sentence);
        if named.is_empty() {
            return all.collect();
        }
        processes.extend(named);
    }
    processes.sort_unstable();
    processes.dedup();
    let words: Vec<Formula> = processes
        .iter()
        .flat_map(|n| lexicon.processes[*n].words.iter().copied())
        .collect();
    let about = lookup.mentions(&words);
    let mut paragraphs: Vec<usize> = all
        .clone()
        .filter(|at| !about[*at].is_empty())
        .map(|at| statements[at].paragraph)
        .collect();
    paragraphs.dedup();
    all.filter(|at| paragraphs.binary_search(&statements[*at].paragraph).is_ok())
        .collect()
}
