//! What readers take for a heading although Markdown does not: a paragraph in bold or capitals, a short question, and what a
//! converted document leaves of its numbered headings ("7. Housing advice", "Section 4 – Exclusions").

use super::quantity::quantities;
use super::sentences::sentences;
use super::written_dates::written_dates;
use crate::document::{Block, BlockKind, Item, Mark, MarkKind, Text};
use std::collections::{BTreeMap, BTreeSet};

/// Words of a heading; a longer one is a paragraph in bold.
pub const LONGEST_HEADING: usize = 14;
/// Words of a heading that only its number and its brevity tell.
const LONGEST_TITLE: usize = 9;

/// Levels of headings that are no headings to Markdown: below all of those.
pub const BOLD_LEVEL: u8 = 7;
/// Of a heading told by its number; `1.1` is one lower than `1`.
const NUMBERED_LEVEL: u8 = 8;
const DEEPEST_NUMBER: u8 = 7;
/// Of a label that heads only its own item.
pub const LABEL_LEVEL: u8 = NUMBERED_LEVEL + DEEPEST_NUMBER + 1;

/// Whether a heading of level `new` ends what stands under an open one. Bold and numbered headings stand above each
/// other in the order in which a document has them.
pub fn ends(open: u8, new: u8) -> bool {
    let numbered = |level| (NUMBERED_LEVEL..LABEL_LEVEL).contains(&level);
    match (open, new) {
        (BOLD_LEVEL, new) if numbered(new) => false,
        (open, BOLD_LEVEL) if numbered(open) => false,
        _ => open >= new,
    }
}

/// The level of a paragraph that is a heading to its reader: bold alone, capitals, a short question, or, where there is
/// no letter with its addresses and subject lines, a title that is numbered or one of the `plain` ones.
pub fn level_of(text: &Text, next: Option<&Block>, letter: bool, plain_titles: &BTreeSet<String>) -> Option<u8> {
    let plain = text.plain.trim();
    let count = plain.split_whitespace().count();
    // The last line says something, unless it is a title that nothing was written under.
    let titled = || is_title(plain.trim_end_matches(':'));
    if plain.is_empty() || count > LONGEST_HEADING || plain.contains('\n') || next.is_none() && !titled() {
        return None;
    }
    let letters: Vec<char> = plain.chars().filter(|c| c.is_alphabetic()).collect();
    if letters.len() < 3 || text.marks.iter().any(|m| matches!(m.kind, MarkKind::Placeholder(_))) {
        return None;
    }
    let strong: usize = text
        .marks
        .iter()
        .filter(|m| matches!(m.kind, MarkKind::Strong | MarkKind::Emphasis))
        .map(|m| m.end - m.start)
        .sum();
    let all_strong = strong + 3 >= plain.len();
    let capitals = letters.iter().all(|c| c.is_uppercase());
    let question = plain.ends_with('?') && count <= 10 && sentences(plain).len() == 1;
    let ends_open = !plain.ends_with(['.', ',', ';', '!']);
    let numbered = !letter && is_numbered_title(plain);
    if (all_strong || capitals) && (ends_open || count <= 6 && !is_sentence(plain)) || question {
        return Some(if numbered { NUMBERED_LEVEL } else { BOLD_LEVEL });
    }
    let title = numbered || !letter && plain_titles.contains(plain);
    (next.is_some() && title).then_some(NUMBERED_LEVEL)
}

/// The level and text of the title that item `n` of a list is: alone in its list, above what stands in it, or the last of
/// a list of such titles, `followed` by what it heads.
pub fn of_item(items: &[Item], n: usize, followed: bool) -> Option<(u8, &Text)> {
    let item = &items[n];
    let filled = |item: &Item| item.blocks.len() > 1;
    let last = followed && n + 1 == items.len() && items.iter().any(filled);
    let (first, rest) = item.blocks.split_first()?;
    let BlockKind::Paragraph(text) = &first.kind else {
        return None;
    };
    let parts = item.marker.split('.').filter(|part| !part.is_empty());
    let number = |part: &str| part.trim_matches(['(', ')']).chars().all(|c| c.is_ascii_digit());
    let under = items.len() == 1 || last || !rest.is_empty();
    let bare = !text.marks.iter().any(|m| matches!(m.kind, MarkKind::Placeholder(_)));
    let title = under && bare && parts.clone().all(number) && is_title(text.plain.trim());
    let depth = (parts.count().saturating_sub(1) as u8).min(DEEPEST_NUMBER);
    (title && item.marker.contains(|c: char| c.is_ascii_digit())).then_some((NUMBERED_LEVEL + depth, text))
}

