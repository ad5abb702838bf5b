//! Filled self-assessments: rows are found in every layout, and each fault is told at its line and nothing else.

mod support;

use ombudlint::document::parse;
use ombudlint::finding::Verdict;
use ombudlint::kind::Kind;
use ombudlint::ruleset::{Check, RowFault, Severity};
use ombudlint::self_assessment::{Answer, Form, Layout};
use ombudlint::source::Source;
use std::collections::BTreeSet;
use support::{assess, engine, text};

const TABLE: &str = "fixtures/self-assessment/ellerbeck-district-council-table.md";
const PAGE: &str = "fixtures/self-assessment/ellerbeck-district-council.md";
const PASTED: &str = "fixtures/self-assessment/gant-and-moorside.txt";
const CLEAN: &str = "fixtures/self-assessment/tarnside-homes.md";

fn source(name: &str) -> Source {
    Source::new(name, text(name))
}

fn form(source: &Source) -> Form {
    let reading = engine().read(source, &parse(source), Kind::SelfAssessment);
    reading.form.expect("a self-assessment has a form")
}

/// "line element rule", in the document's order.
fn findings(source: &Source) -> Vec<String> {
    let ruleset = &engine().ruleset;
    let verdicts = assess(source, Kind::SelfAssessment);
    let all = verdicts.iter().flat_map(|p| &p.elements).flat_map(|e| &e.findings);
    let mut told: Vec<(usize, String)> = all
        .map(|finding| {
            let line = finding.spans.first().map_or(0, |span| source.position(span.start).line);
            let rule = &ruleset.rules[finding.rule].id;
            (line, format!("{line} {} {rule}", finding.element))
        })
        .collect();
    told.sort();
    told.into_iter().map(|(_, told)| told).collect()
}

fn without_lines(findings: &[String]) -> BTreeSet<&str> {
    findings
        .iter()
        .filter_map(|f| f.split_once(' '))
        .map(|(_, rest)| rest)
        .collect()
}

#[track_caller]
fn assert_found(name: &str, expected: &[&str]) {
    let found = findings(&source(name));
    assert_eq!(found, expected, "in {name}");
}

#[test]
fn a_form_in_order_has_no_finding() {
    assert_found(CLEAN, &[]);
    let source = source(CLEAN);
    for provision in assess(&source, Kind::SelfAssessment) {
        assert_eq!(provision.verdict, Some(Verdict::Met), "{}", provision.id);
        let quotes: Vec<_> = provision.elements[0]
            .evidence
            .iter()
            .map(|s| source.slice(*s))
            .collect();
        assert_eq!(quotes.first().copied(), Some("Yes"), "{}", provision.id);
        assert!(quotes.len() > 1, "{} is shown by {quotes:?}", provision.id);
    }
}

#[test]
fn a_lone_pipe_is_no_row() {
    let table = text("fixtures/self-assessment/ellerbeck-district-council-table.md");
    let piped = table.replace("\n| 2.", "\n|\n| 2.");
    assert_ne!(piped, table);
    let rows = |text: String| form(&Source::new("table.md", text)).rows.len();
    assert_eq!(rows(piped), rows(table));
    let bare = "---\nkind: self-assessment\n---\n\n|\n\n| Code provision | Code requirement | Comply | Evidence |\n|---|---|---|---|\n|\n";
    assert_eq!(rows(bare.to_owned()), 0);
}

#[test]
fn every_row_of_every_layout_is_found() {
    for (name, layout, missing) in [
        (CLEAN, Layout::Table, 0),
        (PASTED, Layout::Table, 0),
        (TABLE, Layout::Table, 1),
        (PAGE, Layout::Page, 1),
    ] {
        let form = form(&source(name));
        let found: BTreeSet<usize> = form.rows.iter().filter_map(|row| row.place).collect();
        assert_eq!(form.layout, layout, "{name}");
        assert_eq!(found.len() + missing, 72, "{name}");
        assert_eq!(form.catalogue.count(), 72, "{name}");
    }
}

