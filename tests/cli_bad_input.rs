//! Whatever is handed to the program, it says what is wrong, where, and what to do, and goes on with the rest.

mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use support::run::{Run, assert_told, run, run_with, write};
use tempfile::TempDir;

/// A leaflet that no rule can make much of, and that says what it is.
const LEAFLET: &str = "---\nkind: leaflet\n---\n\n# Complaints\n\nTell us what went wrong.\n";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for a test")
}

/// Checks one file of this content; all that is told must be in what is said, in this order.
#[track_caller]
fn refused(name: &str, content: impl AsRef<[u8]>, status: i32, told: &[&str]) {
    let folder = folder();
    write(folder.path(), name, content);
    let run = run(folder.path(), &["check", name]);
    assert_eq!(run.status, status, "{}", run.err);
    assert_told(&run.err, told);
    assert_eq!(run.out, "", "what is wrong belongs on stderr");
}

#[test]
fn a_misspelt_key_of_the_front_matter_is_told_with_its_place() {
    let text = "---\ntitle: Complaints\nlandlrod: Kestrel Homes\nkind: leaflet\n---\n\nText.\n";
    refused("a.md", text, 2, &["landlrod", "a.md:3:1", "did you mean `landlord`?"]);
}

#[test]
fn an_unknown_kind_is_told_with_its_place() {
    let text = "---\nkind: leaflt\n---\n\nText.\n";
    refused("a.md", text, 2, &["leaflt", "a.md:2:7", "did you mean `leaflet`?"]);
}

#[test]
fn all_mistakes_of_the_front_matter_are_told_at_once() {
    let text = "---\nkind: leaflt\nstage: 4\napproved: soon\nno colon here\n---\n\nText.\n";
    let folder = folder();
    write(folder.path(), "a.md", text);
    let run = run(folder.path(), &["check", "a.md"]);
    assert_eq!(run.status, 2);
    for place in ["a.md:2:7", "a.md:3:8", "a.md:4:11", "a.md:5:1"] {
        assert!(run.err.contains(place), "{place} is not told in:\n{}", run.err);
    }
}

#[test]
fn files_that_are_no_text_are_told_for_what_they_are() {
    let save = "save it as Markdown or plain text";
    refused("a.md", b"%PDF-1.7\n\xe2\xe3\xcf\xd3", 2, &["a.md", "a PDF", save]);
    refused("b.md", b"PK\x03\x04\x14\0\x06\0", 2, &["b.md", "Word", save]);
    refused(
        "c.md",
        b"\xd0\xcf\x11\xe0\xa1\xb1",
        2,
        &["c.md", "old Word document", save],
    );
    refused("d.md", b"{\\rtf1\\ansi Dear resident}", 2, &["d.md", "rich text", save]);
    refused("e.md", b"# Policy\n\0\0\0", 2, &["e.md", "binary", save]);
}

#[test]
fn a_word_document_is_told_with_the_command_that_makes_markdown_of_it() {
    let word = b"PK\x03\x04\x14\0\x06\0";
    let pandoc = "`pandoc \"Our policy.docx\" --to gfm --wrap=none --output \"Our policy.md\"`";
    refused("Our policy.docx", word, 2, &["Our policy.docx: ", pandoc]);
    refused("a.pdf", b"%PDF-1.7\n", 2, &["a.pdf: ", "the document it was made from"]);
    refused("a.doc", b"\xd0\xcf\x11\xe0", 2, &["a.doc: ", "`.docx`", "pandoc"]);
    let folder = folder();
    write(folder.path(), "Our policy.docx", word);
    write(folder.path(), "zebras.txt", "no document");
    let run = run(folder.path(), &["check"]);
    assert_eq!(run.status, 2);
    assert_told(&run.err, &[".: there is no `.md`", pandoc]);
}

#[test]
fn a_byte_that_is_no_utf_8_is_told_with_line_and_column() {
    refused(
        "a.md",
        b"# Policy\n\nCaf\xc3\xa9 \x93quoted\x94\n",
        2,
        &["a.md:3:6: ", "UTF-8"],
    );
    // The text ends within a character.
    refused("b.md", b"# Caf\xc3", 2, &["b.md:1:6: ", "UTF-8"]);
}

#[test]
fn an_empty_file_is_told() {
    for content in ["", "\u{feff}", " \n\t\n", "\r\n"] {
        refused("a.md", content, 2, &["a.md", "empty"]);
    }
}

