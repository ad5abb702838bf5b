//! "Comply or explain": a waiver with a reason and an end excuses what it names, where it stands, until it ends.

mod support;

use support::run::{Run, run, write};

const TODAY: &str = "2026-11-22";

/// Two sections with the same fault, each of a figure that is too long.
const LEAFLET: &str = "---\nkind: leaflet\n---\n\n# Complaints\n\n## First\n\n[first]\n\nAt stage 1 we answer in full within 15 working days of acknowledging your complaint.\n\nOur office is open on Mondays.\n\n## Second\n\n[second]\n\nAt stage 1 we answer in full within 14 working days of acknowledging your complaint.\n";

fn check(text: &str, today: &str, format: &str) -> Run {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "a.md", text);
    run(folder.path(), &["check", "--format", format, "--today", today, "a.md"])
}

/// The leaflet with one comment before its first fault.
fn leaflet(comment: &str) -> String {
    LEAFLET.replace("[first]", comment).replace("[second]\n\n", "")
}

fn short(comment: &str) -> Run {
    check(&leaflet(comment), TODAY, "short")
}

#[test]
fn a_waiver_under_a_heading_holds_for_its_section_and_no_other() {
    let run = short("<!-- ombudlint: allow 6.3 reason=\"two posts are vacant\" until=2027-03-31 -->");
    let told = run.lines("[6.3/");
    assert_eq!(told.len(), 2, "{}", run.out);
    assert!(told[0].starts_with("a.md:11:37: waived[6.3/"), "{}", told[0]);
    assert!(
        told[0].ends_with("(until 2027-03-31: two posts are vacant)"),
        "{}",
        told[0]
    );
    assert!(told[1].contains(": error[6.3/"), "{}", told[1]);
    assert_eq!(run.status, 1);
}

#[test]
fn a_waiver_above_a_block_holds_for_the_block_alone() {
    let waiver = "We mean it.\n\n<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 -->";
    let run = short(waiver);
    assert_eq!(run.lines("waived[6.3/").len(), 1, "{}", run.out);
    let late = "<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 -->\n\nOur office is open on Mondays.";
    let run = check(
        &leaflet("").replace("Our office is open on Mondays.", late),
        TODAY,
        "short",
    );
    assert!(run.lines("waived[").is_empty(), "{}", run.out);
    assert_eq!(
        run.lines("warning: there is nothing to waive for 6.3").len(),
        1,
        "{}",
        run.out
    );
}

#[test]
fn elements_and_rules_may_be_named_too() {
    for name in ["6.3", "stage-1-answered-in-ten-days", "6.3, 6.9"] {
        let run = short(&format!(
            "<!-- ombudlint: allow {name} reason=\"vacant\" until=2027-03-31 -->"
        ));
        assert_eq!(run.lines("waived[6.3/").len(), 1, "{name}: {}", run.out);
    }
}

#[test]
fn a_document_all_of_whose_faults_are_waived_passes_and_still_counts_them() {
    let all = LEAFLET.replace(
        "## First",
        "<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 -->\n\n## First",
    );
    let all = all.replace("[first]", "").replace(
        "[second]",
        "<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-01-31 -->",
    );
    let plain = check(&LEAFLET.replace("[first]", "").replace("[second]", ""), TODAY, "short");
    let run = check(&all, TODAY, "human");
    assert_eq!(run.lines(": waived until").len(), 2, "{}", run.out);
    assert!(run.out.contains("; 2 waived\n"), "{}", run.out);
    // What else is wrong with it is as before.
    assert_eq!(plain.lines("error[").len() - 2, run.lines("error[").len());
}

#[test]
fn an_assessment_keeps_the_verdict_and_says_until_when() {
    let run = check(
        &leaflet("<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 instead=\"we ring each week\" -->")
            .replace("14 working days", "10 working days"),
        TODAY,
        "json",
    );
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let provisions = answer["documents"][0]["provisions"].as_array().expect("provisions");
    let found = provisions.iter().find(|p| p["id"] == "6.3").expect("6.3 is touched");
    assert_eq!(found["verdict"], "breached");
    let waived = serde_json::json!({"reason": "vacant", "until": "2027-03-31", "instead": "we ring each week"});
    assert_eq!(found["waived"], waived);
    assert_eq!(found["findings"][0]["waived"], waived);
}

#[test]
fn one_fault_left_over_is_a_plain_no() {
    let run = check(
        &leaflet("<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 -->"),
        TODAY,
        "json",
    );
    let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    let provisions = answer["documents"][0]["provisions"].as_array().expect("provisions");
    let found = provisions.iter().find(|p| p["id"] == "6.3").expect("6.3 is touched");
    assert_eq!(found["waived"], serde_json::Value::Null);
}

#[test]
fn on_its_last_day_it_holds_and_on_the_day_after_the_finding_is_back() {
    let text = leaflet("<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 -->");
    assert_eq!(check(&text, "2027-03-31", "short").lines("waived[6.3/").len(), 1);
    let run = check(&text, "2027-04-01", "short");
    assert!(run.lines("waived[").is_empty());
    assert!(
        run.lines("error[6.3/")[0].ends_with("(its waiver ended 1 day ago, on 2027-03-31)"),
        "{}",
        run.out
    );
    let run = check(&text, "2027-04-11", "human");
    assert_eq!(
        run.lines("its waiver ended 11 days ago, on 2027-03-31").len(),
        1,
        "{}",
        run.out
    );
}

