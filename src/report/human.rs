//! Diagnostics for people, in the manner of a compiler: what was found, where, what the Code says, what to write.

use super::Judged;
use super::excerpt::{Excerpt, Excerpts};
use super::sentences;
use crate::assess::anchor;
use crate::finding::{Finding, Reason, Verdict};
use crate::problem::Problems;
use crate::reading::{quantities, sentences as split_sentences};
use crate::ruleset::{Ruleset, Severity};
use crate::source::{Source, Span};
use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::term::{self, termcolor::WriteColor};

/// Columns of running text.
const WIDTH: usize = 78;
/// Lines of the Code's sentence shown beside a finding.
const CODE_LINES: usize = 3;

/// How a diagnostic is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// As a picture of the lines, with the words underlined.
    Drawn,
    /// As sentences in reading order.
    Plain,
}

/// Said of the place where something missing would belong.
pub const NEAR: &str = "near here";

/// Writes all findings of a document.
pub fn document(out: &mut dyn WriteColor, judged: &Judged, ruleset: &Ruleset, layout: Layout) -> std::io::Result<()> {
    for note in &judged.notes {
        self::problem(out, &judged.source, note, layout)?;
    }
    for finding in judged.shown() {
        let (diagnostic, files) = self::finding(judged, finding, ruleset);
        emit(out, &files, &diagnostic, layout)?;
    }
    Ok(())
}

/// Mistakes in front matter, a ruleset or settings, drawn like findings.
pub fn problems(out: &mut dyn WriteColor, problems: &Problems, layout: Layout) -> std::io::Result<()> {
    for problem in &problems.list {
        self::problem(out, &problems.source, problem, layout)?;
    }
    Ok(())
}

fn problem(
    out: &mut dyn WriteColor,
    source: &Source,
    problem: &crate::problem::Problem,
    layout: Layout,
) -> std::io::Result<()> {
    let base = base(problem.level);
    let mut files = Excerpts::default();
    let mut diagnostic = base.with_message(&problem.message);
    add_labels(&mut diagnostic, &mut files, source, &[problem.span], "", true);
    if let Some(beside) = &problem.beside {
        let span = [beside.span];
        add_labels(&mut diagnostic, &mut files, &beside.source, &span, &beside.label, false);
    }
    if let Some(help) = &problem.help {
        diagnostic = diagnostic.with_notes(vec![wrapped("help: ", help)]);
    }
    emit(out, &files, &diagnostic, layout)
}

fn finding(judged: &Judged, finding: &Finding, ruleset: &Ruleset) -> (Diagnostic<usize>, Excerpts) {
    let headline = sentences::headline(finding, judged.kind, ruleset);
    let base = match finding.waiver() {
        // The word "error" would stop a reader who has to act on nothing.
        Some(waiver) => Diagnostic::note().with_message(format!("waived until {}: {headline}", waiver.until)),
        None => base(finding.severity).with_message(headline),
    };
    let mut diagnostic = base.with_code(sentences::code(finding, ruleset));
    let mut files = Excerpts::default();
    let missing = finding.verdict == Verdict::Missing && finding.spans.is_empty();
    let spans = if missing {
        vec![anchor(finding, &judged.verdicts, &judged.source)]
    } else {
        finding.spans.clone()
    };
    let label = if missing {
        NEAR.to_owned()
    } else {
        sentences::label(finding)
    };
    add_labels(&mut diagnostic, &mut files, &judged.source, &spans, &label, !missing);
    if let Reason::Reworded(changes) = &finding.reason {
        relabel(&mut diagnostic, &files, changes, sentences::whose(finding, ruleset));
    }
    promise_label(&mut diagnostic, &mut files, finding, ruleset);
    code_label(&mut diagnostic, &mut files, finding, ruleset);
    let mut notes = Vec::new();
    notes.extend(
        finding
            .waiver()
            .map(|waiver| wrapped("waived: ", &sentences::waived(waiver))),
    );
    notes.extend(finding.lapse.map(|lapse| wrapped("note: ", &sentences::lapsed(lapse))));
    if !matches!(
        finding.reason,
        Reason::Unsaid | Reason::Hedged | Reason::Partly { .. } | Reason::OneStageOnly { .. } | Reason::Row(_)
    ) {
        notes.push(wrapped("note: ", &sentences::title(finding, ruleset)));
    }
    notes.extend(sentences::aside(finding, ruleset).map(|aside| wrapped("note: ", &aside)));
    notes.extend(sentences::help(finding, ruleset).map(|help| wrapped("help: ", &help)));
    (diagnostic.with_notes(notes), files)
}

fn base(level: Severity) -> Diagnostic<usize> {
    match level {
        Severity::Error => Diagnostic::error(),
        Severity::Warning => Diagnostic::warning(),
        Severity::Advice => Diagnostic::note(),
    }
}

/// An excerpt of `source` with `spans` underlined; the label stands at the end of the last.
fn add_labels(
    diagnostic: &mut Diagnostic<usize>,
    files: &mut Excerpts,
    source: &Source,
    spans: &[Span],
    label: &str,
    primary: bool,
) {
    let excerpt = Excerpt::new(source, spans);
    let id = files.0.len();
    let mut ranges: Vec<_> = spans.iter().flat_map(|s| excerpt.ranges(*s)).collect();
    ranges.sort_by_key(|r| (r.start, r.end));
    ranges.dedup();
    let last = ranges.len().saturating_sub(1);
    for (n, range) in ranges.into_iter().enumerate() {
        let made = if primary {
            Label::primary(id, range)
        } else {
            Label::secondary(id, range)
        };
        diagnostic
            .labels
            .push(if n == last { made.with_message(label) } else { made });
    }
    files.0.push(excerpt);
}

