//! Rows that send the reader to another row: "Refer to 17.1", "As above". Where they end, and what stands there.

use super::checks::Desk;
use super::fault::{Fault, RowReason};
use super::labels::Labels;
use super::{Answer, Catalogue, Prose, Row};
use crate::lexicon::words::words;
use crate::ruleset::{References, RowFault};
use std::ops::Range;

/// A number that a row refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    pub to: String,
    /// Bytes of the cell's text.
    pub range: Range<usize>,
    /// It stands in the evidence.
    pub in_evidence: bool,
    /// The cell says nothing besides.
    pub alone: bool,
}

/// The references of all rows.
pub fn read(rows: &[Row], labels: &Labels, catalogue: &Catalogue) -> Vec<Vec<Reference>> {
    let mut before: Option<String> = None;
    let mut out = Vec::new();
    for row in rows {
        let vocabulary = &labels.forms().references;
        let mut found = cell(&row.evidence, vocabulary, before.as_deref(), true);
        found.extend(cell(&row.commentary, vocabulary, before.as_deref(), false));
        out.push(found);
        before = row.place.map(|place| catalogue.id(place).to_owned());
    }
    out
}

fn cell(prose: &Prose, vocabulary: &References, before: Option<&str>, in_evidence: bool) -> Vec<Reference> {
    let list = words(&prose.text);
    let said: Vec<&str> = list.iter().map(|w| w.text.as_str()).collect();
    let is = |phrases: &[String], at: usize| {
        let ends = phrases.iter().filter_map(|p| {
            let words: Vec<&str> = p.split(' ').collect();
            (said.get(at..at + words.len()) == Some(&words)).then_some(at + words.len())
        });
        ends.max()
    };
    let is_filler = |word: &str| vocabulary.filler.iter().any(|f| f == word);
    let is_paper = |word: &str| vocabulary.papers.iter().any(|p| p == word);
    let mut used = vec![false; said.len()];
    let mut out: Vec<Reference> = Vec::new();
    let mut reference = |to: String, words: Range<usize>| {
        out.push(Reference {
            to,
            range: list[words.start].start..list[words.end - 1].end,
            in_evidence,
            alone: false,
        });
    };
    let mut n = 0;
    while n < said.len() {
        if let Some(end) = is(&vocabulary.above, n).filter(|_| before.is_some()) {
            used[n..end].fill(true);
            reference(before.unwrap_or_default().to_owned(), n..end);
            n = end;
            continue;
        }
        let Some(end) = is(&vocabulary.to, n) else {
            n += 1;
            continue;
        };
        // "see section N.N and N.N above", but not "see section N.N of the policy".
        let mut at = end;
        let mut numbers = Vec::new();
        while let Some(word) = said.get(at).filter(|w| is_filler(w) || is_number(w)) {
            if is_number(word) {
                numbers.push(at);
            }
            at += 1;
        }
        let elsewhere =
            said[at..].iter().take(3).any(|w| is_paper(w)) || said[n.saturating_sub(3)..n].iter().any(|w| is_paper(w));
        if !numbers.is_empty() && !elsewhere {
            used[n..at].fill(true);
            for number in numbers {
                reference(said[number].to_owned(), n..number + 1);
            }
        }
        n = at.max(n + 1);
    }
    // "19.5 applies": nothing but a row's number.
    let number = said.iter().position(|word| is_number(word));
    if let Some(number) = number.filter(|_| out.is_empty() && said.iter().all(|w| is_filler(w) || is_number(w))) {
        used.fill(true);
        out.push(Reference {
            to: said[number].to_owned(),
            range: list[0].start..list[list.len() - 1].end,
            in_evidence,
            alone: true,
        });
    }
    let rest = said
        .iter()
        .zip(&used)
        .filter(|(word, used)| !**used && !is_filler(word))
        .count();
    for reference in &mut out {
        reference.alone = rest == 0;
    }
    out
}

fn is_number(word: &str) -> bool {
    super::grid::number(word).is_some_and(|(_, length)| length == word.len())
}

/// Chains that end nowhere, at nothing, at a "No", or where they began.
pub fn chains(desk: &Desk, out: &mut Vec<Fault>) {
    let catalogue = &desk.form.catalogue;
    let at = |id: &str| {
        let place = catalogue.by_id(id)?;
        desk.form.rows.iter().position(|row| row.place == Some(place))
    };
    for (n, row) in desk.form.rows.iter().enumerate() {
        for reference in &desk.references[n] {
            let prose = if reference.in_evidence {
                &row.evidence
            } else {
                &row.commentary
            };
            let spans = prose.spans(desk.source, reference.range.clone());
            let to = reference.to.clone();
            let target = at(&to);
            let known = catalogue.by_id(&to).is_some();
            let reason = match target {
                None if known || reference.alone || catalogue.count() > 0 && section_known(catalogue, &to) => {
                    RowReason::ChainToNowhere { to }
                }
                None => continue,
                // Only a row that shows nothing else stands or falls with the row it names.
                Some(target) => match end(desk, n, target) {
                    _ if !rests_on_it(desk, n, reference) => continue,
                    End::Circle(over) => RowReason::ChainInCircle { over },
                    End::Nothing(at) => RowReason::ChainToNothing { to: name(desk, at) },
                    End::No(at) if row.answer == Answer::Yes => RowReason::ChainToNo { to: name(desk, at) },
                    _ => continue,
                },
            };
            out.push(desk.fault(RowFault::Chain, row, spans, reason));
            break;
        }
    }
}

/// A number of a section that the form has: a row was meant.
fn section_known(catalogue: &Catalogue, id: &str) -> bool {
    let section = id.split('.').next();
    (0..catalogue.count()).any(|row| catalogue.id(row).split('.').next() == section)
}

/// Whether a row has no evidence besides this reference.
fn rests_on_it(desk: &Desk, row: usize, reference: &Reference) -> bool {
    let row = &desk.form.rows[row];
    let other = if reference.in_evidence {
        &row.commentary
    } else {
        &row.evidence
    };
    let only_in_evidence = reference.in_evidence || desk.labels.is_blank(&other.text);
    reference.alone && only_in_evidence
}

enum End {
    /// A row with evidence of its own.
    Shown,
    Nothing(usize),
    No(usize),
    Circle(Vec<String>),
}

/// Where the chain from `from` over `next` ends.
fn end(desk: &Desk, from: usize, next: usize) -> End {
    let mut over = vec![from];
    let mut at = next;
    loop {
        if over.contains(&at) {
            over.push(at);
            return End::Circle(over.iter().map(|n| name(desk, *n)).collect());
        }
        over.push(at);
        let row = &desk.form.rows[at];
        if matches!(row.answer, Answer::No | Answer::Partly) {
            return End::No(at);
        }
        let onward = desk.references[at].iter().find(|r| rests_on_it(desk, at, r)).map(|r| {
            let place = desk.form.catalogue.by_id(&r.to);
            desk.form
                .rows
                .iter()
                .position(|row| place.is_some() && row.place == place)
        });
        match onward {
            Some(Some(onward)) => at = onward,
            Some(None) => return End::Nothing(at),
            None if desk.labels.is_blank(&row.evidence.text) => return End::Nothing(at),
            None => return End::Shown,
        }
    }
}

fn name(desk: &Desk, row: usize) -> String {
    let row = &desk.form.rows[row];
    row.place.map_or_else(
        || row.number.clone().unwrap_or_default(),
        |place| desk.form.catalogue.id(place).to_owned(),
    )
}
