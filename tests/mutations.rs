//! One change to a compliant document gives one finding, the one that belongs to it.

mod mutants;
mod support;

use mutants::{Change, Mutant, mutants};
use ombudlint::assess::ProvisionVerdict;
use ombudlint::ruleset::{Check, Severity};
use ombudlint::source::Source;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::thread;
use support::{Labelled, assess, engine, labelled, named};

fn document(name: &str) -> Labelled {
    let found = labelled("compliant")
        .into_iter()
        .find(|d| d.name == format!("compliant/{name}.md"));
    found.unwrap_or_else(|| panic!("there is no compliant {name}"))
}

/// The elements with a finding at error or warning level in this text, each with its verdict.
fn findings(document: &Labelled, text: &str) -> BTreeSet<(String, &'static str)> {
    of_verdicts(&assess(&Source::new("changed", text), document.kind))
}

fn of_verdicts(verdicts: &[ProvisionVerdict]) -> BTreeSet<(String, &'static str)> {
    let elements = verdicts.iter().flat_map(|p| &p.elements);
    let found = elements.filter(|e| e.findings.iter().any(|f| f.severity >= Severity::Warning));
    found.map(|e| (e.id.clone(), named(e.verdict))).collect()
}

fn set(found: &[(&str, &'static str)]) -> BTreeSet<(String, &'static str)> {
    found.iter().map(|(id, verdict)| ((*id).to_owned(), *verdict)).collect()
}

/// The deciding words of an element.
fn words<'d>(document: &'d Labelled, id: &str) -> &'d str {
    let words = document.label(id).words.as_deref();
    words.unwrap_or_else(|| panic!("{}: the label of {id} quotes no words", document.name))
}

/// The text without the section in which these words stand, and the section; under the title, without the words alone.
fn without<'t>(text: &'t str, words: &'t str) -> (String, &'t str) {
    let at = text
        .find(words)
        .unwrap_or_else(|| panic!("‘{words}’ is not in the text"));
    let begins = text[..at].rfind("\n## ").map(|n| n + 1);
    let ends = text[at..].find("\n## ").map_or(text.len(), |n| at + n + 1);
    // Below the last section stands the signature.
    let section = begins
        .map(|begins| &text[begins..ends])
        .filter(|section| !section.contains("Yours sincerely"));
    let removed = section.unwrap_or(words);
    (text.replacen(removed, "", 1), removed)
}

/// Removing what shows an element makes it missing, and nothing but what stands in the same words.
fn removals(name: &str, provision: &str) -> Vec<String> {
    let document = document(name);
    let mut wrong = Vec::new();
    for letter in 'a'..='g' {
        let id = format!("{provision}.{letter}");
        let (text, removed) = without(document.source.text(), words(&document, &id));
        // Elements told in the same section go with it.
        let together = |l: &&support::Label| l.words.as_deref().is_some_and(|w| removed.contains(w));
        let group: BTreeSet<&str> = document.labels.iter().filter(together).map(|l| l.id.as_str()).collect();
        let found = findings(&document, &text);
        let itself = found.contains(&(id.clone(), "missing"));
        let alone = found.iter().all(|(other, _)| group.contains(other.as_str()));
        if !itself || !alone {
            wrong.push(format!("{name} without {id} ‘{removed}’: {found:?}"));
        }
    }
    wrong
}

