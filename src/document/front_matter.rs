//! The `key: value` lines between `---` at the top of a file.
//! Knows no key: which are allowed is for others to say.

use pest::Parser;

use super::lines::{Dialect, Rule};
use super::{Entry, FrontMatter, Span};
use crate::source::Source;

/// The front matter and the index of the first line after it. Without a closing line there is none:
/// a file that begins with a thematic break must not vanish.
pub(super) fn read(source: &Source) -> Option<(FrontMatter, usize)> {
    let text = source.text();
    let first = source.line_span(0);
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    if text[start..first.end].trim_end() != "---" {
        return None;
    }
    let closing = (1..source.line_count())
        .find(|&line| matches!(source.slice(source.line_span(line)).trim_end(), "---" | "..."))?;
    let last = source.line_span(closing);
    let end = last.start + source.slice(last).trim_end().len();
    let mut matter = FrontMatter {
        span: Span::new(start, end),
        ..FrontMatter::default()
    };
    for line in 1..closing {
        read_line(text, source.line_span(line), &mut matter);
    }
    Some((matter, closing + 1))
}

/// The `---` of a front matter that never ends, and the key of the entry that follows it.
pub(super) fn unclosed(source: &Source) -> Option<(Span, &str)> {
    let text = source.text();
    let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let first = source.line_span(0);
    if read(source).is_some() || text[start..first.end].trim_end() != "---" || source.line_count() < 2 {
        return None;
    }
    let (key, _) = source.slice(source.line_span(1)).split_once(':')?;
    Some((Span::new(start, start + "---".len()), key))
}

fn read_line(text: &str, line: Span, matter: &mut FrontMatter) {
    let slice = &text[line.range()];
    let Some(pair) = Dialect::parse(Rule::matter, slice)
        .ok()
        .and_then(|mut pairs| pairs.next())
    else {
        return;
    };
    match pair.as_rule() {
        Rule::entry => {
            let mut parts = pair.into_inner();
            let (Some(key), Some(value)) = (parts.next(), parts.next()) else {
                return;
            };
            let key_span = Span::new(line.start + key.as_span().start(), line.start + key.as_span().end());
            let value_span = value_span(text, Span::new(line.start + value.as_span().start(), line.end));
            matter.entries.push(Entry {
                key: key.as_str().to_owned(),
                key_span,
                value: text[value_span.range()].to_owned(),
                value_span,
            });
        }
        Rule::junk => {
            let start = line.start + pair.as_span().start();
            let length = text[start..line.end].trim_end().len();
            if length > 0 {
                matter.junk.push(Span::new(start, start + length));
            }
        }
        _ => {}
    }
}

/// The value without surrounding blanks and one pair of quotes.
fn value_span(text: &str, after_colon: Span) -> Span {
    let slice = &text[after_colon.range()];
    let trimmed = slice.trim();
    if trimmed.is_empty() {
        return Span::new(after_colon.start, after_colon.start);
    }
    let start = after_colon.start + (slice.len() - slice.trim_start().len());
    let whole = Span::new(start, start + trimmed.len());
    for (open, close) in [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')] {
        if let Some(inner) = trimmed.strip_prefix(open).and_then(|t| t.strip_suffix(close)) {
            let start = start + open.len_utf8();
            return Span::new(start, start + inner.len());
        }
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_junk_and_comments_are_told_apart() {
        let text = "\u{feff}---\r\ntitle: \"Complaints: our policy\"\r\n# note\r\nkind:\r\n- odd\r\n---\r\nText";
        let source = Source::new("p.md", text);
        let (matter, next) = read(&source).unwrap();
        assert_eq!(next, 6);
        assert_eq!(matter.entries[0].value, "Complaints: our policy");
        assert_eq!(source.slice(matter.entries[0].value_span), "Complaints: our policy");
        assert_eq!(matter.entries[1].value, "");
        assert_eq!(matter.entries[1].value_span.start, text.find("kind:").unwrap() + 5);
        assert_eq!(source.slice(matter.junk[0]), "- odd");
        assert_eq!(source.slice(matter.span).lines().count(), 6);
    }

    #[test]
    fn front_matter_without_an_end_is_text() {
        assert!(read(&Source::new("p.md", "---\ntitle: x\n\nText")).is_none());
    }
}
