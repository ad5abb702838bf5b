//! Is the definition word for word the Code's? Accepted substitutions are data; older editions are named.

mod exact;

pub use exact::exact;

use super::Prepared;
use super::pattern::Scope;
use crate::finding::{Breach, Change, Evidence, Outcome, Reason};
use crate::lexicon::Formula;
use crate::lexicon::words::{Word, words};
use crate::reading::{Layout, Statement};
use crate::ruleset::{DefinitionCheck, Severity};
use crate::source::Span;
use crate::wording::{Difference, differences};
use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

pub fn run(check: &DefinitionCheck, prepared: &Prepared) -> Outcome {
    let mut outcome = Outcome::default();
    let models = LazyCell::new(|| variants(&check.text, check, prepared));
    // Few statements introduce anything: the others are not looked at.
    let introducing = check.introduced.iter().flat_map(|f| prepared.statements.candidates(*f));
    for index in introducing.collect::<BTreeSet<usize>>() {
        let statement = &prepared.reading.statements[index];
        if let Some(found) = defining(check, index, statement, prepared).filter(|_| statement.is_own()) {
            judge(check, &found, index, &models, prepared, &mut outcome);
        }
    }
    outcome
        .breached
        .extend(prepared.breaches(&check.narrowed, Scope::default()));
    outcome
}

/// The words of a document that define, with their places.
struct Defining {
    words: Vec<Word>,
    places: Vec<Span>,
    /// First word of the definition in its statement.
    start: usize,
    /// It begins as the Code's does, also if it goes on in other words.
    opened: bool,
}

impl Defining {
    fn span(&self, range: Range<usize>) -> Span {
        match &self.places[range.clone()] {
            [] => {
                // Where words were left out: just after the word before.
                let at = range
                    .start
                    .checked_sub(1)
                    .map_or(self.places[0].start, |n| self.places[n].end);
                Span::new(at, at)
            }
            [first, .., last] => first.to(*last),
            [only] => *only,
        }
    }
}

/// The words that define, from the opening to the end of the sentence and of the list that it leads in.
fn defining(check: &DefinitionCheck, index: usize, statement: &Statement, prepared: &Prepared) -> Option<Defining> {
    let stream = &statement.stream;
    let matcher = prepared.statements.matcher(index);
    let find = |f: &Formula| matcher.find(*f);
    let introduced = check.introduced.iter().flat_map(find).min_by_key(|m| m.end)?;
    let openings = find(&check.opening);
    let opening = openings
        .iter()
        .find(|m| m.start >= introduced.start && m.end > stream.own);
    if opening.is_none() && openings.iter().any(|m| m.start >= introduced.start) {
        // An item of a list whose lead-in began the definition: read with it.
        return None;
    }
    let start = opening.map_or(introduced.end, |m| m.start).max(stream.own);
    if start >= stream.words.len() {
        return None;
    }
    let mut found = Defining {
        words: stream.words[start..].to_vec(),
        places: statement.places[start..].to_vec(),
        start,
        opened: opening.is_some(),
    };
    if opening.is_some() && statement.plain.trim_end().ends_with(':') {
        let items = prepared.reading.statements[index + 1..]
            .iter()
            .take_while(|s| s.layout == Layout::Item);
        for item in items {
            found.words.extend_from_slice(&item.stream.words[item.stream.own..]);
            found.places.extend_from_slice(&item.places[item.stream.own..]);
        }
    }
    Some(found)
}

fn judge(
    check: &DefinitionCheck,
    found: &Defining,
    index: usize,
    models: &[Model],
    prepared: &Prepared,
    outcome: &mut Outcome,
) {
    let statement = &prepared.reading.statements[index];
    let (model, changes) = nearest(found, statement, models);
    let span = found.span(0..found.places.len());
    if changes.is_empty() {
        outcome.met.push(Evidence { span });
        return;
    }
    let is_edition = |text: &str| nearest(found, statement, &variants(text, check, prepared)).1.is_empty();
    let edition = check.editions.iter().find(|e| is_edition(&e.text));
    let lost: Vec<String> = {
        let matcher = prepared.statements.matcher(index);
        let kept = |f: &Formula| matcher.find(*f).iter().any(|m| m.end > found.start);
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
        let changes = changes.iter().map(|d| Change {
            span: found.span(d.said.clone()),
            said: texts(&found.words[d.said.clone()]).join(" "),
            code: texts(&model.words[d.expected.clone()]).join(" "),
        });
        (Reason::Reworded(changes.collect()), Severity::Warning)
    };
    outcome.breached.push(Breach {
        evidence: Evidence { span },
        reason,
        severity,
        place: Some(check.text_place),
    });
}

