//! What `fix` mends is mended, and nothing else is touched.

mod support;

use ombudlint::fix::{Grade, Mended, Opinion, Wish, apply, mend};
use ombudlint::kind::Kind;
use ombudlint::reading::quantities;
use ombudlint::report::Judged;
use ombudlint::source::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::run::{Run, read, run, write};
use support::{TODAY, engine, path};

/// Every document below `fixtures/`, and what it is read as where its labels say so.
fn fixtures() -> Vec<(String, String, Option<Kind>)> {
    let mut files: Vec<PathBuf> = ignore::WalkBuilder::new(path("fixtures"))
        .build()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|file| file.extension().is_some_and(|e| e == "md") && !file.ends_with("README.md"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let labels = std::fs::read_to_string(file.with_extension("toml")).unwrap_or_default();
            let kind = labels.lines().find_map(|line| line.strip_prefix("kind = "));
            let kind = kind.and_then(|name| Kind::from_name(name.trim_matches('"')));
            let name = file
                .strip_prefix(path(""))
                .expect("below the project")
                .display()
                .to_string();
            (name, std::fs::read_to_string(&file).expect("a document"), kind)
        })
        .collect()
}

fn opinion(source: Source, kind: Option<Kind>) -> Option<Opinion> {
    let engine = engine();
    let (reading, mut notes) = engine.open(&source, kind).ok()?;
    let mut verdicts = engine.assess(&reading, TODAY);
    let (about_waivers, _) = engine.excuse(&mut verdicts, &reading, &[], TODAY);
    notes.extend(about_waivers);
    notes.extend(engine.closed_routes(&reading, TODAY));
    let judged = Judged {
        source,
        kind: reading.kind,
        ruleset: engine.ruleset.clone(),
        verdicts,
        notes,
    };
    Some(Opinion {
        judged,
        reading,
        today: TODAY,
    })
}

fn mended_with(wish: Wish, name: &str, text: &str, kind: Option<Kind>) -> Option<Mended> {
    let judge = |source| opinion(source, kind);
    Some(mend(judge(Source::new(name, text))?, wish, &judge))
}

fn mended(name: &str, text: &str, kind: Option<Kind>) -> Option<Mended> {
    mended_with(Wish::default(), name, text, kind)
}

/// How often each finding is told, by element, verdict and weight: told here without the means of the program itself.
fn told(opinion: &Opinion) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    let name = |f: &ombudlint::finding::Finding| format!("{} {:?} {:?}", f.element, f.verdict, f.severity);
    let notes = opinion.judged.notes.iter().map(|n| n.message.clone());
    for told in opinion.judged.findings().map(name).chain(notes) {
        *out.entry(told).or_default() += 1;
    }
    out
}

#[test]
fn every_safe_edit_clears_its_finding_adds_none_and_leaves_the_rest() {
    let (mut edits, mut cleared) = (0, 0);
    let mut wrong = Vec::new();
    for (name, text, kind) in fixtures() {
        let Some(mended) = mended(&name, &text, kind) else {
            continue;
        };
        let mut before = opinion(Source::new(&*name, &*text), kind).expect("was judged");
        for made in &mended.made {
            assert_eq!(made.grade, Grade::Safe, "{name}: nothing else was asked for");
            let now = apply(&before.judged.source, &made.edits);
            let after = opinion(Source::new(&*name, &*now), kind).expect("is judged after an edit too");
            let (was, is) = (told(&before), told(&after));
            let added = is
                .iter()
                .find(|(key, n)| **n > was.get(*key).copied().unwrap_or_default());
            let fewer = was.values().sum::<usize>() - is.values().sum::<usize>();
            if added.is_some() || fewer == 0 || fewer != made.cleared {
                wrong.push(format!(
                    "{name}:{}: {} is now {}: {added:?}, {fewer} fewer",
                    made.line, made.was, made.now
                ));
            }
            // All other bytes stay: the edits taken back give the text again.
            let mut rest = now.as_str();
            let mut from = 0;
            for edit in &made.edits {
                rest = rest
                    .strip_prefix(&before.judged.source.text()[from..edit.span.start])
                    .expect("what stands before an edit stays");
                rest = rest.strip_prefix(edit.text.as_str()).expect("the new words follow");
                from = edit.span.end;
                let length = |text: &str| quantities(text).iter().map(|q| q.period.number).collect::<Vec<_>>();
                assert_eq!(
                    length(before.judged.source.slice(edit.span)),
                    length(&edit.text),
                    "{name}:{}: a safe edit changes no length of time",
                    made.line
                );
            }
            assert_eq!(
                rest,
                &before.judged.source.text()[from..],
                "what stands after the edits stays"
            );
            edits += 1;
            cleared += fewer;
            before = after;
        }
        assert_eq!(
            before.judged.source.text(),
            mended.opinion.judged.source.text(),
            "{name}"
        );
        let again = self::mended(&name, mended.opinion.judged.source.text(), kind).expect("is judged again");
        assert!(again.made.is_empty(), "{name}: a second run changes nothing");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        edits >= 20 && cleared >= edits,
        "{edits} edits cleared {cleared} findings"
    );
}

