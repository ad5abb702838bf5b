//! What was read from a document, for those who write rules.

use crate::reading::Reading;
use crate::ruleset::Ruleset;
use crate::source::Source;

pub fn print(source: &Source, reading: &Reading, ruleset: &Ruleset) {
    for (n, statement) in reading.statements.iter().enumerate() {
        let at = source.position(statement.span.start);
        let words = &statement.stream.words;
        let context: Vec<&str> = words[..statement.stream.own].iter().map(|w| w.text.as_str()).collect();
        let own: Vec<String> = (statement.stream.own..words.len()).map(|i| if statement.stream.negations[i] { format!("-{}", words[i].text) } else { words[i].text.clone() }).collect();
        println!("{}:{} {:?} stage={:?} {:?}{}{} b{} p{}", at.line, at.column, statement.layout, statement.stage, statement.standing, if statement.exclusion { " EXCL" } else { "" }, if statement.hedged { " hedged" } else { "" }, statement.block, statement.paragraph);
        if !context.is_empty() {
            println!("    [{}]", context.join(" "));
        }
        println!("    {}", own.join(" "));
        for timing in reading.timings.iter().filter(|t| t.statement == n) {
            println!("    => {} {} stage={:?} from={:?} {:?}{}{}", timing.period, timing.process.map_or("?", |p| ruleset.lexicon.processes[p].name.as_str()), timing.stage, timing.from.map(|c| ruleset.lexicon.events[c.event].name.as_str()), timing.standing, if timing.hedged { " hedged" } else { "" }, if timing.total { " total" } else { "" });
        }
        for route in reading.routes.iter().filter(|r| r.statement == n) {
            let c = &ruleset.contacts[route.contact];
            println!("    @ {} {} {}", c.body, c.route, source.slice(route.span));
        }
    }
}

/// Which formulas of the rules for `element` hold, and where.
pub fn trace(source: &Source, reading: &Reading, ruleset: &Ruleset, element: &str, today: jiff::civil::Date) {
    use crate::ruleset::Check;
    let prepared = crate::check::Prepared::new(ruleset, reading, today);
    for rule in ruleset.rules.iter().filter(|r| r.element == element) {
        println!("rule {} {:?}", rule.id, rule.kinds.iter().map(|k| k.name()).collect::<Vec<_>>());
        if let Check::Statement(check) = &rule.check {
            let scope = crate::check::pattern::Scope { stage: check.stage, neutral: check.neutral, slot: check.slot };
            for (name, list) in [("met", &check.met), ("weak", &check.weak), ("breached", &check.breached)] {
                for pattern in list {
                    for found in prepared.occurrences(pattern, scope) {
                        let formula = ruleset.file(pattern.place).slice(pattern.place.span);
                        let line = source.position(found.span.start).line;
                        println!("  {name} {line}: {:?} by `{formula}` stage={:?}", source.slice(found.span), found.stage);
                    }
                }
            }
        }
        let outcome = crate::check::run(rule, &prepared);
        for (name, spans) in [
            ("met", outcome.met.iter().map(|e| e.span).collect::<Vec<_>>()),
            ("weak", outcome.weak.iter().map(|(e, _)| e.span).collect()),
            ("breached", outcome.breached.iter().map(|b| b.evidence.span).collect()),
        ] {
            for span in spans {
                println!("  => {name} {}: {:?}", source.position(span.start).line, source.slice(span));
            }
        }
        if let Some((_, reason)) = outcome.unmet {
            println!("  => unmet {reason:?}");
        }
    }
}
