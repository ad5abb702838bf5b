//! `assess`: the verdict on every provision, and the self-assessment over all documents together.

use crate::cli::args::{AssessArguments, AssessFormat};
use crate::cli::assessment::{attestations, ruleset};
use crate::cli::batch::judge;
use crate::cli::bundle;
use crate::cli::exit::Status;
use crate::cli::terminal::print;
use crate::evidence::Form;
use crate::report::{self, form};

pub fn assess(arguments: &AssessArguments) -> Status {
    if let Some(folder) = &arguments.bundle {
        return bundle::write(arguments, folder).err().unwrap_or(Status::Clean);
    }
    let mut batch = judge(&arguments.input.paths, &arguments.input.judging);
    let Some(ruleset) = ruleset(&mut batch) else {
        return Status::BadInput.max(batch.status);
    };
    let attestations = match attestations(arguments.attestations.as_deref(), &ruleset, batch.today) {
        Ok(read) => read,
        Err(status) => return status,
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