#[test]
fn without_a_reason_or_an_end_it_has_no_effect() {
    for (comment, told) in [
        ("allow 6.3 until=2027-03-31", "a waiver without a reason has no effect"),
        (
            "allow 6.3 reason=\"\" until=2027-03-31",
            "a waiver without a reason has no effect",
        ),
        (
            "allow 6.3 reason=\"…\" until=2027-03-31",
            "a waiver without a reason has no effect",
        ),
        ("allow 6.3 reason=\"vacant\"", "a waiver without an end has no effect"),
        (
            "allow 6.3 reason=\"vacant\" until=soon",
            "expected a date like 2027-03-31 after `until`",
        ),
        (
            "allow reason=\"vacant\" until=2027-03-31",
            "does not say what it is for",
        ),
        (
            "allow 6.3 raeson=\"vacant\" until=2027-03-31",
            "unknown key `raeson` of a waiver",
        ),
        (
            "allow 6.33 reason=\"vacant\" until=2027-03-31",
            "there is no provision, element or rule `6.33`",
        ),
        (
            "alow 6.3 reason=\"vacant\" until=2027-03-31",
            "`alow` is nothing that ombudlint can be told",
        ),
        (
            "allow 6.3 reason=\"vacant\" until=2027-11-23",
            "counted from today, until 2027-11-22",
        ),
        (
            "allow 6.3 reason=\"vacant\" granted=2026-01-10 until=2027-01-11",
            "counted from the day it was granted, until 2027-01-10",
        ),
        (
            "allow 6.3 reason=\"vacant\" granted=2026-03-01 until=2026-02-28",
            "ends before it was granted",
        ),
    ] {
        let run = short(&format!("<!-- ombudlint: {comment} -->"));
        assert!(run.lines("waived[").is_empty(), "{comment}: {}", run.out);
        assert_eq!(run.lines("error[6.3/").len(), 2, "{comment}: {}", run.out);
        assert!(
            run.lines(": error: ").iter().any(|l| l.contains(told)),
            "{comment}: {}",
            run.out
        );
        assert_eq!(run.status, 2, "{comment}");
    }
}

#[test]
fn twelve_months_are_not_too_long() {
    for dates in ["until=2027-11-22", "granted=2026-01-10 until=2027-01-10"] {
        let run = short(&format!("<!-- ombudlint: allow 6.3 reason=\"vacant\" {dates} -->"));
        assert_eq!(run.lines("waived[6.3/").len(), 1, "{dates}: {}", run.out);
    }
}

#[test]
fn what_is_granted_later_does_not_hold_yet() {
    let run = short("<!-- ombudlint: allow 6.3 reason=\"vacant\" granted=2026-12-01 until=2027-03-31 -->");
    assert_eq!(run.lines("error[6.3/").len(), 2, "{}", run.out);
}

#[test]
fn a_third_stage_cannot_be_waived() {
    let text = "---\nkind: leaflet\n---\n\n# Complaints\n\nIf you are unhappy with our stage 2 answer you can ask for stage 3, a panel of councillors.\n";
    let told = check(text, TODAY, "short").lines("error[5.3.max/").len();
    assert!(told > 0);
    for name in ["5.3", "5.3.max", "no-third-stage"] {
        let waiver = format!("\n<!-- ombudlint: allow {name} reason=\"tradition\" until=2027-03-31 -->\n\nIf you");
        let run = check(&text.replacen("\nIf you", &waiver, 1), TODAY, "short");
        assert_eq!(run.lines("error[5.3.max/").len(), told, "{name}: {}", run.out);
        assert_eq!(run.lines("5.3.max cannot be waived").len(), 1, "{name}: {}", run.out);
    }
}

#[test]
fn what_is_missing_is_waived_wherever_the_waiver_stands() {
    let text = "---\nkind: complaints-policy\n---\n\n# Complaints policy\n\nWe answer complaints.\n";
    let missing = check(text, TODAY, "short");
    assert_eq!(missing.lines("error[6.3/").len(), 1, "{}", missing.out);
    let run = check(
        &format!(
            "{text}\nOur office is open.\n\n<!-- ombudlint: allow 6.3 reason=\"new in May\" until=2027-03-31 -->\n"
        ),
        TODAY,
        "short",
    );
    assert_eq!(run.lines("waived[6.3/").len(), 1, "{}", run.out);
    assert!(run.lines("nothing to waive").is_empty(), "{}", run.out);
}

#[test]
fn in_clauses_it_holds_for_the_clause_below() {
    let text = "---\nkind: leaflet\n---\n\n# Complaints\n\n4.1 We are open on Mondays.\n\n<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 -->\n\n4.2 At stage 1 we answer in full within 15 working days of acknowledging your complaint.\n\n4.3 At stage 1 we answer in full within 14 working days of acknowledging your complaint.\n";
    let run = check(text, TODAY, "short");
    let told = run.lines("[6.3/");
    assert_eq!(told.len(), 2, "{}", run.out);
    assert!(told[0].contains("waived[") && told[1].contains("error["), "{}", run.out);
    let inside = text
        .replace(
            "<!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 -->\n\n",
            "",
        )
        .replace(
            "4.3 At stage 1",
            "4.3 <!-- ombudlint: allow 6.3 reason=\"vacant\" until=2027-03-31 --> At stage 1",
        );
    let run = check(&inside, TODAY, "short");
    let told = run.lines("[6.3/");
    assert!(told[0].contains("error[") && told[1].contains("waived["), "{}", run.out);
}
