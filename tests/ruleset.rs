//! The shipped ruleset is whole: its text, its elements, its rules and their examples agree.

mod support;

use ombudlint::ruleset::{Element, ExampleVerdict, Rule};
use ombudlint::{examples, kind::Kind};
use std::collections::BTreeSet;
use support::{TODAY, engine};

/// Number of provisions of the Code.
const PROVISIONS: usize = 72;
/// Examples that an element decided by text has at least, on either side.
const EXAMPLES: usize = 5;

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn elements() -> impl Iterator<Item = &'static Element> {
    engine().ruleset.provisions.iter().flat_map(|p| &p.elements)
}

fn rules_of(element: &Element) -> impl Iterator<Item = &'static Rule> {
    let id = element.id.clone();
    engine().ruleset.rules.iter().filter(move |rule| rule.element == id)
}

#[test]
fn every_example_is_judged_as_its_rule_says() {
    let (count, failed) = examples::run(engine(), &|_| true, TODAY);
    let told = failed.iter().map(|d| {
        let at = engine().ruleset.file(d.example.place);
        let line = at.position(d.example.place.span.start).line;
        let place = if d.misplaced { ", other words underlined" } else { "" };
        format!(
            "{}:{line}: {}: wanted {:?}, got {:?}{place} {:?}: {:?}",
            at.name(),
            d.rule.id,
            d.example.verdict,
            d.got,
            d.quotes,
            d.example.text.trim()
        )
    });
    assert_none(&told.collect::<Vec<_>>());
    assert!(count > 0, "there are no examples");
}

#[test]
fn every_element_has_a_rule_or_an_attestation() {
    let open: Vec<String> = engine().ruleset.undecided().map(|e| e.id.clone()).collect();
    assert_none(&open);
}

#[test]
fn every_element_has_a_rule_in_every_kind_that_must_say_it() {
    let mut open = Vec::new();
    for element in elements() {
        for kind in &element.required_in {
            let read = rules_of(element).any(|rule| rule.reads(*kind));
            if !read && element.attest.is_none() {
                open.push(format!("{} has no rule for a {kind}", element.id));
            }
        }
    }
    assert_none(&open);
}

/// Judged there only under the duty of the letter to give the Ombudsman's details, never twice.
const ABSORBED: [&str; 2] = ["3.7.right", "3.7.how"];

#[test]
fn every_element_has_a_rule_in_every_kind_that_may_touch_it() {
    let mut open = Vec::new();
    for element in elements().filter(|e| e.attest.is_none() && !ABSORBED.contains(&e.id.as_str())) {
        let unread = element
            .checked_in
            .iter()
            .filter(|kind| !rules_of(element).any(|rule| rule.reads(**kind)));
        open.extend(unread.map(|kind| format!("{} has no rule for a {kind}", element.id)));
    }
    assert_none(&open);
}

#[test]
fn a_rule_reads_only_kinds_that_its_element_knows() {
    let mut wrong = Vec::new();
    for element in elements() {
        let known = |kind: &Kind| element.required_in.contains(kind) || element.checked_in.contains(kind);
        for rule in rules_of(element) {
            let unknown = rule.kinds.iter().filter(|kind| !known(kind));
            wrong.extend(unknown.map(|kind| format!("{}: {} does not arise in a {kind}", rule.id, element.id)));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_kind_of_check_is_used() {
    let used: BTreeSet<&str> = engine().ruleset.rules.iter().map(|rule| rule.check.name()).collect();
    assert_eq!(
        used,
        BTreeSet::from(["contact", "dates", "definition", "row", "statement", "timescale"])
    );
}

#[test]
fn the_provisions_are_all_there_in_the_codes_order_with_their_text() {
    let provisions = &engine().ruleset.provisions;
    let number = |id: &str| -> Vec<u32> { id.split('.').map(|n| n.parse().expect("a number")).collect() };
    let numbers: Vec<Vec<u32>> = provisions.iter().map(|p| number(&p.id)).collect();
    assert_eq!(numbers.len(), PROVISIONS);
    assert!(numbers.is_sorted(), "{numbers:?}");
    let sections: BTreeSet<u32> = numbers.iter().map(|n| n[0]).collect();
    assert_eq!(sections, (1..=9).collect());
    let empty = provisions.iter().filter(|p| p.text.split_whitespace().count() < 5);
    assert_none(&empty.map(|p| format!("{} has no text", p.id)).collect::<Vec<_>>());
}

#[test]
fn numbers_and_file_names_agree() {
    let ruleset = &engine().ruleset;
    let mut wrong = Vec::new();
    let mut agree = |id: &str, place| {
        let file = ruleset.file(place).name();
        let section = id.split('.').next().expect("a section");
        if !file.starts_with(&format!("rulesets/{}/{section}-", ruleset.id)) {
            wrong.push(format!("{id} stands in {file}"));
        }
    };
    ruleset.provisions.iter().for_each(|p| agree(&p.id, p.place));
    // Rules for filled forms are about all provisions, and stand beside the Code.
    let of_the_code = ruleset
        .rules
        .iter()
        .filter(|rule| ruleset.element(&rule.element).is_some());
    of_the_code.for_each(|rule| agree(&rule.element, rule.place));
    assert_none(&wrong);
}

#[test]
fn nothing_is_left_to_be_written() {
    let blank = |text: &str| text.trim().is_empty() || matches!(text.trim(), "TITLE" | "ATTEST" | "TODO");
    let mut wrong = Vec::new();
    for element in elements() {
        if blank(&element.title) || element.attest.as_deref().is_some_and(blank) {
            wrong.push(format!("{}: its title or `attest`", element.id));
        }
    }
    for rule in engine().ruleset.rules.iter() {
        if blank(&rule.title) || blank(&rule.why) || blank(&rule.write) {
            wrong.push(format!("{}: its title, `why` or `write`", rule.id));
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_element_decided_by_text_has_examples_enough() {
    let mut wrong = Vec::new();
    for element in elements() {
        // Where text can only contradict, silence is what passes.
        let all: Vec<bool> = rules_of(element)
            .flat_map(|rule| {
                rule.examples.iter().map(move |example| match example.verdict {
                    ExampleVerdict::Met | ExampleVerdict::Weak => true,
                    ExampleVerdict::Silent => rule.check.only_contradicts(),
                    _ => false,
                })
            })
            .collect();
        let passing = all.iter().filter(|passes| **passes).count();
        let other = all.len() - passing;
        let by_text = rules_of(element).next().is_some() && element.attest.is_none();
        if by_text && (passing < EXAMPLES || other < EXAMPLES) {
            wrong.push(format!("{}: {passing} that pass, {other} that do not", element.id));
        }
    }
    assert_none(&wrong);
}
