//! TOML to settings; every mistake with its place. Knows the keys.

use super::{Paths, Settings, Waiving};
use crate::kind::Kind;
use crate::problem::Problem;
use crate::ruleset::Severity;
use crate::source::Source;
use crate::toml_reader::{Located, Reader, Sink, parse};
use crate::waiver::Terms;

/// Reads a settings file; `formats` are the reports there are. With all mistakes in it; what is right is kept.
pub fn read(source: &Source, formats: &[&str]) -> (Settings, Vec<Problem>) {
    let sink = Sink::default();
    // A byte order mark is no part of TOML, and Notepad writes one; one blank for each of its bytes keeps the places.
    let text = match source.text().strip_prefix('\u{feff}') {
        Some(rest) => format!("   {rest}"),
        None => source.text().to_owned(),
    };
    let table = parse(&text, &sink);
    let settings = settings(Reader::new(&table, &text, &sink), source, formats);
    (settings, sink.into_problems())
}

fn settings(mut reader: Reader, source: &Source, formats: &[&str]) -> Settings {
    let sink = reader.sink();
    let rulesets = reader.strings("rulesets");
    let landlord = reader.strings("landlord").into_iter().map(|l| l.text).collect();
    let exclude = Paths::new(&reader.strings("exclude"), sink);
    let format = reader.string("format");
    if let Some(format) = format.as_ref().filter(|f| !formats.contains(&f.text.as_str())) {
        sink.report(choice(format, "no format of a report", formats));
    }
    let baseline = reader.string("baseline");
    let kinds = reader
        .table("kinds")
        .map(|table| kinds(table, sink))
        .unwrap_or_default();
    let severity = reader
        .table("severity")
        .map(|table| severities(table, sink))
        .unwrap_or_default();
    let waivers = reader.tables("waiver").into_iter().map(waiver).collect();
    reader.finish();
    Settings {
        source: source.clone(),
        rulesets,
        landlord,
        kinds,
        exclude,
        severity,
        waivers,
        format,
        baseline,
    }
}

fn kinds(table: Reader, sink: &Sink) -> Vec<(Kind, Paths)> {
    let mut out = Vec::new();
    for (name, patterns) in table.named_lists() {
        match Kind::from_name(&name.text) {
            Some(kind) => out.push((kind, Paths::new(&patterns, sink))),
            None => {
                let names: Vec<&str> = Kind::ALL.iter().map(|k| k.name()).collect();
                sink.report(choice(&name, "no kind of document", &names));
            }
        }
    }
    out
}

fn severities(table: Reader, sink: &Sink) -> Vec<(Located, Located, Severity)> {
    const LEVELS: [&str; 3] = ["error", "warning", "advice"];
    let mut out = Vec::new();
    for (id, levels) in table.named_lists() {
        let Some(level) = levels.first() else { continue };
        match level.text.as_str() {
            "error" => out.push((id, level.clone(), Severity::Error)),
            "warning" => out.push((id, level.clone(), Severity::Warning)),
            "advice" => out.push((id, level.clone(), Severity::Advice)),
            "off" | "ignore" | "none" => {
                let message = format!("{} cannot be turned off", id.text);
                let help = "say in a `[[waiver]]` why the landlord does not comply, and until when";
                sink.report(Problem::new(level.span, message).help(help));
            }
            _ => sink.report(choice(level, "no severity", &LEVELS)),
        }
    }
    out
}

fn waiver(mut reader: Reader) -> Waiving {
    let place = reader.span();
    let sink = reader.sink();
    let terms = Terms {
        names: reader.strings("element"),
        reason: reader.string("reason"),
        until: reader.date_text("until"),
        granted: reader.date_text("granted"),
        instead: reader.string("instead"),
        approved_by: reader.string("approved-by"),
        minute: reader.string("minute"),
        scope: None,
        place,
        toml: true,
    };
    let paths = Paths::new(&reader.strings("paths"), sink);
    let paths = reader.has("paths").then_some(paths);
    reader.finish();
    Waiving { terms, paths }
}

fn choice(found: &Located, what: &str, choices: &[&str]) -> Problem {
    let problem = Problem::new(found.span, format!("`{}` is {what}", found.text));
    problem.help(match crate::near::closest(&found.text, choices.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", choices.join(", ")),
    })
}
