//! Running text to folded words: lower case, contractions opened ("won't" is "will not"), hyphens
//! and full stops split, possessives dropped. Rules and documents pass through the same door.

use compact_str::CompactString;

/// A folded word and the bytes of the text it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: CompactString,
    pub start: usize,
    pub end: usize,
    /// A comma, semicolon, colon, dash or bracket stands between this word and the one before.
    pub after_pause: bool,
}

impl Word {
    /// The word as it is read from the same text beginning at `to` instead of at `from` (bytes).
    pub fn moved(&self, to: usize, from: usize) -> Word {
        Word {
            start: self.start + to - from,
            end: self.end + to - from,
            ..self.clone()
        }
    }
}

const IRREGULAR: &[(&str, &str)] = &[
    ("won't", "will"),
    ("can't", "can"),
    ("shan't", "shall"),
    ("cannot", "can"),
];
const ENDINGS: &[(&str, &str)] = &[
    ("'ll", "will"),
    ("'re", "are"),
    ("'ve", "have"),
    ("'d", "would"),
    ("'m", "am"),
];

/// After these "'s" is "is"; after any other word it shows whose something is.
const SUBJECTS: &[&str] = &[
    "it",
    "that",
    "this",
    "what",
    "who",
    "where",
    "there",
    "here",
    "how",
    "when",
    "why",
    "he",
    "she",
    "everything",
    "something",
    "anything",
    "nothing",
];

/// Splits `text` into folded words. Linear in its length.
pub fn words(text: &str) -> Vec<Word> {
    const USUAL_LENGTH: usize = 5;
    let mut out: Vec<Word> = Vec::with_capacity(text.len() / USUAL_LENGTH);
    let mut pause = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !is_word_char(first) {
            match first {
                '?' => {
                    out.push(Word {
                        text: "?".into(),
                        start,
                        end: start + 1,
                        after_pause: false,
                    });
                    pause = true;
                }
                '£' | '%' => {
                    out.push(Word {
                        text: CompactString::from_iter([first]),
                        start,
                        end: start + first.len_utf8(),
                        after_pause: std::mem::take(&mut pause),
                    });
                }
                ',' | ';' | ':' | '(' | ')' | '”' | '"' | '—' | '–' | '\n' | '|' | '•' => pause = true,
                // A hyphen between blanks is a dash.
                '-' => pause |= text[..start].ends_with(' ') && text[start + 1..].starts_with(' '),
                _ => {}
            }
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some(&(at, c)) = chars.peek() {
            let apostrophe = is_apostrophe(c)
                && text[at + c.len_utf8()..]
                    .chars()
                    .next()
                    .is_some_and(char::is_alphanumeric);
            // "1,500" and "3.30" are one word each.
            let in_number = matches!(c, ',' | '.')
                && text[..at].ends_with(|p: char| p.is_ascii_digit())
                && text[at + 1..].starts_with(|n: char| n.is_ascii_digit());
            if !is_word_char(c) && !apostrophe && !in_number {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        fold(&text[start..end], start, end, std::mem::take(&mut pause), &mut out);
    }
    join_email(&mut out);
    name_numbers(text, &mut out);
    out
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || c == '@'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '′')
}

fn fold(raw: &str, start: usize, end: usize, after_pause: bool, out: &mut Vec<Word>) {
    // Most words are letters of English and nothing else.
    if raw.bytes().all(|byte| byte.is_ascii_alphabetic()) && !raw.eq_ignore_ascii_case("cannot") {
        let mut text = CompactString::from(raw);
        text.make_ascii_lowercase();
        return out.push(Word {
            text,
            start,
            end,
            after_pause,
        });
    }
    let mut text: CompactString = raw
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if is_apostrophe(c) { '\'' } else { c })
        .collect();
    if text_is_numeric(raw) {
        text.retain(|c| c != ',');
    }
    let mut push = |text: &str, after_pause| {
        out.push(Word {
            text: text.into(),
            start,
            end,
            after_pause,
        })
    };
    if let Some((_, stem)) = IRREGULAR.iter().find(|(contracted, _)| *contracted == text) {
        push(stem, after_pause);
        push("not", false);
    } else if let Some(stem) = text.strip_suffix("n't") {
        push(stem, after_pause);
        push("not", false);
    } else if let Some((stem, full)) = ENDINGS
        .iter()
        .find_map(|(e, full)| text.strip_suffix(e).map(|stem| (stem, full)))
    {
        push(stem, after_pause);
        push(full, false);
    } else if let Some(stem) = text.strip_suffix("'s") {
        push(stem, after_pause);
        if SUBJECTS.contains(&stem) {
            push("is", false);
        }
    } else {
        push(&text, after_pause);
    }
}

fn text_is_numeric(raw: &str) -> bool {
    raw.starts_with(|c: char| c.is_ascii_digit())
}

/// "e-mail" and "email" are one word.
fn join_email(words: &mut Vec<Word>) {
    let mut at = 0;
    while at + 1 < words.len() {
        if words[at].text == "e" && words[at + 1].text.starts_with("mail") && words[at].end + 1 >= words[at + 1].start {
            let tail = words.remove(at + 1);
            words[at].text.push_str(&tail.text);
            words[at].end = tail.end;
        }
        at += 1;
    }
}

/// The "No." of "No. 14" negates nothing: it is read as "number".
fn name_numbers(text: &str, words: &mut [Word]) {
    for at in 1..words.len() {
        let (before, next) = (&words[at - 1], &words[at]);
        let dot = before.text == "no" && text.get(before.end..next.start).is_some_and(|gap| gap.trim() == ".");
        if dot && text_is_numeric(&next.text) {
            words[at - 1].text = "number".into();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<CompactString> {
        words(text).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn an_abbreviated_number_is_no_negation() {
        assert_eq!(
            folded("Order No. 14, no 14 days"),
            ["order", "number", "14", "no", "14", "days"]
        );
    }

    #[test]
    fn contractions_are_opened() {
        assert_eq!(
            folded("We won’t; you don't, they're"),
            ["we", "will", "not", "you", "do", "not", "they", "are"]
        );
        assert_eq!(folded("Cannot can’t"), ["can", "not", "can", "not"]);
    }

    #[test]
    fn hyphens_split_and_email_is_joined() {
        assert_eq!(folded("an e-mail, pre-complaint"), ["an", "email", "pre", "complaint"]);
        assert_eq!(
            folded("the Council’s tenants’ rooms"),
            ["the", "council", "tenants", "rooms"]
        );
    }

    #[test]
    fn pauses_are_kept() {
        let words = words("first, then (maybe) last - end");
        let paused: Vec<_> = words
            .iter()
            .filter(|w| w.after_pause)
            .map(|w| w.text.as_str())
            .collect();
        assert_eq!(paused, ["then", "maybe", "last", "end"]);
    }

    #[test]
    fn numbers_keep_their_points_and_lose_their_commas() {
        assert_eq!(folded("£1,500 at 3.30"), ["£", "1500", "at", "3.30"]);
    }
}
