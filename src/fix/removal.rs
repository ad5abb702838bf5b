//! Taking out words that say what a Code does not allow, such as a further stage: the section on that stage, else the
//! last sentence of a paragraph, else the paragraph or item. Only for rules that say that their words may go.

use super::edit::Edit;
use super::{Candidate, Decided, Opinion};
use crate::finding::{Finding, Reason, Verdict};
use crate::reading::{Layout, Section, Stage, Statement};
use crate::source::{Source, Span};

pub fn candidates(finding: &Finding, now: &Opinion) -> Vec<Candidate> {
    let rule = &now.judged.ruleset.rules[finding.rule];
    let says_otherwise = finding.verdict == Verdict::Breached && matches!(finding.reason, Reason::Because(_));
    let (Some(at), true) = (finding.spans.first(), says_otherwise && rule.fix.remove) else {
        return Vec::new();
    };
    let statements = &now.reading.statements;
    let Some(statement) = statements.iter().find(|s| s.span.contains(*at)) else {
        return Vec::new();
    };
    let source = &now.judged.source;
    let mut spans = Vec::new();
    // A section on a stage that may not be goes as a whole.
    let of_section = &now.reading.sections[statement.section];
    if statement.section > 0 && (of_section.stage == Stage::Later || of_section.span.contains(*at)) {
        spans.push(section(&now.reading.sections, statement.section, source));
    }
    if statement.layout != Layout::Heading {
        let of_paragraph = statements.iter().filter(|s| s.paragraph == statement.paragraph);
        let paragraph: Vec<Span> = of_paragraph.map(|s| s.span).collect();
        // What follows a sentence may lean on it: only the last one goes alone.
        let last = paragraph.len() > 1 && paragraph.iter().all(|span| span.start <= statement.span.start);
        if last && statement.layout != Layout::Cell {
            spans.extend(sentence(statement, source));
        }
        let whole = paragraph.into_iter().reduce(Span::to);
        spans.extend(whole.map(|whole| lines(whole, source)));
    }
    let edit = |span| Edit {
        span,
        text: String::new(),
    };
    spans
        .into_iter()
        .map(|span| Candidate::decision(edit(span), Decided::Removed))
        .collect()
}

/// A sentence with the blanks before it; `None` where a mark of layout would lose its other half.
fn sentence(statement: &Statement, source: &Source) -> Option<Span> {
    let Span { start, end } = statement.span;
    let text = source.text();
    let said = source.slice(statement.span);
    let even = |sign: char| said.matches(sign).count().is_multiple_of(2);
    let paired = |open: char, close: char| said.matches(open).count() == said.matches(close).count();
    let whole = even('*') && even('_') && even('"') && paired('[', ']') && paired('(', ')') && paired('“', '”');
    let before = text[..start].trim_end_matches([' ', '\n', '\r']).len();
    whole.then(|| Span::new(before, end))
}

/// The lines on which `span` stands, with an empty line behind them where one stands before them too.
fn lines(span: Span, source: &Source) -> Span {
    let (first, last) = (source.line_index(span.start), source.line_index(span.end));
    let start = source.line_span(first).start;
    let is_empty = |line: usize| line >= source.line_count() || source.slice(source.line_span(line)).trim().is_empty();
    let behind = if first > 0 && is_empty(first - 1) && is_empty(last + 1) {
        last + 2
    } else {
        last + 1
    };
    Span::new(start, start_of(behind, source))
}

fn start_of(line: usize, source: &Source) -> usize {
    if line < source.line_count() {
        source.line_span(line).start
    } else {
        source.text().len()
    }
}

/// A heading with everything below it, up to the next one that is not.
fn section(sections: &[Section], index: usize, source: &Source) -> Span {
    let this = &sections[index];
    let next = (index + 1..sections.len()).find(|n| !Section::is_below(sections, *n, index));
    let line = |at: usize| source.line_span(source.line_index(at)).start;
    Span::new(
        line(this.span.start),
        next.map_or(source.text().len(), |n| line(sections[n].span.start)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_with_one_of_the_empty_lines_around_them() {
        let source = Source::new("a.md", "one\n\ntwo\n\nthree\n");
        let two = source.text().find("two").unwrap();
        assert_eq!(source.slice(lines(Span::new(two, two + 3), &source)), "two\n\n");
        let source = Source::new("a.md", "- one\n- two");
        let two = source.text().find("two").unwrap();
        assert_eq!(source.slice(lines(Span::new(two, two + 3), &source)), "- two");
    }
}
