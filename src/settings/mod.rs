//! `ombudlint.toml`: what is told once for all documents below a folder. Typed and validated; finds no file itself.

mod apply;
mod draft;
mod paths;
mod read;

pub use apply::{Bound, bind};
pub use draft::{PRE_COMMIT, Seen, draft};
pub use paths::Paths;
pub use read::read;

use crate::kind::Kind;
use crate::ruleset::Severity;
use crate::source::Source;
use crate::toml_reader::Located;

/// The name of the file.
pub const FILE: &str = "ombudlint.toml";

/// What one settings file says, before it is held against a ruleset.
#[derive(Debug)]
pub struct Settings {
    pub source: Source,
    /// Shipped names, or folders beside the file. The first judges documents that name no Code.
    pub rulesets: Vec<Located>,
    /// The landlord's names, accepted where the Code says "the landlord".
    pub landlord: Vec<String>,
    /// Kinds of files that do not say their own.
    pub kinds: Vec<(Kind, Paths)>,
    pub exclude: Paths,
    pub severity: Vec<(Located, Located, Severity)>,
    pub waivers: Vec<Waiving>,
    pub format: Option<Located>,
    /// A file beside the settings with the findings that are known.
    pub baseline: Option<Located>,
}

/// A `[[waiver]]` and the files it is for.
#[derive(Debug)]
pub struct Waiving {
    pub terms: crate::waiver::Terms,
    /// All files without any.
    pub paths: Option<Paths>,
}

impl Settings {
    /// The kind that the settings give a file, by its path from their folder. Of several patterns that match, the
    /// longest counts, as the one that says most.
    pub fn kind(&self, path: &str) -> Option<Kind> {
        let matching = self
            .kinds
            .iter()
            .filter_map(|(kind, paths)| Some((paths.matched(path)?, *kind)));
        matching.max_by_key(|(pattern, _)| pattern.len()).map(|(_, kind)| kind)
    }
}