#[test]
fn a_file_named_as_a_folder_is_told() {
    let folder = folder();
    write(folder.path(), "a.md", LEAFLET);
    for name in ["a.md/", "a.md/inside.md"] {
        let run = run(folder.path(), &["check", name]);
        assert_eq!(run.status, 2, "{}", run.err);
        assert_told(&run.err, &[name, "not a folder"]);
    }
}

#[test]
fn a_folder_named_as_a_document_is_walked() {
    let folder = folder();
    write(folder.path(), "all.md/leaflet.md", LEAFLET);
    let run = run(folder.path(), &["assess", "."]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert_eq!(documents(&run), ["all.md/leaflet.md"]);
}

#[test]
fn a_folder_without_documents_is_told() {
    let folder = folder();
    write(folder.path(), "empty/picture.png", "no document");
    write(folder.path(), "plain/leaflet.txt", LEAFLET);
    for (name, told) in [
        ("empty", "name a file"),
        ("plain", "`ombudlint check plain/leaflet.txt`"),
    ] {
        let run = run(folder.path(), &["check", name]);
        assert_eq!(run.status, 2);
        assert_told(&run.err, &[name, ".markdown", told]);
    }
}

#[test]
fn facts_of_a_folder_are_refused() {
    let folder = folder();
    let run = run(folder.path(), &["facts", "."]);
    assert_eq!(run.status, 2, "{}", run.err);
    assert_told(&run.err, &["folder"]);
}

#[test]
fn a_path_that_leads_nowhere_is_told() {
    let folder = folder();
    let run = run(folder.path(), &["check", "policy.md", "letters/a.md"]);
    assert_eq!(run.status, 2);
    assert_told(
        &run.err,
        &[
            "letters/a.md: there is no such file",
            "policy.md: there is no such file",
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_has_vanished_behind_its_link_is_told() {
    let folder = folder();
    std::os::unix::fs::symlink("gone.md", folder.path().join("link.md")).expect("a link can be made");
    write(folder.path(), "real.md", LEAFLET);
    for arguments in [&["check", "link.md", "real.md"][..], &["check", "."]] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.status, 2, "{}", run.err);
        assert_told(&run.err, &["link.md: there is no such file"]);
        assert_told(&run.out, &["1 document checked", "1 file not checked"]);
    }
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_a_failure_of_the_machine() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = write(folder.path(), "secret.md", LEAFLET);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o000)).expect("permissions can be set");
    let run = run(folder.path(), &["check", "secret.md"]);
    // The administrator may read everything.
    let expected = if std::fs::read(&path).is_ok() { 0 } else { 3 };
    if expected == 3 {
        assert_told(&run.err, &["secret.md: this file could not be read"]);
    }
    assert!(
        run.status == expected || expected == 0 && run.status == 1,
        "{}",
        run.err
    );
}

/// A name that no file system takes: the one failure that can be had everywhere.
fn unreadable() -> String {
    format!("{}.md", "long".repeat(200))
}

#[test]
fn the_highest_status_wins() {
    let folder = folder();
    write(folder.path(), "good.md", LEAFLET);
    write(folder.path(), "bad.md", "---\nkind: leaflt\n---\nText.\n");
    let status = |paths: &[&str]| run(folder.path(), &[&["check"][..], paths].concat()).status;
    let unreadable = unreadable();
    assert!(status(&["good.md"]) <= 1);
    assert_eq!(status(&["good.md", "bad.md"]), 2);
    assert_eq!(status(&["bad.md", &unreadable, "good.md"]), 3);
}

#[test]
fn one_bad_file_never_stops_the_others_and_each_is_named() {
    let folder = folder();
    write(folder.path(), "a.md", b"%PDF-1.4");
    write(folder.path(), "b.md", LEAFLET);
    write(folder.path(), "c.md", "---\nkind: leaflt\n---\nText.\n");
    write(folder.path(), "d.md", "Minutes of the gardening club.\n");
    write(folder.path(), "e.md", b"\xff");
    write(folder.path(), "f.md", LEAFLET);
    write(folder.path(), "g.md", "");
    let unreadable = unreadable();
    let answer = run(folder.path(), &["assess", ".", &unreadable, "gone.md"]);
    assert_eq!(answer.status, 3);
    assert_eq!(documents(&answer), ["b.md", "f.md"]);
    let json: serde_json::Value = serde_json::from_str(&answer.out).expect("the answer is JSON");
    let unchecked = json["unchecked"].as_array().expect("a list");
    let named: Vec<&str> = unchecked.iter().filter_map(|u| u["path"].as_str()).collect();
    assert_eq!(named, ["a.md", "c.md", "d.md", "e.md", "g.md", "gone.md", &unreadable]);
    assert_eq!((&unchecked[3]["line"], &unchecked[3]["column"]), (&1.into(), &1.into()));
    for path in named {
        assert!(answer.err.contains(path), "{path} is not named in:\n{}", answer.err);
    }
    let human = run(folder.path(), &["check", "."]);
    assert_eq!(human.status, 2);
    assert_told(&human.out, &["2 documents checked", "5 files not checked"]);
}

