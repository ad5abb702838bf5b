//! Edits to a text, and making them. What is not edited stays byte for byte.

use crate::source::{Source, Span};

/// Words that go and what comes in their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Empty where something is put in.
    pub span: Span,
    /// With `\n` for a line break; it is written as the document writes its own.
    pub text: String,
}

/// The text after `edits`, which stand in its order and do not overlap.
pub fn apply(source: &Source, edits: &[Edit]) -> String {
    let text = source.text();
    let line_break = line_break(text);
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        out.push_str(&text[from..edit.span.start]);
        out.push_str(&with_breaks(&edit.text, line_break));
        from = edit.span.end;
    }
    out.push_str(&text[from..]);
    out
}

/// How many bytes `edit` takes up once it is made.
pub fn length(source: &Source, edit: &Edit) -> usize {
    with_breaks(&edit.text, line_break(source.text())).len()
}

fn with_breaks(text: &str, line_break: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', line_break)
}

/// How the first line of a text ends.
fn line_break(text: &str) -> &'static str {
    match text.find(['\n', '\r']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// `text` with a capital, where what it stands for began with one. Web addresses have none.
pub fn as_begun(old: &str, text: &str) -> String {
    let word = text.split(' ').next().unwrap_or_default();
    let capital = old.starts_with(char::is_uppercase) && word.chars().all(char::is_alphabetic);
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if capital => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_edited_stays_and_breaks_are_the_documents_own() {
        let source = Source::new("a.md", "\u{feff}one\r\ntwo three\r\nfour");
        let two = source.text().find("two").unwrap();
        let edits = [
            Edit {
                span: Span::new(two, two + 3),
                text: "2\n2".into(),
            },
            Edit {
                span: Span::new(source.text().len(), source.text().len()),
                text: "!".into(),
            },
        ];
        assert_eq!(apply(&source, &edits), "\u{feff}one\r\n2\r\n2 three\r\nfour!");
        assert_eq!(length(&source, &edits[0]), 4);
    }

    #[test]
    fn a_beginning_keeps_its_capital_but_an_address_has_none() {
        assert_eq!(as_begun("Email: a", "use the form"), "Use the form");
        assert_eq!(as_begun("email a", "use the form"), "use the form");
        assert_eq!(as_begun("Info@b", "www.b.org.uk"), "www.b.org.uk");
    }
}
