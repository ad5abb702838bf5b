//! The rules by which anything is read hold for every element: several sentences for each (`fixtures/reading-rules.toml`).

mod support;

use ombudlint::kind::Kind;
use ombudlint::source::Source;
use std::collections::BTreeMap;
use support::{answer, assess, graded, text};

/// How many rules there are, and sentences for each at least.
const RULES: i64 = 16;
const SENTENCES: usize = 3;

/// The sentences of a fixture.
fn sentences(name: &str) -> Vec<toml::Value> {
    let table: toml::Table = text(name).parse().expect("sentences");
    table["sentence"].as_array().expect("sentences").clone()
}

/// What the tool says of a sentence otherwise than its fixture.
fn differences(sentence: &toml::Value) -> Vec<String> {
    let words = sentence["text"].as_str().expect("a text");
    let kind = sentence["kind"].as_str().and_then(Kind::from_name).expect("a kind");
    let source = Source::new("sentence", words);
    let verdicts = assess(&source, kind);
    let mut wrong = Vec::new();
    for (id, agreed) in sentence["verdicts"].as_table().expect("verdicts") {
        let got = graded(&answer(&verdicts, id, &source));
        if Some(got) != agreed.as_str() {
            wrong.push(format!("{id}: agreed {agreed}, tool {got:?}: {words}"));
        }
    }
    wrong
}

#[test]
fn times_are_read_in_tables_lists_and_plain_words() {
    let sentences = sentences("fixtures/timescales.toml");
    assert!(sentences.len() > 100, "{} sentences", sentences.len());
    let wrong: Vec<String> = sentences.iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn layouts_are_read_as_their_readers_do() {
    let sentences = sentences("fixtures/layouts.toml");
    let wrong: Vec<String> = sentences.iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_reading_rule_holds_for_every_element() {
    let mut count: BTreeMap<i64, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for sentence in &sentences("fixtures/reading-rules.toml") {
        let rule = sentence["rule"].as_integer().expect("a rule's number");
        *count.entry(rule).or_default() += 1;
        wrong.extend(
            differences(sentence)
                .into_iter()
                .map(|told| format!("rule {rule}: {told}")),
        );
    }
    let few = (1..=RULES).filter(|rule| count.get(rule).copied().unwrap_or_default() < SENTENCES);
    wrong.extend(few.map(|rule| format!("rule {rule} has too few sentences")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