#[test]
fn what_does_not_look_like_a_complaint_document_is_named_and_is_no_mistake() {
    let folder = folder();
    write(folder.path(), "minutes.md", "Minutes of the gardening club.\n");
    let run = run(folder.path(), &["check", "minutes.md"]);
    assert_eq!(run.status, 0);
    assert_eq!(run.out, "");
    assert_told(&run.err, &["minutes.md: note:", "--kind"]);
}

/// The paths of the documents in an answer.
fn documents(run: &Run) -> Vec<String> {
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("the answer is JSON");
    let documents = json["documents"].as_array().expect("a list");
    documents
        .iter()
        .map(|d| d["path"].as_str().expect("a path").to_owned())
        .collect()
}

#[test]
fn standard_input_is_a_document_too() {
    let folder = folder();
    let read = run_with(folder.path(), &["assess", "-"], LEAFLET);
    assert_eq!(documents(&read), ["<standard input>"], "{}", read.err);
    let broken = run_with(folder.path(), &["check", "-"], b"one\n\xff".to_vec());
    assert_eq!(broken.status, 2);
    assert_told(&broken.err, &["<standard input>:2:1: ", "UTF-8"]);
    let empty = run_with(folder.path(), &["check", "-"], "");
    assert_eq!(empty.status, 2);
    assert_told(&empty.err, &["<standard input>", "empty"]);
    let facts = run_with(folder.path(), &["facts", "-"], LEAFLET);
    assert_eq!(facts.status, 0, "{}", facts.err);
    assert_told(&facts.out, &["<standard input>: read as a leaflet"]);
}

#[test]
fn folders_are_walked_as_git_does_and_in_the_order_of_paths() {
    let folder = folder();
    for name in [
        "z.md",
        "a.markdown",
        "m/b.MD",
        "m/a.md",
        "drafts/old.md",
        "kept.md.txt",
        "skip.md",
        ".hidden/x.md",
    ] {
        write(folder.path(), name, LEAFLET);
    }
    write(folder.path(), ".gitignore", "drafts/\nskip.md\n");
    let walked = run(folder.path(), &["assess"]);
    assert_eq!(documents(&walked), ["a.markdown", "m/a.md", "m/b.MD", "z.md"]);
    // What is ignored is read when it is asked for by name; what is named twice is read once.
    let named = run(folder.path(), &["assess", "z.md", "skip.md", "m", "./z.md", "m/a.md"]);
    assert_eq!(documents(&named), ["m/a.md", "m/b.MD", "skip.md", "z.md"]);
}

#[test]
fn a_line_of_a_hundred_megabytes_is_refused_at_once() {
    let folder = folder();
    write(folder.path(), "a.md", vec![b'x'; 100 << 20]);
    write(folder.path(), "b.md", LEAFLET);
    let begun = Instant::now();
    let run = run(folder.path(), &["check", "."]);
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    assert_eq!(run.status, 2, "{}", run.err);
    assert_told(&run.err, &["a.md: this file is larger than"]);
    assert_told(&run.out, &["b.md"]);
}

#[test]
fn a_line_of_a_quarter_of_a_megabyte_is_read() {
    let folder = folder();
    let line = "We will reply within ten working days. ".repeat(6500);
    write(folder.path(), "a.md", format!("---\nkind: leaflet\n---\n\n{line}\n"));
    let run = run(folder.path(), &["check", "--format", "short", "a.md"]);
    assert!(run.status <= 1, "{}", run.err);
    assert!(run.err.is_empty(), "{}", run.err);
    let longest = run.out.lines().map(str::len).max().unwrap_or_default();
    assert!(longest < 1000, "a finding shows its words, not the whole line");
}

