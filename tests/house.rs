//! A landlord's own rules ask more than the Code and never less; the Code's verdicts stay the Code's.

mod support;

use assert_cmd::cargo::cargo_bin_cmd;
use ombudlint::document::parse;
use ombudlint::examples;
use ombudlint::finding::{Finding, Verdict};
use ombudlint::house;
use ombudlint::kind::Kind;
use ombudlint::pipeline::Engine;
use ombudlint::report::sentences;
use ombudlint::ruleset::{Examples, LoadError, Severity};
use ombudlint::source::Source;
use std::path::Path;
use support::{TODAY, named, path};

const PROMISES: &str = "fixtures/house/our-promises.toml";

/// A house ruleset of these lines, below the line that names the Code.
fn loaded(rules: &str) -> Result<Engine, Vec<String>> {
    let text = format!("extends = \"hos-2024\"\n{rules}");
    match house::load_sources(vec![Source::new("house.toml", text)], Examples::LeaveOut) {
        Ok(ruleset) => Ok(Engine::new(ruleset)),
        Err(LoadError::Mistakes(files)) => Err(files
            .iter()
            .flat_map(|f| &f.list)
            .map(|p| {
                let beside = p
                    .beside
                    .as_ref()
                    .map(|b| format!(" [{} {}]", b.label, b.source.slice(b.span)));
                format!(
                    "{} ({}){}",
                    p.message,
                    p.help.clone().unwrap_or_default(),
                    beside.unwrap_or_default()
                )
            })
            .collect()),
        Err(other) => panic!("{other}"),
    }
}

fn shipped_house() -> Engine {
    let ruleset = house::load(&path(PROMISES), Examples::Read).unwrap_or_else(|error| panic!("{error}"));
    Engine::new(ruleset)
}

/// The verdict on an element of a text, and what is found on it: severity and headline.
fn judged(engine: &Engine, kind: Kind, text: &str, element: &str) -> (&'static str, Vec<(Severity, String)>) {
    let source = Source::new("text.md", text);
    let reading = engine.read(&source, &parse(&source), kind);
    let verdicts = engine.assess(&reading, TODAY);
    let found = verdicts
        .iter()
        .flat_map(|p| &p.elements)
        .find(|e| e.id == element)
        .expect("an element");
    let said = |f: &Finding| (f.severity, sentences::headline(f, kind, &engine.ruleset));
    (named(found.verdict), found.findings.iter().map(said).collect())
}

#[track_caller]
fn refused(rules: &str, told: &[&str]) {
    let mistakes = loaded(rules).err().expect("these rules are refused").join("\n");
    for words in told {
        assert!(mistakes.contains(words), "`{words}` is not told in:\n{mistakes}");
    }
}

#[test]
fn a_figure_between_the_promise_and_the_code_breaks_the_promise_alone() {
    let engine = shipped_house();
    let text = "# Stage 1\n\nWe acknowledge your complaint within five working days of receiving it.";
    let (verdict, findings) = judged(&engine, Kind::ComplaintsPolicy, text, "6.2.acknowledge");
    assert_eq!(verdict, "met", "the Code is kept");
    let told = "5 working days is longer than our own promise of 3 working days; the Code allows 5";
    assert_eq!(findings, [(Severity::Error, told.to_owned())]);
}

#[test]
fn what_keeps_the_promise_is_silent_and_what_breaks_the_code_names_both() {
    let engine = shipped_house();
    let kept = "# Stage 1\n\nWe acknowledge your complaint within three working days of receiving it.";
    assert_eq!(
        judged(&engine, Kind::ComplaintsPolicy, kept, "6.2.acknowledge"),
        ("met", Vec::new())
    );
    let broken = "# Stage 1\n\nWe acknowledge your complaint within eight working days of receiving it.";
    let (verdict, findings) = judged(&engine, Kind::ComplaintsPolicy, broken, "6.2.acknowledge");
    assert_eq!(verdict, "breached");
    let told = "8 working days is too long; the Code allows 5 working days, our own promise is 3 working days";
    assert_eq!(findings, [(Severity::Error, told.to_owned())]);
}

