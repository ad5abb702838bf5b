//! A filled self-assessment beside the landlord's documents: each "Yes" is held against what they say.

mod support;

use serde_json::Value;
use support::path;
use support::run::{read, run, write};

const FORM: &str = "fixtures/self-assessment/tarnside-homes.md";
const DAY: [&str; 3] = ["--no-config", "--today", "2026-11-01"];

/// "line provision rule level" of what is told of the form by its replay.
fn told(documents: &[&str]) -> Vec<String> {
    let arguments = [&["check", "--format", "short", FORM][..], documents, &DAY].concat();
    let said = run(&path(""), &arguments);
    let of_form = said.out.lines().filter_map(|line| line.strip_prefix(FORM));
    let told = of_form.map(|rest| {
        let (line, rest) = rest[1..].split_once(':').expect("a line");
        let (level, code) = rest
            .split_once(": ")
            .and_then(|(_, rest)| rest.split_once('['))
            .expect("a code");
        let (provision, rule) = code
            .split_once(']')
            .and_then(|(code, _)| code.split_once('/'))
            .expect("a rule");
        format!("{line} {provision} {rule} {level}")
    });
    told.collect()
}

fn assessed(documents: &[&str]) -> Value {
    let said = run(&path(""), &[&["assess", FORM][..], documents, &DAY].concat());
    let answer: Value = serde_json::from_str(&said.out).expect("is JSON");
    answer["self_assessment"].clone()
}

fn row<'a>(form: &'a Value, provision: &str) -> &'a Value {
    let rows = form["filled"][0]["rows"].as_array().expect("rows");
    rows.iter().find(|r| r["provision"] == provision).expect("a row")
}

#[test]
fn a_yes_that_documents_contradict_or_leave_unsaid_is_told_at_its_row() {
    assert_eq!(
        told(&["fixtures/example"]),
        [
            "16 1.2 yes-contradicted warning",
            "28 2.3 yes-contradicted error",
            "42 3.7 yes-contradicted error",
            "66 5.11 yes-contradicted error",
            "78 6.3 yes-contradicted error",
            "79 6.4 yes-not-shown warning",
            "84 6.9 yes-contradicted error",
            "87 6.12 yes-contradicted error",
            "90 6.15 yes-not-shown warning",
        ]
    );
}

#[test]
fn the_words_that_contradict_are_quoted_with_their_place() {
    let said = run(
        &path(""),
        &[&["check", "--format", "short", FORM, "fixtures/example"][..], &DAY].concat(),
    );
    let line = said.lines("6.3/yes-contradicted")[0];
    assert!(
        line.ends_with(
            "6.3 is answered ‘Yes’, but fixtures/example/complaints-policy.md says on line 56 \
             ‘Full response | within 15 working days of the acknowledgement | within 20 …’"
        ),
        "{line}"
    );
    let line = said.lines("6.4/yes-not-shown")[0];
    assert!(line.contains(
        "fixtures/example/complaints-policy.md does not show it: ‘When stage 1 is extended the reasons are explained’"
    ));
}

#[test]
fn documents_in_order_and_no_documents_add_nothing() {
    assert_eq!(told(&["fixtures/compliant"]), [""; 0]);
    assert_eq!(told(&[]), [""; 0]);
    // A letter says nothing of what only the policy must show.
    let letter = told(&["fixtures/example/stage-1-response.md"]);
    assert!(
        !letter.is_empty() && letter.iter().all(|l| !l.contains(" 2.4 ") && !l.contains(" 6.3 ")),
        "{letter:?}"
    );
}

#[test]
fn an_honest_no_is_not_replayed() {
    let folder = tempfile::tempdir().expect("a folder");
    let head = "| Provision | Requirement | Comply | Evidence | Commentary |\n|---|---|---|---|---|\n";
    let policy = "---\nkind: complaints-policy\n---\n\n# Complaints\n\nAt stage 1 we answer in full within 15 working days of acknowledging your complaint.\n";
    write(folder.path(), "policy.md", policy);
    for (answer, expected) in [("Yes", 1), ("No", 0)] {
        let form = format!(
            "---\nkind: self-assessment\n---\n\n{head}| 6.3 | … | {answer} | Policy | The policy is to be changed by May 2099. |\n"
        );
        write(folder.path(), "form.md", &form);
        let said = run(
            folder.path(),
            &["check", "--format", "short", "--today", "2026-11-01", "."],
        );
        assert_eq!(
            said.lines("6.3/yes-contradicted").len(),
            expected,
            "{answer}: {}",
            said.out
        );
    }
}