#[test]
fn a_page_with_headings_is_told_its_faults() {
    assert_found(
        PAGE,
        &[
            "15 1.2 requirement-wording",
            "41 1.4 yes-denied",
            "79 2.2 yes-denied",
            "79 2.2 yes-planned",
            "105 2.5 evidence-missing",
            "137 3.5 row-missing",
            "183 4.3 answer-yes-or-no",
            "183 4.3 no-undated",
            "225 5.4 evidence-missing",
            "237 5.5 row-doubled",
            "357 6.3 yes-denied",
            "385 6.6 promise-overdue",
            "395 6.8 row-number",
            "477 6.17 promise-overdue",
            "477 6.17 same-words-opposite-answers",
            "477 6.17 yes-planned",
            "493 6.19 evidence-of-the-other-stage",
            "527 7.3 chain-ends",
            "535 7.4 chain-ends",
            "569 8.4 answer-yes-or-no",
            "601 9.2 yes-denied",
            "607 9.3 no-unexplained",
            "623 9.5 no-undated",
            "635 9.6 chain-ends",
        ],
    );
}

#[test]
fn a_table_is_told_the_same_faults_as_the_page() {
    assert_found(
        TABLE,
        &[
            "14 1.2 requirement-wording",
            "16 1.4 yes-denied",
            "25 2.2 yes-denied",
            "25 2.2 yes-planned",
            "28 2.5 evidence-missing",
            "37 3.5 row-missing",
            "47 4.3 answer-yes-or-no",
            "47 4.3 no-undated",
            "56 5.4 evidence-missing",
            "58 5.5 row-doubled",
            "76 6.3 yes-denied",
            "79 6.6 promise-overdue",
            "81 6.8 row-number",
            "90 6.17 promise-overdue",
            "90 6.17 same-words-opposite-answers",
            "90 6.17 yes-planned",
            "92 6.19 evidence-of-the-other-stage",
            "101 7.3 chain-ends",
            "102 7.4 chain-ends",
            "111 8.4 answer-yes-or-no",
            "119 9.2 yes-denied",
            "120 9.3 no-unexplained",
            "122 9.5 no-undated",
            "123 9.6 chain-ends",
        ],
    );
    let (page, table) = (findings(&source(PAGE)), findings(&source(TABLE)));
    assert_eq!(without_lines(&page), without_lines(&table));
}

#[test]
fn a_table_pasted_with_tabs_is_told_its_faults() {
    assert_found(
        PASTED,
        &[
            "10 1.3 yes-planned",
            "18 2.1 evidence-missing",
            "30 3.3 answer-missing",
            "34 3.7 yes-denied",
            "40 4.2 answer-yes-or-no",
            "41 4.3 row-number",
            "59 5.13 yes-denied",
            "81 6.16 evidence-missing",
            "81 6.16 same-words-opposite-answers",
            "83 6.18 row-number",
            "85 6.20 evidence-of-the-other-stage",
            "90 7.1 requirement-wording",
            "91 7.2 chain-ends",
            "92 7.3 chain-ends",
            "111 9.4 yes-denied",
        ],
    );
}

#[test]
fn cells_broken_over_lines_read_on() {
    let form = form(&source(PASTED));
    let row = |id: &str| {
        form.rows
            .iter()
            .find(|row| row.place == form.catalogue.by_id(id))
            .expect("the row")
    };
    let ruleset = &engine().ruleset;
    for id in ["2.2", "5.10", "8.1"] {
        let code = &ruleset.provision(id).expect("a provision").text;
        assert!(ombudlint::wording::same(&row(id).requirement.text, code), "{id}");
        assert_eq!(row(id).answer, Answer::Yes, "{id}");
        assert!(!row(id).evidence.is_empty(), "{id}");
    }
}