#[test]
fn arguments_that_mean_nothing_are_told_with_what_would() {
    let folder = folder();
    write(folder.path(), "a.md", LEAFLET);
    for (arguments, told) in [
        (&["check", "--kind", "leeflet", "a.md"][..], "'leaflet'"),
        (&["new"], "--help"),
        (&["a.md"], "`ombudlint check a.md`"),
        (
            &["check", "--today", "31.3.2027", "a.md"],
            "write a date like 2027-03-31",
        ),
        (
            &["check", "--today", "2027-02-30", "a.md"],
            "write a date like 2027-03-31",
        ),
        (&["check", "--ruleset", "hos-2042", "a.md"], "did you mean `hos-2024`?"),
        (&["check", "--ruleset", ".", "a.md"], "code.toml"),
        (&["check", "--format", "xml", "a.md"], "json"),
        (&["chek", "a.md"], "check"),
        (&["check", "--color=perhaps", "a.md"], "never"),
        (&["explain", "6.33"], "6.3"),
        (&["explain", "hello"], "`ombudlint rules`"),
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.status, 2, "{arguments:?}: {}", run.err);
        assert_told(&run.err, &[told]);
        assert_eq!(run.out, "", "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_no_mistakes() {
    let folder = folder();
    for arguments in [
        &["--help"][..],
        &["--version"],
        &["help", "check"],
        &["check", "--help"],
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!((run.status, run.err.as_str()), (0, ""), "{arguments:?}");
        assert!(
            run.out.contains("ombudlint") || run.out.contains("Usage"),
            "{}",
            run.out
        );
    }
}

/// A small ruleset with the given section file.
fn ruleset(section: &str) -> TempDir {
    let folder = folder();
    write(
        folder.path(),
        "code.toml",
        "id = \"mine\"\ntitle = \"Mine\"\nsource = \"Me\"\n",
    );
    write(
        folder.path(),
        "lexicon.toml",
        "[concepts]\nresident = [\"tenant\", \"you\"]\n",
    );
    write(folder.path(), "contacts.toml", "");
    write(folder.path(), "kinds.toml", "");
    write(folder.path(), "1-all.toml", section);
    write(folder.path(), "a.md", LEAFLET);
    folder
}

/// A provision with one element, on lines 1 to 8.
const PROVISION: &str = r#"[[provision]]
id = "1.1"
text = "Landlords must reply."
[[provision.element]]
id = "1.1"
title = "A reply is promised"
required-in = ["leaflet"]

"#;

/// A rule, from line 9 on, with its formula in line 14.
fn rule(formula: &str) -> String {
    let example = |verdict: &str, text: &str| format!("[[rule.example]]\nverdict = \"{verdict}\"\ntext = \"{text}\"\n");
    format!(
        "{PROVISION}[[rule]]\nid = \"reply\"\nelement = \"1.1\"\ntitle = \"A reply is promised\"\n[rule.check.statement]\n\
         met = [\"{formula}\"]\n[rule.explain]\nwhy = \"It helps.\"\nwrite = \"We will reply.\"\n{}{}{}{}",
        example("met", "We will reply to you."),
        example("met", "Each tenant gets a reply."),
        example("missing", "We wait."),
        example("missing", "Thank you."),
    )
}

#[track_caller]
fn ruleset_refused(section: &str, told: &[&str]) {
    let folder = ruleset(section);
    for arguments in [
        &["check", "--ruleset", ".", "a.md"][..],
        &["rules", "test", "--ruleset", "."],
    ] {
        let run = run(folder.path(), arguments);
        assert_eq!(run.status, 2, "{}", run.err);
        assert_eq!(run.out, "");
        for words in told {
            assert!(run.err.contains(words), "`{words}` is not told in:\n{}", run.err);
        }
    }
}

#[test]
fn a_ruleset_of_ones_own_is_used() {
    let folder = ruleset(&rule("reply"));
    let run = run(folder.path(), &["check", "--ruleset", ".", "--format", "short", "a.md"]);
    assert_eq!(run.status, 1, "{}", run.err);
    assert_told(&run.out, &["a.md:", "error[1.1/reply]"]);
}

#[test]
fn a_duty_that_no_rule_reads_needs_an_attestation_and_is_not_missing() {
    let folder = ruleset(PROVISION);
    let run = run(folder.path(), &["assess", "--ruleset", ".", "a.md"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).expect("the answer is JSON");
    assert_eq!(json["documents"][0]["provisions"][0]["verdict"], "unassessed");
}

#[test]
fn a_misspelt_key_of_a_ruleset_is_told_with_its_place() {
    let section = rule("reply").replace("title = \"A reply is promised\"\n[rule", "titel = \"A reply\"\n[rule");
    ruleset_refused(&section, &["1-all.toml:12:1", "`titel`", "did you mean `title`?"]);
    let section = rule("reply").replace("required-in", "requird-in");
    ruleset_refused(
        &section,
        &["1-all.toml:7:1", "`requird-in`", "did you mean `required-in`?"],
    );
}

#[test]
fn a_rule_without_examples_does_not_load() {
    let section = rule("reply");
    let bare = &section[..section.find("[[rule.example]]").expect("an example")];
    ruleset_refused(bare, &["1-all.toml:9:", "too few examples", "at least two"]);
}

#[test]
fn a_formula_with_a_mistake_is_told_under_the_very_word() {
    ruleset_refused(&rule("will (reply|answer"), &["1-all.toml:14:"]);
    ruleset_refused(&rule("will .."), &["1-all.toml:14:", "a gap"]);
    ruleset_refused(
        &rule("<residnt> .. reply"),
        &["1-all.toml:14:9", "did you mean `<resident>`?"],
    );
}

#[test]
fn all_mistakes_of_a_ruleset_are_told_at_once() {
    let section = rule("<residnt> .. reply")
        .replace("required-in = [\"leaflet\"]", "required-in = [\"leeflet\"]")
        .replace(
            "verdict = \"missing\"\ntext = \"We wait.\"",
            "verdict = \"absent\"\ntext = \"We wait.\"",
        );
    ruleset_refused(&section, &["1-all.toml:7:17", "1-all.toml:14:9", "`absent`"]);
}

#[test]
fn a_file_that_is_no_toml_is_told_with_its_place() {
    ruleset_refused("[[rule]\nid = 1\n", &["1-all.toml:1:"]);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let folder = folder();
    write(folder.path(), "a.md", LEAFLET);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("ombudlint"))
        .current_dir(folder.path())
        .args(["assess", "a.md"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(
        output.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Everything in a folder, with its time of change and its bytes.
fn listing(folder: &Path) -> BTreeMap<PathBuf, (std::time::SystemTime, Vec<u8>)> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let changed = path.metadata().and_then(|m| m.modified()).expect("a time");
            if path.is_dir() {
                open.push(path.clone());
            }
            let bytes = std::fs::read(&path).unwrap_or_default();
            out.insert(path, (changed, bytes));
        }
    }
    out
}

#[test]
fn nothing_is_written_anywhere() {
    let folder = ruleset(&rule("reply"));
    write(folder.path(), "sub/b.md", LEAFLET);
    let before = listing(folder.path());
    for arguments in [
        &["check", "."][..],
        &["check", "--ruleset", ".", "a.md"],
        &["check", "--format", "json", "sub"],
        &["assess", "."],
        &["facts", "a.md"],
        &["facts", "--element", "1.1", "--ruleset", ".", "a.md"],
        &["explain", "6.3"],
        &["rules", "test", "--ruleset", "."],
    ] {
        let run = run(folder.path(), arguments);
        assert!(run.status <= 1, "{arguments:?}: {}", run.err);
    }
    assert_eq!(listing(folder.path()), before);
}

#[test]
fn front_matter_without_an_end_is_told_and_not_read_as_text() {
    let told = [
        "the lines about this document have no end",
        "policy.md:1:1",
        "write `---`",
    ];
    refused("policy.md", "---\nkind: leaflet\n\n# Complaints\n", 2, &told);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_holds_nothing_up() {
    let folder = folder();
    write(folder.path(), "leaflet.md", LEAFLET);
    let made = std::process::Command::new("mkfifo")
        .arg(folder.path().join("pipe.md"))
        .status();
    assert!(made.expect("mkfifo").success());
    let run = run(folder.path(), &["check", "--format", "short", "."]);
    assert_eq!(run.status, 2);
    assert_told(&run.err, &["pipe.md: this is no ordinary file"]);
    assert!(run.out.contains("leaflet.md:"), "{}", run.out);
}

#[test]
fn a_waiver_of_nothing_is_told_beside_lines_of_json() {
    let folder = folder();
    let waiver = "<!-- ombudlint: allow 6.3 reason=\"agreed\" until=2027-01-31 -->\n\nTell us.\n";
    write(
        folder.path(),
        "leaflet.md",
        format!("---\nkind: leaflet\n---\n\n{waiver}"),
    );
    let run = run(
        folder.path(),
        &["check", "--format", "jsonl", "--today", "2026-11-22", "leaflet.md"],
    );
    assert_told(&run.err, &["leaflet.md:5:", "warning"]);
}
