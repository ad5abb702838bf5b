//! `check`: what is wrong in documents.

use crate::cli::args::{CheckArguments, CheckFormat, Deny};
use crate::cli::batch::{Batch, judge};
use crate::cli::engine::engine;
use crate::cli::exit::Status;
use crate::cli::terminal::{buffer, print};
use crate::pipeline::Engine;
use crate::report::{self, Judged};
use crate::ruleset::{Examples, Severity};
use codespan_reporting::term::termcolor::WriteColor;
use std::io::{self, Write};

pub fn check(arguments: &CheckArguments) -> Status {
    let engine = match engine(&arguments.input.ruleset, Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let batch = judge(&engine, &arguments.input);
    let mut out = buffer(arguments.color);
    let written = match arguments.format {
        CheckFormat::Human => human(&mut out, &batch, &engine),
        CheckFormat::Short => batch
            .judged
            .iter()
            .try_for_each(|j| report::short::document(&mut out, j, &engine.ruleset)),
        CheckFormat::Json => out.write_all(batch.json(&engine, None).as_bytes()),
    };
    let denied = |j: &Judged| {
        j.count(Severity::Error) > 0 || arguments.deny == Some(Deny::Warnings) && j.count(Severity::Warning) > 0
    };
    let found = if batch.judged.iter().any(denied) {
        Status::Findings
    } else {
        Status::Clean
    };
    print(out.as_slice(), written).max(batch.status).max(found)
}

fn human(out: &mut dyn WriteColor, batch: &Batch, engine: &Engine) -> io::Result<()> {
    for judged in &batch.judged {
        report::human::document(out, judged, &engine.ruleset)?;
    }
    for judged in &batch.judged {
        report::summary::document(out, judged)?;
    }
    if batch.judged.len() + batch.unchecked.len() > 1 {
        report::summary::total(out, &batch.judged, batch.unchecked.len())?;
    }
    Ok(())
}