#[test]
fn compliant_documents_are_left_alone() {
    for (name, text, kind) in fixtures() {
        if name.starts_with("fixtures/compliant/") || name.starts_with("fixtures/ordinary/") {
            let made = mended(&name, &text, kind).map_or(0, |m| m.made.len());
            assert_eq!(made, 0, "{name}");
        }
    }
}

/// A leaflet of the given lines, mended.
fn leaflet(lines: &str) -> String {
    let text = format!("---\nkind: leaflet\nlandlord: Millbeck Homes\n---\n\n# Complaints\n\n{lines}\n");
    let mended = mended("leaflet.md", &text, None).expect("is judged");
    let new = mended.opinion.judged.source.text();
    let (_, body) = new.split_once("# Complaints\n\n").expect("the title stays");
    body.trim_end().to_owned()
}

#[test]
fn the_definition_becomes_the_codes_and_keeps_what_is_right() {
    for (said, now) in [
        // The author's own name, line breaks and stress stay.
        (
            "We say that *a complaint is an expression of dissatisfaction, however made, about the standard of service,\nactions or lack of action by Millbeck Homes, its own staff or those acting on its behalf, affecting an\nindividual resident or group of residents*.",
            "We say that *a complaint is an expression of dissatisfaction, however made, about the standard of service,\nactions or lack of action by Millbeck Homes, its own staff, or those acting on its behalf, affecting a\nresident or group of residents*.",
        ),
        (
            "A complaint is “An expression of dissatisfaction about the standard of service, actions or lack of action by the Council, its own staff, or those acting on its behalf, affecting a resident or group of residents”.",
            "A complaint is “An expression of dissatisfaction, however made, about the standard of service, actions or lack of action by the Council, its own staff, or those acting on its behalf, affecting a resident or group of residents”.",
        ),
        (
            "> A complaint is an expression of dissatisfaction, however made, about the standard of service, actions or\n> lack of action by the organisation, its own staff, or those acting on its behalf, affecting an individual\n> or group of individuals.",
            "> A complaint is an expression of dissatisfaction, however made, about the standard of service, actions or\n> lack of action by the landlord, its own staff, or those acting on its behalf, affecting a resident\n> or group of residents.",
        ),
    ] {
        assert_eq!(leaflet(said), now);
    }
}

#[test]
fn a_definition_in_words_of_its_own_is_left_to_its_author() {
    let said = "A complaint is when you are unhappy with something that we have done.";
    assert_eq!(leaflet(said), said);
}

