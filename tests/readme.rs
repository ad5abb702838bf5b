//! What the README and the pages show is what the program says, in words and in pictures.

use anstyle_svg::{Term, WIN10_CONSOLE};
use assert_cmd::cargo::cargo_bin_cmd;
use std::path::Path;

/// Before each block of output stands what it shows: `<!-- ombudlint ARGUMENTS -->`, or, for a part of the output,
/// `<!-- ombudlint ARGUMENTS | ID -->` (the finding on this element) or `… | end -->` (the closing lines). With
/// `> FILE.svg` at its end a picture follows, as a terminal draws it, with what `--plain` says for those who do not see it.
const OPEN: &str = "<!-- ombudlint ";
const FENCE: &str = "```text\n";
const END: &str = "```\n";

/// The output of the program on a day that stays the same.
fn said(arguments: &str, manner: &[&str]) -> String {
    let mut command = cargo_bin_cmd!("ombudlint");
    let command = command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments.split_whitespace())
        .args(manner);
    let output = command
        .args(["--today", "2026-11-01"])
        .output()
        .expect("the program starts");
    // With `--diff` standard output is the difference alone; what it is for stands beside it.
    let silent = output.stderr.is_empty() || arguments.contains("--diff");
    assert!(silent, "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// What a block shows: all that is said, or a part of it.
fn shown(what: &str, manner: &[&str]) -> String {
    match what.split_once(" | ") {
        Some((arguments, which)) => part(&said(arguments, manner), which),
        None => said(what, manner),
    }
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

/// A terminal's picture of a coloured output. It shrinks with the page, and needs no font but the reader's own.
fn drawn(coloured: &str) -> String {
    let mut palette = WIN10_CONSOLE;
    // Its dark red is hard to read on black; the bright one is not.
    palette.0[1] = palette.0[9];
    let svg = Term::new().palette(palette).render_svg(coloured.trim_end());
    let number = |name: &str| {
        let (_, rest) = svg.split_once(&format!("{name}=\"")).expect("a size");
        rest.split_once("px").expect("in pixels").0
    };
    let size = format!("<svg viewBox=\"0 0 {} {}\" ", number("width"), number("height"));
    svg.replacen("<svg ", &size, 1)
}

/// What the program says in sentences, as the words in place of a picture.
fn in_words(plain: &str) -> String {
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('[', "(").replace(']', ")")
}

/// A file of the project, by its path.
type File = (String, String);

/// A page with every block of output as the program gives it now, the number of blocks, and the pictures it shows.
fn renewed(page: &str) -> (String, usize, Vec<File>) {
    let mut pieces = page.split(OPEN);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    let mut blocks = 0;
    let mut pictures = Vec::new();
    for piece in pieces {
        let (comment, rest) = piece.split_once(" -->\n").expect("the comment ends with its line");
        out.push_str(&format!("{OPEN}{comment} -->\n\n"));
        if let Some((what, file)) = comment.split_once(" > ") {
            let (_, rest) = rest.split_once(")\n").expect("the picture ends with its line");
            out.push_str(&format!("![{}]({file})\n{rest}", in_words(&shown(what, &["--plain"]))));
            pictures.push((file.to_owned(), drawn(&shown(what, &["--color", "always"]))));
        } else {
            let (_, rest) = rest.split_once(END).expect("the block ends");
            let shown = shown(comment, &[]);
            let bare: Vec<&str> = shown.lines().map(str::trim_end).collect();
            out.push_str(&format!("{FENCE}{}\n{END}{rest}", bare.join("\n").trim_end()));
        }
        blocks += 1;
    }
    (out, blocks, pictures)
}

/// Compares a page and its pictures with what the program says now.
fn assert_current(name: &str, least: usize) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join(name)).expect("the page");
    let (renewed, blocks, mut files) = renewed(&page);
    assert!(blocks >= least, "{name} shows {blocks} outputs");
    files.push((name.to_owned(), renewed));
    for (name, renewed) in &files {
        if std::env::var_os("OMBUDLINT_REWRITE").is_some() {
            std::fs::write(root.join(name), renewed).expect("the file can be written");
        }
        let current = std::fs::read_to_string(root.join(name)).unwrap_or_default();
        assert!(
            current == *renewed,
            "{name} shows what the program no longer says; run\n\n    OMBUDLINT_REWRITE=1 cargo test --test readme\n"
        );
    }
}

#[test]
fn the_readme_shows_what_the_program_says() {
    assert_current("README.md", 3);
}

#[test]
fn the_page_for_authors_shows_what_the_program_says() {
    assert_current("docs/author.md", 4);
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
        "docs/author.md",
        "docs/auditor.md",
        "docs/gate.md",
        "docs/dialect.md",
    ] {
        let text = std::fs::read_to_string(root.join(name)).expect("a document");
        let folder = root.join(name).parent().expect("a folder").to_owned();
        for piece in text.split("](").skip(1) {
            let target = piece.split(')').next().unwrap_or_default();
            if target.starts_with("http") || target.contains(' ') {
                continue;
            }
            let (file, heading) = target.split_once('#').unwrap_or((target, ""));
            let file = if file.is_empty() {
                root.join(name)
            } else {
                folder.join(file)
            };
            let found = heading.is_empty() || std::fs::read_to_string(&file).is_ok_and(|page| anchors(&page, heading));
            if !file.exists() || !found {
                lost.push(format!("{name}: {target}"));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// Whether a page has a heading that this anchor leads to, as GitHub makes them: small letters, hyphens for blanks, no marks.
fn anchors(page: &str, anchor: &str) -> bool {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    headings.map(|line| line.trim_start_matches('#').trim()).any(|heading| {
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.collect::<String>().to_lowercase().replace(' ', "-") == anchor
    })
}
