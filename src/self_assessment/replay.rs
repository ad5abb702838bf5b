//! Rows against the rules of their provisions: a row's own words read as if they stood in a policy.

use super::{Answer, Column, Form, Row, signs};
use crate::check::{self, Prepared};
use crate::document::parse;
use crate::finding::Reason;
use crate::kind::Kind;
use crate::reading::Reading;
use crate::ruleset::{Provision, Ruleset};
use crate::source::Source;
use jiff::civil::Date;
use std::ops::Range;

/// Notes of each row what its provision forbids, and which of its own words break a rule of it.
pub fn on_itself(form: &mut Form, ruleset: &Ruleset) {
    let texts: Vec<&str> = ruleset.provisions.iter().map(|p| p.text.as_str()).collect();
    let forbids = signs::holds(&texts, &ruleset.forms.forbids, &ruleset.lexicon);
    for row in &mut form.rows {
        let id = row.place.map(|place| form.catalogue.id(place));
        let Some(at) = id.and_then(|id| ruleset.provisions.iter().position(|p| p.id == id)) else {
            continue;
        };
        row.forbids = forbids[at];
        if row.answer == Answer::Yes {
            row.breach = [Column::Commentary, Column::Evidence]
                .into_iter()
                .find_map(|column| breach(row, column, &ruleset.provisions[at], ruleset));
        }
    }
}

type Breach = ((Column, Range<usize>), Reason);

fn breach(row: &Row, column: Column, provision: &Provision, ruleset: &Ruleset) -> Option<Breach> {
    let text = match column {
        Column::Evidence => &row.evidence.text,
        _ => &row.commentary.text,
    };
    if text.split_whitespace().count() < LEAST {
        return None;
    }
    let source = Source::new("row", text.as_str());
    let kind = Kind::ComplaintsPolicy;
    let reading = Reading::of(&source, &parse(&source), kind, &[], ruleset);
    // Routes are no matter of a row's words: any day will do.
    let prepared = Prepared::new(ruleset, &reading, Date::MIN);
    let read = provision
        .elements
        .iter()
        .filter(|e| e.required_in.contains(&kind) || e.checked_in.contains(&kind));
    let rules = read.flat_map(|e| ruleset.rules.iter().filter(|r| r.element == e.id));
    let rules = rules.filter(|r| r.kinds.is_empty() || r.kinds.contains(&kind));
    let breached = rules.flat_map(|rule| check::run(rule, &prepared).breached);
    let first = breached.min_by_key(|b| b.evidence.span)?;
    Some(((column, first.evidence.span.range()), first.reason))
}

/// Fewer words promise nothing.
const LEAST: usize = 4;
