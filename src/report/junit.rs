//! JUnit XML, which CI servers show as tests: a suite for each document, a case for each element that it is judged by.
//! A case fails where the exit status would be 1.

use super::Judged;
use super::item::{Item, Run, noted};
use super::sentences;
use crate::assess::ElementVerdict;
use crate::finding::Verdict;
use crate::problem::Problem;
use crate::ruleset::Severity;
use crate::source::Source;
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite, XmlString};

/// The report; a finding from level `fails` up fails its case.
pub fn answer(run: Run<'_>, fails: Severity) -> String {
    let mut report = Report::new(env!("CARGO_PKG_NAME"));
    for judged in run.judged {
        report.add_test_suite(suite(run, judged, fails));
    }
    for aside in run.asides {
        let mut suite = TestSuite::new(aside.source.name());
        suite.add_test_cases(aside.list.iter().map(|p| note(&aside.source, p, fails)));
        report.add_test_suite(suite);
    }
    for unchecked in run.unchecked {
        let mut status = if unchecked.failed {
            TestCaseStatus::non_success(NonSuccessKind::Error)
        } else {
            TestCaseStatus::skipped()
        };
        status.set_message(format!("{}: {}", unchecked.place(), unchecked.reason));
        let mut case = TestCase::new("can be checked", status);
        case.set_classname(unchecked.path.as_str());
        let mut suite = TestSuite::new(unchecked.path.as_str());
        suite.add_test_case(case);
        report.add_test_suite(suite);
    }
    report.to_string().expect("a report is written to memory")
}

fn suite(run: Run<'_>, judged: &Judged, fails: Severity) -> TestSuite {
    let mut suite = TestSuite::new(judged.source.name());
    suite.add_property(("kind", judged.kind.name()));
    suite.add_property(("ruleset", judged.ruleset.id.as_str()));
    suite.add_property(("today", run.today.to_string().as_str()));
    suite.add_property(("sha256", judged.source.sha256().as_str()));
    let items: Vec<Item> = run.items_of(judged).collect();
    for element in judged.verdicts.iter().flat_map(|p| &p.elements) {
        let Some(verdict) = element.verdict else { continue };
        let title = judged
            .ruleset
            .element(&element.id)
            .map_or("", |(_, e)| e.title.as_str());
        let own: Vec<&Item> = items.iter().filter(|i| i.finding.element == element.id).collect();
        suite.add_test_case(case(judged, element, verdict, title, &own, fails));
    }
    for note in &judged.notes {
        suite.add_test_case(self::note(&judged.source, note, fails));
    }
    suite
}

/// What is to be known besides; fails where the exit status would be 1.
fn note(source: &Source, note: &Problem, fails: Severity) -> TestCase {
    let at = source.position(note.span.start);
    let level = sentences::level(note.level);
    let told = format!("{}:{}:{}: {level}: {}", source.name(), at.line, at.column, noted(note));
    let mut status = TestCaseStatus::success();
    if note.level >= fails {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_type(level);
        status.set_message(told.as_str());
    }
    let mut case = TestCase::new(format!("{level} on line {}", at.line), status);
    case.set_classname(source.name());
    case.set_system_out(told);
    case
}

fn case(
    judged: &Judged,
    element: &ElementVerdict,
    verdict: Verdict,
    title: &str,
    items: &[&Item],
    fails: Severity,
) -> TestCase {
    let counts = |i: &&&Item| i.finding.excuse.is_none() && i.finding.severity >= fails;
    let failing: Vec<&Item> = items.iter().filter(counts).copied().collect();
    let said = |items: &[&Item]| items.iter().map(|i| told(i)).collect::<Vec<_>>().join("\n");
    let status = match failing.first() {
        Some(first) => {
            let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
            status.set_type(sentences::level(first.finding.severity));
            status.set_message(first.message());
            status.set_description(XmlString::new(said(&failing)));
            status
        }
        None if verdict == Verdict::Unassessed => {
            let mut status = TestCaseStatus::skipped();
            status.set_message("No document can show this: it needs an attestation.");
            status
        }
        None => match items.iter().find_map(|i| i.excuse()) {
            Some(excuse) => {
                let mut status = TestCaseStatus::skipped();
                status.set_message(excuse);
                status
            }
            None => TestCaseStatus::success(),
        },
    };
    let mut case = TestCase::new(format!("{} {title}", element.id), status);
    case.set_classname(judged.source.name());
    let rest: Vec<&Item> = items.iter().filter(|i| !counts(i)).copied().collect();
    if !rest.is_empty() {
        case.set_system_out(said(&rest));
    }
    case
}

/// Place, level, headline and the words.
fn told(item: &Item) -> String {
    let (start, end) = (item.start(), item.end());
    let place = format!("{}:{}:{}", item.judged.source.name(), start.line, start.column);
    let level = sentences::level(item.finding.severity);
    let words = if item.is_near() {
        "belongs near the words"
    } else {
        "words"
    };
    let mut out = format!("{place}: {level}[{}]: {}\n", item.code(), item.message());
    if let Some(excuse) = item.excuse() {
        out.push_str(&format!("  {excuse}\n"));
    }
    out.push_str(&format!(
        "  {words} up to {}:{}: “{}”\n",
        end.line,
        end.column,
        item.quote()
    ));
    out
}
