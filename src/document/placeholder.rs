//! The fields of a mail merge and the blanks of a form, as the common programs write them.
//! Knows no Markdown: it is asked where one could begin.

/// No field has a longer name; the limit also keeps a search for its end short.
const LONGEST: usize = 200;

/// Begins the name of a field in which a whole paragraph waits for somebody to confirm it: `[To confirm 1.1: …]`.
pub const UNCONFIRMED: &str = "To confirm";

/// Whether a field of this name waits to be confirmed.
pub fn is_unconfirmed(name: &str) -> bool {
    let begins = name.get(..UNCONFIRMED.len());
    begins.is_some_and(|begins| begins.eq_ignore_ascii_case(UNCONFIRMED))
}

/// What was found at the start of a text, with lengths in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Markup, name, markup.
    Field { lead: usize, name: usize, tail: usize },
    /// Program text of a template: `{{#if}}`, `{% … %}`.
    Logic(usize),
    /// `((condition??` of GOV.UK Notify and how far on its `))` begins.
    Condition { lead: usize, close: usize },
}

/// A field that begins here, by its first characters.
pub(super) fn at(text: &str) -> Option<Found> {
    let bytes = text.as_bytes();
    match (bytes.first()?, bytes.get(1)) {
        (b'{', Some(b'{')) => moustache(text),
        (b'{', Some(b'%')) => find(text, 2, "%}").map(|end| Found::Logic(end + 2)),
        (b'{', _) => enclosed(text, "{", "}"),
        (b'(', Some(b'(')) => notify(text),
        (b'<', Some(b'<')) => note(text, "<<", ">>"),
        (b'<', _) => enclosed(text, "<", ">"),
        (b'%', _) => percent(text),
        (b'\\', Some(b'[')) => escaped(text, "\\]"),
        (b'\\', Some(b'<')) => escaped(text, "\\>"),
        (0xC2, Some(0xAB)) => note(text, "«", "»"),
        _ => None,
    }
}

fn find(text: &str, from: usize, close: &str) -> Option<usize> {
    let mut limit = text.len().min(from + LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    text[from..limit].find(close).map(|at| from + at)
}

/// Two letters at least, and nothing that code or prose in brackets would have.
fn is_name(name: &str) -> bool {
    letters(name) >= 2
        && name.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(
                    c,
                    ' ' | '_' | '-' | '.' | ',' | '/' | '\'' | '’' | '&' | '(' | ')' | '\n'
                )
        })
}

fn letters(name: &str) -> usize {
    name.chars().filter(|c| c.is_alphabetic()).count()
}

fn field(text: &str, lead: usize, end: usize, tail: usize) -> Option<Found> {
    let inside = &text[lead..end];
    let trimmed = inside.trim();
    if trimmed.is_empty() {
        return None;
    }
    let before = inside.len() - inside.trim_start().len();
    Some(Found::Field {
        lead: lead + before,
        name: trimmed.len(),
        tail: tail + inside.len() - before - trimmed.len(),
    })
}

fn enclosed(text: &str, open: &str, close: &str) -> Option<Found> {
    let end = find(text, open.len(), close)?;
    is_name(&text[open.len()..end]).then(|| field(text, open.len(), end, close.len()))?
}

/// `\[name\]`, `\<name\>`: what a converter makes of a field in plain brackets. Nothing inside is markup but further escapes.
fn escaped(text: &str, close: &str) -> Option<Found> {
    let end = find(text, 2, close)?;
    let inside = &text[2..end];
    let plain = letters(inside) >= 2 && !inside.contains(['*', '`', '[', ']', '<', '>', '{', '}', '&', '~', '|']);
    plain.then(|| field(text, 2, end, 2))?
}

/// Brackets that nothing else uses may hold a whole note: `<<If changed from stage 1:>>`.
fn note(text: &str, open: &str, close: &str) -> Option<Found> {
    let end = find(text, open.len(), close)?;
    let inside = &text[open.len()..end];
    let plain = letters(inside) >= 2 && !inside.contains(['<', '>', '«', '»']);
    plain.then(|| field(text, open.len(), end, close.len()))?
}

fn moustache(text: &str) -> Option<Found> {
    let end = find(text, 2, "}}")?;
    let inside = text[2..end].trim_start_matches('{').trim();
    // A third brace in Mustache means "unescaped".
    let close = if text[end..].starts_with("}}}") { 3 } else { 2 };
    if inside.starts_with(['#', '/', '^', '!', '>', '~']) || inside == "else" {
        return Some(Found::Logic(end + close));
    }
    let name = inside.split('|').next().unwrap_or("").trim();
    if name.is_empty() {
        return None;
    }
    let lead = text[..end].find(name)?;
    Some(Found::Field {
        lead,
        name: name.len(),
        tail: end + close - lead - name.len(),
    })
}

