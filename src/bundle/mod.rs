//! A bundle of evidence: a folder with all that an assessment was made from and what it came to, so that anybody can
//! repeat it years later and see that no byte changed. Knows what a bundle holds; reads and writes no file.

mod change;
mod inspect;
mod manifest;
mod quotations;

pub use change::{Change, change};
pub use inspect::{Broken, Fault, Inspection, inspect};
pub use manifest::{Entry, Judge, Manifest, Role, Rules, Run, Tool, is_plain};
pub use quotations::{Lost, quotations};

use crate::source::sha256;

/// The list of contents.
pub const MANIFEST: &str = "manifest.json";
/// The SHA-256 of the list, in the form that `sha256sum -c` reads.
pub const SEAL: &str = "manifest.sha256";
/// What was judged, with settings, own rules and attestations, as they lay beside each other.
pub const INPUTS: &str = "inputs";
/// All files of the list and the list itself once more: tells what a changed byte was.
pub const SECOND: &str = "second-copy";
pub const REPORT: &str = "report.json";
pub const PAGE: &str = "report.html";
/// Says to whoever opens the folder what it is.
pub const README: &str = "README.txt";
pub const README_TEXT: &str = include_str!("readme.txt");

/// The content of [`SEAL`] for a list of contents.
pub fn seal(manifest: &[u8]) -> String {
    format!("{}  {MANIFEST}\n", sha256(manifest))
}

/// Where the second copy of a file of the list lies.
pub fn second(path: &str) -> String {
    format!("{SECOND}/{path}")
}
