//! The shapes of what people write for ombudlint, only to make the published schemas of them. The readers in `src/` tell
//! mistakes better than any schema; a test holds that both know the same keys.

#![allow(dead_code, reason = "only their shapes are used")]

pub mod form;
pub mod rules;
pub mod settings;
pub mod shared;

use ombudlint::kind::Kind;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// One text, or a list of texts.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Texts {
    One(String),
    Many(Vec<String>),
}

#[derive(JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub enum Severity {
    /// Makes the check fail.
    Error,
    Warning,
    /// Worth knowing; never changes a verdict.
    Advice,
}

/// The kinds of document, from the program's own list.
pub struct KindName;

impl JsonSchema for KindName {
    fn schema_name() -> Cow<'static, str> {
        "KindName".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
        json_schema!({ "description": "A kind of document.", "type": "string", "enum": names })
    }
}

/// One kind of document, or a list.
#[derive(JsonSchema)]
#[schemars(untagged)]
pub enum Kinds {
    One(KindName),
    Many(Vec<KindName>),
}

/// A date, as TOML writes dates or in quotes. Validators get it as text.
pub struct Day;

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A date like 2027-03-31.",
            "type": "string",
            "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
        })
    }
}
