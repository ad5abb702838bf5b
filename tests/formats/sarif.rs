//! `--format sarif`.

use crate::texts::{assert_valid, findings, folders, number, run, said, text, words};
use ombudlint::ruleset::{Check, Examples};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

fn log(folder: &Path) -> Value {
    serde_json::from_str(&said(folder, "sarif")).expect("JSON")
}

fn path(location: &Value) -> String {
    let uri = text(location, "/uri");
    assert_eq!(text(location, "/uriBaseId"), "%SRCROOT%");
    assert!(uri.is_ascii() && !uri.contains([' ', ':', '#']), "{uri}");
    percent_decode_str(uri).decode_utf8().expect("UTF-8").into_owned()
}

#[test]
fn a_log_is_valid_by_the_schema_of_oasis() {
    for folder in folders() {
        assert_valid("tests/schemas/sarif-2.1.0.schema.json", &log(folder));
    }
}

/// Every `physicalLocation` with quoted words in a log or a part of it: of results, of related words and of notifications.
fn places<'a>(value: &'a Value, out: &mut Vec<&'a Value>) {
    if value.pointer("/region/snippet").is_some() {
        out.push(value);
    }
    match value {
        Value::Object(map) => map.values().for_each(|inside| places(inside, out)),
        Value::Array(list) => list.iter().for_each(|inside| places(inside, out)),
        _ => {}
    }
}

/// Reads every region of a log back from its document; returns how many.
fn read_back(folder: &Path, log: &Value) -> usize {
    let mut all = Vec::new();
    places(log, &mut all);
    for place in &all {
        let start = (number(place, "/region/startLine"), number(place, "/region/startColumn"));
        let end = (number(place, "/region/endLine"), number(place, "/region/endColumn"));
        let path = path(&place["artifactLocation"]);
        assert_eq!(
            words(folder, &path, start, end),
            text(place, "/region/snippet/text"),
            "{path}"
        );
        let index = place["artifactLocation"].get("index").and_then(Value::as_u64);
        if let Some(index) = index {
            let artifact = format!("/runs/0/artifacts/{index}/location");
            assert_eq!(self::path(log.pointer(&artifact).expect("an artifact")), path);
        }
    }
    all.len()
}

fn results(log: &Value) -> &[Value] {
    let results = log.pointer("/runs/0/results").and_then(Value::as_array);
    results.expect("results")
}

#[test]
fn a_region_is_the_words_of_its_snippet() {
    for folder in folders() {
        let log = log(folder);
        let results = results(&log);
        assert_eq!(results.len(), findings(folder).len());
        let quoted = |r: &Value| r.pointer("/locations/0/physicalLocation/region/snippet").is_some();
        assert!(results.iter().all(quoted));
        assert!(
            read_back(folder, &log) > results.len(),
            "related words and notes have regions too"
        );
    }
}

#[test]
fn own_rules_stand_in_the_log_beside_those_of_the_code() {
    let [fixtures, _] = folders();
    let log = run(fixtures, "sarif", &["example", "--ruleset", "house/our-promises.toml"]);
    let log: Value = serde_json::from_str(&log).expect("JSON");
    assert_valid("tests/schemas/sarif-2.1.0.schema.json", &log);
    assert!(read_back(fixtures, &log) > 10);
    let rules = log.pointer("/runs/0/tool/driver/rules").and_then(Value::as_array);
    let rules = rules.expect("rules");
    assert!(
        rules.len()
            > self::log(fixtures)["runs"][0]["tool"]["driver"]["rules"]
                .as_array()
                .map_or(0, Vec::len)
    );
    for result in results(&log) {
        let index = number(result, "/ruleIndex") as usize;
        assert_eq!(text(result, "/ruleId"), text(&rules[index], "/id"));
    }
}

#[test]
fn every_rule_is_listed_with_the_words_of_the_code_and_every_result_names_one() {
    let [fixtures, _] = folders();
    let log = log(fixtures);
    let rules = log
        .pointer("/runs/0/tool/driver/rules")
        .and_then(Value::as_array)
        .expect("rules");
    let engine = ombudlint::shipped::ruleset("hos-2024", Examples::LeaveOut);
    let ruleset = engine.expect("shipped").expect("loads");
    assert_eq!(rules.len(), ruleset.rules.len());
    for (rule, described) in ruleset.rules.iter().zip(rules) {
        // A rule on the rows of a form is about no words of the Code.
        let Some((provision, _)) = ruleset.element(&rule.element) else {
            assert!(matches!(rule.check, Check::Row(_)), "{} has no element", rule.id);
            assert!(text(described, "/help/text").contains(rule.title.trim()));
            continue;
        };
        assert!(text(described, "/help/text").contains(provision.text.trim()));
        let quoted = provision.text.trim().replace('\n', "\n> ");
        assert!(
            text(described, "/help/markdown").contains(&format!("> {quoted}")),
            "{}",
            rule.id
        );
    }
    let ids: BTreeSet<&str> = rules.iter().map(|rule| text(rule, "/id")).collect();
    assert_eq!(ids.len(), rules.len(), "an id is given twice");
    for result in results(&log) {
        let index = number(result, "/ruleIndex") as usize;
        assert_eq!(text(result, "/ruleId"), text(&rules[index], "/id"));
    }
}

#[test]
fn a_fingerprint_stays_when_lines_are_put_above() {
    let folder = tempfile::tempdir().expect("a folder");
    let policy = std::fs::read_to_string(folders()[0].join("example/complaints-policy.md")).expect("a fixture");
    let prints = |text: &str| {
        std::fs::write(folder.path().join("policy.md"), text).expect("a file");
        let log: Value = serde_json::from_str(&run(folder.path(), "sarif", &["."])).expect("JSON");
        let prints = results(&log)
            .iter()
            .map(|r| self::text(r, "/partialFingerprints/ombudlint~1v1").to_owned());
        prints.collect::<Vec<_>>()
    };
    let more = policy.replacen(
        "\n# ",
        &format!("\n{}\n# ", "Our office is in the town hall.\n\n".repeat(50)),
        1,
    );
    assert_ne!(more, policy);
    assert_eq!(prints(&policy), prints(&more));
}

#[test]
fn what_was_not_checked_is_told_in_the_log() {
    let [fixtures, traps] = folders();
    let log = log(traps);
    let invocation = log.pointer("/runs/0/invocations/0").expect("an invocation");
    assert_eq!(invocation["executionSuccessful"], false);
    let told = invocation["toolExecutionNotifications"]
        .as_array()
        .expect("notifications");
    let level = |name: &str| {
        let of = |n: &&Value| path(&n["locations"][0]["physicalLocation"]["artifactLocation"]) == name;
        text(told.iter().find(of).expect("is told"), "/level")
    };
    assert_eq!(level("no-text.md"), "error");
    assert_eq!(level("wrong-key.md"), "error");
    assert_eq!(level("minutes.md"), "note");
    let artifacts = log
        .pointer("/runs/0/artifacts")
        .and_then(Value::as_array)
        .expect("artifacts");
    for artifact in artifacts {
        let bytes = std::fs::read(traps.join(path(&artifact["location"]))).expect("a file");
        assert_eq!(text(artifact, "/hashes/sha-256"), ombudlint::source::sha256(&bytes));
        assert_eq!(number(artifact, "/length") as usize, bytes.len());
    }
    let quiet = self::log(&fixtures.join("example"));
    assert_eq!(
        quiet.pointer("/runs/0/invocations/0/executionSuccessful"),
        Some(&true.into())
    );
}