#[test]
fn a_promise_may_weigh_less_and_may_give_residents_more_time() {
    let engine = shipped_house();
    let stage_1 = "# Stage 1\n\nWe answer your complaint in full within ten working days of acknowledging it.";
    let (verdict, findings) = judged(&engine, Kind::ComplaintsPolicy, stage_1, "6.3");
    assert_eq!((verdict, findings.len(), findings[0].0), ("met", 1, Severity::Warning));
    let limit = "You can complain up to 12 months after the problem happened or you became aware of it.";
    let (verdict, findings) = judged(&engine, Kind::ComplaintsPolicy, limit, "2.3.limit");
    assert_eq!(verdict, "met");
    assert_eq!(
        findings[0].1,
        "12 months is less than our own promise of 24 months; the Code asks for 12"
    );
}

#[test]
fn the_dates_of_a_letter_are_held_against_the_promise_too() {
    let engine = shipped_house();
    let letter = "9 March 2026\n\nDear Ms Ray\n\nThank you for your complaint, which we received on 3 March 2026. It is at stage 1.\n";
    let (verdict, findings) = judged(&engine, Kind::Stage1Acknowledgement, letter, "6.2.acknowledge");
    assert_eq!(verdict, "met");
    let told = "4 working days is longer than our own promise of 3 working days; the Code allows 5";
    assert_eq!(findings, [(Severity::Error, told.to_owned())]);
}

#[test]
fn two_promises_for_one_duty_are_refused() {
    let promise = "[[promise]]\nelement = \"6.3\"\nlimit = \"5 working days\"\n";
    refused(
        &format!("{promise}{promise}"),
        &["there are two promises for 6.3", "[the other 5 working days]"],
    );
}

#[test]
fn the_self_assessment_says_of_the_code_what_it_says_without_own_rules() {
    let policy = "fixtures/compliant/complaints-policy.md";
    let leaflet = "fixtures/compliant/leaflet.md";
    for format in ["csv", "markdown"] {
        let code = ["assess", "--format", format, "--today", "2026-11-01", policy, leaflet];
        let (own, without) = (said(&[code.as_slice(), &["--ruleset", PROMISES]].concat()), said(&code));
        assert!(own.1.contains("6.3"), "{}", own.2);
        assert_eq!(own.1, without.1);
    }
}

#[test]
fn an_own_rule_beside_the_codes_leaves_its_verdict_alone() {
    let engine = shipped_house();
    let text = "# Stage 1\n\nWe send a formal response to your complaint within five working days of acknowledging it.";
    let (verdict, findings) = judged(&engine, Kind::ComplaintsPolicy, text, "6.3");
    assert_eq!(verdict, "met");
    assert_eq!(
        findings,
        [(Severity::Warning, "we do not call an answer formal".to_owned())]
    );
    // Words that an own rule accepts do not make the Code's duty met.
    let lenient = r#"
[[rule]]
id = "anything-goes"
element = "6.3"
title = "Anything goes"
check.statement.met = ["soon"]
example = [{ verdict = "met", text = "Soon." }, { verdict = "met", text = "Very soon." },
           { verdict = "missing", text = "Later." }, { verdict = "missing", text = "Never." }]
"#;
    let lenient = loaded(lenient).unwrap_or_else(|mistakes| panic!("{mistakes:?}"));
    let (verdict, _) = judged(&lenient, Kind::ComplaintsPolicy, "# Stage 1\n\nWe answer soon.", "6.3");
    assert_eq!(verdict, "missing");
}

#[test]
fn weights_and_kinds_follow_a_change() {
    let engine = shipped_house();
    let (verdict, findings) = judged(&engine, Kind::ComplaintsPolicy, "# Complaints\n\nTell us.", "6.2.log");
    assert_eq!((verdict, findings[0].0), ("missing", Severity::Error));
    let leaflet = "# Complaints\n\nTell us.";
    let (verdict, findings) = judged(&engine, Kind::Leaflet, leaflet, "6.12.no-reasons");
    assert_eq!(
        (verdict, findings.len()),
        ("none", 1),
        "the Code does not ask it of a leaflet, the landlord does"
    );
    let said = "# Complaints\n\nYou do not have to say why you want stage 2.";
    assert_eq!(
        judged(&engine, Kind::Leaflet, said, "6.12.no-reasons"),
        ("met", Vec::new())
    );
}

#[test]
fn own_provisions_are_judged_like_the_codes() {
    let engine = shipped_house();
    let silent = "# Our stage 1 response\n\nDear Ms Ray,\n\nWe got this wrong.";
    let (verdict, findings) = judged(&engine, Kind::Stage1Response, silent, "our-line.named");
    assert_eq!((verdict, findings[0].0), ("missing", Severity::Warning));
    let said = "# Our stage 1 response\n\nRing our complaints line. The tenants' panel is on 01632 960 456.";
    for element in ["our-line.named", "our-line.panel"] {
        assert_eq!(
            judged(&engine, Kind::Stage1Response, said, element),
            ("met", Vec::new())
        );
    }
}