#[test]
fn each_yes_says_what_the_documents_make_of_it_with_their_words() {
    let form = assessed(&["fixtures/example"]);
    let rows = form["filled"][0]["rows"].as_array().expect("rows");
    assert_eq!(form["filled"][0]["path"], FORM);
    assert_eq!(rows.len(), 72);
    for (provision, documents) in [
        ("6.2", "supported"),
        ("6.3", "contradicted"),
        ("6.4", "not-supported"),
        // Only practice shows it.
        ("4.3", "open"),
    ] {
        assert_eq!(row(&form, provision)["documents"], documents, "{provision}");
    }
    let mut quoted = 0;
    for row in rows {
        let all = [&row["shown"], &row["against"]]
            .into_iter()
            .flat_map(|q| q.as_array().expect("quotations"));
        for quotation in all {
            let text = read(&path(""), quotation["path"].as_str().expect("a path"));
            let line = quotation["line"].as_u64().expect("a line") as usize;
            let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
            let end = start + text[start..].find('\n').expect("a line");
            let words = quotation["quote"].as_str().expect("words");
            let found = text.match_indices(words).any(|(at, _)| (start..=end).contains(&at));
            assert!(found, "{}: {words}", row["provision"]);
            quoted += 1;
        }
        match row["documents"].as_str() {
            Some("supported") => assert_ne!(row["shown"], serde_json::json!([]), "{row}"),
            Some("contradicted") => assert_ne!(row["against"], serde_json::json!([]), "{row}"),
            Some("not-supported") => assert_ne!(row["unsaid"], serde_json::json!([]), "{row}"),
            _ => {}
        }
    }
    assert!(quoted > 40, "{quoted}");
    assert!(assessed(&[])["filled"].is_null(), "nothing is known without documents");
}

#[test]
fn the_papers_for_a_committee_tell_it_too() {
    for (format, expected) in [
        (
            "markdown",
            "## fixtures/self-assessment/tarnside-homes.md against the documents",
        ),
        ("html", "tarnside-homes.md against the documents</h2>"),
    ] {
        let arguments = [&["assess", "--format", format, FORM, "fixtures/example"][..], &DAY].concat();
        let said = run(&path(""), &arguments);
        assert!(said.out.contains(expected), "{format}");
        assert!(
            said.out.contains("Of 72 rows answered Yes, the documents show "),
            "{format}"
        );
    }
}

#[test]
fn the_place_of_the_form_among_the_documents_changes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = |from: &str, to: &str| write(folder.path(), to, support::text(from));
    copy(FORM, "b.md");
    copy(FORM, "d.md");
    copy("fixtures/example/complaints-policy.md", "a.md");
    copy("fixtures/example/stage-1-response.md", "c.md");
    let said = |paths: &[&str]| {
        run(
            folder.path(),
            &[&["check", "--format", "json"][..], paths, &DAY].concat(),
        )
        .out
    };
    let first = said(&["a.md", "b.md", "c.md", "d.md"]);
    let answer: Value = serde_json::from_str(&first).expect("is JSON");
    let order: Vec<&Value> = answer["documents"]
        .as_array()
        .expect("documents")
        .iter()
        .map(|d| &d["path"])
        .collect();
    assert_eq!(order, ["a.md", "b.md", "c.md", "d.md"]);
    let of = |n: usize| answer["documents"][n]["provisions"].clone();
    assert_eq!(of(1), of(3), "both forms are held against both documents");
    assert_eq!(said(&["d.md", "c.md", "b.md", "a.md"]), first);
    assert_eq!(said(&["."]), first);
    // And the evidence of it can be checked again.
    let made = run(
        folder.path(),
        &[&["assess", "--bundle", "evidence", "."][..], &DAY].concat(),
    );
    assert_eq!(made.status, 0, "{}", made.err);
    let verified = run(folder.path(), &["verify", "evidence"]);
    assert_eq!(verified.status, 0, "{}", verified.out);
}
