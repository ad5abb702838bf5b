//! `explain`: what the Code says, what is looked for and where, a wording that passes, examples. Plain words only.

use super::human::wrapped;
use crate::kind::Kind;
use crate::ruleset::{Check, Element, Example, ExampleVerdict, Provision, Rule, Ruleset, Severity};
use std::io::{self, Write};

/// Examples shown of each sort.
const SHOWN: usize = 3;

/// Explains what `asked` names: a provision, an element or a rule. `false` if it names nothing.
pub fn print(out: &mut dyn Write, ruleset: &Ruleset, asked: &str) -> io::Result<bool> {
    if let Some(rule) = ruleset.rules.iter().find(|r| r.id == asked)
        && let Some((provision, element)) = ruleset.element(&rule.element)
    {
        code(out, ruleset, provision)?;
        self::element(out, ruleset, element)?;
        return Ok(true);
    }
    // Rules for the rows of a filled form belong to no provision.
    let of_rows: Vec<&Rule> = ruleset
        .rules
        .iter()
        .filter(|r| matches!(r.check, Check::Row(_)))
        .collect();
    let meant = of_rows.into_iter().filter(|r| r.id == asked || r.element == asked);
    let meant: Vec<&Rule> = meant.collect();
    if !meant.is_empty() {
        writeln!(out, "Rules for the rows of a filled self-assessment")?;
        for rule in meant {
            self::rule(out, rule)?;
        }
        return Ok(true);
    }
    if let Some(provision) = ruleset.provision(asked) {
        code(out, ruleset, provision)?;
        for element in &provision.elements {
            self::element(out, ruleset, element)?;
        }
        return Ok(true);
    }
    if let Some((provision, element)) = ruleset.element(asked) {
        code(out, ruleset, provision)?;
        self::element(out, ruleset, element)?;
        return Ok(true);
    }
    Ok(false)
}

/// Every id that can be explained.
pub fn ids(ruleset: &Ruleset) -> Vec<&str> {
    let provisions = ruleset.provisions.iter().map(|p| p.id.as_str());
    let elements = ruleset
        .provisions
        .iter()
        .flat_map(|p| &p.elements)
        .map(|e| e.id.as_str());
    provisions
        .chain(elements)
        .chain(ruleset.rules.iter().map(|r| r.id.as_str()))
        .collect()
}

fn code(out: &mut dyn Write, ruleset: &Ruleset, provision: &Provision) -> io::Result<()> {
    match ruleset.house.as_ref().filter(|_| ruleset.is_own(provision.place)) {
        Some(house) => writeln!(out, "{}, from {}\n", provision.id, house.title)?,
        None => writeln!(out, "{} of the {}\n", provision.id, ruleset.title)?,
    }
    for line in provision.text.lines() {
        writeln!(out, "    {line}")?;
    }
    if let Some(attest) = &provision.attest {
        writeln!(out, "\n{}", wrapped("No document can show this: ", attest))?;
    }
    Ok(())
}

fn element(out: &mut dyn Write, ruleset: &Ruleset, element: &Element) -> io::Result<()> {
    writeln!(out, "\n{}  {}", element.id, element.title)?;
    if !element.required_in.is_empty() {
        writeln!(out, "{}", wrapped("  must be said in: ", &kinds(&element.required_in)))?;
    }
    if !element.checked_in.is_empty() {
        writeln!(
            out,
            "{}",
            wrapped("  looked at, if it is said, in: ", &kinds(&element.checked_in))
        )?;
    }
    if !element.required_in.is_empty() {
        let mut text = format!("where it must be said and is not, that is {}", weight(element.severity));
        for (kind, severity) in &element.severity_in {
            text.push_str(&format!("; in a {kind} it is {}", weight(*severity)));
        }
        writeln!(out, "{}", wrapped("  ", &text))?;
    }
    own(out, ruleset, element)?;
    if let Some(attest) = &element.attest {
        writeln!(out, "{}", wrapped("  somebody has to vouch for what is done: ", attest))?;
    }
    for rule in ruleset.rules.iter().filter(|r| r.element == element.id) {
        self::rule(out, rule)?;
    }
    Ok(())
}

/// What the landlord's own rules ask beyond the Code.
fn own(out: &mut dyn Write, ruleset: &Ruleset, element: &Element) -> io::Result<()> {
    if let Some(severity) = element.own_severity {
        writeln!(out, "{}", wrapped("  our own rules make it: ", weight(severity)))?;
    }
    if !element.promised_in.is_empty() {
        writeln!(
            out,
            "{}",
            wrapped("  our own rules want it in: ", &kinds(&element.promised_in))
        )?;
    }
    let promise = ruleset
        .rules
        .iter()
        .filter(|rule| rule.element == element.id)
        .find_map(|rule| rule.check.promise());
    if let Some(promise) = promise {
        let limit = promise.limit.map(|limit| format!("at most {limit}"));
        let least = promise.at_least.map(|least| format!("at least {least}"));
        let total = promise.total_limit.map(|total| format!("at most {total} in all"));
        let said: Vec<String> = [limit, least, total].into_iter().flatten().collect();
        writeln!(out, "{}", wrapped("  our own promise: ", &said.join(", ")))?;
    }
    Ok(())
}

fn rule(out: &mut dyn Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "\n  {}: {}", rule.id, rule.title)?;
    if !rule.kinds.is_empty() {
        writeln!(out, "{}", wrapped("    in: ", &kinds(&rule.kinds)))?;
    }
    for (name, text) in [("    why: ", &rule.why), ("    write: ", &rule.write)] {
        if !text.trim().is_empty() {
            writeln!(out, "{}", wrapped(name, text))?;
        }
    }
    examples(out, rule, "    passes:", |v| matches!(v, ExampleVerdict::Met))?;
    examples(out, rule, "    passes, with a warning:", |v| {
        matches!(v, ExampleVerdict::Weak)
    })?;
    examples(out, rule, "    is a breach:", |v| matches!(v, ExampleVerdict::Breached))?;
    examples(out, rule, "    is not enough:", |v| {
        matches!(v, ExampleVerdict::Missing)
    })?;
    examples(out, rule, "    is about something else:", |v| {
        matches!(v, ExampleVerdict::Silent)
    })
}

fn examples(out: &mut dyn Write, rule: &Rule, title: &str, wanted: impl Fn(ExampleVerdict) -> bool) -> io::Result<()> {
    let found: Vec<&Example> = rule.examples.iter().filter(|e| wanted(e.verdict)).take(SHOWN).collect();
    if found.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}")?;
    for example in found {
        let text = example.text.trim();
        if text.contains('\n') {
            for (n, line) in text.lines().enumerate() {
                writeln!(out, "      {} {line}", if n == 0 { '-' } else { ' ' })?;
            }
        } else {
            writeln!(out, "{}", wrapped("      - ", text))?;
        }
    }
    Ok(())
}

fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "an error",
        Severity::Warning => "a warning",
        Severity::Advice => "a note",
    }
}

fn kinds(kinds: &[Kind]) -> String {
    kinds.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ")
}
