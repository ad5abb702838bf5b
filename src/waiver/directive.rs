//! `<!-- ombudlint: allow ID reason="…" until=2027-03-31 -->` to a claim.

use super::{Claim, Terms};
use crate::document::Directive;
use crate::near;
use crate::problem::Problem;
use crate::reading::{Placed, Reading};
use crate::ruleset::Ruleset;
use crate::source::Span;
use crate::toml_reader::Located;
use jiff::civil::Date;

const VERB: &str = "allow";
const KEYS: [&str; 6] = ["reason", "until", "granted", "instead", "approved-by", "minute"];

/// The waivers in a document, and what is wrong with those that are none.
pub fn read(reading: &Reading, ruleset: &Ruleset, today: Date) -> (Vec<Claim>, Vec<Problem>) {
    let mut problems = Vec::new();
    let claims = reading.directives.iter();
    let claims = claims.filter_map(|d| claim(d, ruleset, today, &mut problems)).collect();
    (claims, problems)
}

fn claim(placed: &Placed, ruleset: &Ruleset, today: Date, problems: &mut Vec<Problem>) -> Option<Claim> {
    let directive = &placed.directive;
    if directive.verb != VERB {
        problems.push(unknown_verb(directive));
        return None;
    }
    let mut terms = Terms {
        scope: Some(placed.scope),
        place: directive.span,
        ..Terms::default()
    };
    let names = directive.words.iter().map(|(word, span)| {
        let text = word.trim_end_matches([',', ';']).to_owned();
        let span = Span::new(span.start, span.start + text.len());
        Located { text, span }
    });
    terms.names = names.filter(|n| !n.text.is_empty()).collect();
    let mut wrong = false;
    for (key, value, span) in &directive.pairs {
        // The value as it stands there, without its quotes where it has some.
        let slot = match key.as_str() {
            "reason" => &mut terms.reason,
            "until" => &mut terms.until,
            "granted" => &mut terms.granted,
            "instead" => &mut terms.instead,
            "approved-by" => &mut terms.approved_by,
            "minute" => &mut terms.minute,
            _ => {
                let help = match near::closest(key, KEYS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("a waiver has {}", KEYS.join(", ")),
                };
                problems.push(Problem::new(*span, format!("unknown key `{key}` of a waiver")).help(help));
                wrong = true;
                continue;
            }
        };
        if slot.is_some() {
            let problem = Problem::new(*span, format!("`{key}` stands twice")).help("keep one of the two");
            problems.push(problem);
            wrong = true;
        }
        *slot = Some(Located {
            text: value.clone(),
            span: *span,
        });
    }
    let claim = terms.settle(&[ruleset], today, &mut |problem| problems.push(problem));
    claim.filter(|_| !wrong)
}

fn unknown_verb(directive: &Directive) -> Problem {
    let message = match directive.verb.as_str() {
        "" => "this does not say what to do".to_owned(),
        verb => format!("`{verb}` is nothing that ombudlint can be told"),
    };
    Problem::new(directive.span, message).help(match near::closest(&directive.verb, [VERB]) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write `<!-- ombudlint: {VERB} ID reason=\"…\" until=2027-03-31 -->`"),
    })
}
