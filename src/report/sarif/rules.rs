//! All rules of a ruleset as SARIF describes them, with the Code's text and a wording that passes.

use crate::report::sentences;
use crate::ruleset::{Rule, Ruleset};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// In the rulesets' order, those that rulesets share once; and the index of each by its id.
pub fn all(rulesets: &[&Ruleset]) -> (Vec<Value>, BTreeMap<String, usize>) {
    let (mut listed, mut index) = (Vec::new(), BTreeMap::new());
    for ruleset in rulesets {
        for rule in ruleset.rules.iter() {
            index.entry(id(rule)).or_insert_with(|| {
                listed.push(describe(rule, ruleset));
                listed.len() - 1
            });
        }
    }
    (listed, index)
}

/// As findings name it: its element and its own id.
pub fn id(rule: &Rule) -> String {
    format!("{}/{}", rule.element, rule.id)
}

fn describe(rule: &Rule, ruleset: &Ruleset) -> Value {
    let found = ruleset.element(&rule.element);
    let title = found.map_or(rule.title.as_str(), |(_, element)| element.title.as_str());
    let provision = found.map_or(rule.element.as_str(), |(provision, _)| provision.id.as_str());
    // A rule about a form is about no words of the Code.
    let text = found.map_or(rule.title.as_str(), |(provision, _)| provision.text.as_str());
    let why = if rule.why.trim().is_empty() {
        &rule.title
    } else {
        &rule.why
    };
    let level = found.map_or("warning", |(_, e)| sentences::level(e.weigh(e.severity)));
    json!({
        "id": id(rule),
        "name": name(&rule.id),
        "shortDescription": { "text": sentences::whole(title.trim()) },
        "fullDescription": { "text": sentences::whole(&one_line(why)) },
        "defaultConfiguration": { "level": level },
        "help": {
            "text": help(rule, &format!("{}, {provision}:", ruleset.title), "", text),
            "markdown": help(rule, &format!("**{}, {provision}**", ruleset.title), "> ", text),
        },
        "properties": {
            "tags": [ruleset.id, format!("provision/{provision}")],
            "provision": provision,
            "element": rule.element,
            "problem.severity": if level == "note" { "recommendation" } else { level },
        },
    })
}

/// Heading, the Code's text with `mark` before each line, what is asked, why, and what to write.
fn help(rule: &Rule, heading: &str, mark: &str, text: &str) -> String {
    let quoted = text
        .trim()
        .lines()
        .map(|line| format!("{mark}{line}").trim_end().to_owned());
    let mut parts = vec![heading.to_owned(), quoted.collect::<Vec<_>>().join("\n")];
    parts.push(format!(
        "What is looked for: {}",
        sentences::whole(&one_line(&rule.title))
    ));
    if !rule.why.trim().is_empty() {
        parts.push(format!("Why: {}", sentences::whole(&one_line(&rule.why))));
    }
    if !rule.write.trim().is_empty() {
        parts.push(format!("A wording that passes: ‘{}’", one_line(&rule.write)));
    }
    parts.push(format!("`ombudlint explain {}` shows examples.", rule.id));
    parts.join("\n\n")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `answered-in-ten-days` as `AnsweredInTenDays`, which SARIF asks of a name.
fn name(id: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    id.split('-').map(word).collect()
}
