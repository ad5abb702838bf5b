//! Bundles of evidence: what an auditor relies on years later.

mod support;

use ombudlint::bundle::{self, Fault, inspect};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use support::run::{Run, read, run, write};
use support::text;

/// A landlord's papers: settings above two folders, own rules beside them, signed statements elsewhere, and texts with a
/// byte order mark and with Windows' line breaks.
fn papers() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let put = |name: &str, content: &str| write(folder.path(), name, content);
    let policy = text("fixtures/example/complaints-policy.md");
    put(
        "documents/policy.md",
        &format!("\u{feff}{}", policy.replace('\n', "\r\n")),
    );
    put(
        "documents/letters/stage 1 – reply.md",
        &text("fixtures/example/stage-1-response.md"),
    );
    put(
        "documents/ombudlint.toml",
        "rulesets = [\"../our-rules.toml\"]\nexclude = [\"drafts/\"]\n",
    );
    put(
        "documents/drafts/old.md",
        "# Complaints policy\n\nWe are rewriting this.\n",
    );
    put(
        "our-rules.toml",
        "extends = \"hos-2024\"\ntitle = \"Our own standard\"\n\n[[promise]]\nelement = \"6.3\"\nlimit = \"8 working days\"\n",
    );
    put(
        "signed/attestations.toml",
        "[[attestation]]\nprovision = \"4.3\"\nstatement = \"All were trained in May.\"\nwho = \"A. Shah\"\nwhen = 2026-06-01\nnext-due = 2027-06-01\n",
    );
    put("ombudlint.toml", "landlord = [\"Elsewhere\"]\nno-such-key = 1\n");
    folder
}

const BUNDLE: [&str; 7] = [
    "assess",
    "--bundle",
    "evidence",
    "--today",
    "2026-11-01",
    "--attestations",
    "signed/attestations.toml",
];

fn bundled() -> (tempfile::TempDir, PathBuf) {
    let folder = papers();
    let made = run(folder.path(), &[&BUNDLE[..], &["documents"]].concat());
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(made.out, "");
    let bundle = folder.path().join("evidence");
    (folder, bundle)
}

fn verify(bundle: &Path) -> Run {
    run(
        bundle.parent().expect("a parent"),
        &["verify", bundle.to_str().expect("a path")],
    )
}

/// All files below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("is below").display().to_string();
                out.insert(name, fs::read(&path).expect("reads"));
            }
        }
    }
    out
}

fn manifest(bundle: &Path) -> Value {
    serde_json::from_str(&read(bundle, "manifest.json")).expect("is JSON")
}

/// What a forger does who knows how a bundle is made: changes a file and all that vouches for it.
fn forge(bundle: &Path, path: &str, content: &[u8]) {
    fs::write(bundle.join(path), content).expect("writes");
    fs::write(bundle.join("second-copy").join(path), content).expect("writes");
    let mut list = manifest(bundle);
    let entries = list["files"].as_array_mut().expect("entries");
    let entry = entries.iter_mut().find(|e| e["path"] == path).expect("is listed");
    entry["sha256"] = ombudlint::source::sha256(content).into();
    entry["bytes"] = content.len().into();
    seal(bundle, &list);
}

fn seal(bundle: &Path, list: &Value) {
    let text = serde_json::to_string_pretty(list).expect("is JSON") + "\n";
    for name in ["manifest.json", "second-copy/manifest.json"] {
        write(bundle, name, &text);
    }
    write(bundle, "manifest.sha256", bundle::seal(text.as_bytes()));
}

