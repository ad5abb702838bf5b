//! A paragraph for a duty that a document does not mention: the rule's own wording between brackets that say that nobody
//! has confirmed it. Until somebody does, it says nothing and the finding stays.

use super::edit::Edit;
use super::{Candidate, Grade, Opinion};
use crate::document::{UNCONFIRMED, is_unconfirmed};
use crate::finding::{Finding, Verdict};
use crate::source::{Source, Span};

pub fn candidates(finding: &Finding, now: &Opinion) -> Vec<Candidate> {
    let rule = &now.judged.ruleset.rules[finding.rule];
    let write = rule.fix.begin.as_ref().unwrap_or(&rule.write);
    let write = write.split_whitespace().collect::<Vec<_>>().join(" ");
    let source = &now.judged.source;
    let opening = format!("[{UNCONFIRMED} {}:", finding.element);
    let begun = source.text().contains(&opening);
    // Brackets within brackets would end them.
    if finding.verdict != Verdict::Missing || write.is_empty() || begun || write.contains(['[', ']']) {
        return Vec::new();
    }
    let places = places(finding, now).into_iter();
    let candidate = |at: usize| Candidate {
        grade: Grade::Scaffold,
        edits: vec![paragraph(at, &format!("{opening} {write}]"), source)],
        confirmed: Some(paragraph(at, &write, source)),
        decided: None,
    };
    places.map(candidate).collect()
}

/// Where it may stand, the best first: after what is said of the nearest duties before it in the Code, before those
/// after it, at the end.
fn places(finding: &Finding, now: &Opinion) -> Vec<usize> {
    let (judged, source) = (&now.judged, &now.judged.source);
    let elements: Vec<_> = judged.verdicts.iter().flat_map(|p| &p.elements).collect();
    let home = elements
        .iter()
        .position(|e| e.id == finding.element)
        .unwrap_or_default();
    let last = |spans: &[Span]| spans.iter().max_by_key(|s| s.end).copied();
    let partly = last(&finding.spans);
    let before = elements[..home].iter().rev().find_map(|e| last(&e.evidence));
    let after = elements[home..].iter().find_map(|e| last(&e.evidence));
    let end = source.text().trim_end().len();
    let mut out: Vec<usize> = Vec::new();
    for at in [partly, before, after].into_iter().flatten() {
        out.push(after_block(at.end, source));
    }
    out.push(end);
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|at| seen.insert(*at));
    out
}

/// The end of the last line before the next empty one, and behind paragraphs that wait there already.
fn after_block(at: usize, source: &Source) -> usize {
    let lines = source.line_index(at)..source.line_count();
    let spans = lines.map(|n| source.line_span(n));
    let block = spans.take_while(|span| span.end <= at || !source.slice(*span).trim().is_empty());
    let mut end = block.last().map_or(at, |span| span.end);
    let waits = |at: usize| {
        let rest = source.text()[at..].trim_start();
        let line = rest.lines().next().unwrap_or_default();
        let waiting = line.strip_prefix('[').is_some_and(is_unconfirmed);
        waiting.then(|| source.text().len() - rest.len() + line.len())
    };
    while let Some(next) = waits(end) {
        end = next;
    }
    end
}

/// A paragraph of its own after the block that ends at `at`.
fn paragraph(at: usize, text: &str, source: &Source) -> Edit {
    let last = source.text()[at..].trim().is_empty();
    let between = source.text()[at..].starts_with(['\n', '\r']) || last;
    Edit {
        span: Span::new(at, at),
        text: if between {
            format!("\n\n{text}")
        } else {
            format!("\n\n{text}\n\n")
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_follows_the_block_it_belongs_to() {
        let source = Source::new("a.md", "# A\n\none\ntwo\n\nthree");
        let at = after_block(source.text().find("one").unwrap(), &source);
        let edit = paragraph(at, "new", &source);
        assert_eq!(super::super::apply(&source, &[edit]), "# A\n\none\ntwo\n\nnew\n\nthree");
        let edit = paragraph(source.text().len(), "new", &source);
        assert_eq!(super::super::apply(&source, &[edit]), "# A\n\none\ntwo\n\nthree\n\nnew");
    }
}
