//! The form in NIST's Open Security Controls Assessment Language, version 1.0.4: the Code as a catalog, and the answers as
//! assessment results. Our verdicts stand in props of our own namespace. What OSCAL cannot carry it is told to say.

use super::cells;
use crate::evidence::{Comply, Form, Row};
use crate::ruleset::Ruleset;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// The namespace of our props.
const NAMESPACE: &str = "https://ombudlint.org/ns/oscal";

/// The last version whose JSON schema NIST keeps in its repository.
const OSCAL_VERSION: &str = "1.0.4";

/// What is lost on the way into the format.
const LIMITS: &str = "OSCAL knows a finding as satisfied or not-satisfied only. Rows that a person has still to answer are \
    observations without a finding, with the prop `comply` = `Open`. A waived `No` has the state not-satisfied, and the prop \
    `waived-until`. The table of letters is not carried: its verdicts are in the JSON answer of `ombudlint assess`.";

/// The Code as an OSCAL catalog: one group for each section, one control for each provision.
pub fn catalog(ruleset: &Ruleset, today: Date) -> String {
    let mut groups: Vec<Value> = Vec::new();
    let mut sections: Vec<&str> = ruleset.provisions.iter().map(|p| section(&p.id)).collect();
    sections.dedup();
    for number in sections {
        let controls: Vec<Value> = ruleset
            .provisions
            .iter()
            .filter(|p| section(&p.id) == number)
            .map(|p| {
                json!({
                    "id": control(&p.id),
                    "class": "provision",
                    "title": format!("Provision {}", p.id),
                    "props": [{ "name": "label", "value": p.id }],
                    "parts": [{
                        "id": format!("{}_smt", control(&p.id)),
                        "name": "statement",
                        "prose": cells::on_one_line(&p.text),
                    }],
                })
            })
            .collect();
        groups.push(json!({
            "id": format!("section-{number}"),
            "class": "section",
            "title": format!("Section {number}"),
            "controls": controls,
        }));
    }
    printed(&json!({ "catalog": {
        "uuid": id(&["catalog", &ruleset.id]),
        "metadata": metadata(&ruleset.title, today, None),
        "groups": groups,
    }}))
}

/// The answers as OSCAL assessment results.
pub fn results(form: &Form, today: Date) -> String {
    let ruleset = form.ruleset;
    // The same documents have the same ids, another set of them has others.
    let documents: Vec<String> = form.papers.iter().map(|p| p.judged.source.sha256()).collect();
    let seed = documents.join(" ");
    let plan = id(&["plan", &ruleset.id]);
    let observations: Vec<Value> = form
        .rows
        .iter()
        .map(|row| observation(form, row, &seed, today))
        .collect();
    let answered = form.rows.iter().filter(|row| row.comply != Comply::Open);
    let findings: Vec<Value> = answered.map(|row| finding(row, &seed)).collect();
    printed(&json!({ "assessment-results": {
        "uuid": id(&["results", &seed, &today.to_string()]),
        "metadata": metadata(&format!("Self-assessment: {}", ruleset.title), today, Some(LIMITS)),
        "import-ap": { "href": format!("#{plan}") },
        "results": [{
            "uuid": id(&["result", &seed, &today.to_string()]),
            "title": cells::summary(form),
            "description": "What the landlord's documents and attestations show of each provision of the Code.",
            "start": moment(today),
            "reviewed-controls": { "control-selections": [{ "include-all": {} }] },
            "observations": observations,
            "findings": findings,
        }],
        "back-matter": { "resources": [{
            "uuid": plan,
            "title": "Assessment plan",
            "description": "No separate plan: every provision is assessed by the rules of the ruleset named here.",
            "props": [prop("ruleset", &ruleset.id)],
        }]},
    }}))
}

fn observation(form: &Form, row: &Row, seed: &str, today: Date) -> Value {
    let cells = super::cells::cells(form, row);
    let mut said = vec![cells.comply.clone()];
    said.extend(cells.commentary);
    let mut observation = json!({
        "uuid": id(&["observation", seed, &row.provision.id]),
        "title": format!("Provision {}", row.provision.id),
        "description": said.join("\n"),
        "methods": ["EXAMINE"],
        "props": [prop("comply", &comply(row.comply)), prop("provision", &row.provision.id)],
        "collected": moment(today),
    });
    let evidence: Vec<Value> = row
        .evidence
        .iter()
        .zip(&cells.evidence)
        .map(|(quotation, told)| {
            let source = &form.papers[quotation.paper].judged.source;
            json!({
                "href": href(source.name(), quotation.place.line),
                "description": told,
                "props": [prop("sha256", &source.sha256()), prop("line", &quotation.place.line.to_string())],
            })
        })
        .collect();
    if !evidence.is_empty() {
        observation["relevant-evidence"] = evidence.into();
    }
    observation
}

fn finding(row: &Row, seed: &str) -> Value {
    let mut props = vec![prop("comply", &comply(row.comply))];
    if let Comply::No { by: Some(date) } = row.comply {
        props.push(prop("waived-until", &date.to_string()));
    }
    let state = if row.comply == Comply::Yes {
        "satisfied"
    } else {
        "not-satisfied"
    };
    json!({
        "uuid": id(&["finding", seed, &row.provision.id]),
        "title": format!("Provision {}: {}", row.provision.id, comply(row.comply)),
        "description": cells::on_one_line(&row.provision.text),
        "props": props,
        "target": {
            "type": "statement-id",
            "target-id": format!("{}_smt", control(&row.provision.id)),
            "status": { "state": state },
        },
        "related-observations": [{ "observation-uuid": id(&["observation", seed, &row.provision.id]) }],
    })
}

/// `Yes`, `No` or `Open`: a value without the date, which has a prop of its own.
fn comply(answer: Comply) -> String {
    match answer {
        Comply::No { .. } => "No".into(),
        other => cells::comply(other),
    }
}

fn metadata(title: &str, today: Date, remarks: Option<&str>) -> Value {
    let mut metadata = json!({
        "title": title,
        "last-modified": moment(today),
        "version": env!("CARGO_PKG_VERSION"),
        "oscal-version": OSCAL_VERSION,
    });
    if let Some(remarks) = remarks {
        metadata["remarks"] = cells::on_one_line(remarks).into();
    }
    metadata
}

fn prop(name: &str, value: &str) -> Value {
    json!({ "name": name, "ns": NAMESPACE, "value": value })
}

/// OSCAL wants a time; the day is what is known.
fn moment(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

fn section(provision: &str) -> &str {
    provision.split('.').next().unwrap_or(provision)
}

/// OSCAL's ids begin with a letter.
fn control(provision: &str) -> String {
    format!("provision-{provision}")
}

/// A relative reference to a line of a file.
fn href(name: &str, line: usize) -> String {
    let mut out = String::new();
    for byte in name.replace('\\', "/").bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(char::from(byte)),
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("{out}#L{line}")
}

/// The same for the same input, so that a repeated run gives the same bytes.
fn id(parts: &[&str]) -> String {
    Uuid::new_v5(
        &Uuid::NAMESPACE_URL,
        format!("{NAMESPACE}/{}", parts.join("/")).as_bytes(),
    )
    .to_string()
}

fn printed(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("an answer has only strings and numbers");
    text.push('\n');
    text
}
