//! `ombudlint.toml`: found upwards from each file, its mistakes told with their place, and no way to silence a duty.

mod support;

use std::path::Path;
use support::run::{Run, run, write};
use tempfile::TempDir;

const FAULT: &str = "At stage 1 we answer in full within 15 working days of acknowledging your complaint.\n";

fn leaflet() -> String {
    format!("---\nkind: leaflet\n---\n\n# Complaints\n\n{FAULT}")
}

fn folder(settings: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "ombudlint.toml", settings);
    write(folder.path(), "a.md", leaflet());
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Run {
    let mut all = vec!["check", "--today", "2026-11-22"];
    all.extend(arguments);
    run(folder, &all)
}

/// Settings with a mistake; what is told about it must be in this order.
#[track_caller]
fn refused(settings: &str, told: &[&str]) {
    let folder = folder(settings);
    let run = check(folder.path(), &["--format", "short", "a.md"]);
    assert_eq!(run.status, 2, "{settings}: {}", run.err);
    run.tells(told);
    assert_eq!(
        run.lines("error[6.3/").len(),
        1,
        "the document is judged all the same: {}",
        run.out
    );
}

#[test]
fn mistakes_are_told_with_their_place_and_what_was_meant() {
    refused(
        "fromat = \"short\"\n",
        &["unknown key `fromat`", "ombudlint.toml:1:1", "did you mean `format`?"],
    );
    refused(
        "format = \"shrot\"\n",
        &["ombudlint.toml:1:11", "did you mean `short`?"],
    );
    refused(
        "rulesets = [\"hos-2042\"]\n",
        &[
            "there is no ruleset `hos-2042`",
            "ombudlint.toml:1:14",
            "did you mean `hos-2024`?",
        ],
    );
    refused(
        "[kinds]\nleaflt = \"*.md\"\n",
        &[
            "`leaflt` is no kind of document",
            "ombudlint.toml:2:1",
            "did you mean `leaflet`?",
        ],
    );
    refused("exclude = [\"../drafts\"]\n", &["not up", "ombudlint.toml:1:13"]);
    refused("exclude = \"drafts\\\\old\"\n", &["write `/` between folders"]);
    refused(
        "[severity]\n\"6.99\" = \"error\"\n",
        &["there is no provision, element or rule `6.99`", "ombudlint.toml:2:1"],
    );
    refused(
        "[[waiver]]\nelement = \"6.3\"\nreason = \"vacant\"\n",
        &["without an end", "ombudlint.toml:1:1", "until = 2027-03-31"],
    );
    refused(
        "[[waiver]]\nelement = \"6.3\"\nuntil = 2027-03-31\n",
        &["without a reason has no effect", "ombudlint.toml:1:1"],
    );
    refused(
        "[[waiver]]\nelement = \"6.3\"\nreason = \"x\"\nuntil = \"soon\"\n",
        &["expected a date", "ombudlint.toml:4:10"],
    );
    refused(
        "[[waiver]]\nelement = \"5.3\"\nreason = \"x\"\nuntil = 2027-03-31\n",
        &["cannot be waived", "ombudlint.toml:2:12"],
    );
    refused("format = \n", &["ombudlint.toml:1"]);
    refused("baselin = 3\n", &["did you mean `baseline`?"]);
}

#[test]
fn all_mistakes_are_told_at_once() {
    let settings =
        "fromat = \"short\"\nrulesets = \"hos-2042\"\n[severity]\n\"6.3\" = \"off\"\n[[waiver]]\nelement = \"6.33\"\n";
    let folder = folder(settings);
    let run = check(folder.path(), &["a.md"]);
    for place in ["toml:1:1", "toml:2:13", "toml:4:10", "toml:5:1", "toml:6:12"] {
        assert!(run.err.contains(place), "{place} is not told in:\n{}", run.err);
    }
}

#[test]
fn no_duty_of_the_code_is_silenced() {
    let waiver = "say in a `[[waiver]]`";
    for level in ["off", "ignore", "none"] {
        refused(
            &format!("[severity]\n\"6.3\" = \"{level}\"\n"),
            &["6.3 cannot be turned off", waiver],
        );
    }
    for id in ["6.3", "6.4", "6.4.reasons", "stage-1-answered-in-ten-days"] {
        for level in ["warning", "advice"] {
            let settings = format!("[severity]\n\"{id}\" = \"{level}\"\n");
            refused(
                &settings,
                &["is a duty of the Code and stays an error", "ombudlint.toml:2:"],
            );
        }
    }
}

#[test]
fn what_is_no_duty_may_weigh_more_or_less() {
    let folder = folder("[severity]\n\"6.10.limit\" = \"error\"\n");
    let letter = "---\nkind: stage-1-response\n---\n\n# Your complaint\n\nYou can ask for stage 2 within 20 working days of this letter.\n";
    write(folder.path(), "r.md", letter);
    let without = check(folder.path(), &["--no-config", "--format", "short", "r.md"]);
    assert_eq!(without.lines("warning[6.10.limit/").len(), 1, "{}", without.out);
    let raised = check(folder.path(), &["--format", "short", "r.md"]);
    assert_eq!(raised.lines("error[6.10.limit/").len(), 1, "{}", raised.out);
    write(
        folder.path(),
        "ombudlint.toml",
        "[severity]\n\"6.10.limit\" = \"advice\"\n",
    );
    let lowered = check(folder.path(), &["--format", "short", "r.md"]);
    assert_eq!(lowered.lines("note[6.10.limit/").len(), 1, "{}", lowered.out);
}