#[test]
fn own_words_name_the_stages() {
    let engine = shipped_house();
    let text = "# Complaints\n\nAt the first look we answer in full within fifteen working days.";
    let (verdict, _) = judged(&engine, Kind::ComplaintsPolicy, text, "6.3");
    assert_eq!(verdict, "breached");
}

#[test]
fn all_examples_hold_those_of_the_code_too() {
    let engine = shipped_house();
    let (count, failed) = examples::run(&engine, &|_| true, TODAY);
    let own = engine
        .ruleset
        .rules
        .iter()
        .filter(|rule| engine.ruleset.is_own(rule.place));
    assert_eq!(own.map(|rule| rule.examples.len()).sum::<usize>(), 12);
    assert!(count > 12);
    assert_eq!(failed.len(), 0, "{failed:#?}");
}

#[test]
fn a_looser_limit_is_refused_with_both_places() {
    refused(
        "[[promise]]\nelement = \"6.3\"\nlimit = \"15 working days\"",
        &[
            "15 working days is longer than the Code allows: 10 working days",
            "[provision 6.3 10\nworking days]",
        ],
    );
    refused(
        "[[promise]]\nelement = \"2.3.limit\"\nat-least = \"6 months\"",
        &[
            "6 months is less than the Code gives residents: 12 months",
            "[provision 2.3 12 months]",
        ],
    );
    refused(
        "[[promise]]\nelement = \"6.14\"\nlimit = \"1 month\"",
        &["1 month is longer"],
    );
}

#[test]
fn what_the_code_asks_cannot_be_taken_away() {
    refused(
        "[[change]]\nelement = \"6.12.no-reasons\"\nrequired-in = [\"leaflet\"]",
        &[
            "leaves out a complaints-policy",
            "required-in = [\"complaints-policy\", \"leaflet\"]",
        ],
    );
    refused(
        "[[change]]\nelement = \"6.9.g\"\nseverity = \"advice\"",
        &["would no longer count", "[provision 6.9"],
    );
    refused(
        "[[change]]\nelement = \"6.3\"\nbreached = []",
        &["`breached` of the Code cannot be changed"],
    );
    refused(
        "[[change]]\nelement = \"6.3\"\nlimit = \"3 days\"",
        &["write a `[[promise]]`"],
    );
    refused(
        "[[provision]]\nid = \"6.3\"\ntext = \"Fifteen days.\"",
        &["`6.3` is there already", "it is the Code's"],
    );
    refused(
        "[[rule]]\nid = \"stage-1-answered-in-ten-days\"\nelement = \"6.3\"\ntitle = \"x\"\ncheck.statement.met = [\"soon\"]",
        &["what it finds cannot be changed", "it is the Code's"],
    );
    refused(
        "[[contact]]\nbody = \"housing-ombudsman\"\nroute = \"phone\"\nwords = [\"01632 960 789\"]",
        &["is kept with the Code"],
    );
}

#[test]
fn all_mistakes_are_told_at_once_with_what_was_meant() {
    refused(
        r#"
titel = "x"
[words]
handlr = ["partner"]
[concepts]
resident = ["guest"]
[[promise]]
element = "6.33"
limit = "3 days"
[[promise]]
element = "6.2"
limit = "3 dys"
[[promise]]
element = "6.9.a"
limit = "3 days"
[[rule]]
id = "mine"
element = "our-promis"
title = "x"
kinds = ["leaflt"]
check.contact.body = "housing-ombudsmen"
"#,
        &[
            "did you mean `title`?",
            "did you mean `handler`?",
            "write them under `[words]`",
            "there is no element `6.33`",
            "write one of 6.2.acknowledge, 6.2.define, 6.2.log",
            "not a length of time",
            "the Code sets no time for 6.9.a",
            "did you mean `leaflet`?",
            "names no element: `our-promis`",
            "too few examples",
        ],
    );
    refused(
        "[[change]]\nelement = \"6.33\"\nseverity = \"eror\"",
        &["did you mean `error`?", "no element `6.33`"],
    );
}

