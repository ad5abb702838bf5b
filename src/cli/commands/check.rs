//! `check`: what is wrong in documents.

use crate::cli::args::{CheckArguments, CheckFormat, Deny};
use crate::cli::batch::{Batch, judge};
use crate::cli::exit::Status;
use crate::cli::known;
use crate::cli::terminal::{buffer, print};
use crate::report;
use crate::ruleset::Severity;
use codespan_reporting::term::termcolor::WriteColor;
use std::io::{self, Write};

pub fn check(arguments: &CheckArguments) -> Status {
    let mut batch = judge(&arguments.input.paths, &arguments.input.judging);
    let known = match (&arguments.write_baseline, &arguments.baseline) {
        (Some(file), _) => known::write(&mut batch, file),
        (None, Some(file)) => known::read(&mut batch, file),
        (None, None) => known::of_settings(&mut batch),
    };
    if let Err(status) = known {
        return status.max(batch.status);
    }
    let mut out = buffer(arguments.color);
    let format = arguments
        .format
        .or(batch.projects.format())
        .unwrap_or(CheckFormat::Human);
    let written = match format {
        CheckFormat::Human => human(&mut out, &batch),
        CheckFormat::Short => short(&mut out, &batch),
        CheckFormat::Json => out.write_all(batch.json(None).as_bytes()),
    };
    let denied = batch.has(Severity::Error) || arguments.deny == Some(Deny::Warnings) && batch.has(Severity::Warning);
    let found = if denied { Status::Findings } else { Status::Clean };
    print(out.as_slice(), written).max(batch.status).max(found)
}

fn human(out: &mut dyn WriteColor, batch: &Batch) -> io::Result<()> {
    for judged in &batch.judged {
        report::human::document(out, judged, &judged.ruleset)?;
    }
    for aside in &batch.asides {
        report::human::problems(out, aside)?;
    }
    for judged in &batch.judged {
        report::summary::document(out, judged)?;
    }
    if batch.judged.len() + batch.unchecked.len() > 1 || !batch.asides.is_empty() {
        report::summary::total(out, &batch.judged, &batch.asides, batch.unchecked.len())?;
    }
    Ok(())
}

fn short(out: &mut dyn WriteColor, batch: &Batch) -> io::Result<()> {
    for judged in &batch.judged {
        report::short::document(out, judged, &judged.ruleset)?;
    }
    for aside in &batch.asides {
        report::short::problems(out, &aside.source, &aside.list)?;
    }
    Ok(())
}