fn notify(text: &str) -> Option<Found> {
    if let Some(end) = find(text, 2, "??")
        && !text[2..end].contains(['(', ')', '\n'])
        && is_name(&text[2..end])
    {
        let close = find_far(text, end + 2, "))")?;
        return Some(Found::Condition { lead: end + 2, close });
    }
    let end = find(text, 2, "))")?;
    let name = &text[2..end];
    (is_name(name) && !name.contains(['(', ')'])).then(|| field(text, 2, end, 2))?
}

/// The text of a condition may be a paragraph.
fn find_far(text: &str, from: usize, close: &str) -> Option<usize> {
    let mut limit = text.len().min(from + 10 * LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    text[from..limit].find(close).map(|at| from + at)
}

fn percent(text: &str) -> Option<Found> {
    let end = find(text, 1, "%")?;
    let name = &text[1..end];
    let capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    (letters(name) >= 2 && name.bytes().all(capital)).then(|| field(text, 1, end, 1))?
}

/// Whether the text between square brackets is a field or a drafting note: not `[ ]`, `[x]`, `[1]`, `[^1]`.
pub(super) fn in_square_brackets(inside: &str) -> bool {
    !inside.starts_with('^') && inside.len() <= 10 * LONGEST && letters(inside) >= 2
}

/// A row of dots or underscores of at least four, or a date or number in X.
pub(super) fn blank(text: &str, before: Option<char>) -> Option<usize> {
    match text.as_bytes().first()? {
        b'.' | 0xE2 => dots(text),
        b'_' => {
            let length = text.bytes().take_while(|&byte| byte == b'_').count();
            // `____so____` is emphasis of some kind.
            let free = !text[length..].starts_with(char::is_alphanumeric);
            (length >= 4 && free).then_some(length)
        }
        b'X' | b'x' if !before.is_some_and(char::is_alphanumeric) => crosses(text),
        b'X' => None,
        _ => None,
    }
}

fn dots(text: &str) -> Option<usize> {
    let (mut length, mut weight) = (0, 0);
    for c in text.chars() {
        weight += match c {
            '.' => 1,
            '…' => 3,
            _ => break,
        };
        length += c.len_utf8();
    }
    (weight >= 4).then_some(length)
}

/// `XXX`, `XX/XX/20XX`, `XX-XX-XXXX`.
fn crosses(text: &str) -> Option<usize> {
    let length = text
        .bytes()
        .take_while(|byte| matches!(byte, b'X' | b'x' | b'0'..=b'9' | b'/' | b'-'))
        .count();
    let found = text[..length].trim_end_matches(['/', '-']);
    let count = |wanted: fn(u8) -> bool| found.bytes().filter(|&byte| wanted(byte)).count();
    let capitals = count(|byte| byte == b'X');
    let all = count(|byte| matches!(byte, b'X' | b'x'));
    let dated = found.contains(['/', '-']) && all >= 4;
    let free = !text[found.len()..].starts_with(char::is_alphanumeric);
    (free && (dated || capitals >= 2 || all >= 3)).then_some(found.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<&str> {
        match at(text)? {
            Found::Field { lead, name, tail } => {
                assert_eq!(lead + name + tail, text.len(), "{text}");
                Some(&text[lead..lead + name])
            }
            _ => None,
        }
    }

    #[test]
    fn every_programs_field_has_a_name() {
        assert_eq!(name("{{decision}}"), Some("decision"));
        assert_eq!(name("{{ complaint.ref | upper }}"), Some("complaint.ref"));
        assert_eq!(name("((decision))"), Some("decision"));
        assert_eq!(name("«Decision»"), Some("Decision"));
        assert_eq!(name("<<first name>>"), Some("first name"));
        assert_eq!(name("<Landlord name>"), Some("Landlord name"));
        assert_eq!(name("%LANDLORD_NAME%"), Some("LANDLORD_NAME"));
        assert_eq!(name("{Name}"), Some("Name"));
        assert_eq!(name(r"\[insert date\]"), Some("insert date"));
        assert_eq!(name(r"\<Officer name\>"), Some("Officer name"));
        assert_eq!(name(r"\[insert\_date\]"), Some(r"insert\_date"));
    }

    #[test]
    fn sums_and_percentages_are_no_fields() {
        assert_eq!(name("<5>"), None);
        assert_eq!(name("% of 10%"), None);
        assert_eq!(name("((see (a)) b))"), None);
        assert_eq!(name("{}"), None);
        assert_eq!(name(r"\[1\]"), None);
        assert_eq!(name(r"\[see [our site](x)\]"), None);
    }

    #[test]
    fn a_condition_keeps_its_text() {
        assert_eq!(
            at("((upheld??We agree.)) x"),
            Some(Found::Condition { lead: 10, close: 19 })
        );
        assert_eq!(at("{{#if upheld}}"), Some(Found::Logic(14)));
    }

    #[test]
    fn rows_of_dots_and_dates_in_crosses_are_blanks() {
        assert_eq!(blank("........ x", None), Some(8));
        assert_eq!(blank("... x", None), None);
        assert_eq!(blank("XX/XX/20XX.", None), Some(10));
        assert_eq!(blank("xt", Some('e')), None);
        assert_eq!(blank("____", None), Some(4));
    }
}
