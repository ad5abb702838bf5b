//! One function for each command.

use super::args::{
    AssessArguments, CheckArguments, CheckFormat, Colour, Deny, ExplainArguments, FactsArguments, Input, RulesAction,
    RulesArguments, RulesetArgument,
};
use super::exit::Status;
use super::input::{self, Unread};
use crate::examples;
use crate::pipeline::{Engine, Refusal};
use crate::problem::Problems;
use crate::report::{self, Judged};
use crate::ruleset::{self, Examples, LoadError, Rule, Severity};
use crate::shipped;
use codespan_reporting::term::termcolor::{Buffer, WriteColor};
use std::io::{self, IsTerminal, Write};

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
        CheckFormat::Json => out.write_all(batch.json(&engine).as_bytes()),
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

pub fn assess(arguments: &AssessArguments) -> Status {
    let engine = match engine(&arguments.input.ruleset, Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let batch = judge(&engine, &arguments.input);
    print(batch.json(&engine).as_bytes(), Ok(())).max(batch.status)
}

pub fn explain(arguments: &ExplainArguments) -> Status {
    let engine = match engine(&arguments.ruleset, Examples::Read) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let mut out = Vec::new();
    match report::explain::print(&mut out, &engine.ruleset, &arguments.id) {
        Ok(true) => print(&out, Ok(())),
        Ok(false) => {
            let ids = report::explain::ids(&engine.ruleset);
            let hint = match crate::near::closest(&arguments.id, ids) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`ombudlint rules` lists what there is".to_owned(),
            };
            complain(&format!(
                "there is no provision, element or rule `{}` in {}; {hint}",
                arguments.id, engine.ruleset.id
            ));
            Status::BadInput
        }
        Err(error) => print(&out, Err(error)),
    }
}

pub fn facts(arguments: &FactsArguments) -> Status {
    let engine = match engine(&arguments.ruleset, Examples::LeaveOut) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let source = match input::read(&arguments.path) {
        Ok(source) => source,
        Err(unread) => return report_unread(&unread),
    };
    let today = arguments.today.unwrap_or_else(today);
    let (reading, _) = match engine.open(&source, arguments.kind) {
        Ok(opened) => opened,
        Err(refusal) => return refused(&source, refusal).1,
    };
    let mut out = Vec::new();
    let written = match &arguments.element {
        Some(element) => report::facts::trace(&mut out, &source, &reading, &engine.ruleset, element, today),
        None => report::facts::print(&mut out, &source, &reading, &engine.ruleset),
    };
    print(&out, written)
}

pub fn rules(arguments: &RulesArguments) -> Status {
    let engine = match engine(&arguments.ruleset, Examples::Read) {
        Ok(engine) => engine,
        Err(status) => return status,
    };
    let wanted = |rule: &Rule| {
        let names = |o: &String| rule.id == *o || rule.element == *o || rule.element.starts_with(&format!("{o}."));
        arguments.only.is_empty() || arguments.only.iter().any(names)
    };
    let mut out = Vec::new();
    if arguments.action == Some(RulesAction::Test) {
        let (count, failed) = examples::run(&engine, &wanted, arguments.today.unwrap_or_else(today));
        let written = report::rules::disagreements(&mut out, &engine.ruleset, count, &failed);
        let found = if failed.is_empty() {
            Status::Clean
        } else {
            Status::Findings
        };
        return print(&out, written).max(found);
    }
    let written = report::rules::list(&mut out, &engine.ruleset, &wanted);
    print(&out, written)
}

/// All documents of a run.
struct Batch {
    judged: Vec<Judged>,
    /// Path and reason of every file that was not judged.
    unchecked: Vec<(String, String)>,
    status: Status,
    today: jiff::civil::Date,
}

impl Batch {
    fn json(&self, engine: &Engine) -> String {
        report::json::answer(&self.judged, &self.unchecked, &engine.ruleset, self.today)
    }
}

