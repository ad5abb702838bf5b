//! Link definitions of a document and the `(target "title")` after a link's text.
//! Knows no other inline markup.

use std::collections::HashMap;

use super::lines::{Line, classify};
use crate::source::Source;

/// Labels longer than this are not looked for, which keeps scanning linear.
const LONGEST_LABEL: usize = 999;

/// `[label]: target` lines, wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Definitions(HashMap<String, String>);

impl Definitions {
    /// Reads them ahead of all else: a reference may come before its definition.
    pub fn collect(source: &Source) -> Self {
        let mut found = HashMap::new();
        if !source.text().contains("]:") {
            return Definitions(found);
        }
        for index in 0..source.line_count() {
            let line = source
                .slice(source.line_span(index))
                .trim_start_matches(['>', ' ', '\t', '\u{feff}']);
            if !line.starts_with('[') {
                continue;
            }
            if let Line::Definition { label, target } = classify(line) {
                // The first of a name counts.
                found.entry(normal(&label)).or_insert(target);
            }
        }
        Definitions(found)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn target(&self, label: &str) -> Option<&str> {
        if label.len() > LONGEST_LABEL {
            None
        } else {
            self.0.get(&normal(label)).map(String::as_str)
        }
    }
}

fn normal(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// `(target "title")` at the start of `text`: the target and the length of it all.
pub(super) fn inline_target(text: &str) -> Option<(String, usize)> {
    let bytes = text.as_bytes();
    let mut at = skip_blanks(bytes, 1);
    let target = if bytes.get(at) == Some(&b'<') {
        let start = at + 1;
        at = start + text[start..].find(['>', '<', '\n'])?;
        if bytes[at] != b'>' {
            return None;
        }
        at += 1;
        &text[start..at - 1]
    } else {
        let start = at;
        at = bare_target(bytes, at)?;
        &text[start..at]
    };
    let before = at;
    at = skip_blanks(bytes, at);
    if at > before
        && let Some(close) = bytes.get(at).and_then(|open| match open {
            b'"' | b'\'' => Some(*open),
            b'(' => Some(b')'),
            _ => None,
        })
    {
        at = skip_blanks(bytes, title_end(bytes, at + 1, close)?);
    }
    (bytes.get(at) == Some(&b')')).then(|| (unescaped(target), at + 1))
}

fn bare_target(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut open) = (start, 0);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at += 1,
            b'(' => {
                open += 1;
                if open > 32 {
                    return None;
                }
            }
            b')' if open == 0 => break,
            b')' => open -= 1,
            0..=b' ' => break,
            _ => {}
        }
        at += 1;
    }
    Some(at)
}

fn title_end(bytes: &[u8], start: usize, close: u8) -> Option<usize> {
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' if close == b')' => return None,
            _ if byte == close => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n')) {
        at += 1;
    }
    at
}

fn unescaped(target: &str) -> String {
    let mut out = String::with_capacity(target.len());
    let mut chars = target.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {}
            _ => out.push(c),
        }
    }
    out.replace("&amp;", "&")
}

/// `[label]` at the start of `text`: the label and the length of it all.
pub(super) fn label(text: &str) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len().min(LONGEST_LABEL + 2) {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => return None,
            b']' => return Some((&text[1..at], at + 1)),
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_may_have_a_title_and_brackets() {
        assert_eq!(inline_target("(a(b)c \"t\") x"), Some(("a(b)c".to_owned(), 11)));
        assert_eq!(inline_target("(<a b>)"), Some(("a b".to_owned(), 7)));
        assert_eq!(inline_target("(a b)"), None);
        assert_eq!(inline_target("("), None);
    }
}
