//! Where an element is said: the sentence, the list with its lead-in, or the table around the deciding words.

use std::ops::Range;

/// What has to be changed as one so that the change reads like English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    Sentence,
    /// An item of a list that a lead-in announces: `lead` is the sentence that does.
    Item {
        lead: Range<usize>,
    },
    /// A cell of a table.
    Cell,
    /// A heading: taken out in every change, since it says nothing of its own.
    Heading,
}

/// A stretch of a document that says one thing.
#[derive(Debug, Clone)]
pub struct Passage {
    pub shape: Shape,
    /// The sentence, the item's own text or the cell's.
    pub own: Range<usize>,
    /// The sentence again, the lead-in with all its items, or the table.
    pub whole: Range<usize>,
    /// The paragraph or item, the list with its lead-in, or the table: whole lines.
    pub block: Range<usize>,
}

/// The passage around `words`, which stand in `text`.
pub fn around(text: &str, words: &str) -> Passage {
    let at = text
        .find(words)
        .unwrap_or_else(|| panic!("‘{words}’ is not in the text"));
    let line = line_of(text, at);
    if text[line.clone()].starts_with('|') {
        let table = run(text, &line, |l| l.starts_with('|'));
        return Passage {
            shape: Shape::Cell,
            own: at..at + words.len(),
            whole: table.clone(),
            block: table,
        };
    }
    if text[line.clone()].starts_with('#') {
        return Passage {
            shape: Shape::Heading,
            own: line.clone(),
            whole: line.clone(),
            block: line,
        };
    }
    let body = line.start + marker(&text[line.clone()])..line.end;
    let own = sentence(text, &body, at..at + words.len());
    if is_item(&text[line.clone()]) {
        let items = run(text, &line, |l| l.trim().is_empty() || is_item(l));
        let list = first_item(text, &items)..items.end;
        let above = line_of(text, text[..list.start].trim_end().len().saturating_sub(1));
        if text[above.clone()].ends_with(':') {
            let body = above.start + marker(&text[above.clone()])..above.end;
            let lead = sentence(text, &body, above.end - 1..above.end);
            return Passage {
                shape: Shape::Item { lead: lead.clone() },
                own: body_of(text, &line),
                whole: lead.start..list.end,
                block: above.start..list.end,
            };
        }
    } else if text[own.clone()].ends_with(':') {
        // A lead-in goes with what it announces.
        let items = run(text, &line_after(text, line.end), |l| l.trim().is_empty() || is_item(l));
        let end = items.end.max(own.end);
        return Passage {
            shape: Shape::Item { lead: own.clone() },
            own: own.start..end,
            whole: own.start..end,
            block: line.start..end,
        };
    }
    Passage {
        shape: Shape::Sentence,
        own: own.clone(),
        whole: own,
        block: line,
    }
}

fn body_of(text: &str, line: &Range<usize>) -> Range<usize> {
    line.start + marker(&text[line.clone()])..line.end
}

fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n);
    start..end
}

/// The next line that is not empty.
fn line_after(text: &str, at: usize) -> Range<usize> {
    let gap = text[at..].len() - text[at..].trim_start().len();
    line_of(text, (at + gap).min(text.len().saturating_sub(1)))
}

/// The lines around `line` of which `wanted` is true, without blank ones at the end.
fn run(text: &str, line: &Range<usize>, wanted: fn(&str) -> bool) -> Range<usize> {
    let (mut start, mut end) = (line.start, line.start);
    while start > 0 && wanted(&text[line_of(text, start - 1)]) {
        start = line_of(text, start - 1).start;
    }
    while end < text.len() && wanted(&text[line_of(text, end)]) {
        end = (line_of(text, end).end + 1).min(text.len());
    }
    let end = text[..end].trim_end().len();
    start..end.max(start)
}

fn first_item(text: &str, items: &Range<usize>) -> usize {
    items.start + text[items.clone()].len() - text[items.clone()].trim_start().len()
}

fn is_item(line: &str) -> bool {
    line.starts_with("- ") || line.split_once(") ").is_some_and(|(letter, _)| letter.len() == 1)
}

/// Bytes of a bullet, a letter or a clause number with its space.
fn marker(line: &str) -> usize {
    if line.starts_with("- ") {
        return 2;
    }
    match line.split_once(' ') {
        Some((first, _)) if is_item(line) || first.parse::<f64>().is_ok() => first.len() + 1,
        _ => 0,
    }
}

/// The sentences of `body` that `words` touch.
fn sentence(text: &str, body: &Range<usize>, words: Range<usize>) -> Range<usize> {
    let ends = |n: usize| {
        let here = &text[n..body.end];
        here.starts_with(['.', '?', '!']) && here[1..].starts_with(' ')
            || here.starts_with(".\" ")
            || here.starts_with("\". ")
    };
    let after = |n: usize| text[n..].find(' ').map_or(body.end, |space| n + space + 1);
    let boundary = |n: &usize| text.is_char_boundary(*n) && ends(*n);
    let start = (body.start..words.start).rev().find(boundary).map_or(body.start, after);
    let last = words.end - 1;
    let end = (last..body.end).find(boundary).map_or(body.end, |n| after(n) - 1);
    start..end.max(words.end)
}
