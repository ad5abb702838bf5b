//! The rulesets inside the program.

use super::{Examples, LoadError, Ruleset, load_sources};
use crate::source::Source;

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../rulesets/", $path)))),*]
    };
}

/// Name and text of every shipped file of `hos-2024`, as in the project's `rulesets/` folder.
const HOS_2024: &[(&str, &str)] = files![
    "lexicon.toml",
    "contacts.toml",
    "kinds.toml",
    "hos-2024/code.toml",
    "hos-2024/1-definition.toml",
    "hos-2024/2-exclusions.toml",
    "hos-2024/3-access.toml",
    "hos-2024/4-staff.toml",
    "hos-2024/5-process.toml",
    "hos-2024/6-stages.toml",
    "hos-2024/7-putting-right.toml",
    "hos-2024/8-reporting.toml",
    "hos-2024/9-oversight.toml",
];

/// The names by which front matter (`code:`) and settings know the shipped rulesets.
pub const NAMES: &[&str] = &["hos-2024"];

/// The shipped ruleset of this name.
pub fn ruleset(name: &str, examples: Examples) -> Option<Result<Ruleset, LoadError>> {
    let files = match name {
        "hos-2024" => HOS_2024,
        _ => return None,
    };
    Some(load_sources(
        files
            .iter()
            .map(|(name, text)| Source::new(format!("rulesets/{name}"), *text))
            .collect(),
        examples,
    ))
}