#[test]
fn each_file_has_the_settings_nearest_above_it() {
    let folder = folder("[[waiver]]\nelement = \"6.3\"\nreason = \"top\"\nuntil = 2027-03-31\n");
    write(folder.path(), "deep/er/b.md", leaflet());
    write(
        folder.path(),
        "own/ombudlint.toml",
        "[[waiver]]\nelement = \"6.3\"\nreason = \"own\"\nuntil = 2027-03-31\n",
    );
    write(folder.path(), "own/c.md", leaflet());
    write(folder.path(), "repository/.git/HEAD", "");
    write(folder.path(), "repository/d.md", leaflet());
    let all = check(folder.path(), &["--format", "short"]);
    let reasons: Vec<bool> = ["a.md", "deep/er/b.md", "own/c.md", "repository/d.md"]
        .iter()
        .zip([
            "until 2027-03-31: top",
            "until 2027-03-31: top",
            "until 2027-03-31: own",
            "error[6.3/",
        ])
        .map(|(file, told)| {
            all.lines("[6.3/")
                .iter()
                .any(|l| l.starts_with(file) && l.contains(told))
        })
        .collect();
    assert_eq!(reasons, [true; 4], "{}", all.out);
    // From wherever it is started.
    let inside = check(&folder.path().join("deep/er"), &["--format", "short", "b.md"]);
    assert_eq!(inside.lines("waived[6.3/").len(), 1, "{}", inside.out);
    let named = check(
        folder.path(),
        &["--format", "short", "--config", "own/ombudlint.toml", "a.md"],
    );
    assert!(named.out.contains("until 2027-03-31: own"), "{}", named.out);
    let none = check(folder.path(), &["--format", "short", "--no-config", "own/c.md"]);
    assert_eq!(none.lines("error[6.3/").len(), 1, "{}", none.out);
}

#[test]
fn a_settings_file_that_is_not_there_is_told() {
    let folder = folder("");
    let run = check(folder.path(), &["--config", "other.toml", "a.md"]);
    assert_eq!(run.status, 2);
    run.tells(&["other.toml", "there is no such file"]);
}

#[test]
fn a_baseline_that_is_not_there_is_told_where_it_is_named() {
    let folder = folder("baseline = \"known.json\"\n");
    let run = check(folder.path(), &["a.md"]);
    assert_eq!(run.status, 2);
    run.tells(&[
        "there is no baseline `known.json`",
        "ombudlint.toml:1:13",
        "--write-baseline known.json",
    ]);
}

#[test]
fn an_element_without_quotes_is_told_with_what_to_write() {
    let folder = folder("[severity]\n6.3 = \"warning\"\n");
    let run = check(folder.path(), &["a.md"]);
    assert_eq!(run.status, 2);
    run.tells(&[
        "`6.3` has to stand in quotes",
        "ombudlint.toml:2:1",
        "write `\"6.3\" = …`",
    ]);
}

#[test]
fn kinds_are_for_files_that_do_not_say_theirs() {
    let folder = folder("[kinds]\nweb-page = \"*.md\"\nsurvey = \"special/deep-*.md\"\n");
    write(folder.path(), "b.md", FAULT);
    write(folder.path(), "special/deep-c.md", FAULT);
    let run = check(folder.path(), &[]);
    for told in ["a.md (leaflet)", "b.md (web-page)", "special/deep-c.md (survey)"] {
        assert!(run.out.contains(told), "{told} is not in:\n{}", run.out);
    }
    let run = check(folder.path(), &["--kind", "leaflet", "b.md"]);
    assert!(run.out.contains("b.md (leaflet)"), "{}", run.out);
}

#[test]
fn what_is_excluded_is_not_checked_and_said_where_it_was_named() {
    let folder = folder("exclude = [\"drafts/\"]\n");
    write(folder.path(), "drafts/b.md", leaflet());
    let all = check(folder.path(), &["--format", "short"]);
    assert!(
        !all.out.contains("b.md") && !all.err.contains("b.md"),
        "{}{}",
        all.out,
        all.err
    );
    let named = check(folder.path(), &["--format", "short", "drafts/b.md"]);
    assert_eq!((named.status, named.out.as_str()), (0, ""));
    named.tells(&["drafts/b.md", "excluded by `ombudlint.toml`"]);
}

