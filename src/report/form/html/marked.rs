//! A document line by line, with the words of findings and of evidence marked.

use crate::finding::Finding;
use crate::report::Judged;
use crate::ruleset::Severity;
use crate::source::Span;
use serde::Serialize;

/// One line of the file.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    number: usize,
    pieces: Vec<Piece>,
}

/// Some words of a line that are marked alike.
#[derive(Debug, Serialize)]
struct Piece {
    text: String,
    /// `error`, `warning`, `note`, `met`, or none.
    class: Option<&'static str>,
    /// Where a finding's words begin.
    anchor: Option<String>,
    /// The finding to read about it.
    finding: Option<String>,
}

/// All lines; `id` is the document's in the page. Where marks overlap, the heavier finding is shown.
pub(super) fn lines(judged: &Judged, findings: &[&Finding], id: &str) -> Vec<Line> {
    let mut marks: Vec<(Span, &'static str, u8, Option<usize>)> = Vec::new();
    let evidence = judged
        .verdicts
        .iter()
        .flat_map(|p| &p.elements)
        .flat_map(|e| &e.evidence);
    marks.extend(evidence.map(|span| (*span, "met", 0, None)));
    for (n, finding) in findings.iter().enumerate() {
        let (class, weight) = match finding.severity {
            Severity::Advice => ("note", 1),
            Severity::Warning => ("warning", 2),
            Severity::Error => ("error", 3),
        };
        marks.extend(finding.spans.iter().map(|span| (*span, class, weight, Some(n))));
    }
    let text = judged.source.text();
    let mut cuts: Vec<usize> = marks.iter().flat_map(|(span, ..)| [span.start, span.end]).collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut anchored = vec![false; findings.len()];
    let mut out = Vec::new();
    for number in 0..judged.source.line_count() {
        let line = judged.source.line_span(number);
        let end = line.start + text[line.range()].trim_end_matches(['\r', '\n']).len();
        let from = cuts.partition_point(|cut| *cut <= line.start);
        let to = cuts.partition_point(|cut| *cut < end);
        let inner = cuts[from.min(to)..to].iter().copied();
        let bounds: Vec<usize> = std::iter::once(line.start).chain(inner).chain([end]).collect();
        let mut pieces = Vec::new();
        for pair in bounds.windows(2).filter(|pair| pair[0] < pair[1]) {
            let covers = |span: &Span| span.start <= pair[0] && pair[0] < span.end;
            let heaviest = marks
                .iter()
                .filter(|(span, ..)| covers(span))
                .max_by_key(|(_, _, weight, _)| *weight);
            let mut covering = marks.iter().filter(|(span, ..)| covers(span)).filter_map(|(.., n)| *n);
            let anchor = covering.find(|n| !anchored[*n]);
            if let Some(n) = anchor {
                anchored[n] = true;
            }
            pieces.push(Piece {
                text: text[pair[0]..pair[1]].to_owned(),
                class: heaviest.map(|(_, class, ..)| *class),
                anchor: anchor.map(|n| format!("{id}-words-{}", n + 1)),
                finding: heaviest.and_then(|(.., n)| n.map(|n| format!("{id}-finding-{}", n + 1))),
            });
        }
        out.push(Line {
            number: number + 1,
            pieces,
        });
    }
    out
}