/// "Section 4 – Exclusions", "8 Stage one".
fn is_numbered_title(line: &str) -> bool {
    const PARTS: &[&str] = &[
        "section", "part", "appendix", "annex", "schedule", "chapter", "stage", "step",
    ];
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let bare = |word: &str| word.trim_end_matches([':', '.', ')', '–', '-']).to_owned();
    let is_number = |word: &str| !word.is_empty() && word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit());
    if PARTS.contains(&first.to_lowercase().as_str()) && first.starts_with(char::is_uppercase) {
        let (number, title) = rest.split_once(' ').unwrap_or((rest, ""));
        let number = bare(number);
        let letter = number.len() == 1 && number.chars().all(|c| c.is_ascii_uppercase());
        let words = ["one", "two", "three"].contains(&number.to_lowercase().as_str());
        let title = title.trim_start_matches([':', '–', '—', '-', ' ']);
        return (is_number(&number) || letter || words) && (title.is_empty() || is_title(title));
    }
    is_number(&bare(first)) && is_title(rest.trim_start()) && written_dates(line).is_empty()
}

/// The lines of a paragraph that begin with labels in bold, and what stands before the first; empty where there are none
/// after the first line.
pub fn labelled_lines(text: &Text, source: &str) -> Vec<Text> {
    let begins = |mark: &&Mark| {
        let line = text.plain[..mark.start].ends_with([' ', '\n'])
            && source
                .as_bytes()
                .get(text.origin[mark.start - 1])
                .is_some_and(|b| matches!(b, b'\n' | b'\r'));
        let bold = text.plain[mark.start..mark.end].trim();
        let rest = text.plain[mark.end..].trim_start_matches(' ');
        line && mark.kind == MarkKind::Strong
            && bold.split_whitespace().count() <= LONGEST_HEADING
            && (bold.ends_with([':', '?']) || rest.starts_with([':', '–', '—']))
    };
    let starts: Vec<usize> = text.marks.iter().filter(begins).map(|mark| mark.start).collect();
    if starts.is_empty() {
        return Vec::new();
    }
    let ends = starts.iter().copied().chain([text.plain.len()]);
    let lines = [0].iter().chain(&starts).zip(ends).filter(|(start, end)| *start < end);
    lines.map(|(start, end)| text.part(*start, end)).collect()
}

/// Whether a line is what a converter leaves of the edge of a page: "Page 3 of 9", "CP/04 Complaints policy v2  Page 5".
pub fn is_page_edge(text: &str) -> bool {
    const LONGEST_EDGE: usize = 12;
    const LONGEST_BYTES: usize = 200;
    if text.len() > LONGEST_BYTES {
        return false;
    }
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || "|–—·•".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let page = match words.as_slice() {
        [.., "page", at, "of", all] => number(at) && number(all),
        [.., "page", at] => number(at),
        _ => false,
    };
    page && words.len() <= LONGEST_EDGE
}

/// Titles that nothing but their place tells: lines of their own, each different, in a document that has lost the marks
/// of its headings. None where Markdown marks more than the document's title.
pub fn plain_titles(blocks: &[Block]) -> BTreeSet<String> {
    const ENOUGH: usize = 3;
    const LONGEST_PLAIN: usize = 6;
    let marked = blocks.iter().filter(|b| matches!(b.kind, BlockKind::Heading { .. }));
    if marked.count() > 1 {
        return BTreeSet::new();
    }
    let mut found = BTreeMap::<String, usize>::new();
    let mut numbered = 0;
    for pair in blocks.windows(2) {
        let BlockKind::Paragraph(text) = &pair[0].kind else {
            continue;
        };
        let line = text.plain.trim();
        if is_numbered_title(line) {
            numbered += 1;
        } else if is_title(line) && !line.contains(':') && line.split_whitespace().count() <= LONGEST_PLAIN {
            *found.entry(line.to_owned()).or_default() += 1;
        }
    }
    found.retain(|_, count| *count == 1);
    if found.len() + numbered < ENOUGH {
        return BTreeSet::new();
    }
    found.into_keys().collect()
}

