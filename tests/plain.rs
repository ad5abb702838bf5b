//! `--plain`: what the pictures show, said in sentences. And the rest of how the program speaks.

use assert_cmd::cargo::cargo_bin_cmd;
use std::collections::BTreeSet;
use std::path::Path;

/// Standard output, standard error.
fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (String, String) {
    let mut command = cargo_bin_cmd!("ombudlint");
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "TERM"] {
        command.env_remove(name);
    }
    let command = command
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .envs(environment.iter().copied());
    let output = command.args(arguments).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

fn check(more: &[&str]) -> String {
    run(&[&["check", "--today", "2026-11-01"], more].concat(), &[]).0
}

/// Words and figures, without what pictures are drawn with.
fn words(text: &str) -> Vec<String> {
    let drawn = |c: char| matches!(c, '│' | '┌' | '─' | '╭' | '╰' | '^' | '·' | '=') || c.is_whitespace();
    let trimmed = text
        .split(drawn)
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric() && c != '£'));
    trimmed.filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

#[test]
fn every_word_and_figure_of_the_pictures_is_said() {
    for folder in ["fixtures/example", "fixtures/labelled", "fixtures/unusual"] {
        let (drawn, plain) = (check(&[folder]), check(&[folder, "--plain"]));
        // Finding by finding: a word said of another finding does not count.
        let split = |text: &str| text.split("\n\n").map(str::to_owned).collect::<Vec<_>>();
        let (drawn, plain) = (split(&drawn), split(&plain));
        let count = drawn.len();
        assert_eq!(count, plain.len(), "{folder}");
        for (drawn, plain) in drawn.iter().zip(&plain) {
            // Of several lines the plain text says the first and the last.
            let text = |line: &str| line.split_once('│').map_or(line, |(_, text)| text).to_owned();
            let lines: Vec<String> = drawn.lines().map(text).collect();
            // "file:line:column" is said as three things.
            let places = lines.join("\n").replace("]:", " ");
            let said: BTreeSet<String> = words(&plain.replace(':', " : ").replace(['“', '”'], " "))
                .into_iter()
                .collect();
            let unsaid: Vec<String> = words(&places.replace(':', " : ").replace('[', " "))
                .into_iter()
                .filter(|word| !said.contains(word))
                .filter(|word| !plain.to_lowercase().contains(word.as_str()))
                .collect();
            assert!(unsaid.is_empty(), "{unsaid:?} of\n{drawn}\nis not in\n{plain}");
        }
        assert!(count > 10);
    }
}

#[test]
fn nothing_is_drawn_and_no_line_is_indented() {
    let plain = check(&["fixtures/example", "--plain", "--color", "always"]);
    assert!(!plain.contains(['│', '┌', '─', '\u{1b}']), "{plain}");
    assert!(!plain.contains("^^"));
    assert!(plain.lines().all(|line| !line.starts_with(' ')), "{plain}");
    assert!(
        plain.contains("The words to change are “15 working days”: 5 working days too long.\n"),
        "{plain}"
    );
    assert!(plain.contains("\nneeds an attestation: 23 duties"), "{plain}");
}

#[test]
fn mistakes_are_said_plainly_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.md");
    std::fs::write(&path, "---\nkind: leaflt\n---\nText.\n").expect("a file");
    let (_, told) = run(&["check", "--plain", path.to_str().expect("UTF-8")], &[]);
    assert!(told.starts_with("Error: "), "{told}");
    assert!(told.contains("line 2, column 7") && !told.contains('│'), "{told}");
}

#[test]
fn colour_follows_the_conventions() {
    let coloured = |more: &[&str], environment: &[(&str, &str)]| {
        let arguments = [&["check", "fixtures/example"], more].concat();
        run(&arguments, environment).0.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]), "not into a file");
    assert!(coloured(&["--color", "always"], &[]));
    assert!(
        coloured(&["--color", "always"], &[("NO_COLOR", "1")]),
        "an argument goes before the environment"
    );
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn quiet_says_only_what_is_wrong_and_verbose_how_each_document_was_read() {
    let usual = run(&["check", "fixtures/dialect/clauses.md", "fixtures/example"], &[]);
    assert!(usual.1.contains("does not look like"), "{}", usual.1);
    let quiet = run(
        &["check", "--quiet", "fixtures/dialect/clauses.md", "fixtures/example"],
        &[],
    );
    assert_eq!(quiet.1, "");
    assert!(
        usual.0.starts_with(&quiet.0) && !quiet.0.contains("documents checked"),
        "{}",
        quiet.0
    );
    let verbose = run(&["check", "-v", "fixtures/example"], &[]);
    assert!(
        verbose.1.contains("stage-1-response.md: read as a stage-1-response"),
        "{}",
        verbose.1
    );
}

#[test]
fn shells_and_manuals_know_every_command() {
    let commands = ["check", "assess", "explain", "facts", "rules", "completions", "man"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(&["completions", shell], &[]).0;
        for command in commands {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    run(&["man", folder.path().to_str().expect("UTF-8")], &[]);
    for command in commands {
        let page = folder.path().join(format!("ombudlint-{command}.1"));
        let text = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        assert!(text.contains(".SH SYNOPSIS"), "{text}");
    }
    assert!(run(&["man"], &[]).0.contains("ombudlint\\-check(1)"));
}