#[test]
fn closed_routes_give_way_to_those_that_work() {
    for (said, now) in [
        (
            "Housing Ombudsman Service  \nExchange Tower, Harbour Exchange Square  \nLondon E14 9GE",
            "Housing Ombudsman Service  \nPO Box 1484, Unit D  \nPreston PR2 0ET",
        ),
        (
            "Write to the Housing Ombudsman, 81 Aldwych, London WC2B 4HN, or ring 0845 712 5973.",
            "Write to the Housing Ombudsman, PO Box 1484, Unit D, Preston PR2 0ET, or ring 0300 111 3000.",
        ),
        (
            "The Housing Ombudsman:\n\n- Phone: 0300 111 3000\n- **Email:** [info@housing-ombudsman.org.uk](mailto:info@housing-ombudsman.org.uk)",
            "The Housing Ombudsman:\n\n- Phone: 0300 111 3000\n- **Online form:** [www.housing-ombudsman.org.uk](https://www.housing-ombudsman.org.uk)",
        ),
        (
            "| Housing Ombudsman | |\n|---|---|\n| Phone | 0300 111 3000 |\n| Email | info@housing-ombudsman.org.uk |",
            "| Housing Ombudsman | |\n|---|---|\n| Phone | 0300 111 3000 |\n| Online form | www.housing-ombudsman.org.uk |",
        ),
        (
            "The Housing Ombudsman: 0300 111 3000, info@housing-ombudsman.org.uk or www.housing-ombudsman.org.uk.",
            "The Housing Ombudsman: 0300 111 3000, or www.housing-ombudsman.org.uk.",
        ),
        (
            "You can email the Housing Ombudsman at info@housing-ombudsman.org.uk.",
            "You can use the online form on www.housing-ombudsman.org.uk.",
        ),
        (
            "Or ask the Local Government and Social Care Ombudsman, [0845 602 1983](tel:08456021983).",
            "Or ask the Local Government and Social Care Ombudsman, [0300 061 0614](tel:03000610614).",
        ),
    ] {
        assert_eq!(leaflet(said), now);
    }
}

#[test]
fn where_the_new_words_would_not_read_well_nothing_is_changed() {
    for said in [
        // "Email" stands for another address too.
        "You may phone or email the Housing Ombudsman: 0300 111 3000, info@housing-ombudsman.org.uk.",
        // The link's own words do not show what it leads to.
        "The Housing Ombudsman: 0300 111 3000, or [by electronic mail](mailto:info@housing-ombudsman.org.uk).",
    ] {
        assert_eq!(leaflet(said), said);
    }
}

#[test]
fn working_days_are_put_in_where_the_unit_is_missing() {
    for (said, now) in [
        (
            "We send you our full answer at stage 1 within 10 working of acknowledging your complaint.",
            "We send you our full answer at stage 1 within 10 working days of acknowledging your complaint.",
        ),
        (
            "We send you our full answer at stage 1 within ten (10) working from acknowledging your complaint.",
            "We send you our full answer at stage 1 within ten (10) working days from acknowledging your complaint.",
        ),
    ] {
        let policy = |body: &str| format!("---\nkind: complaints-policy\n---\n\n# Complaints\n\n{body}\n");
        let mended = mended("policy.md", &policy(said), None).expect("is judged");
        assert_eq!(mended.opinion.judged.source.text(), policy(now));
    }
}

#[test]
fn calendar_days_and_other_figures_keep_their_meaning() {
    for said in [
        "We send you our full answer at stage 1 within 10 days of acknowledging your complaint.",
        "We send you our full answer at stage 1 within 15 days of acknowledging your complaint.",
        "We send you our full answer at stage 1 within 15 working of acknowledging your complaint.",
        "Our team of 10 working in the north answers at stage 1.",
    ] {
        assert_eq!(leaflet(said), said);
    }
}

const ALL: Wish = Wish {
    decisions: true,
    scaffold: true,
};

#[test]
fn what_is_not_safe_is_made_only_when_it_is_asked_for_and_one_decision_at_a_time() {
    let (mut decisions, mut paragraphs) = (0, 0);
    // Every paragraph is judged twice; these have every kind of fault.
    let folders = ["example", "compliant", "labelled/letters", "unseen", "house"];
    let chosen = |name: &str| folders.iter().any(|f| name.starts_with(&format!("fixtures/{f}/")));
    for (name, text, kind) in fixtures().into_iter().filter(|(name, ..)| chosen(name)) {
        let Some(mended) = mended_with(ALL, &name, &text, kind) else {
            continue;
        };
        let of = |grade| mended.made.iter().filter(move |m| m.grade == grade);
        let decided = of(Grade::Decision).count();
        assert!(decided <= 1, "{name}: {decided} decisions");
        assert!(
            of(Grade::Decision).all(|m| m.cleared > 0 && m.decided.is_some()),
            "{name}"
        );
        decisions += decided;
        paragraphs += of(Grade::Scaffold).count();
        // A paragraph to confirm mends nothing by itself.
        let all = |opinion: &Opinion| told(opinion).values().sum::<usize>();
        let first = opinion(Source::new(&*name, &*text), kind).expect("was judged");
        let cleared: usize = mended.made.iter().map(|m| m.cleared).sum();
        assert_eq!(all(&first) - cleared, all(&mended.opinion), "{name}");
        let again = Wish {
            decisions: false,
            scaffold: true,
        };
        let again = mended_with(again, &name, mended.opinion.judged.source.text(), kind).expect("is judged again");
        assert!(again.made.is_empty(), "{name}: a second run changes nothing");
        assert!(
            !name.starts_with("fixtures/compliant/") || mended.made.is_empty(),
            "{name}"
        );
    }
    assert!(
        decisions >= 5 && paragraphs >= 40,
        "{decisions} decisions, {paragraphs} paragraphs"
    );
}