/// The accepted form of the definition that the words come closest to, and how they differ from it.
fn nearest<'m>(found: &Defining, statement: &Statement, models: &'m [Model]) -> (&'m Model, Vec<Difference>) {
    let differing = |model: &Model| {
        let mut changes = differences(&found.words, &model.words);
        // A sentence may go on after the definition: what comes after a pause is the writer's own.
        if let Some(last) = changes.last()
            && last.expected.start == model.words.len()
            && ends_before(found, statement, last.said.start)
        {
            changes.pop();
        }
        changes
    };
    let weight = |changes: &[Difference]| {
        changes
            .iter()
            .map(|d| d.said.len().max(d.expected.len()))
            .sum::<usize>()
    };
    let exact = |model: &&Model| {
        let length = model.words.len();
        let said = found.words.get(..length);
        said.is_some_and(|said| said.iter().zip(&model.words).all(|(a, b)| a.text == b.text))
            && (found.words.len() == length || ends_before(found, statement, length))
    };
    // Most definitions are the Code's own: then nothing is compared word by word.
    if let Some(model) = models.iter().find(exact) {
        return (model, Vec::new());
    }
    let all = models.iter().map(|model| (model, differing(model)));
    all.min_by_key(|(_, changes)| weight(changes))
        .expect("a text is a variant of itself")
}

/// Whether a comma, a stop or a closing quotation mark stands before word `at`.
fn ends_before(found: &Defining, statement: &Statement, at: usize) -> bool {
    let closes = |word: &Word| {
        statement
            .plain
            .get(word.end..)
            .is_some_and(|rest| rest.starts_with(['’', '\'', '”', '"', ')']))
    };
    found.words.get(at).is_some_and(|w| w.after_pause) || at.checked_sub(1).is_some_and(|n| closes(&found.words[n]))
}

/// A wording that is accepted, and its words.
struct Model {
    text: String,
    words: Vec<Word>,
}

impl Model {
    /// With others in the place of the words of `range`.
    fn with(&self, range: Range<usize>, instead: &Model) -> Model {
        let (start, end) = (self.words[range.start].start, self.words[range.end - 1].end);
        let text = format!("{}{}{}", &self.text[..start], instead.text, &self.text[end..]);
        // What is made of whole words needs not be split into words again.
        let mut words = Vec::with_capacity(self.words.len() + instead.words.len());
        words.extend_from_slice(&self.words[..range.start]);
        words.extend(instead.words.iter().map(|word| word.moved(start, 0)));
        let rest = self.words[range.end..].iter();
        words.extend(rest.map(|word| word.moved(start + instead.text.len(), end)));
        Model { text, words }
    }
}

/// The wording with every combination of accepted substitutions.
fn variants(text: &str, check: &DefinitionCheck, prepared: &Prepared) -> Vec<Model> {
    let model = |text: String| Model {
        words: words(&text),
        text,
    };
    let mut out = vec![model(text.split_whitespace().collect::<Vec<_>>().join(" "))];
    for substitution in &check.substitutions {
        let of = words(&substitution.of);
        let mut accepted = substitution.accepts.clone();
        if substitution.own_name {
            for name in prepared.reading.landlord.iter().flat_map(|name| names_of(name)) {
                accepted.push(format!("the {name}"));
                accepted.push(name);
            }
        }
        let accepted: Vec<Model> = accepted.into_iter().map(model).collect();
        let same = |said: &[Word]| said.iter().zip(&of).all(|(a, b)| a.text == b.text);
        for n in 0..out.len() {
            let Some(at) = out[n].words.windows(of.len()).position(same) else {
                continue;
            };
            for instead in &accepted {
                let variant = out[n].with(at..at + of.len(), instead);
                out.push(variant);
            }
        }
    }
    out
}

/// What a landlord calls itself for short: "Tarnside" or "Tarnside Homes" of "Tarnside Homes Group", "the Hospital" of "Corder
/// Hospital Almshouses".
fn names_of(name: &str) -> BTreeSet<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let beginnings = (1..=words.len()).map(|end| words[..end].join(" "));
    beginnings.chain(words.iter().map(|word| (*word).to_owned())).collect()
}

fn texts(list: &[Word]) -> Vec<&str> {
    list.iter().map(|w| w.text.as_str()).collect()
}
