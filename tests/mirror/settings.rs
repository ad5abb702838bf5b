//! The shape of `ombudlint.toml`.

use super::{Day, Severity, Texts};
use ombudlint::kind::Kind;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Settings of ombudlint: what holds for all documents in the folder of this file and below.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case", title = "ombudlint.toml")]
pub struct Settings {
    /// Shipped rulesets by name, your own by their file or folder. The first judges documents that name no `code`.
    rulesets: Option<Texts>,
    /// The landlord's names: they may stand in the definition of a complaint in place of "the landlord".
    landlord: Option<Texts>,
    /// What is not to be checked; patterns as in .gitignore.
    exclude: Option<Texts>,
    /// How `ombudlint check` reports.
    format: Option<Format>,
    /// The file of known findings, from this file.
    baseline: Option<String>,
    /// By kind of document: patterns of files that do not say their own.
    kinds: Option<KindPatterns>,
    /// By the number of a provision or an element, or the id of a rule. What is an error stays one.
    severity: Option<BTreeMap<String, Severity>>,
    /// Why the landlord does not comply, and until when.
    waiver: Option<Vec<Waiver>>,
}

/// Comply, or explain.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Waiver {
    /// Numbers of provisions or elements, or ids of rules.
    element: Texts,
    /// Patterns of the documents it is for; without any, all.
    paths: Option<Texts>,
    /// Why the landlord does not comply.
    #[schemars(length(min = 1))]
    reason: String,
    /// What the landlord does instead.
    instead: Option<String>,
    approved_by: Option<String>,
    /// Where the decision is minuted.
    minute: Option<String>,
    /// The first day on which it holds.
    granted: Option<Day>,
    /// The last day on which it holds: at most twelve months after `granted`, or after today.
    until: Day,
}

/// The names of reports, from the program's own list.
struct Format;

impl JsonSchema for Format {
    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "enum": ombudlint::cli::formats() })
    }
}

/// Patterns by kind of document.
struct KindPatterns;

impl JsonSchema for KindPatterns {
    fn schema_name() -> Cow<'static, str> {
        "KindPatterns".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let patterns = generator.subschema_for::<Texts>();
        let each = Kind::ALL
            .iter()
            .map(|kind| (kind.name().to_owned(), patterns.clone().to_value()));
        let properties: serde_json::Map<String, serde_json::Value> = each.collect();
        json_schema!({ "type": "object", "properties": properties, "additionalProperties": false })
    }
}
