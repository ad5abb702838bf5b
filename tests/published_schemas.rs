//! The published schemas are current, know the keys that the program knows, and accept all that the project ships.

#[path = "mirror/mod.rs"]
mod mirror;
mod support;

use mirror::{form, rules, settings, shared};
use ombudlint::problem::Problem;
use ombudlint::ruleset::{Examples, LoadError, load_sources};
use ombudlint::source::Source;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use support::{path, text};

/// The files that all rulesets share; each has a schema of its name.
const SHARED: [&str; 6] = [
    "lexicon",
    "contacts",
    "kinds",
    "bank-holidays",
    "dates",
    "self-assessment",
];

/// Draft 7 is what editors' TOML tools know.
fn schema<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(without_null));
    settings.into_generator().into_root_schema_for::<T>()
}

/// What may be left out is `null` to JSON; TOML has no such value.
fn without_null(schema: &mut Schema) {
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|t| t != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            schema.insert("type".into(), only);
        }
    }
    if let Some(any) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        any.retain(|one| one.get("type").is_none_or(|t| t != "null"));
    }
}

/// The published schemas by their names.
fn published() -> [(&'static str, Schema); 9] {
    [
        ("settings", schema::<settings::Settings>()),
        ("rules", schema::<rules::Rules>()),
        ("code", schema::<shared::Code>()),
        ("contacts", schema::<shared::Contacts>()),
        ("kinds", schema::<shared::KindSigns>()),
        ("lexicon", schema::<shared::Lexicon>()),
        ("bank-holidays", schema::<shared::BankHolidays>()),
        ("dates", schema::<shared::DateWords>()),
        ("self-assessment", schema::<form::Forms>()),
    ]
}

#[test]
fn the_published_schemas_are_current() {
    let rewrite = std::env::var_os("OMBUDLINT_REWRITE").is_some();
    let mut old = Vec::new();
    for (name, schema) in published() {
        let file = format!("docs/schemas/{name}.schema.json");
        let current = format!("{}\n", serde_json::to_string_pretty(&schema).expect("JSON"));
        if rewrite {
            std::fs::write(path(&file), &current).expect("the schema can be written");
        }
        if std::fs::read_to_string(path(&file)).ok().as_deref() != Some(current.as_str()) {
            old.push(file);
        }
    }
    assert!(
        old.is_empty(),
        "{} no longer as the types are; run\n\n    OMBUDLINT_REWRITE=1 cargo test --test published_schemas\n",
        old.join(", ")
    );
}

/// What a schema has against a TOML text.
fn mistakes(name: &str, toml: &str) -> Vec<String> {
    let (_, schema) = published().into_iter().find(|(n, _)| *n == name).expect("a schema");
    let table: toml::Table = toml.parse().unwrap_or_else(|error| panic!("{error}: {toml}"));
    let mut value = serde_json::to_value(table).expect("JSON");
    dates_as_text(&mut value);
    let validator = jsonschema::validator_for(schema.as_value()).expect("a schema");
    validator
        .iter_errors(&value)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect()
}

/// Serde wraps TOML's dates; TOML tools hand them to validators as text.
fn dates_as_text(value: &mut Value) {
    match value {
        Value::Object(table) => match table.get("$__toml_private_datetime").cloned() {
            Some(date) => *value = date,
            None => table.values_mut().for_each(dates_as_text),
        },
        Value::Array(list) => list.iter_mut().for_each(dates_as_text),
        _ => {}
    }
}

#[test]
fn all_that_is_shipped_is_right_by_the_schemas() {
    let mut files = vec![("fixtures/house/our-promises.toml".to_owned(), "rules")];
    for name in SHARED {
        files.push((format!("rulesets/{name}.toml"), name));
    }
    for entry in std::fs::read_dir(path("rulesets/hos-2024"))
        .expect("a folder")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".toml") {
            continue;
        }
        let kind = if name == "code.toml" { "code" } else { "rules" };
        files.push((format!("rulesets/hos-2024/{name}"), kind));
    }
    assert!(files.len() > 10);
    for (file, kind) in files {
        assert_eq!(mistakes(kind, &text(&file)), [""; 0], "{file}");
    }
}

#[test]
fn the_settings_that_are_shown_and_drafted_are_right_by_the_schema() {
    let docs = text("docs/settings.md");
    let shown = docs.split("```toml\n").skip(1).filter_map(|t| t.split("```").next());
    let folder = tempfile::tempdir().expect("a folder");
    support::run::write(
        folder.path(),
        "letters/a.md",
        "# Stage 1 response\n\nOur decision: we uphold your complaint.\n",
    );
    support::run::run(folder.path(), &["init"]);
    let drafted = support::run::read(folder.path(), "ombudlint.toml");
    assert!(drafted.contains("[kinds]\nstage-1-response"), "{drafted}");
    for settings in shown.chain([drafted.as_str()]) {
        assert_eq!(mistakes("settings", settings), [""; 0], "{settings}");
    }
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    for wrong in [
        "fromat = \"short\"",
        "format = \"shrot\"",
        "kinds = 3",
        "[kinds]\nleaflt = \"*.md\"",
        "[severity]\n\"6.3\" = \"off\"",
        "[[waiver]]\nelement = \"6.3\"\nuntil = 2027-03-31",
        "[[waiver]]\nelement = \"6.3\"\nreason = \"vacant\"",
        "[[waiver]]\nelement = \"6.3\"\nreason = \"vacant\"\nuntil = \"soon\"",
    ] {
        let (_, problems) = ombudlint::settings::read(&Source::new("ombudlint.toml", wrong), &["human", "short"]);
        let told = !problems.is_empty() || wrong.contains("waiver");
        assert!(told && !mistakes("settings", wrong).is_empty(), "{wrong}");
    }
}