#[test]
fn a_letter_without_one_of_its_elements_has_that_finding_and_no_other() {
    let wrong = [
        removals("stage-1-response", "6.9"),
        removals("stage-2-response", "6.19"),
    ]
    .concat();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_definition_with_one_other_word_has_that_finding_and_no_other() {
    let document = document("complaints-policy");
    let sentence = words(&document, "1.2");
    let quoted = sentence
        .split('"')
        .nth(1)
        .expect("the definition stands in quotation marks");
    let definition: Vec<&str> = quoted.split(' ').collect();
    assert!(definition.len() > 30, "‘{quoted}’ is the definition");
    let mut wrong = Vec::new();
    for (n, word) in definition.iter().enumerate() {
        let bare = word.trim_end_matches(',');
        for other in ["marble", "not", "its"].into_iter().filter(|other| *other != bare) {
            let mut changed: Vec<String> = definition.iter().map(|w| (*w).to_owned()).collect();
            changed[n] = word.replacen(bare, other, 1);
            let found = findings(
                &document,
                &document.source.text().replacen(quoted, &changed.join(" "), 1),
            );
            // Without its first words nobody can tell that it is meant as the definition.
            if found != set(&[("1.2", "breached")]) && found != set(&[("1.2", "missing")]) {
                wrong.push(format!("‘{bare}’ (word {}) as ‘{other}’: {found:?}", n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_documents_that_are_changed_are_silent_as_they_are() {
    for name in ["complaints-policy", "stage-1-response", "stage-2-response"] {
        let document = document(name);
        assert_eq!(findings(&document, document.source.text()), set(&[]), "{name}");
        assert!(!document.labels.is_empty(), "{name} has labels");
    }
}

/// The share of changes, of all kinds together, that have to come out right.
const RIGHT: f64 = 0.98;

/// A change that comes out otherwise, and why.
struct Exception {
    document: String,
    element: String,
    /// Names of changes; none means all.
    changes: Vec<String>,
}

impl Exception {
    fn covers(&self, wrong: &Wrong) -> bool {
        let change = wrong.change.name();
        self.document == wrong.document
            && self.element == wrong.element
            && (self.changes.is_empty() || self.changes.iter().any(|c| c == change))
    }
}

/// `fixtures/mutations.toml`: each exception has its reason there.
fn exceptions() -> Vec<Exception> {
    let table: toml::Table = support::text("fixtures/mutations.toml")
        .parse()
        .expect("the list of exceptions");
    let of = |entry: &toml::Value| {
        let said = |key: &str| entry[key].as_str().expect("a string").to_owned();
        assert!(said("why").len() > 10, "an exception has a reason");
        let changes = entry.get("changes").and_then(|c| c.as_array()).into_iter().flatten();
        Exception {
            document: said("document"),
            element: said("element"),
            changes: changes.filter_map(|c| c.as_str()).map(str::to_owned).collect(),
        }
    };
    table["exception"]
        .as_array()
        .expect("exceptions")
        .iter()
        .map(of)
        .collect()
}

/// A change that came out otherwise than it should.
struct Wrong {
    document: String,
    change: Change,
    element: String,
    told: String,
}

/// How many changes there are of each kind, and those that are wrong.
fn changes() -> (BTreeMap<Change, usize>, Vec<Wrong>) {
    let documents = labelled("compliant");
    let judged = |document: &Labelled| -> Vec<(Change, Option<Wrong>)> {
        // Elements that are told in the same words are changed together.
        let mut known: HashMap<String, Vec<ProvisionVerdict>> = HashMap::new();
        let judge = |mutant: &Mutant| {
            let verdicts = known
                .entry(mutant.text.clone())
                .or_insert_with(|| assess(&Source::new("changed", &*mutant.text), document.kind));
            (mutant.change, wrong(document, mutant, verdicts))
        };
        mutants(document, bound).iter().map(judge).collect()
    };
    let all: Vec<(Change, Option<Wrong>)> = thread::scope(|scope| {
        let workers: Vec<_> = documents.iter().map(|d| scope.spawn(move || judged(d))).collect();
        workers.into_iter().flat_map(|w| w.join().expect("no panic")).collect()
    });
    let mut counted = BTreeMap::new();
    for (change, _) in &all {
        *counted.entry(*change).or_default() += 1;
    }
    (counted, all.into_iter().filter_map(|(_, wrong)| wrong).collect())
}

/// Whether an element's figure is a limit, or a period that may not be shorter.
fn bound(id: &str) -> Option<bool> {
    let rules = engine().ruleset.rules.iter().filter(|r| r.element == id);
    let mut bounds = rules.filter_map(|r| match &r.check {
        Check::Timescale(check) if check.limit.is_some() => Some(true),
        Check::Timescale(check) if check.at_least.is_some() => Some(false),
        _ => None,
    });
    bounds.next()
}

/// What is wrong with the verdicts on a changed document, if anything: the element has to be found wanting, at least in
/// part, and nothing else that is told in other words.
fn wrong(document: &Labelled, mutant: &Mutant, verdicts: &[ProvisionVerdict]) -> Option<Wrong> {
    let element = verdicts
        .iter()
        .flat_map(|p| &p.elements)
        .find(|e| e.id == mutant.element)
        .expect("an element");
    let found = of_verdicts(verdicts);
    let verdict = named(element.verdict);
    let in_part = verdict == "met" && found.iter().any(|(id, _)| *id == mutant.element);
    let itself = match mutant.change {
        change if change.breaches() => verdict == "breached",
        Change::Denied => verdict != "met" || in_part,
        _ => matches!(verdict, "missing" | "none") || in_part,
    };
    let others: Vec<_> = found.iter().filter(|(id, _)| !mutant.together.contains(id)).collect();
    let name = document.name.trim_start_matches("compliant/").trim_end_matches(".md");
    (!itself || !others.is_empty()).then(|| Wrong {
        document: name.to_owned(),
        change: mutant.change,
        element: mutant.element.clone(),
        told: format!("{verdict}, {others:?}: {}", mutant.shown.replace('\n', "⏎")),
    })
}

#[test]
fn a_change_to_the_words_of_an_element_has_that_finding_and_no_other() {
    let (counted, wrong) = changes();
    for change in Change::ALL {
        let count = counted.get(&change).copied().unwrap_or_default();
        assert!(count >= change.at_least(), "only {count} are {}", change.name());
    }
    let all: usize = counted.values().sum();
    let right = 1.0 - wrong.len() as f64 / all as f64;
    let exceptions = exceptions();
    let unlisted: Vec<String> = wrong
        .iter()
        .filter(|w| !exceptions.iter().any(|e| e.covers(w)))
        .map(|w| format!("{} {} {}: {}", w.document, w.change.name(), w.element, w.told))
        .collect();
    let stale: Vec<String> = exceptions
        .iter()
        .filter(|e| !wrong.iter().any(|w| e.covers(w)))
        .map(|e| format!("{} {} comes out right now", e.document, e.element))
        .collect();
    assert!(
        unlisted.is_empty() && stale.is_empty() && right >= RIGHT,
        "{}\n{}\n{} of {all} changes are wrong, right are {right:.3}, wanted {RIGHT}",
        unlisted.join("\n"),
        stale.join("\n"),
        wrong.len(),
    );
}
