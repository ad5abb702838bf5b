//! What the README and the pages show is what the program says.

use assert_cmd::cargo::cargo_bin_cmd;
use std::path::Path;

/// Before each block of output stands what it shows: `<!-- ombudlint ARGUMENTS -->`, or, for a part of the output,
/// `<!-- ombudlint ARGUMENTS | ID -->` (the finding on this element) or `… | end -->` (the closing lines).
const OPEN: &str = "<!-- ombudlint ";
const FENCE: &str = "```text\n";
const END: &str = "```\n";

/// The output of the program on a day that stays the same.
fn said(arguments: &str) -> String {
    let mut command = cargo_bin_cmd!("ombudlint");
    let command = command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments.split_whitespace());
    let output = command
        .args(["--today", "2026-11-01"])
        .output()
        .expect("the program starts");
    // With `--diff` standard output is the difference alone; what it is for stands beside it.
    let silent = output.stderr.is_empty() || arguments.contains("--diff");
    assert!(silent, "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The part of an output that a block shows. Blank lines part findings; the closing lines follow the last.
fn part(output: &str, which: &str) -> String {
    let mut parts = output.split("\n\n");
    // In a picture's heading, or in a plain sentence.
    let codes = [format!("[{which}/"), format!(" {which}/")];
    let found = if which == "end" {
        parts.last()
    } else {
        parts.find(|p| {
            p.lines()
                .next()
                .is_some_and(|l| codes.iter().any(|code| l.contains(code)))
        })
    };
    let found = found.unwrap_or_else(|| panic!("there is no {which} in:\n{output}"));
    format!("{}\n", found.trim_end())
}

/// The README with every block of output as the program gives it now, and the number of blocks.
fn renewed(readme: &str) -> (String, usize) {
    let mut pieces = readme.split(OPEN);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut blocks = 0;
    for piece in pieces {
        let (comment, rest) = piece.split_once(" -->\n").expect("the comment ends with its line");
        let rest = rest
            .trim_start_matches('\n')
            .strip_prefix(FENCE)
            .expect("a block of text follows the comment");
        let (_, rest) = rest.split_once(END).expect("the block ends");
        let shown = match comment.split_once(" | ") {
            Some((arguments, which)) => part(&said(arguments), which),
            None => said(comment),
        };
        let bare: Vec<&str> = shown.lines().map(str::trim_end).collect();
        out.push_str(&format!(
            "{OPEN}{comment} -->\n\n{FENCE}{}\n{END}{rest}",
            bare.join("\n").trim_end()
        ));
        blocks += 1;
    }
    (out, blocks)
}

/// Compares a page with what the program says now.
fn assert_current(name: &str, least: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let page = std::fs::read_to_string(&path).expect("the page");
    let (renewed, blocks) = renewed(&page);
    if std::env::var_os("OMBUDLINT_REWRITE").is_some() {
        std::fs::write(&path, &renewed).expect("the page can be written");
    }
    let current = std::fs::read_to_string(&path).expect("the page");
    assert!(blocks >= least, "{name} shows {blocks} outputs");
    assert_eq!(
        current, renewed,
        "{name} shows what the program no longer says; run\n\n    OMBUDLINT_REWRITE=1 cargo test --test readme\n"
    );
}

#[test]
fn the_readme_shows_what_the_program_says() {
    assert_current("README.md", 3);
}

#[test]
fn the_page_on_gates_shows_what_the_program_says() {
    assert_current("docs/gate.md", 3);
}

#[test]
fn links_of_the_documents_lead_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut lost = Vec::new();
    for name in [
        "README.md",
        "docs/architecture.md",
        "docs/reading.md",
        "docs/rulesets.md",
        "docs/settings.md",
        "docs/gate.md",
        "docs/dialect.md",
    ] {
        let text = std::fs::read_to_string(root.join(name)).expect("a document");
        let folder = root.join(name).parent().expect("a folder").to_owned();
        for piece in text.split("](").skip(1) {
            let target = piece.split([')', '#']).next().unwrap_or_default();
            let elsewhere = target.is_empty() || target.starts_with("http") || target.contains(' ');
            if !elsewhere && !folder.join(target).exists() {
                lost.push(format!("{name}: {target}"));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}
