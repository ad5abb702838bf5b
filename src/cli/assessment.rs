//! What a self-assessment over all documents of a run takes besides their verdicts.

use super::batch::{Batch, report_unread};
use super::exit::Status;
use super::input;
use super::terminal::{complain, show_problems};
use crate::evidence::Attestations;
use crate::ruleset::Ruleset;
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

/// The Code by which all documents are judged: a self-assessment is made for one. What is wrong has been told.
pub fn ruleset(batch: &mut Batch) -> Option<Arc<Ruleset>> {
    let Some(first) = batch.judged.first().map(|j| j.ruleset.clone()) else {
        let project = batch.projects.of(Path::new("."))?;
        return Some(batch.projects.all[project].engine(None).ruleset.clone());
    };
    let other = batch.judged.iter().find(|j| j.ruleset.id != first.id);
    if let Some(other) = other {
        complain(&format!(
            "{} is judged by {}, {} by {}; a self-assessment is made for one: name its documents, or `--ruleset`",
            batch.judged[0].source.name(),
            first.id,
            other.source.name(),
            other.ruleset.id
        ));
        return None;
    }
    Some(first)
}

/// What officers attest; nothing without a file.
///
/// # Errors
/// The exit status, when the file cannot be read or has mistakes; this has been told.
pub fn attestations(path: Option<&Path>, ruleset: &Ruleset, today: Date) -> Result<Attestations, Status> {
    let Some(path) = path else {
        return Ok(Attestations::default());
    };
    let source = input::read(path).map_err(|unread| report_unread(&unread))?;
    Attestations::read(&source, ruleset, today).map_err(|problems| {
        show_problems(&problems);
        Status::BadInput
    })
}
