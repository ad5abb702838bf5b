//! `assess`: the verdict on every provision, and the self-assessment over all documents together.

use crate::cli::args::{AssessArguments, AssessFormat};
use crate::cli::batch::{Batch, judge, report_unread};
use crate::cli::exit::Status;
use crate::cli::input;
use crate::cli::terminal::{complain, print, show_problems};
use crate::evidence::{Attestations, Form};
use crate::report::{self, form};
use crate::ruleset::Ruleset;
use jiff::civil::Date;
use std::path::Path;
use std::sync::Arc;

pub fn assess(arguments: &AssessArguments) -> Status {
    let mut batch = judge(&arguments.input.paths, &arguments.input.judging);
    let Some(ruleset) = ruleset(&mut batch) else {
        return Status::BadInput.max(batch.status);
    };
    let attestations = match &arguments.attestations {
        Some(path) => match attestations(path, &ruleset, batch.today) {
            Ok(read) => read,
            Err(status) => return status,
        },
        None => Attestations::default(),
    };
    let form = Form::new(&ruleset, &batch.judged, &attestations, batch.today);
    let text = match arguments.format {
        AssessFormat::Json => report::json::answer(batch.run(), Some(&form)),
        AssessFormat::Markdown => form::markdown::document(&form, batch.today),
        AssessFormat::Csv => form::csv::document(&form),
        AssessFormat::Html => form::html::document(&form, &batch.unchecked, batch.today),
        AssessFormat::Oscal => form::oscal::results(&form, batch.today),
        AssessFormat::OscalCatalog => form::oscal::catalog(&ruleset, batch.today),
        AssessFormat::Docx => {
            let (bytes, made) = match form::docx::document(&form, batch.today) {
                Ok(bytes) => (bytes, Ok(())),
                Err(error) => (Vec::new(), Err(error)),
            };
            return print(&bytes, made).max(batch.status);
        }
    };
    print(text.as_bytes(), Ok(())).max(batch.status)
}

/// The Code by which all documents are judged: a self-assessment is made for one.
fn ruleset(batch: &mut Batch) -> Option<Arc<Ruleset>> {
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

fn attestations(path: &Path, ruleset: &Ruleset, today: Date) -> Result<Attestations, Status> {
    let source = input::read(path).map_err(|unread| report_unread(&unread))?;
    Attestations::read(&source, ruleset, today).map_err(|problems| {
        show_problems(&problems);
        Status::BadInput
    })
}
