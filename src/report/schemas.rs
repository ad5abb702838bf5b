//! The published schemas are those of the shapes that are written.

use super::{json, jsonl};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use std::path::Path;

fn schema<T: JsonSchema>(title: &str) -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), title.into());
    let mut text = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
    text.push('\n');
    text
}

fn assert_current(name: &str, schema: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas").join(name);
    if std::env::var_os("OMBUDLINT_REWRITE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, schema).expect("the schema can be written");
    }
    let published = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        published == schema,
        "docs/schemas/{name} is not what is written now; run\n\n    OMBUDLINT_REWRITE=1 cargo test --lib schemas\n"
    );
}

#[test]
fn the_schema_of_the_assessment_is_current() {
    let title = "The answer of `ombudlint assess` and of `ombudlint check --format json`";
    assert_current("assessment.schema.json", &schema::<json::Answer>(title));
}

#[test]
fn the_schema_of_a_finding_is_current() {
    let title = "A line of `ombudlint check --format jsonl`";
    assert_current("finding.schema.json", &schema::<jsonl::Line>(title));
}
