//! Is the definition word for word the Code's? Accepted substitutions are data; older editions are named.

use super::Prepared;
use super::pattern::Scope;
use crate::finding::{Breach, Change, Evidence, Outcome, Reason};
use crate::lexicon::words::{Word, words};
use crate::lexicon::{Formula, Match, Matcher};
use crate::reading::Statement;
use crate::ruleset::{DefinitionCheck, Severity, Substitution};
use crate::source::Span;
use crate::wording::{Difference, differences};

pub fn run(check: &DefinitionCheck, prepared: &Prepared) -> Outcome {
    let mut outcome = Outcome::default();
    let model = words(&check.text);
    for statement in prepared.reading.statements.iter().filter(|s| s.is_own()) {
        let Some(found) = defining(check, statement, prepared) else {
            continue;
        };
        judge(check, statement, found, &model, prepared, &mut outcome);
    }
    for pattern in &check.narrowed {
        let scope = Scope::default();
        outcome
            .breached
            .extend(prepared.occurrences(pattern, scope).into_iter().map(|found| Breach {
                evidence: Evidence { span: found.span },
                reason: Reason::Because(pattern.because.clone().unwrap_or_default()),
                severity: pattern.severity.unwrap_or(Severity::Error),
                place: Some(pattern.place),
            }));
    }
    outcome
}

/// The words of a statement that define: from the opening to the end, or from where it is introduced.
fn defining(check: &DefinitionCheck, statement: &Statement, prepared: &Prepared) -> Option<Match> {
    let stream = &statement.stream;
    let matcher = Matcher::new(&prepared.ruleset.lexicon, stream);
    let find = |f: &Formula| matcher.find(f);
    let end = stream.words.len();
    let introduced = check.introduced.iter().flat_map(find).min_by_key(|m| m.end)?;
    let opening = find(&check.opening)
        .into_iter()
        .find(|m| m.start >= introduced.start && m.end > stream.own);
    let start = opening.map_or(introduced.end, |m| m.start).max(stream.own);
    (start < end).then_some(Match { start, end })
}

fn judge(
    check: &DefinitionCheck,
    statement: &Statement,
    found: Match,
    model: &[Word],
    prepared: &Prepared,
    outcome: &mut Outcome,
) {
    let stream = &statement.stream;
    let said = &stream.words[found.start..found.end];
    let mut changes = differences(said, model);
    changes.retain(|d| !accepted(check, d, said, model, prepared));
    // A sentence may go on after the definition: what comes after a stop is the writer's own.
    if let Some(last) = changes.last()
        && last.expected.start == model.len()
        && said.get(last.said.start).is_some_and(|w| w.after_pause)
    {
        changes.pop();
    }
    let span = statement.own_span(found.start, found.end);
    if changes.is_empty() {
        outcome.met.push(Evidence { span });
        return;
    }
    let edition = check.editions.iter().find(|e| {
        let mut old = differences(said, &words(&e.text));
        let older = words(&e.text);
        old.retain(|d| !accepted(check, d, said, &older, prepared));
        old.is_empty()
    });
    let lost: Vec<String> = {
        let matcher = Matcher::new(&prepared.ruleset.lexicon, stream);
        let kept = |f: &Formula| matcher.find(f).iter().any(|m| m.end > found.start);
        check
            .limbs
            .iter()
            .filter(|l| !l.says.iter().any(kept))
            .map(|l| l.name.clone())
            .collect()
    };
    let (reason, severity) = if let Some(edition) = edition {
        (Reason::OlderEdition(edition.name.clone()), Severity::Warning)
    } else if !lost.is_empty() {
        (Reason::LimbLost(lost), Severity::Error)
    } else {
        (
            Reason::Reworded(changes.iter().map(|d| change(d, statement, found, model)).collect()),
            Severity::Warning,
        )
    };
    outcome.breached.push(Breach {
        evidence: Evidence { span },
        reason,
        severity,
        place: Some(check.text_place),
    });
}

fn change(difference: &Difference, statement: &Statement, found: Match, model: &[Word]) -> Change {
    let range = found.start + difference.said.start..found.start + difference.said.end;
    let span = if range.is_empty() {
        let before = statement
            .places
            .get(range.start.saturating_sub(1))
            .map_or(statement.span.start, |s| s.end);
        Span::new(before, before)
    } else {
        statement.own_span(range.start, range.end)
    };
    let join = |list: &[Word]| list.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ");
    Change {
        span,
        said: join(&statement.stream.words[range]),
        code: join(&model[difference.expected.clone()]),
    }
}

/// Whether a difference is one of the substitutions that the Code's readers accept.
fn accepted(check: &DefinitionCheck, d: &Difference, said: &[Word], model: &[Word], prepared: &Prepared) -> bool {
    let own_names: Vec<Vec<Word>> = prepared.reading.landlord.iter().map(|name| words(name)).collect();
    let fits = |sub: &Substitution| {
        let of = words(&sub.of);
        // The difference may cover only a part of the substituted words: widen it to them.
        (0..of.len()).any(|lead| {
            let Some(start) = d.expected.start.checked_sub(lead) else {
                return false;
            };
            let Some(model_part) = model.get(start..start + of.len()) else {
                return false;
            };
            if texts(model_part) != texts(&of) || start + of.len() < d.expected.end || d.said.start < lead {
                return false;
            }
            let tail = start + of.len() - d.expected.end;
            let Some(said_part) = said.get(d.said.start - lead..d.said.end + tail) else {
                return false;
            };
            let said_text = texts(said_part);
            let named = |name: &Vec<Word>| {
                let name = texts(name);
                said_text == name || said_text.first() == Some(&"the") && said_text[1..] == name[..]
            };
            sub.accepts.iter().any(|a| texts(&words(a)) == said_text) || sub.own_name && own_names.iter().any(named)
        })
    };
    check.substitutions.iter().any(fits)
}

fn texts(list: &[Word]) -> Vec<&str> {
    list.iter().map(|w| w.text.as_str()).collect()
}