fn judge(engine: &Engine, input: &Input) -> Batch {
    let today = input.today.unwrap_or_else(today);
    let mut batch = Batch {
        judged: Vec::new(),
        unchecked: Vec::new(),
        status: Status::Clean,
        today,
    };
    for found in input::collect(&input.paths) {
        let source = match found {
            Ok(source) => source,
            Err(unread) => {
                batch.status = batch.status.max(report_unread(&unread));
                batch.unchecked.push((unread.path, unread.reason));
                continue;
            }
        };
        match engine.open(&source, input.kind) {
            Ok((reading, notes)) => {
                let verdicts = engine.assess(&reading, today);
                batch.judged.push(Judged {
                    source,
                    kind: reading.kind,
                    verdicts,
                    notes,
                });
            }
            Err(refusal) => {
                let (reason, status) = refused(&source, refusal);
                batch.unchecked.push((source.name().to_owned(), reason));
                batch.status = batch.status.max(status);
            }
        }
    }
    batch
}

/// Says why a document is not judged; returns the reason in short.
fn refused(source: &crate::source::Source, refusal: Refusal) -> (String, Status) {
    match refusal {
        Refusal::FrontMatter(list) => {
            let reason = list.iter().map(|p| p.message.as_str()).collect::<Vec<_>>().join("; ");
            show_problems(&Problems {
                source: source.clone(),
                list,
            });
            (reason, Status::BadInput)
        }
        Refusal::UnknownKind => {
            let reason = "this does not look like a document about complaints; if it is one, say `kind:` in its front matter or `--kind`";
            eprint(&format!("{}: note: {reason}", source.name()));
            (reason.to_owned(), Status::Clean)
        }
    }
}

fn engine(argument: &RulesetArgument, examples: Examples) -> Result<Engine, Status> {
    let name = argument.ruleset.as_str();
    let loaded = match shipped::ruleset(name, examples) {
        Some(loaded) => loaded,
        // One's own rules are read whole each time, so that a mistake in an example is told too.
        None if std::path::Path::new(name).is_dir() => ruleset::load_folder(std::path::Path::new(name)),
        None => {
            let hint = match crate::near::closest(name, shipped::names()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("shipped are {}", shipped::names().collect::<Vec<_>>().join(", ")),
            };
            complain(&format!("there is no ruleset `{name}`, shipped or as a folder; {hint}"));
            return Err(Status::BadInput);
        }
    };
    match loaded {
        Ok(ruleset) => Ok(Engine::new(ruleset)),
        Err(LoadError::Mistakes(files)) => {
            files.iter().for_each(show_problems);
            Err(Status::BadInput)
        }
        Err(error) => {
            complain(&error.to_string());
            Err(if matches!(error, LoadError::Unreadable { .. }) {
                Status::Failed
            } else {
                Status::BadInput
            })
        }
    }
}

fn show_problems(problems: &Problems) {
    let colour = if wants_colour(Colour::Auto, io::stderr().is_terminal()) {
        Buffer::ansi()
    } else {
        Buffer::no_color()
    };
    let mut out = colour;
    if report::human::problems(&mut out, problems).is_ok() {
        let _ = io::stderr().write_all(out.as_slice());
    }
}

fn report_unread(unread: &Unread) -> Status {
    eprint(&format!("error: {}: {}", unread.path, unread.reason));
    unread.status
}

fn complain(message: &str) {
    eprint(&format!("error: {message}"));
}

fn eprint(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// The system's date, asked once at the end of the line where a clock is allowed.
fn today() -> jiff::civil::Date {
    let since = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let days = i64::try_from(since.as_secs() / 86_400).unwrap_or_default();
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}

fn buffer(colour: Colour) -> Buffer {
    if wants_colour(colour, io::stdout().is_terminal()) {
        Buffer::ansi()
    } else {
        Buffer::no_color()
    }
}

fn wants_colour(colour: Colour, terminal: bool) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty())
        || std::env::var_os("TERM").is_some_and(|t| t == "dumb");
    match colour {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => terminal && !refused,
    }
}

/// Writes a report to standard output. A reader that has gone away (`| head`) is no failure.
fn print(report: &[u8], made: io::Result<()>) -> Status {
    let written = made.and_then(|()| {
        let mut out = io::stdout().lock();
        out.write_all(report)?;
        out.flush()
    });
    match written {
        Ok(()) => Status::Clean,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Clean,
        Err(error) => {
            complain(&format!("the report could not be written: {error}"));
            Status::Failed
        }
    }
}
