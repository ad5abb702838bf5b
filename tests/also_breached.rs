//! What says one duty as it should is no breach of another: every example that meets its rule is judged by all the others.
//! Where it does break another provision, `fixtures/also-breached.toml` says why.

mod support;

use ombudlint::document::parse;
use ombudlint::finding::Verdict;
use ombudlint::kind::Kind;
use ombudlint::ruleset::{Example, ExampleVerdict, Rule};
use ombudlint::source::Source;
use ombudlint::{assess, examples};
use serde::Deserialize;
use std::collections::BTreeSet;
use support::{TODAY, engine, text};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    sentence: Vec<Exception>,
}

/// A sentence that meets one element and breaks another.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    /// The element that it breaks.
    element: String,
    /// Words of the example.
    says: String,
    #[allow(dead_code, reason = "for the reader of the list")]
    why: String,
}

/// The elements besides its rule's own that a sound example is said to breach.
fn breached(rule: &Rule, example: &Example) -> Vec<String> {
    let engine = engine();
    let source = Source::new("example", example.text.trim());
    let kind = examples::kind_of(engine, rule, example);
    let verdicts = engine.assess(&engine.read(&source, &parse(&source), kind), TODAY);
    let elements = verdicts.iter().flat_map(|provision| &provision.elements);
    let wrong = |e: &&assess::ElementVerdict| e.verdict == Some(Verdict::Breached) && e.id != rule.element;
    elements.filter(wrong).map(|e| e.id.clone()).collect()
}

#[test]
fn a_sound_sentence_is_no_breach_of_another_provision() {
    let listed: Listed = toml::from_str(&text("fixtures/also-breached.toml")).expect("the list can be read");
    let rules = engine().ruleset.rules.iter();
    let sound = rules.flat_map(|rule| rule.examples.iter().map(move |example| (rule, example)));
    let sound: Vec<_> = sound
        .filter(|(rule, example)| {
            example.verdict == ExampleVerdict::Met && examples::kind_of(engine(), rule, example) != Kind::SelfAssessment
        })
        .collect();
    assert!(sound.len() > 3000, "the examples are read");
    let mut used = BTreeSet::new();
    let mut wrong = Vec::new();
    for (rule, example) in sound {
        for element in breached(rule, example) {
            let known = |e: &Exception| e.element == element && example.text.contains(&e.says);
            match listed.sentence.iter().position(known) {
                Some(n) => drop(used.insert(n)),
                None => wrong.push(format!(
                    "{element}, by an example of {}: {}",
                    rule.id,
                    example.text.trim()
                )),
            }
        }
    }
    let stale = listed.sentence.iter().enumerate().filter(|(n, _)| !used.contains(n));
    wrong.extend(stale.map(|(_, e)| format!("{} is no longer breached by ‘{}’", e.element, e.says)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
