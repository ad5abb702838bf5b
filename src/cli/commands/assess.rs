//! `assess`: the verdict on every provision, and the self-assessment over all documents together.

use crate::cli::args::{AssessArguments, AssessFormat};
use crate::cli::batch::{judge, report_unread};
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::input;
use crate::cli::terminal::{print, show_problems};
use crate::evidence::{Attestations, Form};
use crate::pipeline::Engine;
use crate::report::form;
use crate::ruleset::Examples;
use jiff::civil::Date;
use std::path::Path;

pub fn assess(arguments: &AssessArguments) -> Status {
    let engine = match engine(&arguments.input.ruleset, Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let batch = judge(&engine, &arguments.input);
    let attestations = match &arguments.attestations {
        Some(path) => match attestations(path, &engine, batch.today) {
            Ok(read) => read,
            Err(status) => return status,
        },
        None => Attestations::default(),
    };
    let form = Form::new(&engine.ruleset, &batch.judged, &attestations, batch.today);
    let text = match arguments.format {
        AssessFormat::Json => batch.json(&engine, Some(&form)),
        AssessFormat::Markdown => form::markdown::document(&form, batch.today),
        AssessFormat::Csv => form::csv::document(&form),
        AssessFormat::Html => form::html::document(&form, &batch.unchecked, batch.today),
        AssessFormat::Oscal => form::oscal::results(&form, batch.today),
        AssessFormat::OscalCatalog => form::oscal::catalog(&engine.ruleset, batch.today),
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

fn attestations(path: &Path, engine: &Engine, today: Date) -> Result<Attestations, Status> {
    let source = input::read(path).map_err(|unread| report_unread(&unread))?;
    Attestations::read(&source, &engine.ruleset, today).map_err(|problems| {
        show_problems(&problems);
        Status::BadInput
    })
}
