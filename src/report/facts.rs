//! What was read from a document, for those who write rules.

use super::days;
use crate::check::{self, Prepared, pattern::Scope};
use crate::reading::{Given, Layout, Reading, Standing, Statement, Timing};
use crate::ruleset::{Check, Ruleset};
use crate::source::{Source, Span};
use std::io::{self, Write};

/// Every statement with its context in brackets, then the facts drawn from it.
pub fn print(
    out: &mut dyn Write,
    source: &Source,
    reading: &Reading,
    ruleset: &Ruleset,
    today: jiff::civil::Date,
) -> io::Result<()> {
    writeln!(out, "{}: read as a {}", source.name(), reading.kind)?;
    if let Some(form) = &reading.form {
        return super::filled::print(out, source, form);
    }
    if let Some((date, span)) = reading.dates.letter {
        writeln!(out, "letter of {}, by {}", days::day(date), quote(source, span))?;
    }
    let days = reading.dates.days(today);
    for (n, statement) in reading.statements.iter().enumerate() {
        self::statement(out, source, statement)?;
        for timing in reading.timings.iter().filter(|t| t.statement == n) {
            self::timing(out, source, timing, ruleset)?;
        }
        for (given, date) in reading.dates.given.iter().zip(&days).filter(|(g, _)| g.statement == n) {
            self::date(out, source, given, *date, ruleset)?;
        }
        for route in reading.routes.iter().filter(|r| r.statement == n) {
            let contact = &ruleset.contacts[route.contact];
            writeln!(
                out,
                "    route: {} by {} ‘{}’",
                contact.body,
                contact.route,
                source.slice(route.span)
            )?;
        }
    }
    Ok(())
}

fn statement(out: &mut dyn Write, source: &Source, statement: &Statement) -> io::Result<()> {
    let mut traits = vec![format!("{:?}", statement.layout).to_lowercase()];
    traits.push(format!("stage {:?}", statement.stage).to_lowercase());
    if statement.standing != Standing::Own {
        traits.push(format!("{:?}", statement.standing).to_lowercase());
    }
    if statement.exclusion {
        traits.push("excludes".into());
    }
    if statement.other_matter {
        traits.push("of another matter".into());
    }
    if statement.hedged {
        traits.push("hedged".into());
    }
    writeln!(out, "{} {}", place(source, statement.span), traits.join(", "))?;
    let stream = &statement.stream;
    let word = |n: usize| {
        let text = &stream.words[n].text;
        if stream.negations[n] {
            format!("-{text}")
        } else {
            text.to_string()
        }
    };
    let words = |from: usize, to: usize| (from..to).map(word).collect::<Vec<_>>().join(" ");
    if stream.own > 0 && statement.layout != Layout::Heading {
        writeln!(out, "    [{}]", words(0, stream.own))?;
    }
    writeln!(out, "    {}", words(stream.own, stream.words.len()))
}

fn timing(out: &mut dyn Write, source: &Source, timing: &Timing, ruleset: &Ruleset) -> io::Result<()> {
    let lexicon = &ruleset.lexicon;
    let process = timing
        .process
        .map_or("nothing known", |p| lexicon.processes[p].name.as_str());
    let mut line = format!(
        "    time: ‘{}’ is {} to {process}",
        source.slice(timing.span),
        timing.period
    );
    line.push_str(&format!(", stage {:?}", timing.stage).to_lowercase());
    if let Some(clock) = timing.from {
        line.push_str(&format!(
            ", from {} ‘{}’",
            lexicon.events[clock.event].name,
            source.slice(clock.span)
        ));
    }
    if timing.standing != Standing::Own {
        line.push_str(&format!(", {:?}", timing.standing).to_lowercase());
    }
    for (said, word) in [(timing.hedged, ", hedged"), (timing.total, ", in all")] {
        line.push_str(if said { word } else { "" });
    }
    writeln!(out, "{line}")
}

fn date(
    out: &mut dyn Write,
    source: &Source,
    given: &Given,
    date: Option<jiff::civil::Date>,
    ruleset: &Ruleset,
) -> io::Result<()> {
    let event = given
        .event
        .map_or("nothing known", |event| ruleset.dates.events[event].as_str());
    let day = date.map_or("a day that cannot be told".to_owned(), days::day);
    let stage = format!("{:?}", given.stage).to_lowercase();
    writeln!(
        out,
        "    date: ‘{}’ is {day}, of {event}, stage {stage}",
        source.slice(given.span)
    )
}

/// Which formulas of the rules for `element` hold, and where; then what each rule makes of it.
pub fn trace(
    out: &mut dyn Write,
    source: &Source,
    reading: &Reading,
    ruleset: &Ruleset,
    element: &str,
    today: jiff::civil::Date,
) -> io::Result<()> {
    let prepared = Prepared::new(ruleset, reading, today);
    for rule in ruleset.rules.iter().filter(|r| r.element == element) {
        let reads = rule.kinds.is_empty() || rule.kinds.contains(&reading.kind);
        writeln!(
            out,
            "{}{}",
            rule.id,
            if reads {
                ""
            } else {
                " (does not read this kind of document)"
            }
        )?;
        if let Check::Statement(check) = &rule.check {
            let scope = Scope {
                stage: check.stage,
                neutral: check.neutral,
                about: check.about,
                slot: check.slot,
            };
            for (name, list) in [
                ("met", &check.met),
                ("weak", &check.weak),
                ("breached", &check.breached),
            ] {
                for pattern in list {
                    let formula = ruleset.file(pattern.place).slice(pattern.place.span);
                    for found in prepared.occurrences(pattern, scope) {
                        let stage = format!("{:?}", found.stage).to_lowercase();
                        writeln!(
                            out,
                            "  {name}, stage {stage}: {} by `{formula}`",
                            quote(source, found.span)
                        )?;
                    }
                }
            }
        }
        let outcome = check::run(rule, &prepared);
        let spans = [
            ("met", outcome.met.iter().map(|e| e.span).collect::<Vec<_>>()),
            ("weak", outcome.weak.iter().map(|(e, _)| e.span).collect()),
            ("breached", outcome.breached.iter().map(|b| b.evidence.span).collect()),
        ];
        for (name, list) in spans {
            for span in list {
                writeln!(out, "  => {name} {}", quote(source, span))?;
            }
        }
        if let Some((_, reason)) = outcome.unmet {
            writeln!(out, "  => not met: {reason:?}")?;
        }
    }
    Ok(())
}

fn place(source: &Source, span: Span) -> String {
    let at = source.position(span.start);
    format!("{}:{}", at.line, at.column)
}

fn quote(source: &Source, span: Span) -> String {
    format!("{} ‘{}’", place(source, span), source.slice(span).replace('\n', " "))
}
