//! The list of a bundle's contents, and how the assessment was called.

use super::INPUTS;
use crate::kind::Kind;
use crate::source::sha256;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Names the shape of the list; changes when a reader would have to.
const SCHEMA: &str = "ombudlint-bundle-1";

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    schema: String,
    pub tool: Tool,
    pub ruleset: Rules,
    /// The day by which was judged.
    pub today: Date,
    pub run: Run,
    /// In the order of their paths.
    pub files: Vec<Entry>,
}

/// The program that judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tool {
    pub name: String,
    pub version: String,
}

impl Tool {
    /// This program.
    pub fn own() -> Tool {
        Tool {
            name: env!("CARGO_PKG_NAME").to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// The rules that were judged by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    pub id: String,
    /// Over all its files, those of the landlord's own rules among them.
    pub sha256: String,
}

/// What was said on the command line; paths are those of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Run {
    /// The kind of documents that do not say it themselves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ruleset: Option<Judge>,
    /// The settings for all documents, where they were named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub config: Option<String>,
    /// No settings were looked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub no_config: bool,
}

/// A ruleset as it was named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Judge {
    Shipped(String),
    /// A file or folder in the bundle.
    Own(String),
}

/// One file of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// From the bundle's folder, with `/`.
    pub path: String,
    pub role: Role,
    pub bytes: usize,
    pub sha256: String,
}

/// What a file is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Document,
    Settings,
    OwnRules,
    Attestations,
    Report,
    Readme,
}

impl Entry {
    pub fn new(path: String, role: Role, bytes: &[u8]) -> Entry {
        Entry {
            path,
            role,
            bytes: bytes.len(),
            sha256: sha256(bytes),
        }
    }
}

impl Manifest {
    pub fn new(ruleset: Rules, today: Date, run: Run, mut files: Vec<Entry>) -> Manifest {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Manifest {
            schema: SCHEMA.to_owned(),
            tool: Tool::own(),
            ruleset,
            today,
            run,
            files,
        }
    }

    /// The content of the file.
    pub fn text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("a list has only strings and numbers");
        text.push('\n');
        text
    }

    /// Reads a list of contents.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence without a full stop: that it is no list of ours, or that it names a place
    /// outside its folder.
    pub fn parse(text: &[u8]) -> Result<Manifest, String> {
        #[derive(Deserialize)]
        struct Shape {
            schema: String,
        }
        let shape: Shape =
            serde_json::from_slice(text).map_err(|error| format!("it is no list of contents: {error}"))?;
        if shape.schema != SCHEMA {
            return Err(format!(
                "it is of the shape `{}`; this program reads `{SCHEMA}`",
                shape.schema
            ));
        }
        let manifest: Manifest =
            serde_json::from_slice(text).map_err(|error| format!("it is no list of contents: {error}"))?;
        manifest.check()?;
        Ok(manifest)
    }

    fn check(&self) -> Result<(), String> {
        let own = match &self.run.ruleset {
            Some(Judge::Own(path)) => Some(path),
            _ => None,
        };
        let named = self.files.iter().map(|f| &f.path).chain(&self.run.config).chain(own);
        if let Some(path) = named.into_iter().find(|path| !is_plain(path)) {
            return Err(format!(
                "it names a place outside the bundle: `{}`",
                path.escape_debug()
            ));
        }
        let inputs = self.files.iter().filter(|f| f.role.is_input());
        if let Some(astray) = inputs.into_iter().find(|f| within_inputs(&f.path).is_none()) {
            let path = astray.path.escape_debug();
            return Err(format!("it names an input outside `{INPUTS}`: `{path}`"));
        }
        if let Some(twice) = self.files.windows(2).find(|two| two[0].path >= two[1].path) {
            return Err(format!(
                "its paths are not in order: `{}`",
                twice[1].path.escape_debug()
            ));
        }
        if let Some(kind) = self.run.kind.as_ref().filter(|kind| Kind::from_name(kind).is_none()) {
            return Err(format!("there is no kind of document `{}`", kind.escape_debug()));
        }
        Ok(())
    }

    /// The files of a role, in the order of their paths.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .filter(move |f| f.role == role)
            .map(|f| f.path.as_str())
    }
}

impl Role {
    /// The assessment is made from it.
    pub fn is_input(self) -> bool {
        !matches!(self, Role::Report | Role::Readme)
    }
}

/// A path below [`INPUTS`], from there.
pub fn within_inputs(path: &str) -> Option<&str> {
    path.strip_prefix(INPUTS)?.strip_prefix('/')
}

/// Whether a path only goes down, on every system: `a/b.md`, not `/b.md`, `../b.md`, `C:\b.md`.
pub fn is_plain(path: &str) -> bool {
    let part = |part: &str| !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0']);
    path.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_only_goes_down() {
        for path in ["inputs/a.md", "a", "in puts/ä.md", "..a/b..md"] {
            assert!(is_plain(path), "{path}");
        }
        for path in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            "a/.",
            "C:/a",
            "a\\..\\b",
            "a/",
        ] {
            assert!(!is_plain(path), "{path}");
        }
    }
}
