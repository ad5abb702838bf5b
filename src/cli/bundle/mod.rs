//! Bundles of evidence on disk: what goes into one, making its reports from its own inputs, writing and reading it.

mod folder;
mod gather;
mod reports;

pub use folder::read;
pub use reports::{Reports, reports};

use super::args::AssessArguments;
use super::exit::Status;
use super::terminal::{complain, note};
use crate::bundle::{Entry, INPUTS, Manifest, PAGE, README, README_TEXT, REPORT, Role};
use crate::report::summary::count;
use crate::source::sha256;
use std::path::Path;

/// Writes a bundle into a folder that is not there yet, or empty: whole or not at all.
///
/// # Errors
/// The exit status, when an input cannot be used or the folder cannot be written; this has been told.
pub fn write(arguments: &AssessArguments, target: &Path) -> Result<(), Status> {
    let folder = folder::New::beside(target)?;
    let gathered = gather::gather(arguments)?;
    for (path, _, bytes) in &gathered.files {
        folder.put(path, bytes)?;
    }
    let mut manifest = Manifest::new(Default::default(), gathered.today, gathered.run, Vec::new());
    manifest.files = gathered
        .files
        .iter()
        .map(|(path, role, bytes)| Entry::new(path.clone(), *role, bytes))
        .collect();
    let Reports { ruleset, json, page } =
        reports(&folder.path().join(INPUTS), &manifest).map_err(|status| status.max(unusable()))?;
    let made = [
        (REPORT, Role::Report, json.into_bytes()),
        (PAGE, Role::Report, page.into_bytes()),
        (README, Role::Readme, README_TEXT.into()),
    ];
    let mut files = manifest.files;
    for (path, role, bytes) in &made {
        folder.put(path, bytes)?;
        files.push(Entry::new((*path).to_owned(), *role, bytes));
    }
    let manifest = Manifest::new(ruleset, manifest.today, manifest.run, files).text();
    folder.seal(&manifest)?;
    folder.place(target)?;
    let documents = gathered.files.iter().filter(|f| f.1 == Role::Document).count();
    note(&format!(
        "{} holds the assessment of {}; note this number in the minutes, it stands for every byte of it:\n{}",
        target.display(),
        count(documents, "document"),
        sha256(manifest.as_bytes())
    ));
    Ok(())
}

/// Says that an input, of which has been told, stands in the way of a bundle.
fn unusable() -> Status {
    refuse("not all inputs can be used")
}

/// Says that something stands in the way of a bundle.
fn refuse(message: &str) -> Status {
    complain(&format!("{message}; no bundle was written"));
    Status::BadInput
}