/// Each changed word of a definition gets the Code's own beside it.
fn relabel(diagnostic: &mut Diagnostic<usize>, files: &Excerpts, changes: &[crate::finding::Change], code: &str) {
    diagnostic.labels.clear();
    for change in changes {
        let text = if change.code.is_empty() {
            format!("{code} does not say this")
        } else if change.said.is_empty() {
            format!("{code} says ‘{}’ here", change.code)
        } else {
            format!("{code} says ‘{}’", change.code)
        };
        for range in files.0[0].ranges(change.span) {
            diagnostic.labels.push(Label::primary(0, range).with_message(&text));
        }
    }
}

/// The landlord's promise, where the landlord wrote it.
fn promise_label(diagnostic: &mut Diagnostic<usize>, files: &mut Excerpts, finding: &Finding, ruleset: &Ruleset) {
    let unkept = matches!(
        finding.reason,
        Reason::BeyondPromise { .. } | Reason::BelowPromise { .. }
    );
    if let Some(promise) = ruleset.rules[finding.rule].check.promise().filter(|_| unkept) {
        let source = ruleset.file(promise.place);
        add_labels(
            diagnostic,
            files,
            source,
            &[promise.place.span],
            "our own promise",
            false,
        );
    }
}

/// The Code's own sentence, where it is written in the ruleset.
fn code_label(diagnostic: &mut Diagnostic<usize>, files: &mut Excerpts, finding: &Finding, ruleset: &Ruleset) {
    let (provision, span) = match &finding.reason {
        // Beside a row the Code's words matter only where the row quotes others.
        Reason::Row(reason) => match ruleset.provision(&finding.element) {
            Some(provision) if reason.is_wording() => (provision, provision.text_place.span),
            _ => return,
        },
        _ => {
            let Some((provision, element)) = ruleset.element(&finding.element) else {
                return;
            };
            let source = ruleset.file(provision.text_place);
            let text = provision.text_place.span;
            (provision, deciding_sentence(source, text, finding, &element.title))
        }
    };
    let source = ruleset.file(provision.text_place);
    let name = if ruleset.is_own(provision.place) {
        format!("our own {}", provision.id)
    } else {
        format!("provision {}", provision.id)
    };
    let id = files.0.len();
    // Without the quotation marks of the file that it stands in.
    let excerpt = Excerpt::within(source, &[span], provision.text_place.span);
    let mut ranges = excerpt.ranges(span);
    ranges.truncate(CODE_LINES);
    let last = ranges.len().saturating_sub(1);
    for (n, range) in ranges.into_iter().enumerate() {
        let label = Label::secondary(id, range);
        diagnostic
            .labels
            .push(if n == last { label.with_message(&name) } else { label });
    }
    files.0.push(excerpt);
}

/// The figure of the Code that a figure of the document breaks, else the sentence nearest to the duty.
fn deciding_sentence(source: &Source, text: Span, finding: &Finding, title: &str) -> Span {
    let prose = source.slice(text);
    if let Reason::TooLong { limit, .. }
    | Reason::TooShort { least: limit, .. }
    | Reason::TooManyDays { limit, .. }
    | Reason::BeyondPromise { allowed: limit, .. }
    | Reason::BelowPromise { least: limit, .. } = &finding.reason
        && let Some(q) = quantities(prose).into_iter().find(|q| q.period == *limit)
    {
        return Span::new(text.start + q.start, text.start + q.end);
    }
    if let Some(range) = lettered(prose, &finding.element) {
        return Span::new(text.start + range.start, text.start + range.end);
    }
    let title = crate::lexicon::words::words(title);
    let wanted: Vec<_> = title.iter().map(|w| &w.text).filter(|w| w.len() > 3).collect();
    let flat = prose.replace('\n', " ");
    let worth = |range: &std::ops::Range<usize>| {
        let here = crate::lexicon::words::words(&flat[range.clone()]);
        here.iter().filter(|w| wanted.contains(&&w.text)).count()
    };
    let found = split_sentences(&flat);
    let best = found
        .iter()
        .rev()
        .max_by_key(|r| worth(r))
        .cloned()
        .unwrap_or(0..flat.len());
    Span::new(text.start + best.start, text.start + best.end)
}

/// The lettered part of a provision that an element such as `….g` is.
fn lettered(prose: &str, element: &str) -> Option<std::ops::Range<usize>> {
    let letter = element
        .rsplit('.')
        .next()
        .filter(|l| l.len() == 1 && l.starts_with(char::is_lowercase))?;
    let start = [format!(" {letter}. "), format!("\n{letter}. ")]
        .iter()
        .find_map(|mark| prose.find(mark.as_str()))?
        + 1;
    let length = prose[start..].find(';').unwrap_or(prose.len() - start);
    Some(start..start + length)
}

fn emit(
    out: &mut dyn WriteColor,
    files: &Excerpts,
    diagnostic: &Diagnostic<usize>,
    layout: Layout,
) -> std::io::Result<()> {
    if layout == Layout::Plain {
        return super::plain::diagnostic(out, files, diagnostic);
    }
    let config = term::Config {
        tab_width: 1,
        ..term::Config::default()
    };
    let styles = term::Styles::default();
    let mut styled = term::StylesWriter::new(out, &styles);
    term::emit_to_write_style(&mut styled, &config, files, diagnostic).map_err(std::io::Error::other)
}

/// Running text under a label, wrapped so that an 80 column terminal shows it whole.
pub fn wrapped(label: &str, text: &str) -> String {
    let mut out = label.to_owned();
    let mut column = label.chars().count() + 6;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column + length + 1 > WIDTH && column > label.len() + 6 {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', label.chars().count()));
            column = label.chars().count() + 6;
        } else if !out.ends_with(' ') {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
