//! Items that stand in running text: "we (a) tell you; (b) ask you; and (c) answer", "by phone • by post • in person".

use super::sentences::sentences;
use std::ops::Range;

/// What a paragraph pasted from Word keeps of its bullets.
const BULLETS: [char; 10] = ['•', '▪', '●', '■', '◦', '‣', '➢', '►', '❖', '\u{f0b7}'];
/// Words of an item that ends with no mark.
const ENOUGH: usize = 3;

/// A stretch of a paragraph.
#[derive(Debug, PartialEq, Eq)]
pub struct Part {
    pub range: Range<usize>,
    pub role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Sentence,
    /// Leads in the items that follow.
    Lead,
    /// Of the last lead, where there is one.
    Item,
}

/// How the items of a list are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Letters,
    Roman,
    Numbers,
    Bullet(char),
}

/// The sentences of a text; those that hold items, in pieces.
pub fn parts(text: &str) -> Vec<Part> {
    let mut out = Vec::new();
    // The list that goes on, and how many items it has: "(a) … . (b) … ."
    let mut list: Option<(Style, usize)> = None;
    let mut all = sentences(text).into_iter().peekable();
    while let Some(range) = all.next() {
        let sentence = &text[range.clone()];
        let following = all.peek().map_or("", |next| &text[next.clone()]);
        let next = list.map(|(style, count)| (style, count, marks(sentence, style, count)));
        let next = next.filter(|(_, _, found)| found.first().is_some_and(|mark| mark.start == 0));
        let Some((style, count, found)) = next.or_else(|| begun(sentence, following)) else {
            list = None;
            let role = Role::Sentence;
            out.push(Part { range, role });
            continue;
        };
        list = Some((style, count + found.len()));
        let ends = found.iter().skip(1).map(|mark| mark.start).chain([sentence.len()]);
        let items = found.iter().zip(ends).map(|(mark, end)| (mark.end..end, Role::Item));
        for (part, role) in [(0..found[0].start, Role::Lead)].into_iter().chain(items) {
            let inner = &sentence[part.clone()];
            let start = range.start + part.start + inner.len() - inner.trim_start().len();
            let range = start..start + inner.trim().len();
            if !range.is_empty() {
                out.push(Part { range, role });
            }
        }
    }
    out
}

/// The list that begins in a sentence: two items or more, the second perhaps a sentence of its own.
fn begun(sentence: &str, following: &str) -> Option<(Style, usize, Vec<Range<usize>>)> {
    let bullets = BULLETS.into_iter().filter(|c| sentence.contains(*c)).map(Style::Bullet);
    let bracketed = sentence.contains(')');
    let lettered = [Style::Letters, Style::Roman, Style::Numbers]
        .into_iter()
        .filter(|_| bracketed);
    let mut found = bullets
        .chain(lettered)
        .map(|style| (style, 0, marks(sentence, style, 0)));
    found.find(|(style, _, found)| {
        let second = || mark_after(following, *style, 1, 0).is_some_and(|mark| mark.start == 0);
        found.len() > 1 || found.len() == 1 && second()
    })
}

/// The marks of items `from` and on, as far as each item says something.
fn marks(text: &str, style: Style, from: usize) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    while let Some(mark) = mark_after(text, style, from + out.len(), out.last().map_or(0, |mark| mark.end)) {
        if out
            .last()
            .is_some_and(|last| !is_item(&text[last.end..mark.start], style))
        {
            break;
        }
        out.push(mark);
    }
    out
}

/// The mark of item `n` at or after byte `at`: `(b)`, `b)`, `ii)`, a bullet.
fn mark_after(text: &str, style: Style, n: usize, at: usize) -> Option<Range<usize>> {
    const ROMAN: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let name = match style {
        Style::Letters => char::from(b'a'.checked_add(u8::try_from(n).ok()?)?).to_string(),
        Style::Roman => (*ROMAN.get(n)?).to_owned(),
        Style::Numbers => (n + 1).to_string(),
        Style::Bullet(mark) => mark.to_string(),
    };
    let bracketed = !matches!(style, Style::Bullet(_));
    let sought = if bracketed { name + ")" } else { name };
    text.get(at..)?.match_indices(&sought).find_map(|(found, _)| {
        let (start, end) = (at + found, at + found + sought.len());
        let start = start - usize::from(bracketed && text[..start].ends_with('('));
        let free = start == 0 || text[..start].ends_with(char::is_whitespace);
        let followed = text[end..].starts_with(|c: char| c.is_whitespace());
        (free && followed).then_some(start..end)
    })
}

/// "Under (a) or (b)" has no items.
fn is_item(text: &str, style: Style) -> bool {
    let text = text.trim();
    let bare = text
        .strip_suffix("and")
        .or_else(|| text.strip_suffix("or"))
        .unwrap_or(text)
        .trim();
    let ended = bare.ends_with([';', ',', '.', ':', '–']);
    let set = matches!(style, Style::Bullet(_));
    bare.chars().any(char::is_alphanumeric) && (set || ended || bare.split_whitespace().count() >= ENOUGH)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Role, &str)> {
        parts(text)
            .into_iter()
            .map(|part| (part.role, &text[part.range]))
            .collect()
    }

    #[test]
    fn lettered_items_of_a_sentence_stand_apart() {
        use Role::{Item, Lead, Sentence};
        assert_eq!(
            read("Hello. We will: (a) log it; (b) tell you why; and (c) answer. Then we stop."),
            [
                (Sentence, "Hello."),
                (Lead, "We will:"),
                (Item, "log it;"),
                (Item, "tell you why; and"),
                (Item, "answer."),
                (Sentence, "Then we stop.")
            ]
        );
        assert_eq!(read("It says i) what we found, and ii) why.").len(), 3);
        let long = read("We (a) log it now. (b) Then we ask you; and (c) we answer.");
        assert_eq!(
            long[1..],
            [
                (Item, "log it now."),
                (Item, "Then we ask you; and"),
                (Item, "we answer.")
            ]
        );
    }

    #[test]
    fn bullets_inside_a_paragraph_begin_items() {
        assert_eq!(read("You can complain: • by phone, • in person • by post").len(), 4);
        assert_eq!(read("Ring us • any time").len(), 1);
    }

    #[test]
    fn references_are_no_items() {
        for text in [
            "Under paragraphs (a) and (b) we say no.",
            "See (a) or (b) above.",
            "Section 42(a) and section 42(b) apply.",
            "We may (a) say no.",
        ] {
            assert_eq!(read(text).len(), 1, "{text}");
        }
    }
}
