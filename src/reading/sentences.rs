//! Running text to sentences. Knows abbreviations, numbers and initials; knows no grammar.

use std::ops::Range;

/// Abbreviations after which a full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "i.e", "eg", "ie", "etc", "no", "nos", "mr", "mrs", "ms", "dr", "st", "para", "paras", "cl", "sec", "tel",
    "ext", "approx", "inc", "ltd", "co", "vs", "cf", "viz", "jan", "feb", "mar", "apr", "aug", "sept", "oct", "nov",
    "dec", "rd", "ave", "hon", "cllr", "rev", "dept", "p", "pp", "ref", "min", "max",
];

/// The sentences of `text`, trimmed, in order. A line break that the writer forced ends one too.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let bytes = text.char_indices().collect::<Vec<_>>();
    let mut n = 0;
    while n < bytes.len() {
        let (at, c) = bytes[n];
        let after = at + c.len_utf8();
        let ends = match c {
            '\n' => true,
            '!' | '?' => true,
            '.' | '…' => ends_sentence(text, at, after),
            _ => is_arrow(text, at, c),
        };
        n += 1;
        if !ends {
            continue;
        }
        let mut end = if ENDING.contains(&c) { after } else { at };
        // Closing quotes and brackets belong to the sentence they close.
        while n < bytes.len() && matches!(bytes[n].1, '.' | '!' | '?' | '’' | '”' | '"' | '\'' | ')' | ']') {
            end = bytes[n].0 + bytes[n].1.len_utf8();
            n += 1;
        }
        if n < bytes.len() && !bytes[n].1.is_whitespace() && ENDING.contains(&c) && c != '\n' {
            // "?sid=3", "what?no": no end without a blank.
            continue;
        }
        push(text, start..end, &mut out);
        start = end.max(after);
    }
    push(text, start..text.len(), &mut out);
    out
}

const ENDING: [char; 5] = ['.', '…', '!', '?', '\n'];

/// "Log it → acknowledge it (5 working days) -> answer": each step of a chart says something by itself.
fn is_arrow(text: &str, at: usize, c: char) -> bool {
    matches!(c, '→' | '➔' | '➜' | '➡' | '⇒' | '⟶' | '↓' | '⬇' | '⇓')
        || c == '>' && (text[..at].ends_with(" -") || text[..at].ends_with(" =") || text[..at].ends_with(" --"))
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let slice = &text[range.clone()];
    let trimmed = slice.trim();
    if trimmed.chars().any(|c| c.is_alphanumeric() || c == '_' || c == '…') {
        let start = range.start + (slice.len() - slice.trim_start().len());
        out.push(start..start + trimmed.len());
    }
}

fn ends_sentence(text: &str, at: usize, after: usize) -> bool {
    let before = &text[..at];
    let rest = &text[after..];
    let word = before
        .rsplit(|c: char| c.is_whitespace() || c == '(' || c == '“' || c == '‘')
        .next()
        .unwrap_or("");
    let next = rest.trim_start_matches(['’', '”', '"', '\'', ')', ']']).trim_start();
    let Some(first) = next.chars().next() else { return true };
    if next.len() == rest.len() {
        // No blank after it: "www.example", "3.30".
        return false;
    }
    let lower = word.to_lowercase();
    // "Q1. May I …? A1. Yes."
    let opens = before[..before.len() - word.len()].trim_end();
    let label = word
        .strip_prefix(['Q', 'A'])
        .is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()));
    if label && (opens.is_empty() || opens.ends_with(['?', '.', '!'])) {
        return false;
    }
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    if initial
        || ABBREVIATIONS.contains(&lower.as_str())
            && !(first.is_uppercase() && matches!(lower.as_str(), "etc" | "ltd" | "no" | "co"))
    {
        // "No. 5" goes on; "No. We will" does not.
        return false;
    }
    !first.is_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn sentences_end_where_readers_stop() {
        assert_eq!(
            split("We reply. You wait! Is it so? Yes."),
            ["We reply.", "You wait!", "Is it so?", "Yes."]
        );
        assert_eq!(split("Say ‘no.’ Then go."), ["Say ‘no.’", "Then go."]);
        assert_eq!(split("one\ntwo"), ["one", "two"]);
    }

    #[test]
    fn abbreviations_numbers_and_addresses_do_not_end_one() {
        for text in [
            "Ask e.g. Mr. Smith at No. 5.",
            "It takes 3.5 days, see www.a.org.uk today.",
            "Write to J. Brown.",
        ] {
            assert_eq!(split(text), [text]);
        }
        assert_eq!(split("No. We will not."), ["No.", "We will not."]);
    }
}
