//! `--format github`.

use crate::texts::{findings, folders, number, said, text, words};
use assert_cmd::cargo::cargo_bin_cmd;
use std::collections::BTreeMap;

/// A workflow command as the runner reads it.
struct Command {
    level: String,
    properties: BTreeMap<String, String>,
    message: String,
}

fn unescaped(text: &str) -> String {
    let text = text.replace("%3A", ":").replace("%2C", ",");
    text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}

fn commands(output: &str) -> Vec<Command> {
    let parse = |line: &str| {
        let (head, message) = line
            .strip_prefix("::")
            .expect("a command")
            .split_once("::")
            .expect("a message");
        let (level, properties) = head.split_once(' ').expect("properties");
        let pair = |p: &str| {
            p.split_once('=')
                .map(|(k, v)| (k.to_owned(), unescaped(v)))
                .expect("a property")
        };
        Command {
            level: level.to_owned(),
            properties: properties.split(',').map(pair).collect(),
            message: unescaped(message),
        }
    };
    output.lines().map(parse).collect()
}

#[test]
fn an_annotation_stands_at_the_words_of_its_finding() {
    for folder in folders() {
        let commands = commands(&said(folder, "github"));
        let mut annotations = commands.iter().filter(|c| c.properties["title"].contains('/'));
        for finding in findings(folder) {
            let command = annotations.next().expect("an annotation for each finding");
            let of = |name: &str| command.properties.get(name);
            let figure = |name: &str| of(name).map(|v| v.parse::<u64>().expect("a number"));
            let title = format!("{}/{}", text(&finding, "/element"), text(&finding, "/rule"));
            assert_eq!(of("title"), Some(&title));
            assert_eq!(of("file").map(String::as_str), Some(text(&finding, "/path")));
            assert!(
                command
                    .message
                    .to_lowercase()
                    .contains(&text(&finding, "/message").to_lowercase())
            );
            let level = match text(&finding, "/severity") {
                "advice" => "notice",
                level => level,
            };
            assert_eq!(command.level, level);
            let (line, end) = (figure("line").expect("a line"), figure("endLine").expect("a line"));
            assert_eq!(
                (line, end),
                (number(&finding, "/at/line"), number(&finding, "/at/end_line"))
            );
            match (figure("col"), figure("endColumn")) {
                (Some(from), Some(to)) => assert_eq!(
                    words(folder, text(&finding, "/path"), (line, from), (end, to)),
                    text(&finding, "/at/quote")
                ),
                // The runner takes columns only for words on one line.
                columns => assert!(columns == (None, None) && line < end),
            }
        }
        assert!(annotations.next().is_none());
    }
}

#[test]
fn files_that_were_not_checked_are_annotated() {
    let commands = commands(&said(folders()[1], "github"));
    let level = |file: &str| {
        let of = |c: &&Command| c.properties["title"] == "Not checked" && c.properties["file"] == file;
        commands.iter().find(of).map(|c| c.level.as_str())
    };
    assert_eq!(level("no-text.md"), Some("error"));
    assert_eq!(level("minutes.md"), Some("notice"));
}

#[test]
fn the_summary_of_the_job_is_added_where_the_runner_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = folder.path().join("summary");
    std::fs::write(&summary, "# Another step\n").expect("a file");
    let check = || {
        let mut command = cargo_bin_cmd!("ombudlint");
        let command = command.current_dir(folders()[0]).env("GITHUB_STEP_SUMMARY", &summary);
        let output = command
            .args(["check", "example", "--format", "github", "--today", "2026-11-01"])
            .output();
        assert_eq!(output.expect("the program starts").status.code(), Some(1));
        std::fs::read_to_string(&summary).expect("a summary")
    };
    let whole = crate::texts::run(folders()[0], "markdown", &["example"]);
    assert_eq!(check(), format!("# Another step\n{whole}"));
    // The runner refuses more than a mebibyte: then the table has to do.
    std::fs::write(&summary, "x".repeat(1024 * 1024 - 4000)).expect("a file");
    let short = check();
    assert!(
        short.len() <= 1024 * 1024 && short.contains("| example/complaints-policy.md |"),
        "{}",
        short.len()
    );
    assert!(!short.contains("## example/complaints-policy.md"));
}
