//! A summary in Markdown that a committee clerk can read, paste into a paper, or find in a job's summary.

use super::Judged;
use super::item::{Item, Run, noted};
use super::sentences;
use super::summary::{count, grouped};
use crate::finding::{Reason, Verdict};
use crate::problem::Problem;
use crate::ruleset::Severity;
use crate::source::Source;

/// Characters of the document's words that are quoted; a reader finds the rest by the line.
const QUOTED: usize = 240;

/// The table of documents, then each document's findings.
pub fn answer(run: Run<'_>) -> String {
    let mut out = overview(run);
    for judged in run.judged {
        document(&mut out, run, judged);
    }
    out
}

/// The table of documents, and the files that were not checked.
pub fn overview(run: Run<'_>) -> String {
    let day = run.today.strftime("%-d %B %Y");
    let mut out = "# Complaint documents checked\n".to_owned();
    let titles: Vec<String> = run.rulesets().iter().map(|r| text(&r.title)).collect();
    if !titles.is_empty() {
        out.push_str(&format!(
            "\nChecked against the {}, as at {day}.\n",
            titles.join(" and the ")
        ));
    }
    if !run.judged.is_empty() {
        out.push_str("\n| Document | What it is | To put right | To look at | Waived | In the baseline |\n|---|---|--:|--:|--:|--:|\n");
    }
    for judged in run.judged {
        out.push_str(&format!(
            "| {} | {} | {} | {} | {} | {} |\n",
            text(judged.source.name()),
            judged.kind.name().replace('-', " "),
            judged.count(Severity::Error),
            judged.count(Severity::Warning),
            judged.waived(),
            judged.known(),
        ));
    }
    for aside in run.asides {
        for note in &aside.list {
            noted_on(&mut out, &aside.source, note, aside.source.name());
        }
    }
    if !run.unchecked.is_empty() {
        out.push_str("\n## Not checked\n\n");
    }
    for unchecked in run.unchecked {
        out.push_str(&format!(
            "- {}: {}\n",
            text(&unchecked.place()),
            sentence(&unchecked.reason)
        ));
    }
    out
}

fn document(out: &mut String, run: Run<'_>, judged: &Judged) {
    out.push_str(&format!("\n## {}\n", text(judged.source.name())));
    for note in &judged.notes {
        noted_on(out, &judged.source, note, "");
    }
    let items: Vec<Item> = run.items_of(judged).collect();
    let of = |severity: Severity| {
        let counts = |i: &&Item| i.finding.excuse.is_none() && i.finding.severity == severity;
        items.iter().filter(counts).collect::<Vec<_>>()
    };
    let waived = items.iter().filter(|i| i.finding.waiver().is_some()).collect();
    let parts = [
        ("To put right", of(Severity::Error)),
        ("To look at", of(Severity::Warning)),
        ("Worth knowing", of(Severity::Advice)),
        ("Waived, and not counted", waived),
    ];
    if items.is_empty() {
        out.push_str("\nNothing to put right.\n");
    }
    for (title, items) in parts.iter().filter(|(_, items)| !items.is_empty()) {
        out.push_str(&format!("\n### {title}\n\n"));
        for item in items {
            finding(out, item);
        }
    }
    if judged.known() > 0 {
        let known = count(judged.known(), "finding");
        out.push_str(&format!("\nIn the baseline, and not listed: {known}.\n"));
    }
    let ids = |verdict: Verdict| {
        let elements = judged.verdicts.iter().flat_map(|p| &p.elements);
        let wanted = elements.filter(|e| e.verdict == Some(verdict));
        wanted.map(|e| e.id.as_str()).collect::<Vec<_>>()
    };
    let (met, open) = (ids(Verdict::Met), ids(Verdict::Unassessed));
    if !met.is_empty() {
        out.push_str(&format!(
            "\nMet: {} ({}).\n",
            count(met.len(), "duty"),
            text(&grouped(&met))
        ));
    }
    if !open.is_empty() {
        let open = format!(
            "{} that no document can show ({})",
            count(open.len(), "duty"),
            text(&grouped(&open))
        );
        out.push_str(&format!("\nNeeds an attestation: {open}.\n"));
    }
}

/// A paragraph with what is to be known besides, after the name of the file if that is not plain.
fn noted_on(out: &mut String, source: &Source, note: &Problem, name: &str) {
    let line = source.position(note.span.start).line;
    let level = sentences::level(note.level);
    let place = format!("{name} {level}, line {line}").trim_start().to_owned();
    out.push_str(&format!("\n{}: {}\n", text(&place), text(&noted(note))));
}

/// A list item: the duty, what was found, the words and their line, what to write.
fn finding(out: &mut String, item: &Item) {
    let title = sentences::title(item.finding, &item.judged.ruleset);
    let found = match item.finding.reason {
        // The title has said what.
        Reason::Unsaid => format!("this {} does not say so", sentences::noun(item.judged.kind)),
        _ => item.headline(),
    };
    out.push_str(&format!(
        "- **{} – {}** {}\n",
        item.finding.element,
        sentence(&title),
        sentence(&found)
    ));
    let (start, quote) = (item.start().line, quoted(item.quote()));
    if item.is_near() {
        out.push_str(&format!("  It would belong near line {start}, “{quote}”.\n"));
    } else {
        out.push_str(&format!("  Line {start}: “{quote}”.\n"));
    }
    let aside = sentences::aside(item.finding, &item.judged.ruleset);
    let more = [item.finding.lapse.map(sentences::lapsed), aside, item.help()];
    for more in more.iter().flatten() {
        out.push_str(&format!("  {}\n", sentence(more)));
    }
    if let Some(excuse) = item.excuse() {
        out.push_str(&format!("  {}\n", text(&excuse)));
    }
}

/// The document's words on one line, not more of them than a paper has room for.
fn quoted(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{} …", text(line[..at].trim_end())),
        None => text(&line),
    }
}

fn sentence(phrase: &str) -> String {
    text(&sentences::whole(phrase))
}

/// Text as text: nothing in it is taken for Markdown, and nothing begins a new line.
fn text(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    for c in plain.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_never_taken_for_markdown() {
        assert_eq!(text("a | *b*\n# c <d>"), "a \\| \\*b\\* \\# c \\<d\\>");
        assert_eq!(quoted(&"ab ".repeat(100)).chars().count(), QUOTED + 1);
    }
}