/// A policy of these lines, with what is made of it.
fn policy(wish: Wish, lines: &str) -> Mended {
    let text = format!("---\nkind: complaints-policy\n---\n\n# Complaints\n\n{lines}\n");
    mended_with(wish, "policy.md", &text, None).expect("is judged")
}

#[test]
fn a_time_limit_is_changed_one_at_a_time() {
    let wish = Wish {
        decisions: true,
        scaffold: false,
    };
    let said = "We acknowledge your complaint within seven working days of receiving it.\n\nWe send our full stage 1 response within 15 working days of acknowledging your complaint.";
    let first = policy(wish, said);
    let text = first.opinion.judged.source.text();
    assert!(text.contains("within 5 working days of receiving"), "{text}");
    assert!(text.contains("within 15 working days"), "{text}");
    assert_eq!(first.decisions, 1);
    let (_, rest) = text.split_once("# Complaints\n\n").expect("the title stays");
    let second = policy(wish, rest.trim_end());
    let text = second.opinion.judged.source.text();
    assert!(text.contains("within 10 working days of acknowledging"), "{text}");
    assert_eq!(second.decisions, 0);
}

#[test]
fn a_further_stage_is_taken_out_with_nothing_that_leans_on_it() {
    let wish = Wish {
        decisions: true,
        scaffold: false,
    };
    let said = "## Stage 1\n\nA complaints officer looks into it and sends our full stage 1 response within 10 working days of acknowledging your complaint.\n\n## Stage 2\n\nA director not involved before reviews it. We send our final response within 20 working days of acknowledging your request for stage 2.\n\n## Stage 3\n\nIf you are still unhappy you can ask for stage 3. A panel hears you.\n\n## Other things\n\nOur office is open on weekdays.";
    let mended = policy(wish, said);
    let made: Vec<Grade> = mended.made.iter().map(|m| m.grade).collect();
    assert_eq!(made, [Grade::Decision]);
    let text = mended.opinion.judged.source.text();
    assert!(
        !text.contains("still unhappy") && text.contains("## Other things"),
        "{text}"
    );
}

#[test]
fn a_paragraph_to_confirm_says_nothing_until_it_is_confirmed() {
    let wish = Wish {
        decisions: false,
        scaffold: true,
    };
    let said = "You do not have to use the word 'complaint' for us to treat it as one.";
    let mended = policy(wish, said);
    let waits = "[To confirm 6.12.no-reasons: You do not have to give reasons for asking for stage 2.]";
    let text = mended.opinion.judged.source.text();
    assert!(text.contains(waits), "{text}");
    let is_missing = |opinion: &Opinion| opinion.judged.findings().any(|f| f.element == "6.12.no-reasons");
    assert!(is_missing(&mended.opinion));
    let inside = waits
        .trim_matches(['[', ']'])
        .trim_start_matches("To confirm 6.12.no-reasons: ");
    // Without its brackets it still waits.
    let bare = Source::new("policy.md", text.replace(waits, waits.trim_matches(['[', ']'])));
    assert!(is_missing(&opinion(bare, None).expect("is judged")));
    let confirmed = Source::new("policy.md", text.replace(waits, inside));
    assert!(!is_missing(&opinion(confirmed, None).expect("is judged")));
}

const CLOSED: &str = "---\nkind: leaflet\n---\n\n# Complaints\n\nAsk the Housing Ombudsman at any time: 0300 111 3000, 81 Aldwych, London WC2B 4HN.\n";

fn fix(folder: &Path, arguments: &[&str]) -> Run {
    let mut all = vec!["fix", "--today", "2026-11-22"];
    all.extend(arguments);
    run(folder, &all)
}

