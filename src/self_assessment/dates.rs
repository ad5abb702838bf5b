//! Dates as forms promise them, with the last day they can mean: "30 June 2025", "by the end of June 2025", "summer 2025",
//! "Q2 2025/26", "2025/26". A date without a year has no last day.

use crate::lexicon::words::{Word, words};
use jiff::civil::Date;
use std::ops::Range;

/// A date in running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Bytes of the text.
    pub range: Range<usize>,
    /// The last day that can be meant; `None` where no year is told.
    pub last: Option<Date>,
    /// The words before it, folded: "by the end of".
    pub before: String,
    /// A year and nothing nearer: as often the name of something as a day.
    pub year_only: bool,
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The last month of a season, and whether it lies in the year after the one named ("winter 2025").
const SEASONS: [(&str, i8, bool); 5] = [
    ("spring", 5, false),
    ("summer", 8, false),
    ("autumn", 11, false),
    ("winter", 2, true),
    ("christmas", 12, false),
];

/// Words before a date that are kept.
const BEFORE: usize = 4;

fn texts(words: &[Word]) -> String {
    words.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The dates in `text`, in order.
pub fn dates(text: &str) -> Vec<Dated> {
    let words = words(text);
    let mut out = Vec::new();
    let mut n = 0;
    while n < words.len() {
        if let Some((used, last)) = date_at(text, &words[n..]) {
            // "30 June", "the end of June": the day before the month belongs to it.
            out.push(Dated {
                range: words[n].start..words[n + used - 1].end,
                last,
                before: texts(&words[n.saturating_sub(BEFORE)..n]),
                year_only: year(&words[n].text).is_some() && used < 3,
            });
            n += used;
        } else {
            n += 1;
        }
    }
    out
}

/// A date that begins with the first of `words`: how many of them it takes, and its last day.
fn date_at(text: &str, words: &[Word]) -> Option<(usize, Option<Date>)> {
    let first = words.first()?;
    let word = |n: usize| words.get(n).map(|w| w.text.as_str());
    if let Some(found) = numeric(text, words) {
        return Some(found);
    }
    let month = |n: usize| {
        let raw = words.get(n).map(|w| &text[w.start..w.end])?;
        let known = MONTHS.iter().position(|m| {
            raw.eq_ignore_ascii_case(m)
                || raw.len() == 3 && m[..3].eq_ignore_ascii_case(raw)
                || raw == "Sept" && *m == "september"
        })?;
        raw.starts_with(char::is_uppercase).then_some(known as i8 + 1)
    };
    let year = |n: usize| word(n).and_then(self::year);
    if let (Some(day), Some(m)) = (word(0).and_then(day), month(1)) {
        let y = year(2);
        let last = y.and_then(|y| Date::new(y, m, day).ok());
        return Some((if y.is_some() { 3 } else { 2 }, last));
    }
    if let Some(m) = month(0) {
        if let (Some(day), Some(y)) = (word(1).and_then(day), year(2)) {
            return Some((3, Date::new(y, m, day).ok()));
        }
        return Some(match year(1) {
            Some(y) => (2, last_of(y, m)),
            None => (1, None),
        });
    }
    if let Some((_, m, after)) = SEASONS.iter().find(|(name, ..)| *name == first.text) {
        let y = year(1)?;
        return Some((2, last_of(y + i16::from(*after), *m)));
    }
    if let Some(quarter) = quarter(&first.text).or_else(|| {
        word(0)
            .filter(|w| *w == "quarter")
            .and(word(1))
            .and_then(|w| w.parse().ok())
    }) {
        let named = usize::from(first.text == "quarter");
        let y = year(1 + named)?;
        let financial = word(2 + named).is_some_and(|w| w.len() == 2 && w.parse::<u8>().is_ok());
        let month = if financial { [6, 9, 12, 3] } else { [3, 6, 9, 12] }[usize::from(quarter - 1).min(3)];
        let late = financial && quarter == 4;
        return Some((2 + named + usize::from(financial), last_of(y + i16::from(late), month)));
    }
    // "2025/26" ends in March; a year alone in December.
    let y = year(0)?;
    let glued = |n: usize| {
        words.get(n).is_some_and(|w| {
            text[words[n - 1].end..w.start].trim() == "/" || matches!(&text[words[n - 1].end..w.start], "-" | "–")
        })
    };
    if glued(1) && word(1).is_some_and(|w| w.parse::<i16>().is_ok_and(|w| w == (y + 1) % 100 || w == y + 1)) {
        return Some((2, last_of(y + 1, 3)));
    }
    Some((1, last_of(y, 12)))
}

/// "30/06/2025", "2025-06-30", "30.06.25".
fn numeric(text: &str, words: &[Word]) -> Option<(usize, Option<Date>)> {
    let first = words.first()?;
    let rest = &text[first.start..];
    let length = rest
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '-' | '.')))
        .unwrap_or(rest.len());
    let raw = rest[..length].trim_end_matches(['.', '-', '/']);
    let parts: Vec<i16> = raw.split(['/', '-', '.']).map_while(|p| p.parse().ok()).collect();
    let [a, b, c] = parts[..] else { return None };
    let (y, m, d) = if a > 31 {
        (a, b, c)
    } else {
        (if c < 100 { 2000 + c } else { c }, b, a)
    };
    let date = Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok()?;
    let used = words.iter().take_while(|w| w.start < first.start + raw.len()).count();
    Some((used, Some(date)))
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let ending = &word[digits.len()..];
    let day: i8 = digits.parse().ok()?;
    ((1..=31).contains(&day) && matches!(ending, "" | "st" | "nd" | "rd" | "th")).then_some(day)
}

fn year(word: &str) -> Option<i16> {
    let year: i16 = word.parse().ok()?;
    (word.len() == 4 && (1990..2100).contains(&year)).then_some(year)
}

fn quarter(word: &str) -> Option<u8> {
    let number = word.strip_prefix('q')?.parse().ok()?;
    (1..=4).contains(&number).then_some(number)
}

fn last_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_ends_on_the_last_day_it_can_mean() {
        for (text, words, last) in [
            ("by 30th June 2025.", "30th June 2025", "2025-06-30"),
            ("by the end of June 2025", "June 2025", "2025-06-30"),
            ("on June 3, 2025 the", "June 3, 2025", "2025-06-03"),
            ("due 03/06/2025", "03/06/2025", "2025-06-03"),
            ("by 2025-06-03;", "2025-06-03", "2025-06-03"),
            ("from Summer 2024", "Summer 2024", "2024-08-31"),
            ("in winter 2024", "winter 2024", "2025-02-28"),
            ("by Q2 2025/26 at", "Q2 2025/26", "2025-09-30"),
            ("in Q4 2025.", "Q4 2025", "2025-12-31"),
            ("during 2025/26", "2025/26", "2026-03-31"),
            ("by 2027 we", "2027", "2027-12-31"),
        ] {
            let found = dates(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert_eq!(&text[found[0].range.clone()], words);
            assert_eq!(found[0].last.map(|d| d.to_string()).as_deref(), Some(last), "{text}");
        }
    }

    #[test]
    fn without_a_year_there_is_no_last_day() {
        let found = dates("by the end of September");
        assert_eq!((found.len(), found[0].last), (1, None));
        assert_eq!(found[0].before, "by the end of");
        assert_eq!(dates("we may march on section 2.4 of 10 working days"), []);
    }
}
