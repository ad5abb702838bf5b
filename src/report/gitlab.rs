//! GitLab's Code Quality report, which a merge request shows beside the changed lines.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::item::{Item, Run, noted};

use crate::finding::Excuse;
use crate::ruleset::Severity;
use crate::source::{Position, sha256};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: String,
    /// Each of a report is unlike all others.
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
    positions: Positions,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

#[derive(Serialize)]
struct Positions {
    begin: At,
    /// After the last character.
    end: At,
}

#[derive(Serialize)]
struct At {
    line: usize,
    column: usize,
}

/// All findings of a run, and the files that could not be checked.
pub fn answer(run: Run<'_>) -> String {
    let mut issues: Vec<Issue> = Vec::new();
    let start = Position { line: 1, column: 1 };
    for unchecked in run.unchecked.iter().filter(|u| u.failed) {
        let at = unchecked.at.unwrap_or(start);
        issues.push(Issue {
            description: format!("Not checked: {}", unchecked.reason),
            check_name: "not-checked".into(),
            fingerprint: sha256(format!("not checked\n{}", unchecked.path).as_bytes()),
            severity: "blocker",
            location: location(&unchecked.path, at, at),
        });
    }
    // GitLab keeps one issue for each fingerprint: the same words twice in a document are counted apart.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut unlike = |what: String| {
        let count = seen.entry(what.clone()).or_default();
        *count += 1;
        sha256(format!("{what}\n{count}").as_bytes())
    };
    for (source, note) in run.notes().filter(|(_, n)| n.level > Severity::Advice) {
        let path = source.name();
        let (start, end) = (source.position(note.span.start), source.position(note.span.end));
        issues.push(Issue {
            description: noted(note),
            check_name: "note".into(),
            fingerprint: unlike(format!("note\n{path}\n{}\n{}", note.message, source.slice(note.span))),
            severity: severity(note.level),
            location: location(path, start, end),
        });
    }
    // What the baseline knows is left out: GitLab would show it as new.
    for item in run.items().filter(|i| i.finding.excuse != Some(Excuse::Known)) {
        let path = item.judged.source.name();
        let fingerprint = unlike(format!("{path}\n{}", item.fingerprint()));
        issues.push(issue(&item, fingerprint, path));
    }
    let mut text = serde_json::to_string_pretty(&issues).expect("an issue has only strings and numbers");
    text.push('\n');
    text
}

fn issue<'a>(item: &Item, fingerprint: String, path: &'a str) -> Issue<'a> {
    let (severity, description) = match item.excuse() {
        Some(excuse) => ("info", format!("{excuse} {}", item.message())),
        None => (severity(item.finding.severity), item.message()),
    };
    Issue {
        description: format!("{}: {description}", item.provision()),
        check_name: item.code(),
        fingerprint,
        severity,
        location: location(path, item.start(), item.end()),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Advice => "info",
    }
}

fn location(path: &str, start: Position, end: Position) -> Location<'_> {
    let at = |p: Position| At {
        line: p.line,
        column: p.column,
    };
    Location {
        path,
        lines: Lines {
            begin: start.line,
            end: end.line,
        },
        positions: Positions {
            begin: at(start),
            end: at(end),
        },
    }
}