#[test]
fn its_author_is_told_what_was_and_what_is() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), "our/leaflet.md", CLOSED);
    let run = fix(folder.path(), &["our"]);
    assert_eq!(run.err, "");
    for told in [
        "our/leaflet.md\n  line 7: the Housing Ombudsman left its offices in Aldwych and the Strand years ago [3.7.how]\n",
        "    was: … any time: 0300 111 3000, 81 Aldwych, London WC2B 4HN.\n",
        "    now: … any time: 0300 111 3000, PO Box 1484, Unit D, Preston PR2 0ET.\n",
        "\nour/leaflet.md: 1 place mended; ",
    ] {
        assert!(run.out.contains(told), "{told} is not in\n{}", run.out);
    }
    assert_eq!(
        read(folder.path(), "our/leaflet.md"),
        CLOSED.replace("81 Aldwych, London WC2B 4HN", "PO Box 1484, Unit D, Preston PR2 0ET")
    );
    let again = fix(folder.path(), &["our"]);
    assert!(
        again
            .out
            .starts_with("our/leaflet.md: nothing to mend without a decision of yours; "),
        "{}",
        again.out
    );
}

#[test]
fn the_status_tells_whether_errors_are_left() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "wrong.md",
        CLOSED.replace("81 Aldwych", "within 15 working days at stage 1, 81 Aldwych"),
    );
    let left = fix(folder.path(), &["wrong.md"]);
    let checked = run(folder.path(), &["check", "--today", "2026-11-22", "wrong.md"]);
    assert_eq!(left.status, checked.status, "{}", left.out);
    let compliant = std::fs::read_to_string(path("fixtures/compliant/leaflet.md")).expect("a leaflet");
    write(folder.path(), "good.md", &compliant);
    assert_eq!(fix(folder.path(), &["good.md"]).status, 0);
    assert_eq!(fix(folder.path(), &["nowhere.md"]).status, 2);
}

#[test]
fn waived_and_known_findings_are_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let waived = CLOSED.replace(
        "Ask the",
        "<!-- ombudlint: allow 3.7.how reason=\"The printer has the old leaflet\" until=2026-12-31 -->\nAsk the",
    );
    write(folder.path(), "leaflet.md", &waived);
    fix(folder.path(), &["leaflet.md"]);
    assert_eq!(read(folder.path(), "leaflet.md"), waived);
    write(folder.path(), "leaflet.md", CLOSED);
    write(folder.path(), "ombudlint.toml", "baseline = \"known.json\"\n");
    run(
        folder.path(),
        &[
            "check",
            "--today",
            "2026-11-22",
            "--write-baseline",
            "known.json",
            "leaflet.md",
        ],
    );
    fix(folder.path(), &["leaflet.md"]);
    assert_eq!(read(folder.path(), "leaflet.md"), CLOSED);
}

#[test]
fn line_endings_byte_order_mark_and_a_missing_last_break_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = "81 Aldwych,\nLondon WC2B 4HN.";
    let text = CLOSED.replace("81 Aldwych, London WC2B 4HN.", address);
    let text = format!("\u{feff}{}", text.trim_end().replace('\n', "\r\n"));
    write(folder.path(), "leaflet.md", &text);
    fix(folder.path(), &["leaflet.md"]);
    let address = address.replace('\n', "\r\n");
    assert!(text.contains(&address));
    assert_eq!(
        read(folder.path(), "leaflet.md"),
        text.replace(&address, "PO Box 1484, Unit D,\r\nPreston PR2 0ET.")
    );
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay_and_a_protected_file_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().expect("a folder");
    let mode = |name: &str| {
        std::fs::metadata(folder.path().join(name))
            .expect("a file")
            .permissions()
            .mode()
            & 0o777
    };
    let set = |name: &str, mode: u32| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path().join(name), permissions).expect("permissions can be set");
    };
    write(folder.path(), "real.md", CLOSED);
    set("real.md", 0o640);
    std::os::unix::fs::symlink("real.md", folder.path().join("link.md")).expect("a link can be made");
    let both = fix(folder.path(), &["link.md", "real.md"]);
    assert_eq!(both.out.matches("1 place mended").count(), 1, "{}", both.out);
    assert!(
        std::fs::symlink_metadata(folder.path().join("link.md"))
            .expect("the link")
            .is_symlink()
    );
    assert_eq!(mode("real.md"), 0o640);
    assert!(read(folder.path(), "real.md").contains("PR2 0ET"));
    write(folder.path(), "kept.md", CLOSED);
    set("kept.md", 0o440);
    let kept = fix(folder.path(), &["kept.md"]);
    assert_eq!(kept.status, 3);
    kept.tells(&["kept.md may not be written to, and was left alone"]);
    assert_eq!(read(folder.path(), "kept.md"), CLOSED);
}