/// Whether a line names something and says nothing of it: short, with a capital, no full stop, no verb but in a question,
/// no length of time and nothing to reach anybody by.
pub fn is_title(line: &str) -> bool {
    let words = bare_words(line);
    line.starts_with(char::is_uppercase)
        && words.len() <= LONGEST_TITLE
        && !line.contains('\n')
        && !line.ends_with(['.', ',', ';', ':', '!', '…'])
        && !line.contains(['@', '£', '('])
        && !words
            .iter()
            .any(|word| word.len() > 3 && word.contains(|c: char| c.is_ascii_digit()))
        && quantities(line).is_empty()
        && !says(&words)
}

/// Whether a line is a sentence of its own, in bold or not: it ends as one and says something.
pub fn is_sentence(line: &str) -> bool {
    let line = line.trim();
    line.ends_with(['.', '!']) && says(&bare_words(line))
}

/// Whether words say something of what they name, and do not ask it.
fn says(words: &[String]) -> bool {
    const ASKING: &[&str] = &["how", "what", "when", "where", "who", "why", "which", "if"];
    const SAYING: &[&str] = &[
        "we", "you", "they", "it", "i", "will", "shall", "must", "may", "can", "should", "would", "is", "are", "was",
        "were", "has", "have", "had", "do", "does", "did", "be", "within", "not", "please",
    ];
    let asks = words.first().is_some_and(|word| ASKING.contains(&word.as_str()));
    !asks && words.iter().any(|word| SAYING.contains(&word.as_str()))
}

fn bare_words(line: &str) -> Vec<String> {
    let words = line.split_whitespace();
    words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_title_names_something_and_says_nothing() {
        for line in [
            "Section 4 – Exclusions",
            "APPENDIX A: DEFINITIONS",
            "Part 3: Stage 2",
            "Stage 1",
            "8 Stage one",
            "7. How we will answer you",
            "12 Unreasonable behaviour",
        ] {
            assert!(is_numbered_title(line), "{line}");
        }
        for line in [
            "Section 4 applies to complaints.",
            "Section 20 of the Act is not affected",
            "Stage 1 is answered within ten working days",
            "25 October 2026",
            "10 working days",
            "Stage 1 – 10 working days",
            "4 Telephone 01632 960123",
            "3 We will write to you",
            "A director answers",
            "Step by step",
        ] {
            assert!(!is_numbered_title(line), "{line}");
        }
    }

    #[test]
    fn a_sentence_says_something_and_ends() {
        for line in ["We acknowledge within five working days.", "It is free!"] {
            assert!(is_sentence(line), "{line}");
        }
        for line in [
            "Stage 1.",
            "We will:",
            "How we answer.",
            "If you are unhappy.",
            "No reasons needed.",
        ] {
            assert!(!is_sentence(line), "{line}");
        }
    }

    #[test]
    fn the_edge_of_a_page_says_nothing() {
        for line in [
            "Page 3 of 9",
            "page 4",
            "EH/CR/004 Complaints Policy v4.2     Page 5 of 7",
            "2024 | Page 2",
        ] {
            assert!(is_page_edge(line), "{line}");
        }
        for line in [
            "See page 4 of our handbook for the form that you need.",
            "Page 3 of the handbook tells you how to complain",
            "The front page",
        ] {
            assert!(!is_page_edge(line), "{line}");
        }
    }

    #[test]
    fn bold_and_numbered_headings_stand_above_each_other_in_either_order() {
        assert!(!ends(NUMBERED_LEVEL, BOLD_LEVEL) && !ends(BOLD_LEVEL, NUMBERED_LEVEL));
        assert!(ends(NUMBERED_LEVEL, NUMBERED_LEVEL) && ends(NUMBERED_LEVEL + 1, NUMBERED_LEVEL));
        assert!(
            !ends(NUMBERED_LEVEL, NUMBERED_LEVEL + 1)
                && !ends(BOLD_LEVEL, LABEL_LEVEL)
                && ends(LABEL_LEVEL, BOLD_LEVEL)
        );
        assert!(ends(NUMBERED_LEVEL, 2));
    }
}