#[test]
fn a_row_that_lost_its_number_is_known_by_its_words_and_its_place() {
    // Two provisions have the same words: the one that comes next is meant.
    let same = &engine()
        .ruleset
        .provision("6.17")
        .expect("a provision")
        .text
        .replace('\n', " ");
    let text = format!("6.16\t…\tYes\tLetter\t\n{same}\tYes\tLetter\t\n6.18\t…\tYes\tLetter\t\n");
    let form = form(&Source::new("f.txt", text));
    let ids: Vec<_> = form
        .rows
        .iter()
        .filter_map(|row| row.place.map(|p| form.catalogue.id(p)))
        .collect();
    assert_eq!(ids, ["6.16", "6.17", "6.18"]);
    assert_eq!(form.rows[1].number, None);
}

#[test]
fn columns_without_a_head_are_told_by_what_stands_in_them() {
    let requirement = |id: &str| {
        engine()
            .ruleset
            .provision(id)
            .expect("a provision")
            .text
            .replace('\n', " ")
    };
    let rows =
        ["7.1", "7.2", "7.3"].map(|id| format!("| Yes | {} | {id} | Compensation policy | Fine. |", requirement(id)));
    let form = form(&Source::new("f.md", rows.join("\n")));
    assert_eq!(form.rows.len(), 3);
    for row in &form.rows {
        assert_eq!(
            (row.answer, row.evidence.text.as_str()),
            (Answer::Yes, "Compensation policy")
        );
        assert_eq!(row.commentary.text, "Fine.");
    }
}

#[test]
fn a_text_without_rows_is_told_so_once() {
    let found = findings(&Source::new("f.md", "# Complaints policy\n\nWe answer complaints.\n"));
    assert_eq!(found, ["0 form row-missing"]);
}

#[test]
fn a_blank_answer_is_missing_and_a_denied_yes_is_breached() {
    let verdict = |row: &str| {
        let source = Source::new(
            "f.md",
            format!("| Provision | Requirement | Comply | Evidence | Commentary |\n|--|--|--|--|--|\n{row}\n"),
        );
        let verdicts = assess(&source, Kind::SelfAssessment);
        let found = verdicts.iter().find(|p| p.id == "5.13").expect("the provision");
        (found.verdict, found.elements[0].weak)
    };
    assert_eq!(verdict("| 5.13 | … | | Policy | |"), (Some(Verdict::Missing), false));
    assert_eq!(verdict("| 5.13 | … | Yes | - | |"), (Some(Verdict::Missing), false));
    assert_eq!(
        verdict("| 5.13 | … | Yes | Policy | Not yet in the policy. |"),
        (Some(Verdict::Breached), false)
    );
    assert_eq!(
        verdict("| 5.13 | … | Yes | Policy | The policy is to be updated. |"),
        (Some(Verdict::Met), true)
    );
    // An honest "No" with its reason and its date is a row as it should be.
    assert_eq!(
        verdict("| 5.13 | … | No | | The policy is silent; to be changed by May 2027. |"),
        (Some(Verdict::Met), false)
    );
}

#[test]
fn every_fault_has_its_rule() {
    for (name, fault) in RowFault::ALL {
        let rules = engine().ruleset.rules.iter();
        let of = rules.filter(|rule| matches!(&rule.check, Check::Row(check) if check.finds == fault));
        assert_eq!(of.count(), 1, "{name}");
    }
}

#[test]
fn what_weighs_most_is_an_error_and_a_lost_number_is_not() {
    let source = source(PASTED);
    let verdicts = assess(&source, Kind::SelfAssessment);
    let severity = |id: &str| {
        let element = verdicts
            .iter()
            .flat_map(|p| &p.elements)
            .find(|e| e.id == id)
            .expect("the row");
        element.findings.iter().map(|f| f.severity).collect::<Vec<_>>()
    };
    assert_eq!(severity("3.3"), [Severity::Error]);
    assert_eq!(severity("4.3"), [Severity::Advice]);
    assert_eq!(severity("1.3"), [Severity::Warning]);
}