#[test]
fn a_bundle_holds_all_it_was_made_from_and_is_repeated_anywhere() {
    let (folder, bundle) = bundled();
    let list = manifest(&bundle);
    let listed: Vec<(&str, &str)> = list["files"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|e| (e["path"].as_str().expect("a path"), e["role"].as_str().expect("a role")))
        .collect();
    assert_eq!(
        listed,
        [
            ("README.txt", "readme"),
            ("inputs/documents/letters/stage 1 – reply.md", "document"),
            ("inputs/documents/ombudlint.toml", "settings"),
            ("inputs/documents/policy.md", "document"),
            ("inputs/our-rules.toml", "own-rules"),
            ("inputs/signed/attestations.toml", "attestations"),
            ("report.html", "report"),
            ("report.json", "report"),
        ]
    );
    assert_eq!(list["tool"]["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(list["ruleset"]["id"], "hos-2024");
    assert_eq!(list["today"], "2026-11-01");
    for (path, _) in listed.iter().filter(|(path, _)| path.starts_with("inputs/")) {
        let original = folder.path().join(path.strip_prefix("inputs/").expect("an input"));
        assert_eq!(
            fs::read(bundle.join(path)).expect("a copy"),
            fs::read(original).expect("a file")
        );
    }
    // The originals are gone, the folder has moved, and other settings lie above it.
    let elsewhere = tempfile::tempdir().expect("a folder");
    write(elsewhere.path(), "ombudlint.toml", "exclude = [\"*\"]\n");
    let moved = elsewhere.path().join("archive 2026");
    fs::rename(&bundle, &moved).expect("moves");
    folder.close().expect("goes");
    let said = verify(&moved);
    assert_eq!((said.status, said.err.as_str()), (0, ""), "{}", said.out);
    let last = said.out.lines().last().expect("a line");
    assert!(last.starts_with("The same: 8 files as written, "), "{last}");
    let count = last.split(", ").nth(1).and_then(|part| part.split(' ').next());
    assert!(
        count.and_then(|n| n.parse::<usize>().ok()).is_some_and(|n| n > 300),
        "{last}"
    );
}

#[test]
fn the_report_is_that_of_the_documents() {
    let (folder, bundle) = bundled();
    let in_place = run(
        folder.path(),
        &[
            "assess",
            "documents",
            "--today",
            "2026-11-01",
            "--attestations",
            "signed/attestations.toml",
        ],
    );
    let kept: Value = serde_json::from_str(&read(&bundle, "report.json")).expect("is JSON");
    let told: Value = serde_json::from_str(&in_place.out).expect("is JSON");
    assert_eq!(kept["self_assessment"]["rows"], told["self_assessment"]["rows"]);
    assert_eq!(kept["documents"], told["documents"]);
    let row = |id: &str| {
        let rows = kept["self_assessment"]["rows"].as_array().expect("rows");
        rows.iter().find(|r| r["provision"] == id).expect("a row")["comply"].clone()
    };
    assert_eq!(row("4.3"), "Yes", "the attestation is in it");
    assert!(
        read(&bundle, "report.json").contains("8 working days"),
        "own rules are in it"
    );
    assert!(read(&bundle, "report.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn the_same_inputs_give_the_same_bytes() {
    let (folder, bundle) = bundled();
    let first = files(&bundle);
    let orders: [&[&str]; 3] = [
        &["documents/policy.md", "documents/letters/stage 1 – reply.md"],
        &[
            "documents/letters",
            "./documents/policy.md",
            "documents/letters/stage 1 – reply.md",
        ],
        &["documents"],
    ];
    for (n, paths) in orders.into_iter().enumerate() {
        let name = format!("again-{n}");
        let mut arguments = [&BUNDLE[..], paths].concat();
        arguments[2] = &name;
        assert_eq!(run(folder.path(), &arguments).status, 0, "{paths:?}");
        assert!(files(&folder.path().join(&name)) == first, "{paths:?}");
    }
    let inside = folder.path().join("documents");
    let made = run(
        &inside,
        &[
            "assess",
            "--bundle",
            "../again",
            "--today",
            "2026-11-01",
            "--attestations",
            "../signed/attestations.toml",
        ],
    );
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(files(&folder.path().join("again")) == first, "from another folder");
}

#[test]
fn one_changed_byte_is_named_in_whatever_file() {
    let (_folder, bundle) = bundled();
    for (name, content) in files(&bundle) {
        for part in [0, 1, 2] {
            let at = (content.len() - 1) * part / 2;
            let mut other = content.clone();
            other[at] ^= 0x01;
            fs::write(bundle.join(&name), &other).expect("writes");
            let said = verify(&bundle);
            assert_eq!(said.status, 1, "{name} {at}: {}{}", said.out, said.err);
            let changed = said.lines("changed: ");
            assert_eq!(changed.len(), 1, "{name} {at}: {}", said.out);
            let place = format!("(byte {}): was 0x{:02x}", at + 1, content[at]);
            assert!(
                changed[0].starts_with(&format!("changed: {name}, line ")),
                "{}",
                changed[0]
            );
            assert!(changed[0].contains(&place), "{place}: {}", changed[0]);
            assert!(
                changed[0].contains(&format!(", is 0x{:02x}", other[at])),
                "{}",
                changed[0]
            );
        }
        fs::write(bundle.join(&name), content).expect("writes");
    }
    assert_eq!(verify(&bundle).status, 0);
}

#[test]
fn no_byte_of_the_list_or_its_seal_changes_unseen() {
    let (_folder, bundle) = bundled();
    let whole = files(&bundle);
    assert_eq!(inspect(&whole).expect("is a bundle").faults, []);
    for name in ["manifest.json", "manifest.sha256", "second-copy/manifest.json"] {
        for at in 0..whole[name].len() {
            let mut damaged = whole.clone();
            damaged.get_mut(name).expect("is there")[at] ^= 0x20;
            let found = inspect(&damaged).expect("is a bundle still").faults;
            let [Fault::Changed { path, change }] = &found[..] else {
                panic!("{name} {at}: {found:?}");
            };
            assert_eq!((path.as_str(), change.byte, change.only), (name, at + 1, true));
        }
    }
}

#[test]
fn line_and_column_are_those_of_an_editor() {
    let (_folder, bundle) = bundled();
    let name = "inputs/documents/policy.md";
    let policy = read(&bundle, name);
    let at = policy.find("15 working days").expect("is there") + 1;
    let line = policy[..at].matches('\n').count() + 1;
    let column = policy[..at].rsplit('\n').next().expect("a line").chars().count() + 1;
    let mut bytes = policy.into_bytes();
    bytes[at] = b'0';
    fs::write(bundle.join(name), bytes).expect("writes");
    let said = verify(&bundle);
    assert_eq!(said.status, 1);
    let told = format!(
        "changed: {name}, line {line}, column {column} (byte {}): was 0x35 ‘5’, is 0x30 ‘0’",
        at + 1
    );
    assert_eq!(said.lines("changed: "), [told]);
    assert!(!said.lines("    was: ").is_empty() && said.lines("    is: ")[0].contains("10 working days"));
    // The words that the report quotes are no longer there.
    assert!(said.lines("quotation not found: ")[0].contains(name));
    assert!(said.out.contains("was not made again"));
}

#[test]
fn files_that_are_missing_or_too_many_are_named() {
    let (_folder, bundle) = bundled();
    fs::remove_file(bundle.join("report.html")).expect("goes");
    write(&bundle, "inputs/letter.md", "We answer in 30 days.\n");
    let said = verify(&bundle);
    assert_eq!(said.status, 1);
    assert_eq!(said.lines("missing: "), ["missing: report.html"]);
    assert_eq!(said.lines("not on the list: "), ["not on the list: inputs/letter.md"]);
}

#[test]
fn converted_line_breaks_are_told_as_what_they_are() {
    let (_folder, bundle) = bundled();
    for (name, content) in files(&bundle) {
        let text = String::from_utf8(content).expect("is text");
        write(&bundle, &name, text.replace("\r\n", "\n").replace('\n', "\r\n"));
    }
    let said = verify(&bundle);
    assert_eq!(said.status, 1, "{}", said.err);
    assert!(
        !said.lines("inputs/our-rules.toml; its line breaks").is_empty(),
        "{}",
        said.out
    );
    // This one has had Windows' from the beginning.
    assert!(
        said.lines("changed: inputs/documents/policy.md").is_empty(),
        "{}",
        said.out
    );
    let (_folder, bundle) = bundled();
    for name in ["inputs/our-rules.toml", "second-copy/inputs/our-rules.toml"] {
        let text = read(&bundle, name).replace('\n', "\r\n");
        write(&bundle, name, &text);
    }
    let said = verify(&bundle);
    assert_eq!(said.status, 1);
    assert_eq!(said.lines("line breaks were converted").len(), 2, "{}", said.out);
}

#[test]
fn a_forged_report_is_found_out_by_its_words_and_by_repeating_it() {
    let (_folder, bundle) = bundled();
    let report = read(&bundle, "report.json");
    let forged = report.replacen("15 working days", "10 working days", 1);
    assert_ne!(forged, report);
    forge(&bundle, "report.json", forged.as_bytes());
    let said = verify(&bundle);
    assert_eq!(said.status, 1);
    assert!(said.lines("changed: ").is_empty(), "{}", said.out);
    assert_eq!(said.lines("not repeated: report.json, line ").len(), 1, "{}", said.out);
    assert_eq!(
        said.lines("quotation not found: inputs/documents/policy.md").len(),
        1,
        "{}",
        said.out
    );
}

#[test]
fn a_bundle_of_another_version_is_checked_and_not_repeated() {
    let (_folder, bundle) = bundled();
    let mut list = manifest(&bundle);
    list["tool"]["version"] = "0.0.9".into();
    seal(&bundle, &list);
    let said = verify(&bundle);
    assert_eq!(said.status, 2, "{}", said.out);
    assert!(
        said.out
            .contains("not made again: ombudlint 0.0.9 made it, this is ombudlint"),
        "{}",
        said.out
    );
    assert!(said.out.contains("As written: 8 files; "), "{}", said.out);
    // A change counts all the same.
    write(&bundle, "inputs/our-rules.toml", "");
    assert_eq!(verify(&bundle).status, 1);
    // The same version with other rules.
    let (_folder, bundle) = bundled();
    let mut list = manifest(&bundle);
    list["ruleset"]["sha256"] = "0".repeat(64).into();
    seal(&bundle, &list);
    let said = verify(&bundle);
    assert_eq!(said.status, 2);
    assert!(
        said.out.contains("the rules of hos-2024 in this program are not those"),
        "{}",
        said.out
    );
}

#[test]
fn a_hostile_list_leads_nowhere() {
    let (folder, bundle) = bundled();
    write(
        folder.path(),
        "secret.md",
        "# Complaints policy\n\nNobody is to read this.\n",
    );
    let original = manifest(&bundle);
    let entry = original["files"]
        .as_array()
        .and_then(|files| files.iter().position(|f| f["role"] == "own-rules"))
        .expect("is listed");
    for path in [
        "inputs/../../secret.md",
        "../secret.md",
        "/etc/passwd",
        "C:\\secret.md",
        "inputs\\a",
        "",
        "secret.md",
    ] {
        let mut list = original.clone();
        list["files"][entry]["path"] = path.into();
        seal(&bundle, &list);
        let said = verify(&bundle);
        assert_eq!(said.status, 2, "{path}: {}{}", said.out, said.err);
        assert!(
            said.err
                .contains("no bundle that can be verified: manifest.json: it names"),
            "{}",
            said.err
        );
        assert_eq!(said.out, "");
    }
    for (key, value) in [
        ("config", Value::from("../ombudlint.toml")),
        ("ruleset", serde_json::json!({"own": "/tmp"})),
        ("kind", Value::from("no-such-kind")),
        ("and-run", Value::from("rm")),
    ] {
        let mut list = original.clone();
        list["run"][key] = value;
        seal(&bundle, &list);
        assert_eq!(verify(&bundle).status, 2, "{key}");
    }
    // Settings that reach out of the bundle are refused before anything is read.
    seal(&bundle, &original);
    let absolute = folder.path().join("our-rules.toml").display().to_string();
    for outside in ["../../../our-rules.toml", &absolute] {
        forge(
            &bundle,
            "inputs/documents/ombudlint.toml",
            format!("rulesets = [{outside:?}]\n").as_bytes(),
        );
        let said = verify(&bundle);
        assert_eq!(said.status, 2, "{}", said.out);
        said.tells(&[
            "this ruleset lies outside the bundle",
            "cannot be made again from these inputs",
        ]);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let (folder, bundle) = bundled();
    let copy = bundle.join("inputs/our-rules.toml");
    fs::remove_file(&copy).expect("goes");
    std::os::unix::fs::symlink(folder.path().join("our-rules.toml"), &copy).expect("links");
    let said = verify(&bundle);
    assert_eq!(said.status, 1);
    assert_eq!(said.lines("changed: inputs/our-rules.toml").len(), 1, "{}", said.out);
    assert!(said.out.contains("was not made again"));
}

#[test]
fn what_is_no_bundle_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let told = |content: &[(&str, &str)], message: &str| {
        for (name, text) in content {
            write(folder.path(), name, text);
        }
        let said = run(folder.path(), &["verify", "."]);
        assert_eq!(said.status, 2, "{}", said.out);
        said.tells(&[message]);
    };
    told(&[], "there is no manifest.json in it");
    told(&[("manifest.json", "{}")], "do not agree");
    told(
        &[("manifest.sha256", &bundle::seal(b"{}"))],
        "it is no list of contents",
    );
    let other = "{\"schema\": \"ombudlint-bundle-9\"}";
    told(
        &[
            ("manifest.json", other),
            ("manifest.sha256", &bundle::seal(other.as_bytes())),
        ],
        "it is of the shape `ombudlint-bundle-9`",
    );
    let said = run(folder.path(), &["verify", "nowhere"]);
    assert_eq!(said.status, 2);
    said.tells(&["nowhere: there is no such folder"]);
}

#[test]
fn nothing_of_the_users_is_written_over_and_no_half_bundle_is_left() {
    let folder = papers();
    write(folder.path(), "evidence/mine.txt", "mine");
    let refused = |arguments: &[&str], message: &str| {
        let said = run(folder.path(), arguments);
        assert_eq!(said.status, 2, "{}", said.err);
        said.tells(&[message, "no bundle was written"]);
        let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
        let hidden = left
            .iter()
            .flatten()
            .filter(|e| e.file_name().to_string_lossy().starts_with('.'));
        assert_eq!(hidden.count(), 0, "nothing half made is left");
    };
    let bundle = [&BUNDLE[..], &["documents"]].concat();
    refused(&bundle, "evidence is there already; name a new folder");
    assert_eq!(read(folder.path(), "evidence/mine.txt"), "mine");
    refused(
        &["assess", "--bundle", "our-rules.toml", "documents"],
        "our-rules.toml is there already",
    );
    refused(&["assess", "--bundle", "no/where", "documents"], "there is no folder");
    refused(
        &["assess", "--bundle", "new", "documents", "documents/nowhere.md"],
        "nowhere.md: there is no such file",
    );
    refused(&["assess", "--bundle", "new", "-"], "a bundle is made from files");
    // Mistakes in settings, and a document that cannot be judged.
    refused(
        &["assess", "--bundle", "new", "--config", "ombudlint.toml", "documents"],
        "no-such-key",
    );
    write(folder.path(), "broken.md", "---\nkind: leaflett\n---\n\n# Complaints\n");
    refused(
        &["assess", "--no-config", "--bundle", "new", "broken.md"],
        "did you mean `leaflet`?",
    );
    assert!(!folder.path().join("new").exists());
    // An empty folder is as good as none.
    fs::create_dir(folder.path().join("empty")).expect("a folder");
    let made = run(folder.path(), &["assess", "--bundle", "empty", "documents"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(verify(&folder.path().join("empty")).status, 0);
}

#[cfg(unix)]
#[test]
fn names_that_cannot_be_kept_are_refused() {
    use std::os::unix::ffi::OsStrExt;
    let folder = papers();
    let names: [&[u8]; 3] = [b"documents/caf\xe9.md", b"documents/a:b.md", b"documents/a\\b.md"];
    for name in names {
        let path = folder.path().join(std::ffi::OsStr::from_bytes(name));
        fs::write(&path, text("fixtures/example/stage-1-response.md")).expect("writes");
        let said = run(folder.path(), &[&BUNDLE[..], &["documents"]].concat());
        assert_eq!(said.status, 2, "{}", said.err);
        said.tells(&["this name cannot be kept on every system; rename it"]);
        assert!(!folder.path().join("evidence").exists());
        fs::remove_file(path).expect("goes");
    }
}

#[test]
fn own_rules_and_settings_that_were_named_are_kept() {
    let folder = papers();
    write(
        folder.path(),
        "settings/house.toml",
        "[kinds]\nleaflet = [\"../documents/none.md\"]\n",
    );
    write(folder.path(), "settings/good.toml", "landlord = [\"Example Homes\"]\n");
    for (name, more) in [
        ("with-rules", ["--no-config", "--ruleset", "our-rules.toml"]),
        ("with-folder", ["--no-config", "--ruleset", "rules/"]),
        ("with-shipped", ["--no-config", "--ruleset", "hos-2024"]),
        ("with-config", ["--kind=leaflet", "--config", "settings/good.toml"]),
    ] {
        write(folder.path(), "rules/ours.toml", read(folder.path(), "our-rules.toml"));
        let arguments = [&["assess", "--bundle", name][..], &more, &["documents/policy.md"]].concat();
        let made = run(folder.path(), &arguments);
        assert_eq!(made.status, 0, "{name}: {}", made.err);
        let said = verify(&folder.path().join(name));
        assert_eq!((said.status, said.err.as_str()), (0, ""), "{name}: {}", said.out);
    }
    let run = |name: &str| manifest(&folder.path().join(name))["run"].clone();
    assert_eq!(run("with-rules")["ruleset"]["own"], "inputs/our-rules.toml");
    assert_eq!(run("with-folder")["ruleset"]["own"], "inputs/rules");
    assert_eq!(run("with-shipped")["ruleset"]["shipped"], "hos-2024");
    assert_eq!(run("with-config")["config"], "inputs/settings/good.toml");
    assert_eq!(run("with-config")["kind"], "leaflet");
}

#[test]
fn copies_in_a_bundle_are_not_judged_again() {
    let (folder, _bundle) = bundled();
    let again = run(folder.path(), &["check", "--no-config", "--format", "short", "."]);
    assert!(again.out.contains("documents/policy.md:"));
    assert!(again.lines("evidence/").is_empty(), "{}", again.out);
}
