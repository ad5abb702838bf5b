//! The numbers people write before clauses: `12.2`, `(a)`, `iv)`, `3.`.
//! Knows no list.

use super::lists::Family;

/// What a letter counts in: `(i)` is the first of the Romans or the ninth letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lettering {
    Alphabet(u32),
    Roman(u32),
    Digit(u32),
}

impl Lettering {
    pub fn value(self) -> u32 {
        match self {
            Lettering::Alphabet(value) | Lettering::Roman(value) | Lettering::Digit(value) => value,
        }
    }

    pub fn same_kind(self, other: Lettering) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }
}

/// The family of a marker the grammar took for a number, or `None` for a word in brackets.
pub(super) fn numbered(marker: &str) -> Option<Family> {
    let bare = marker.trim_matches(['(', ')', '.']);
    if bare.contains('.') {
        let steps = bare
            .split('.')
            .map(|step| step.parse().ok())
            .collect::<Option<Vec<u32>>>()?;
        return Some(Family::Path(steps));
    }
    let digits = bare.bytes().all(|byte| byte.is_ascii_digit());
    if digits && !marker.starts_with('(') {
        let delimiter = if marker.ends_with(')') { ')' } else { '.' };
        return Some(Family::Ordered {
            delimiter,
            number: bare.parse().ok()?,
        });
    }
    let counts = *letterings(bare).first()?;
    let mut brackets: String = marker.chars().filter(|c| !c.is_ascii_alphanumeric()).collect();
    // `A)` and `a)` are two lists.
    if bare.bytes().all(|byte| byte.is_ascii_uppercase()) {
        brackets.push('A');
    }
    Some(Family::Lettered {
        brackets,
        counts,
        text: bare.to_owned(),
    })
}

/// All that a lettered marker may mean; the Roman reading of `i` first, of other letters last.
pub(super) fn letterings(text: &str) -> Vec<Lettering> {
    if let Ok(number) = text.parse() {
        return vec![Lettering::Digit(number)];
    }
    let lower = text.to_ascii_lowercase();
    if lower != text && text.to_ascii_uppercase() != text {
        return Vec::new();
    }
    let may_be_roman = lower.bytes().all(|byte| matches!(byte, b'i' | b'v' | b'x' | b'l'));
    let roman = may_be_roman
        .then(|| (1..=40).find(|&value| roman(value) == lower))
        .flatten()
        .map(Lettering::Roman);
    let letter = match lower.as_bytes() {
        [byte] => Some(Lettering::Alphabet(u32::from(byte - b'a') + 1)),
        _ => None,
    };
    if lower == "i" {
        roman.into_iter().chain(letter).collect()
    } else {
        letter.into_iter().chain(roman).collect()
    }
}

/// What `text` counts to if it is the next after `last`.
pub(super) fn follows_letter(last: Lettering, text: &str) -> Option<Lettering> {
    letterings(text)
        .into_iter()
        .find(|next| next.same_kind(last) && next.value() == last.value() + 1)
}

fn roman(value: u32) -> String {
    const TENS: [&str; 5] = ["", "x", "xx", "xxx", "xl"];
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    format!("{}{}", TENS[(value / 10) as usize], ONES[(value % 10) as usize])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_i_after_h_is_a_letter_and_alone_a_roman_one() {
        assert_eq!(letterings("i")[0], Lettering::Roman(1));
        assert_eq!(
            follows_letter(Lettering::Alphabet(8), "i"),
            Some(Lettering::Alphabet(9))
        );
        assert_eq!(follows_letter(Lettering::Roman(3), "iv"), Some(Lettering::Roman(4)));
        assert_eq!(follows_letter(Lettering::Alphabet(3), "e"), None);
    }

    #[test]
    fn a_word_in_brackets_is_no_number() {
        assert_eq!(numbered("(the)"), None);
        assert_eq!(numbered("etc."), None);
        assert_eq!(numbered("4.2.3."), Some(Family::Path(vec![4, 2, 3])));
    }
}
