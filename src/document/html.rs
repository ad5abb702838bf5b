//! HTML inside text: where a tag ends, which tags are known, which of them break the line.
//! Knows nothing of what a tag means beyond that.

/// Longer tags are text; what keeps hostile input linear.
const LONGEST: usize = 2048;

const INLINE: [&str; 41] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn", "em", "font",
    "i", "img", "input", "ins", "kbd", "label", "mark", "q", "s", "samp", "script", "select", "small", "span",
    "strike", "strong", "style", "sub", "sup", "svg", "time", "tt", "u", "var", "video", "wbr",
];

const BLOCK: [&str; 50] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "th",
    "tr",
    "ul",
];

/// A tag at the start of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag {
    pub length: usize,
    pub breaks: bool,
}

fn holds(list: &[&str], name: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The tag at the start of `text` (which begins with `<`), if HTML knows it or it can be nothing else.
pub(super) fn tag(text: &str) -> Option<Tag> {
    let bytes = text.as_bytes();
    if matches!(bytes.get(1), Some(b'!' | b'?')) {
        let declared = bytes.get(2).is_some_and(u8::is_ascii_alphabetic);
        let end = bytes.iter().take(LONGEST).position(|&byte| byte == b'>')?;
        return declared.then_some(Tag {
            length: end + 1,
            breaks: false,
        });
    }
    let closing = bytes.get(1) == Some(&b'/');
    let start = if closing { 2 } else { 1 };
    if !bytes.get(start)?.is_ascii_alphabetic() {
        return None;
    }
    let name_length = bytes[start..]
        .iter()
        .take(40)
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b':'))
        .count();
    let name = &text[start..start + name_length];
    let (end, attributes) = attributes(bytes, start + name_length)?;
    let breaks = holds(&BLOCK, name);
    // `<landlord>` is a field; `</x>`, `<x y="z">`, Word's `<o:p>` can only be markup.
    let known = breaks || holds(&INLINE, name) || closing || attributes || name.contains(':');
    known.then_some(Tag { length: end, breaks })
}

/// Where the tag ends, and whether it has attributes with values.
fn attributes(bytes: &[u8], mut at: usize) -> Option<(usize, bool)> {
    let mut valued = false;
    loop {
        let blanks = bytes[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        at += blanks;
        match bytes.get(at)? {
            b'>' => return Some((at + 1, valued)),
            b'/' if bytes.get(at + 1) == Some(&b'>') => return Some((at + 2, valued)),
            byte if blanks > 0 && (byte.is_ascii_alphabetic() || matches!(byte, b'_' | b':')) => {}
            _ => return None,
        }
        at += bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'.' | b'-'))
            .count();
        if bytes.get(at) == Some(&b'=') {
            valued = true;
            at += 1;
            at = match *bytes.get(at)? {
                quote @ (b'"' | b'\'') => {
                    at + 2 + bytes[at + 1..].iter().take(LONGEST).position(|&byte| byte == quote)?
                }
                _ => {
                    at + bytes[at..]
                        .iter()
                        .take_while(|b| !b.is_ascii_whitespace() && !b"\"'=<>`".contains(b))
                        .count()
                }
            };
        }
        if at > LONGEST {
            return None;
        }
    }
}

/// `<https://…>` or `<someone@example.org>`: the length of the address.
pub(super) fn autolink(text: &str) -> Option<usize> {
    let inside = &text[1..];
    let length = inside
        .bytes()
        .take(LONGEST)
        .position(|byte| byte <= b' ' || byte == b'<' || byte == b'>')?;
    if inside.as_bytes()[length] != b'>' {
        return None;
    }
    let address = &inside[..length];
    let scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        (2..=32).contains(&scheme.len())
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
    });
    let mail = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.contains('.')
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'))
    });
    (scheme || mail).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_tags_are_markup_and_unknown_words_are_not() {
        assert_eq!(
            tag("<b>x"),
            Some(Tag {
                length: 3,
                breaks: false
            })
        );
        assert_eq!(
            tag("<p class=\"a > b\">x"),
            Some(Tag {
                length: 17,
                breaks: true
            })
        );
        assert_eq!(
            tag("</div>"),
            Some(Tag {
                length: 6,
                breaks: true
            })
        );
        assert_eq!(tag("<Name>"), None);
        assert_eq!(tag("<landlord name>"), None);
        assert_eq!(tag("<5 days"), None);
    }

    #[test]
    fn addresses_in_angle_brackets_are_links() {
        assert_eq!(autolink("<https://a.b/c>"), Some(13));
        assert_eq!(autolink("<me@a.org>"), Some(8));
        assert_eq!(autolink("<not a link>"), None);
    }
}