#[test]
fn the_landlords_name_may_stand_in_the_definition() {
    let definition = "---\nkind: leaflet\n---\n\n# Complaints\n\nA complaint is ‘an expression of dissatisfaction, however made, about the standard of service, actions or lack of action by Kestrel Homes, its own staff, or those acting on its behalf, affecting a resident or group of residents.’\n";
    let folder = folder("landlord = [\"Kestrel Homes\"]\n");
    write(folder.path(), "b.md", definition);
    let without = check(folder.path(), &["--no-config", "--format", "short", "b.md"]);
    assert_eq!(without.lines("[1.2/").len(), 1, "{}", without.out);
    let with = check(folder.path(), &["--format", "short", "b.md"]);
    assert!(with.lines("[1.2/").is_empty(), "{}", with.out);
}

#[test]
fn the_format_is_that_on_which_all_settings_agree() {
    let folder = folder("format = \"short\"\n");
    write(folder.path(), "own/ombudlint.toml", "format = \"json\"\n");
    write(folder.path(), "own/b.md", leaflet());
    assert!(check(folder.path(), &["a.md"]).out.starts_with("a.md:"));
    assert!(check(folder.path(), &["own/b.md"]).out.starts_with('{'));
    assert!(check(folder.path(), &[]).out.starts_with("error["));
    assert!(check(folder.path(), &["--format", "json", "a.md"]).out.starts_with('{'));
}

#[test]
fn a_document_is_judged_by_the_code_it_names() {
    let folder = folder("rulesets = [\"mine\", \"hos-2024\"]\n");
    for file in std::fs::read_dir(support::path("rulesets"))
        .expect("a folder")
        .flatten()
    {
        let name = file.file_name().to_string_lossy().into_owned();
        if name.ends_with(".toml") {
            write(folder.path(), &name, support::text(&format!("rulesets/{name}")));
        }
    }
    write(
        folder.path(),
        "mine/code.toml",
        "id = \"mine\"\ntitle = \"Ours\"\nsource = \"us\"\n",
    );
    write(
        folder.path(),
        "b.md",
        leaflet().replace("kind: leaflet", "kind: leaflet\ncode: hos-2024"),
    );
    let run = check(folder.path(), &["--format", "short"]);
    assert!(
        !run.out.contains("a.md") && run.out.contains("b.md:"),
        "{}{}",
        run.out,
        run.err
    );
    let run = check(folder.path(), &["--format", "short", "--ruleset", "hos-2024"]);
    assert!(run.out.contains("a.md:") && run.out.contains("b.md:"), "{}", run.out);
}

#[test]
fn a_waiver_of_the_settings_is_for_its_paths() {
    let waiver = "[[waiver]]\nelement = \"6.3\"\npaths = [\"b.md\"]\nreason = \"vacant.\"\ninstead = \"we ring\"\napproved-by = \"the board\"\nminute = \"2026/114\"\ngranted = 2026-10-01\nuntil = 2027-03-31\n";
    let folder = folder(waiver);
    write(folder.path(), "b.md", leaflet());
    let run = check(folder.path(), &["--format", "short"]);
    assert_eq!(run.lines("a.md:7:37: error[6.3/").len(), 1, "{}", run.out);
    let told = "(until 2027-03-31: vacant; instead: we ring; approved by: the board; minute: 2026/114)";
    assert!(run.lines("b.md:7:37: waived[6.3/")[0].ends_with(told), "{}", run.out);
    let late = support::run::run(folder.path(), &["check", "--format", "short", "--today", "2027-04-01"]);
    assert_eq!(late.lines("error[6.3/").len(), 2, "{}", late.out);
    assert_eq!(late.lines("its waiver ended 1 day ago").len(), 1, "{}", late.out);
}

#[test]
fn an_idle_waiver_is_told_once_all_its_files_were_checked() {
    let folder =
        folder("[[waiver]]\nelement = \"6.3\"\npaths = [\"letters/\"]\nreason = \"vacant\"\nuntil = 2027-03-31\n");
    let fine = leaflet().replace("15 working", "10 working");
    write(folder.path(), "letters/b.md", &fine);
    write(folder.path(), "letters/c.md", leaflet());
    let idle = "warning: there is nothing to waive for 6.3";
    // Only one of its two files: the other may be the one that needs it.
    assert!(
        check(folder.path(), &["--format", "short", "letters/b.md"])
            .lines(idle)
            .is_empty()
    );
    assert!(check(folder.path(), &["--format", "short"]).lines(idle).is_empty());
    write(folder.path(), "letters/c.md", &fine);
    let run = check(folder.path(), &["--format", "short"]);
    assert_eq!(
        run.lines(idle),
        ["ombudlint.toml:1:1: warning: there is nothing to waive for 6.3"],
        "{}",
        run.out
    );
    let run = check(folder.path(), &["--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(answer["settings"][0]["notes"][0]["severity"], "warning");
}

#[test]
fn the_settings_that_the_documentation_shows_are_right() {
    let text = support::text("docs/settings.md");
    let shown: Vec<&str> = text
        .split("```toml\n")
        .skip(1)
        .filter_map(|t| t.split("```").next())
        .collect();
    assert!(shown.len() >= 2);
    for settings in shown {
        let folder = folder(settings);
        let run = check(folder.path(), &["--format", "short", "a.md"]);
        assert_eq!((run.status, run.err.as_str()), (1, ""), "{settings}");
    }
}
