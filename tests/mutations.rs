//! One change to a compliant document gives one finding, the one that belongs to it.

mod mutants;
mod support;

use mutants::{Change, Mutant, mutants};
use ombudlint::assess::ProvisionVerdict;
use ombudlint::ruleset::{Check, Severity};
use ombudlint::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use support::{Labelled, answer, assess, engine, labelled, named};

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

/// The words with the figure in them one higher, and everything else as it was.
fn one_more(words: &str) -> String {
    let figures = [
        ("five", "six"),
        ("5", "6"),
        ("ten", "eleven"),
        ("10", "11"),
        ("twenty", "twenty-one"),
        ("20", "21"),
    ];
    let mut changed = None;
    let lengthened = words
        .split(' ')
        .map(|word| match figures.iter().find(|(figure, _)| *figure == word) {
            Some((_, more)) if changed.is_none() => {
                changed = Some(word);
                (*more).to_owned()
            }
            _ => word.to_owned(),
        });
    let out = lengthened.collect::<Vec<_>>().join(" ");
    assert!(changed.is_some(), "there is no figure in ‘{words}’");
    out
}

#[test]
fn a_timescale_one_day_longer_has_that_finding_and_no_other() {
    let document = document("complaints-policy");
    let mut wrong = Vec::new();
    for id in [
        "6.2.acknowledge",
        "6.3",
        "6.4.limit",
        "6.11.acknowledge",
        "6.14",
        "6.15.limit",
    ] {
        let words = words(&document, id);
        let longer = one_more(words);
        let text = document.source.text();
        assert_eq!(text.matches(words).count(), 1, "‘{words}’ stands once");
        let found = findings(&document, &text.replacen(words, &longer, 1));
        if found != set(&[(id, "breached")]) {
            wrong.push(format!("{id} ‘{longer}’: {found:?}"));
        }
    }
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

/// What was changed and came out wrong.
struct Wrong {
    document: String,
    change: Change,
    element: String,
    told: String,
}

/// Of every change to every compliant document: how many there are of its kind, and those that are wrong.
fn changes() -> (BTreeMap<Change, usize>, Vec<Wrong>) {
    let mut documents = labelled("compliant");
    if let Ok(d) = std::env::var("DOC") { documents.retain(|x| d.split(',').any(|d| x.name.contains(d))); }
    let judged = |document: &Labelled| -> Vec<(Change, Option<Wrong>)> {
        let mut mutants = mutants(document, bound);
        if let Ok(c) = std::env::var("CHANGE") { mutants.retain(|m| c.split(',').any(|c| m.change.name() == c)); }
        if let Ok(c) = std::env::var("ELEMENT") { mutants.retain(|m| m.element == c); }
        mutants.iter().map(|mutant| (mutant.change, wrong(document, mutant))).collect()
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
    rules.filter_map(|r| match &r.check {
        Check::Timescale(check) if check.limit.is_some() => Some(true),
        Check::Timescale(check) if check.at_least.is_some() => Some(false),
        _ => None,
    }).next()
}

/// What is wrong with the verdicts on a changed document, if anything.
fn wrong(document: &Labelled, mutant: &Mutant) -> Option<Wrong> {
    let changed = Source::new("changed", &*mutant.text);
    let verdicts = assess(&changed, document.kind);
    let found = of_verdicts(&verdicts);
    let answer = answer(&verdicts, &mutant.element, &changed);
    let verdict = answer.verdict;
    let lines: Vec<_> = answer.lines.iter().map(|(first, _)| changed.slice(changed.line_span(*first - 1)).chars().take(120).collect::<String>()).collect();
    let itself = match mutant.change {
        change if change.breaches() => verdict == "breached",
        Change::Denied => verdict != "met",
        _ => matches!(verdict, "missing" | "none"),
    };
    let others: Vec<_> = found.iter().filter(|(id, _)| !mutant.together.contains(id)).collect();
    (!itself || !others.is_empty()).then(|| Wrong {
        document: document.name.clone(),
        change: mutant.change,
        element: mutant.element.clone(),
        told: format!("{verdict} {lines:?}, {others:?}: {}", mutant.shown),
    })
}

#[test]
fn dump() {
    let Ok(dir) = std::env::var("DUMP") else { return };
    for document in labelled("compliant") {
        for (n, m) in mutants(&document, bound).iter().enumerate() {
            let name = format!("{}__{n:04}", document.name.replace('/', "_"));
            std::fs::write(format!("{dir}/{name}.md"), &m.text).unwrap();
            std::fs::write(format!("{dir}/{name}.txt"), format!("{}\t{}\t{}\t{}\t{}\t{}", document.name, document.kind.name(), m.change.name(), m.element, m.together.join(","), m.shown.replace('\n', "⏎"))).unwrap();
        }
    }
}

#[test]
fn a_change_to_the_words_of_an_element_has_that_finding_and_no_other() {
    let (counted, wrong) = changes();
    for (change, count) in &counted {
        let n = wrong.iter().filter(|w| w.change == *change).count();
        println!("{:16}{count:5} {n:4} wrong", change.name());
    }
    for w in &wrong { println!("{} {} {}: {}", w.document, w.change.name(), w.element, w.told.replace('\n', "⏎")); }
    let all: usize = counted.values().sum();
    println!("{} of {all} wrong", wrong.len());
    panic!();
}