/// No key is near this one, so that the reader lists those it knows.
const STRANGE: &str = "zzzzzzzzzzzz";

/// By the header of a table, the keys that its reader lists when it meets a strange one.
fn keys_told(text: &str, problems: &[Problem]) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for problem in problems.iter().filter(|p| p.message.contains(STRANGE)) {
        let before = &text[..problem.span.start];
        let line = before.lines().last().unwrap_or_default();
        let header = match line.split_once(" = [{ ") {
            Some((key, _)) => key.to_owned(),
            None => {
                let headers = before.lines().rev().find(|l| l.starts_with('['));
                headers.unwrap_or_default().trim_matches(['[', ']']).to_owned()
            }
        };
        let help = problem.help.as_deref().unwrap_or_default();
        let keys = help.split('`').skip(1).step_by(2).map(str::to_owned).collect();
        out.insert(header, keys);
    }
    out
}

/// The keys that a type has in its schema.
fn keys<T: JsonSchema>() -> BTreeSet<String> {
    let schema = schema::<T>();
    let properties = schema.get("properties").and_then(Value::as_object);
    properties.expect("a table").keys().cloned().collect()
}

#[track_caller]
fn agree(told: &BTreeMap<String, BTreeSet<String>>, expected: &[(&str, BTreeSet<String>)]) {
    for (header, keys) in expected {
        let told = told
            .get(*header)
            .unwrap_or_else(|| panic!("[{header}] is not told of in {told:?}"));
        assert_eq!(told, keys, "[{header}]: the reader's keys, the schema's keys");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
}

#[test]
fn the_settings_schema_knows_the_keys_of_the_reader() {
    let text = format!("{STRANGE} = 1\n[[waiver]]\n{STRANGE} = 1\n");
    let (_, problems) = ombudlint::settings::read(&Source::new("ombudlint.toml", text.as_str()), &["human"]);
    agree(
        &keys_told(&text, &problems),
        &[
            ("", keys::<settings::Settings>()),
            ("waiver", keys::<settings::Waiver>()),
        ],
    );
}

/// The mistakes of one file of a ruleset.
fn problems_of(name: &str, text: &str) -> Vec<Problem> {
    let own = Source::new(name, text);
    let shared = SHARED.map(|n| format!("rulesets/{n}.toml"));
    let code = "rulesets/hos-2024/code.toml".to_owned();
    let others = shared.into_iter().chain([code]).filter(|n| !n.ends_with(name));
    let files = others
        .map(|n| Source::new(n.as_str(), support::text(&n)))
        .chain([own])
        .collect();
    match load_sources(files, Examples::Read) {
        Err(LoadError::Mistakes(all)) => {
            let own = all.into_iter().find(|p| p.source.name() == name);
            own.map(|p| p.list).unwrap_or_default()
        }
        _ => panic!("the strange keys were not told"),
    }
}

#[test]
fn the_schema_of_rules_knows_the_keys_of_the_reader() {
    let mut text = format!("{STRANGE} = 1\n");
    for header in [
        "[[provision]]",
        "[[provision.element]]",
        "[[rule]]\nelement = \"9.9\"",
        "[rule.check]",
        // A rule has one check: another rule for each.
        "[[rule]]\n[rule.check.statement]",
    ] {
        text.push_str(&format!("{header}\n{STRANGE} = 1\n"));
    }
    text.push_str(&format!("met = [{{ {STRANGE} = 1 }}]\n"));
    for header in ["[rule.explain]", "[rule.fix]", "[[rule.example]]"] {
        text.push_str(&format!("{header}\n{STRANGE} = 1\n"));
    }
    for check in ["timescale", "definition", "contact", "dates", "row"] {
        text.push_str(&format!("[[rule]]\n[rule.check.{check}]\n{STRANGE} = 1\n"));
        if check == "dates" {
            // Without it the rest is not read.
            text.push_str("limit = \"10 working days\"\n");
        }
        if check == "definition" {
            for inner in ["substitution", "edition", "limb"] {
                text.push_str(&format!("[[rule.check.definition.{inner}]]\n{STRANGE} = 1\n"));
            }
        }
    }
    let mut told = keys_told(&text, &problems_of("9-own.toml", &text));
    // One schema is for sections and for own rules; these keys are the latter's alone.
    let own = ["extends", "title", "words", "contact", "promise", "change"].map(str::to_owned);
    told.get_mut("").expect("the file itself").extend(own);
    agree(
        &told,
        &[
            ("", keys::<rules::Rules>()),
            ("provision", keys::<rules::Provision>()),
            ("provision.element", keys::<rules::Element>()),
            ("rule", keys::<rules::Rule>()),
            ("rule.check", keys::<rules::Check>()),
            ("rule.check.statement", keys::<rules::Statement>()),
            ("met", keys::<rules::Pattern>()),
            ("rule.explain", keys::<rules::Explain>()),
            ("rule.fix", keys::<rules::Fix>()),
            ("rule.example", keys::<rules::Example>()),
            ("rule.check.timescale", keys::<rules::Timescale>()),
            ("rule.check.definition", keys::<rules::Definition>()),
            ("rule.check.definition.substitution", keys::<rules::Substitution>()),
            ("rule.check.definition.edition", keys::<rules::Edition>()),
            ("rule.check.definition.limb", keys::<rules::Limb>()),
            ("rule.check.contact", keys::<rules::Reaching>()),
            ("rule.check.dates", keys::<rules::Dates>()),
            ("rule.check.row", keys::<rules::Row>()),
        ],
    );
}

#[test]
fn the_schema_of_rules_knows_the_keys_of_own_rules() {
    let text = format!(
        "{STRANGE} = 1\nextends = \"hos-2024\"\n[[contact]]\n{STRANGE} = 1\n[[promise]]\n{STRANGE} = 1\n[[change]]\n{STRANGE} = 1\n"
    );
    let problems = match ombudlint::house::load_sources(vec![Source::new("our.toml", text.as_str())], Examples::Read) {
        Err(LoadError::Mistakes(mut all)) => all.remove(0).list,
        _ => panic!("the strange keys were not told"),
    };
    let mut told = keys_told(&text, &problems);
    // What it knows only in order to refuse it with a reason is no key.
    let change = told.get_mut("change").expect("a change");
    let allowed = keys::<rules::Change>();
    assert!(allowed.is_subset(change), "{change:?}");
    *change = allowed;
    agree(
        &told,
        &[
            ("", keys::<rules::Rules>()),
            ("contact", keys::<shared::Contact>()),
            ("promise", keys::<rules::Promise>()),
            ("change", keys::<rules::Change>()),
        ],
    );
}

#[test]
fn the_schemas_of_the_shared_files_know_the_keys_of_their_readers() {
    let strange = |headers: &[&str]| -> String {
        let table = |header: &&str| format!("{header}\n{STRANGE} = 1\n");
        headers.iter().map(table).collect()
    };
    let text = strange(&["", "[negation]", "[[process]]", "[[event]]"]);
    agree(
        &keys_told(&text, &problems_of("lexicon.toml", &text)),
        &[
            ("", keys::<shared::Lexicon>()),
            ("negation", keys::<shared::Negation>()),
            ("process", keys::<shared::Process>()),
            ("event", keys::<shared::Event>()),
        ],
    );
    let text = strange(&["", "[[contact]]", "[[contact.mend]]"]);
    agree(
        &keys_told(&text, &problems_of("contacts.toml", &text)),
        &[
            ("", keys::<shared::Contacts>()),
            ("contact", keys::<shared::Contact>()),
            ("contact.mend", keys::<shared::Replacement>()),
        ],
    );
    let text = strange(&["", "[[kind]]"]);
    agree(
        &keys_told(&text, &problems_of("kinds.toml", &text)),
        &[("", keys::<shared::KindSigns>()), ("kind", keys::<shared::KindSign>())],
    );
    let text = strange(&["", "[[year]]"]);
    agree(
        &keys_told(&text, &problems_of("bank-holidays.toml", &text)),
        &[("", keys::<shared::BankHolidays>()), ("year", keys::<shared::Year>())],
    );
    let text = strange(&["", "[letter]", "[[dated]]"]);
    agree(
        &keys_told(&text, &problems_of("dates.toml", &text)),
        &[
            ("", keys::<shared::DateWords>()),
            ("letter", keys::<shared::LetterDate>()),
            ("dated", keys::<shared::Dated>()),
        ],
    );
    let tables = ["columns", "answers", "references", "layout", "signs"].map(|table| format!("[{table}]"));
    let lists = ["count", "form", "form.section"].map(|table| format!("[[{table}]]"));
    let headers: Vec<&str> = [""]
        .into_iter()
        .chain(tables.iter().chain(&lists).map(String::as_str))
        .collect();
    let text = strange(&headers);
    agree(
        &keys_told(&text, &problems_of("self-assessment.toml", &text)),
        &[
            ("", keys::<form::Forms>()),
            ("columns", keys::<form::Columns>()),
            ("answers", keys::<form::Answers>()),
            ("references", keys::<form::References>()),
            ("layout", keys::<form::Layout>()),
            ("signs", keys::<form::Signs>()),
            ("count", keys::<form::Count>()),
            ("form", keys::<form::QuestionForm>()),
            ("form.section", keys::<form::QuestionSection>()),
        ],
    );
    let text = strange(&[""]);
    agree(
        &keys_told(&text, &problems_of("code.toml", &text)),
        &[("", keys::<shared::Code>())],
    );
}
