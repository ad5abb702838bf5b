//! `check`: what is wrong in documents.

use crate::cli::args::{CheckArguments, CheckFormat, Deny};
use crate::cli::batch::{Batch, judge};
use crate::cli::exit::Status;
use crate::cli::terminal::{self, buffer, print};
use crate::cli::{changed, known};
use crate::report;
use crate::report::human::Layout;
use crate::report::item::Run;
use crate::ruleset::Severity;
use codespan_reporting::term::termcolor::WriteColor;
use std::io::{self, Write};

pub fn check(arguments: &CheckArguments) -> Status {
    let paths = if arguments.changed {
        let affected = changed::affected(arguments);
        if affected.is_empty() {
            return Status::Clean;
        }
        affected
    } else {
        arguments.input.paths.clone()
    };
    let mut batch = judge(&paths, &arguments.input.judging);
    let known = match (&arguments.write_baseline, &arguments.baseline) {
        (Some(file), _) => known::write(&mut batch, file),
        (None, Some(file)) => known::read(&mut batch, file),
        (None, None) => known::of_settings(&mut batch),
    };
    if let Err(status) = known {
        return status.max(batch.status);
    }
    let format = arguments
        .format
        .or(batch.projects.format())
        .unwrap_or(CheckFormat::Human);
    if terminal::is_quiet() && matches!(format, CheckFormat::Human | CheckFormat::Short) {
        for judged in &mut batch.judged {
            judged.notes.retain(|note| note.level > Severity::Advice);
        }
    }
    let run = batch.run();
    let fails = match arguments.deny {
        Some(Deny::Warnings) => Severity::Warning,
        None => Severity::Error,
    };
    let mut out = buffer();
    let written = match format {
        CheckFormat::Human => human(&mut out, &batch),
        CheckFormat::Short => short(&mut out, &batch),
        CheckFormat::Json => out.write_all(report::json::answer(run, None).as_bytes()),
        CheckFormat::Jsonl => {
            // A line is a finding; what is wrong with settings and waivers is told beside them.
            for (source, note) in run.notes() {
                let mut told = Vec::new();
                report::short::problems(&mut told, source, std::slice::from_ref(note)).ok();
                terminal::eprint(String::from_utf8_lossy(&told).trim_end());
            }
            out.write_all(report::jsonl::answer(run).as_bytes())
        }
        CheckFormat::Sarif => out.write_all(report::sarif::answer(run).as_bytes()),
        CheckFormat::Github => github(&mut out, run),
        CheckFormat::Gitlab => out.write_all(report::gitlab::answer(run).as_bytes()),
        CheckFormat::Junit => out.write_all(report::junit::answer(run, fails).as_bytes()),
        CheckFormat::Markdown => out.write_all(report::markdown::answer(run).as_bytes()),
    };
    let denied = batch.has(Severity::Error) || arguments.deny == Some(Deny::Warnings) && batch.has(Severity::Warning);
    let found = if denied { Status::Findings } else { Status::Clean };
    let status = print(out.as_slice(), written).max(batch.status).max(found);
    batch.projects.leave();
    status
}

/// Commands on standard output; the summary goes where the runner asks for it.
fn github(out: &mut dyn Write, run: Run<'_>) -> io::Result<()> {
    report::github::commands(out, run)?;
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return Ok(());
    };
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(path)?;
    let room = SUMMARY.saturating_sub(file.metadata()?.len());
    let whole = report::markdown::answer(run);
    if whole.len() as u64 <= room {
        file.write_all(whole.as_bytes())
    } else {
        file.write_all(report::markdown::overview(run).as_bytes())
    }
}

/// Bytes of a step's summary that the runner takes; it refuses a longer one whole.
const SUMMARY: u64 = 1024 * 1024;

fn human(out: &mut dyn WriteColor, batch: &Batch) -> io::Result<()> {
    for judged in &batch.judged {
        report::human::document(out, judged, &judged.ruleset, terminal::layout())?;
    }
    for aside in &batch.asides {
        report::human::problems(out, aside, terminal::layout())?;
    }
    if terminal::is_quiet() {
        return Ok(());
    }
    match terminal::layout() {
        Layout::Drawn => closing(out, batch),
        Layout::Plain => {
            let mut wrapped = Vec::new();
            closing(&mut wrapped, batch)?;
            let wrapped = String::from_utf8(wrapped).map_err(io::Error::other)?;
            out.write_all(report::plain::flowing(&wrapped).as_bytes())
        }
    }
}

/// What each document comes to, and all together.
fn closing(out: &mut dyn Write, batch: &Batch) -> io::Result<()> {
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
