//! Forms of questions without numbers, as an older Code had them. Here the text of a printed form, in which only blanks tell
//! the columns apart; the same questions in a table are read as any table is.

use super::catalogue::fold;
use super::labels::Labels;
use super::{Answer, Catalogue, Prose, Row};
use crate::lexicon::words::words;
use crate::ruleset::QuestionForm;
use crate::source::{Source, Span};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The share of a question's words that must be there, in order.
const ALIKE: f64 = 0.85;
/// Words that a landlord may have put in.
const SLACK: usize = 2;
/// Words by which the place of a question is found.
const OPENING: usize = 3;

/// The questions of a form, numbered by section.
pub fn catalogue(form: &QuestionForm) -> Catalogue {
    Catalogue::new(questions(form).into_iter().map(|(id, _, text)| (id, text)))
}

/// For each question whether it asks for something else than yes or no.
pub fn open(form: &QuestionForm) -> Vec<bool> {
    let sections = form.sections.iter();
    sections
        .flat_map(|s| s.questions.iter().map(|q| s.open.contains(q)))
        .collect()
}

/// Each question with its number and, if it is the first of its section, the section's title.
fn questions(form: &QuestionForm) -> Vec<(String, Option<&str>, &str)> {
    let mut out = Vec::new();
    for (n, section) in form.sections.iter().enumerate() {
        for (m, question) in section.questions.iter().enumerate() {
            let title = (m == 0).then_some(section.title.as_str());
            out.push((format!("q{}.{}", n + 1, m + 1), title, question.as_str()));
        }
    }
    out
}

/// A folded word and its bytes in the source.
struct Token {
    text: String,
    span: Span,
}

/// The rows of a printed form from byte `start` on.
pub fn read(source: &Source, start: usize, form: &QuestionForm, labels: &Labels) -> Vec<Row> {
    let text = &source.text()[start..];
    let plain = fold(text);
    let tokens: Vec<Token> = words(text)
        .into_iter()
        .zip(plain)
        .filter(|(_, plain)| plain != "?")
        .map(|(word, text)| Token {
            text,
            span: Span::new(start + word.start, start + word.end),
        })
        .collect();
    let mut found: Vec<(usize, std::ops::Range<usize>, Option<&str>)> = Vec::new();
    let mut from = 0;
    for (place, (_, title, question)) in questions(form).into_iter().enumerate() {
        let asked: Vec<String> = fold(question).into_iter().filter(|w| w != "?").collect();
        if let Some(range) = find(&tokens, from, &asked) {
            from = range.end;
            found.push((place, range, title));
        }
    }
    let mut rows = Vec::new();
    for (n, (place, range, _)) in found.iter().enumerate() {
        let (first, last) = (&tokens[range.start], &tokens[range.end - 1]);
        let mut row = Row::new(Some(*place), None, first.span);
        push_lines(&mut row.requirement, source, Span::new(first.span.start, last.span.end));
        let mut end = source.text().len();
        if let Some((_, next, title)) = found.get(n + 1) {
            end = tokens[next.start].span.start;
            if let Some(at) = title.and_then(|title| heading(&tokens[range.end..next.start], title)) {
                end = source.line_span(source.line_index(at)).start;
            }
        }
        answer(
            &mut row,
            Span::new(last.span.end, end.max(last.span.end)),
            source,
            labels,
        );
        rows.push(row);
    }
    rows
}

/// The words of a question from token `from` on.
fn find(tokens: &[Token], from: usize, asked: &[String]) -> Option<std::ops::Range<usize>> {
    let opening = &asked[..asked.len().min(OPENING)];
    let begins = |at: usize| {
        let here = tokens.get(at..at + opening.len());
        here.is_some_and(|here| here.iter().zip(opening).all(|(token, word)| token.text == *word))
    };
    (from..tokens.len()).filter(|at| begins(*at)).find_map(|at| {
        let until = (at + asked.len() + SLACK).min(tokens.len());
        let here: Vec<&str> = tokens[at..until].iter().map(|t| t.text.as_str()).collect();
        let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
        let ops = capture_diff_slices(Algorithm::Myers, &here, &asked);
        let same = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
        let (mut count, mut last) = (0, 0);
        for op in same {
            count += op.old_range().len();
            last = op.old_range().end;
        }
        (count as f64 >= ALIKE * asked.len() as f64).then_some(at..at + last)
    })
}

/// Where the last title of a section stands among these words.
fn heading(tokens: &[Token], title: &str) -> Option<usize> {
    let title = fold(title);
    let mut places = tokens.windows(title.len()).rev();
    let found = places.find(|here| here.iter().zip(&title).all(|(token, word)| token.text == *word))?;
    Some(found[0].span.start)
}

/// Reads the mark and the comments after a question.
fn answer(row: &mut Row, region: Span, source: &Source, labels: &Labels) {
    let text = source.slice(region);
    let lead = text.len()
        - text
            .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '?' | '.' | ':'))
            .len();
    let rest = &text[lead..];
    let mark = rest.split_whitespace().next().unwrap_or_default();
    let mut comments = lead;
    row.answer_at = Span::new(region.start + lead, region.start + lead);
    if labels.is_marked(mark) {
        let at = region.start + lead;
        row.answer_at = Span::new(at, at + mark.len());
        row.answer_text.push(source, row.answer_at);
        row.answer = if in_second_column(text, lead, mark.len()) {
            Answer::No
        } else {
            Answer::Yes
        };
        comments = lead + mark.len();
    }
    let from = region.start + comments;
    push_lines(&mut row.commentary, source, Span::new(from, region.end));
    if row.answer == Answer::Blank {
        let (said, plain) = labels.answer(&row.commentary.text);
        if matches!(said, Answer::Yes | Answer::No | Answer::NotApplicable) {
            (row.answer, row.plain_answer) = (said, plain);
            row.answer_text = std::mem::take(&mut row.commentary);
        }
    }
}

/// The lines of a passage, one after the other.
fn push_lines(prose: &mut Prose, source: &Source, span: Span) {
    if span.is_empty() {
        return;
    }
    for line in source.line_index(span.start)..=source.line_index(span.end - 1) {
        prose.push(source, source.line_span(line).to_within(span));
    }
}

/// Whether a mark stands in the second of two columns. In printed text one blank parts the cells, so that an empty cell
/// leaves a blank of its own: before the mark when the first is empty, after it when the second is.
fn in_second_column(text: &str, mark: usize, length: usize) -> bool {
    let before = &text[..mark];
    let line = before.rfind('\n').map_or(before, |at| &before[at + 1..]);
    let blanks = line.len() - line.trim_end_matches(' ').len();
    if line.trim().is_empty() && before.contains('\n') && blanks > 0 || blanks > 1 {
        return true;
    }
    let after = &text[mark + length..];
    let trailing = after.len() - after.trim_start_matches(' ').len();
    let rest = &after[trailing..];
    if trailing > 1 {
        return false;
    }
    let next = rest.lines().find(|line| !line.trim().is_empty());
    !(rest.starts_with(['\n', '\r']) && next.is_some_and(|line| line.starts_with(' ')))
}