#[test]
fn an_own_element_needs_a_rule_for_each_kind_that_must_say_it() {
    let provision = "[[provision]]\nid = \"ours\"\ntext = \"x\"\n[[provision.element]]\nid = \"ours\"\ntitle = \"x\"\n\
                     required-in = [\"leaflet\", \"survey\"]\n";
    refused(provision, &["no rule decides ours"]);
    let rule = "[[rule]]\nid = \"r\"\nelement = \"ours\"\ntitle = \"x\"\nkinds = [\"leaflet\"]\ncheck.statement.met = [\"soon\"]\n\
                example = [{ verdict = \"met\", text = \"Soon.\" }, { verdict = \"met\", text = \"Very soon.\" }, \
                { verdict = \"missing\", text = \"Later.\" }, { verdict = \"missing\", text = \"Never.\" }]\n";
    refused(&format!("{provision}{rule}"), &["no rule decides ours in a survey"]);
}

fn said(arguments: &[&str]) -> (i32, String, String) {
    let output = cargo_bin_cmd!("ombudlint")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (
        output.status.code().expect("a status"),
        text(output.stdout),
        text(output.stderr),
    )
}

#[test]
fn every_command_takes_own_rules() {
    let policy = "fixtures/compliant/complaints-policy.md";
    let own = ["--ruleset", PROMISES];
    let with = |arguments: &[&str]| said(&[arguments, &own].concat());
    let (status, out, _) = with(&["check", policy, "--today", "2026-11-01"]);
    assert_eq!(status, 1);
    assert!(
        out.contains("our own promise of 3 working days") && out.contains(PROMISES),
        "{out}"
    );
    let (status, out, _) = with(&["assess", policy, "--today", "2026-11-01"]);
    assert_eq!(status, 0);
    assert!(out.contains("our own promise of 3 working days"), "{out}");
    let (status, out, _) = with(&["explain", "our-line"]);
    assert_eq!(status, 0);
    assert!(out.contains("complaints-line-named"), "{out}");
    let (status, out, _) = with(&["facts", policy, "--element", "6.3"]);
    assert_eq!(status, 0, "{out}");
    let (status, out, _) = with(&["rules", "list", "--format", "json"]);
    assert_eq!(status, 0);
    let list: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let rules = list["rules"].as_array().expect("rules");
    assert_eq!(rules.iter().filter(|rule| rule["own"] == true).count(), 3);
    assert!(
        rules
            .iter()
            .all(|rule| rule["line"].as_u64() > Some(0) && rule["examples"].as_u64() >= Some(2))
    );
}

#[test]
fn the_examples_of_a_file_are_run_by_its_path() {
    let (status, out, _) = said(&["rules", "test", PROMISES, "our-line"]);
    assert_eq!((status, out.as_str()), (0, "8 examples, 0 failed\n"));
    let (status, _, err) = said(&["rules", "test", "no-such.toml"]);
    assert_eq!(status, 2);
    assert!(err.contains("no-such.toml"), "{err}");
    let (status, _, err) = said(&["rules", "test", "6.33"]);
    assert_eq!(status, 2);
    assert!(err.contains("did you mean"), "{err}");
}

#[test]
fn a_folder_of_own_rules_is_read_as_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file");
    write("a.toml", "[[promise]]\nelement = \"6.3\"\nlimit = \"<soon>\"\n");
    let shown = |folder: &Path| said(&["rules", "list", "--ruleset", &folder.display().to_string()]);
    let (status, _, err) = shown(folder.path());
    assert_eq!(status, 2);
    assert!(err.contains("which ruleset"), "{err}");
    write("b.toml", "extends = \"hos-2024\"\n");
    let (status, _, err) = shown(folder.path());
    assert_eq!(status, 2);
    assert!(
        err.contains("a.toml:3:10") && err.contains("not a length of time"),
        "{err}"
    );
    write("a.toml", "[[promise]]\nelement = \"6.3\"\nlimit = \"5 working days\"\n");
    assert_eq!(shown(folder.path()).0, 0);
    write("c.toml", "extends = \"hos-2024\"\n");
    assert!(shown(folder.path()).2.contains("another file"));
}

#[test]
fn a_met_verdict_carries_no_other_than_own_findings() {
    let engine = shipped_house();
    let source = Source::new("p.md", support::text("fixtures/compliant/complaints-policy.md"));
    let reading = engine.read(&source, &parse(&source), Kind::ComplaintsPolicy);
    let code = support::assess(&source, Kind::ComplaintsPolicy);
    let own = engine.assess(&reading, TODAY);
    for (ours, theirs) in own.iter().zip(&code) {
        assert_eq!((&ours.id, ours.verdict), (&theirs.id, theirs.verdict));
        assert!(ours.verdict != Some(Verdict::Breached), "{}", ours.id);
    }
}