#[test]
fn what_was_decided_is_said_and_what_is_left_is_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let leaflet = "---\nkind: leaflet\n---\n\n# Complaints\n\nAt stage 1 we answer in full within 15 working days of acknowledging your complaint.\n";
    write(folder.path(), "leaflet.md", leaflet);
    let offered = fix(folder.path(), &["leaflet.md"]);
    assert_eq!(read(folder.path(), "leaflet.md"), leaflet);
    for told in [
        "\n  1 finding needs a decision of yours: `--include-decisions` tries the first\n",
        ": `--scaffold` puts in paragraphs for you to confirm\n",
    ] {
        assert!(offered.out.contains(told), "{told} is not in\n{}", offered.out);
    }
    let made = fix(folder.path(), &["--include-decisions", "leaflet.md"]);
    assert_eq!(read(folder.path(), "leaflet.md"), leaflet.replace("15", "10"));
    for told in [
        "    was: … 1 we answer in full within 15 working days of acknowledging your …\n",
        "    now: … 1 we answer in full within 10 working days of acknowledging your …\n",
        "    decided: 10 working days is what you now promise; see that it can be kept\n",
    ] {
        assert!(made.out.contains(told), "{told} is not in\n{}", made.out);
    }
}

#[test]
fn standard_input_is_mended_to_standard_output() {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("ombudlint");
    let output = command
        .args(["fix", "--today", "2026-11-22", "-"])
        .write_stdin(CLOSED)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    assert_eq!(
        text(output.stdout),
        CLOSED.replace("81 Aldwych, London WC2B 4HN", "PO Box 1484, Unit D, Preston PR2 0ET")
    );
    assert!(text(output.stderr).contains("1 place mended"));
}

/// What `--diff` shows is what `git apply` makes of the files.
fn applies(files: &[(&str, String)], below: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    let git = |arguments: &[&str], at: &Path| {
        let output = Command::new("git")
            .current_dir(at)
            .args(arguments)
            .output()
            .expect("git starts");
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    git(&["init", "-q"], folder.path());
    let here = folder.path().join(below);
    let shown = fix(&here, &["--diff", "."]);
    for (name, text) in files {
        assert_eq!(&read(folder.path(), name), text, "--diff writes nothing");
    }
    let patch = tempfile::tempdir().expect("a folder");
    write(patch.path(), "fix.patch", &shown.out);
    let file = patch.path().join("fix.patch");
    let file = file.to_str().expect("a path of letters");
    git(&["apply", "--check", file], &here);
    git(&["apply", file], &here);
    let applied: Vec<String> = files.iter().map(|(name, _)| read(folder.path(), name)).collect();
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    fix(&here, &["."]);
    for ((name, text), applied) in files.iter().zip(&applied) {
        assert_eq!(&read(folder.path(), name), applied, "{name}");
        assert_ne!(applied, text, "{name} was mended");
    }
}

#[test]
fn a_difference_applies_with_git() {
    let crlf = CLOSED.replace('\n', "\r\n");
    applies(
        &[
            ("plain.md", CLOSED.to_owned()),
            ("our letters/the first.md", CLOSED.to_owned()),
            ("a/b/crlf.md", crlf.clone()),
            ("a/no-last-break.md", CLOSED.trim_end().to_owned()),
            ("a/crlf-no-last-break.md", crlf.trim_end().to_owned()),
            ("a/mark.md", format!("\u{feff}{crlf}")),
            ("é.md", CLOSED.to_owned()),
            ("lone.md", format!("{CLOSED}\none\rtwo\r")),
        ],
        ".",
    );
}

#[test]
fn a_difference_made_in_a_folder_of_the_repository_applies_there() {
    applies(&[("docs/policies/leaflet.md", CLOSED.to_owned())], "docs");
}
