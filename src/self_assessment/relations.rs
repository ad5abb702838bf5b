//! Checks of rows against each other and against what the form must have.

use super::catalogue::fold;
use super::checks::Desk;
use super::fault::{Fault, RowReason};
use super::signs::{self, Sentences};
use super::{Answer, Column, Row};
use crate::ruleset::{Provision, RowFault};
use crate::source::Span;
use std::collections::HashMap;

/// Every row once, with its number.
pub fn rows(desk: &Desk, out: &mut Vec<Fault>) {
    let catalogue = &desk.form.catalogue;
    let mut first: HashMap<usize, Span> = HashMap::new();
    for row in &desk.form.rows {
        let Some(place) = row.place else {
            let number = row.number.clone().unwrap_or_default();
            out.push(desk.fault(
                RowFault::RowUnknown,
                row,
                vec![row.at],
                RowReason::UnknownRow { number },
            ));
            continue;
        };
        if row.number.is_none() && desk.form.edition.is_none() {
            out.push(desk.fault(RowFault::NumberLost, row, vec![row.at], RowReason::LostNumber));
        }
        match first.get(&place) {
            Some(known) => {
                let line = desk.source.position(known.start).line;
                out.push(desk.fault(RowFault::RowDoubled, row, vec![row.at], RowReason::SecondRow { line }));
            }
            None => {
                first.insert(place, row.at);
            }
        }
    }
    if desk.form.rows.is_empty() {
        out.push(Fault::new(RowFault::RowMissing, None, Vec::new(), RowReason::NoRows));
        return;
    }
    for place in (0..catalogue.count()).filter(|place| !first.contains_key(place)) {
        // Told after the row before it.
        let before = (0..place).rev().find_map(|p| first.get(&p));
        let at = before.or_else(|| desk.form.rows.first().map(|row| &row.at));
        let spans = at.map_or_else(Vec::new, |at| vec![*at]);
        out.push(Fault::new(RowFault::RowMissing, Some(place), spans, RowReason::NoRow));
    }
}

/// The words that explain a "Yes" here explain a "No" elsewhere.
pub fn same_words(desk: &Desk, said: &Sentences, out: &mut Vec<Fault>) {
    let planned = signs::places(said, &desk.ruleset.forms.planned, &desk.ruleset.lexicon);
    let rows = &desk.form.rows;
    let explains = |n: usize, column: Column| {
        let row = &rows[n];
        let text = if column == Column::Evidence {
            &row.evidence
        } else {
            &row.commentary
        };
        let words = fold(&text.text);
        let alone = desk.references[n]
            .iter()
            .any(|r| r.alone && r.in_evidence == (column == Column::Evidence));
        // A paper may be evidence for a yes and for a no; a sentence of what is or will be done is not.
        let speaks = column == Column::Commentary
            || said
                .iter()
                .zip(&planned)
                .any(|(s, p)| s.row == n && s.column == column && p.is_some());
        (words.len() >= LEAST && speaks && !alone).then_some(words)
    };
    let both = [Column::Evidence, Column::Commentary];
    let denied: Vec<(usize, Column, Vec<String>)> = (0..rows.len())
        .filter(|n| matches!(rows[*n].answer, Answer::No | Answer::Partly) && rows[*n].place.is_some())
        .flat_map(|n| both.into_iter().filter_map(move |c| Some((n, c, explains(n, c)?))))
        .collect();
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| row.answer == Answer::Yes) {
        let Some(place) = row.place else { continue };
        let found = both.into_iter().find_map(|column| {
            let words = explains(n, column)?;
            let mut alike: Vec<_> = denied.iter().filter(|(_, _, other)| *other == words).collect();
            // The row that asks most nearly the same.
            let asked = desk.form.catalogue.words(place);
            let likeness = |m: usize| rows[m].place.map_or(0.0, |p| desk.form.catalogue.likeness(p, asked));
            alike.sort_by(|a, b| likeness(b.0).total_cmp(&likeness(a.0)));
            alike.first().map(|(m, other, _)| (column, *m, *other))
        });
        if let Some((column, m, other)) = found {
            let cell = |row: &Row, column| match column {
                Column::Evidence => row.evidence.whole(desk.source),
                _ => row.commentary.whole(desk.source),
            };
            let mut spans = cell(row, column);
            spans.extend(cell(&rows[m], other));
            let other = rows[m]
                .place
                .map_or_else(String::new, |p| desk.form.catalogue.id(p).to_owned());
            out.push(desk.fault(RowFault::SameWords, row, spans, RowReason::SameWords { other }));
        }
    }
}

/// The least words that say something of their own.
const LEAST: usize = 4;

/// Evidence of one stage for a duty of the other.
pub fn stages(desk: &Desk, said: &Sentences, out: &mut Vec<Fault>) {
    let forms = &desk.ruleset.forms;
    let [first, second] = &forms.papers_of_stage;
    let lexicon = &desk.ruleset.lexicon;
    let named = [
        signs::places(said, first, lexicon),
        signs::places(said, second, lexicon),
    ];
    for (n, row) in desk
        .form
        .rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.answer == Answer::Yes)
    {
        let provision = row
            .place
            .and_then(|p| desk.ruleset.provision(desk.form.catalogue.id(p)));
        let Some(asked) = provision.and_then(stage) else {
            continue;
        };
        let (own, other) = (usize::from(asked - 1), usize::from(2 - asked));
        let place = |which: usize| {
            let mut sentences = said
                .iter()
                .zip(&named[which])
                .filter(|(s, _)| s.row == n && s.column == Column::Evidence);
            sentences.find_map(|(_, p)| p.clone())
        };
        if let (Some(range), None) = (place(other), place(own)) {
            let spans = row.evidence.spans(desk.source, range);
            let reason = RowReason::OtherStage {
                named: 3 - asked,
                asked,
            };
            out.push(desk.fault(RowFault::OtherStage, row, spans, reason));
        }
    }
}

/// The stage of the letters that show a provision, if all are of one.
pub fn stage(provision: &Provision) -> Option<u8> {
    let kinds = |wanted: fn(&crate::ruleset::Element) -> &Vec<crate::kind::Kind>| {
        let letters = provision.elements.iter().flat_map(wanted).filter(|k| k.is_letter());
        letters.map(|k| k.stage()).collect::<Vec<_>>()
    };
    let required = kinds(|e| &e.required_in);
    let stages = if required.is_empty() {
        kinds(|e| &e.checked_in)
    } else {
        required
    };
    let first = (*stages.first()?)?;
    stages.iter().all(|s| *s == Some(first)).then_some(first)
}
