//! Lengths of time in running text: `grammar/timescale.pest` reads the phrase wherever a number begins.

use crate::calendar::{Period, Unit};
use pest::Parser;
use pest::iterators::Pair;
use std::ops::RangeInclusive;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/timescale.pest"]
struct Grammar;

/// A length of time and the bytes of the text that say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub start: usize,
    pub end: usize,
    pub period: Period,
    /// "ten (12) days": figure and word disagree; `period` is the longer.
    pub disagrees: bool,
}

/// The longest phrase that can be a timescale, in bytes; keeps the search linear.
const LONGEST: usize = 64;

/// All lengths of time in `text`, in order.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    if !names_a_unit(text) {
        return out;
    }
    let mut previous = ' ';
    let mut free_from = 0;
    for (at, c) in text.char_indices() {
        let begins =
            c.is_ascii_alphanumeric() && !previous.is_alphanumeric() && !(previous == '.' && c.is_ascii_digit());
        if begins && at >= free_from && opens(&text[at..]) {
            let mut end = (at + LONGEST).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            if !names_a_unit(&text[at..end]) || numbers_a_stage(&text[..at]) {
                previous = c;
                continue;
            }
            if let Some(found) = phrase(&text[at..end], at) {
                free_from = found.end;
                match out.last_mut().filter(|last| adds_to(last, &found, text)) {
                    Some(last) => {
                        last.end = found.end;
                        last.period = with_days(last.period, found.period);
                    }
                    None => out.push(found),
                }
            }
        }
        previous = c;
    }
    out
}

/// Whether a timescale can open with the first word of `text`: spares the grammar most words.
fn opens(text: &str) -> bool {
    const BEGINNINGS: [&str; 15] = [
        "the",
        "next",
        "same",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "fifteenth",
        "twentieth",
        "fortieth",
    ];
    const ENDINGS: [&str; 2] = ["fortnight", "twelvemonth"];
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text[..letters].to_ascii_lowercase();
    word.is_empty()
        || word_value(&word) > 0
        || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
        || ENDINGS.iter().any(|ending| word.ends_with(ending))
}

/// "A year and a day", "one week and two days": the days add to it.
fn adds_to(last: &Quantity, next: &Quantity, text: &str) -> bool {
    let long = matches!(last.period.unit, Unit::Months | Unit::Years);
    let short = match next.period.unit {
        Unit::Days => true,
        Unit::Weeks => long,
        Unit::WorkingDays => last.period.unit == Unit::Weeks,
        _ => false,
    };
    (long || last.period.unit == Unit::Weeks) && short && text[last.end..next.start].trim() == "and"
}

/// Weeks and days as days; what is added to months and years makes no difference to any limit.
fn with_days(period: Period, days: Period) -> Period {
    const WORKING_DAYS: u32 = 5;
    const DAYS: u32 = 7;
    match (period.unit, days.unit) {
        (Unit::Weeks, Unit::WorkingDays) => Period::new(period.number * WORKING_DAYS + days.number, days.unit),
        (Unit::Weeks, Unit::Days) => Period::new(period.number * DAYS + days.number, days.unit),
        _ => period,
    }
}

/// "The stage one days do not run": a number that belongs to the word before it.
fn numbers_a_stage(before: &str) -> bool {
    let word = before
        .trim_end()
        .rsplit(' ')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    matches!(word.as_str(), "stage" | "step" | "round" | "level")
}

/// Whether a unit stands in `text` at all: spares the grammar most of a document.
fn names_a_unit(text: &str) -> bool {
    const UNITS: [&str; 7] = ["day", "week", "month", "year", "hour", "fortnight", "wd"];
    let lower = text.to_ascii_lowercase();
    UNITS.iter().any(|unit| lower.contains(unit))
}

/// Numbers in `text` whose unit is said elsewhere ("20 working days, or a further 10"; "10 and 20 working days"):
/// their bytes and values.
pub fn without_unit(text: &str) -> Vec<(usize, usize, u32)> {
    let mut out: Vec<(usize, usize, u32)> = Vec::new();
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() && !previous.is_alphanumeric() {
            let mut end = (at + LONGEST).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            if !numbers_soon(&text[at..end]) {
                previous = c;
                continue;
            }
            let rule = |rule| {
                Grammar::parse(rule, &text[at..end])
                    .ok()
                    .and_then(|mut pairs| pairs.next())
            };
            if let Some(inner) = rule(Rule::unsaid)
                .or_else(|| rule(Rule::paired))
                .and_then(|pair| pair.into_inner().next())
            {
                let (start, length) = (at + inner.as_span().start(), inner.as_str().trim_end().len());
                let value = number(inner).filter(|value| UNSAID.contains(value));
                out.extend(value.map(|value| (start, start + length, value)));
            }
        }
        previous = c;
    }
    out
}

/// "We may take a further ten.": whether the number after `before` adds to one said before.
pub fn is_added(before: &str) -> bool {
    const ADDING: [&str; 4] = ["further", "additional", "another", "extra"];
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    ADDING.contains(&last.to_ascii_lowercase().as_str())
}

/// Whether one of the first words of `text` is a number that may lack its unit: no more than two words lead it in.
fn numbers_soon(text: &str) -> bool {
    let words = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let number = |word: &str| word.contains(|c: char| c.is_ascii_digit()) || word_value(word) >= *UNSAID.start();
    words.take(3).any(number)
}

/// Numbers in `text` followed by "working" and no unit ("within 10 working of the day"): where the number begins, where
/// "working" ends, and the value.
pub fn unfinished(text: &str) -> Vec<(usize, usize, u32)> {
    let words = text.match_indices(|c: char| c.is_ascii_alphanumeric());
    let begins = words
        .map(|(at, _)| at)
        .filter(|at| !text[..*at].ends_with(char::is_alphanumeric));
    begins
        .filter_map(|at| {
            let pair = Grammar::parse(Rule::unfinished, &text[at..]).ok()?.next()?;
            let length = pair.as_str().len();
            let value = pair.into_inner().filter_map(number).max()?;
            Some((at, at + length, value))
        })
        .collect()
}

/// A number without a unit outside these numbers something else: "stages one and two", "in 2024".
const UNSAID: RangeInclusive<u32> = 5..=99;

/// The number with which a table's cell begins ("5", "ten (10)", "within 5 of receipt"): its value and bytes.
pub fn number_of_cell(text: &str) -> Option<(u32, usize)> {
    let start = text.len() - text.trim_start().len();
    let pair = Grammar::parse(Rule::cell, &text[start..]).ok()?.next()?;
    let end = start + pair.as_str().trim_end().len();
    Some((pair.into_inner().filter_map(number).max()?, end))
}

/// The unit that a table head such as "Working days to reply" gives its figures.
pub fn unit_in_head(text: &str) -> Option<Unit> {
    let lower = text.to_lowercase();
    let starts = lower
        .char_indices()
        .filter(|&(at, c)| c.is_alphabetic() && !lower[..at].ends_with(char::is_alphanumeric));
    starts
        .filter_map(|(at, _)| Grammar::parse(Rule::unit, &lower[at..]).ok()?.next())
        .filter_map(unit)
        .min_by_key(|u| *u != Unit::WorkingDays)
}

fn phrase(text: &str, offset: usize) -> Option<Quantity> {
    let pair = Grammar::parse(Rule::timescale, text).ok()?.next()?;
    let length = pair.as_str().trim_end().len();
    let mut numbers = Vec::new();
    let mut found = None;
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::number => numbers.extend(number(inner)),
            Rule::ordinal => numbers.push(ordinal_value(inner.as_str())),
            Rule::unit => found = unit(inner),
            Rule::alone => {
                let lower = inner.as_str().to_lowercase();
                numbers.push(if lower.ends_with("fortnight") {
                    2
                } else if lower.ends_with("twelvemonth") {
                    12
                } else {
                    1
                });
                found = Some(if lower.ends_with("fortnight") {
                    Unit::Weeks
                } else if lower.ends_with("twelvemonth") {
                    Unit::Months
                } else {
                    Unit::WorkingDays
                });
            }
            _ => {}
        }
    }
    let longest = numbers.iter().copied().max()?;
    let disagrees = numbers.len() > 1 && numbers.iter().any(|n| *n != longest) && text[..length].contains('(');
    Some(Quantity {
        start: offset,
        end: offset + length,
        period: Period::new(longest, found?),
        disagrees,
    })
}

fn number(pair: Pair<Rule>) -> Option<u32> {
    let inner = pair.into_inner().next()?;
    match inner.as_rule() {
        Rule::digits => inner.as_str().parse().ok(),
        Rule::words => Some(inner.into_inner().map(|word| word_value(word.as_str())).sum()),
        _ => None,
    }
}

fn ordinal_value(word: &str) -> u32 {
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    match word.to_ascii_lowercase().as_str() {
        _ if !digits.is_empty() => digits.parse().unwrap_or(0),
        "second" => 2,
        "third" => 3,
        "fourth" => 4,
        "fifth" => 5,
        "sixth" => 6,
        "seventh" => 7,
        "eighth" => 8,
        "ninth" => 9,
        "tenth" => 10,
        "fifteenth" => 15,
        "twentieth" => 20,
        _ => 40,
    }
}

fn word_value(word: &str) -> u32 {
    match word.to_ascii_lowercase().as_str() {
        "a" | "an" | "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "eighteen" => 18,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "ninety" => 90,
        _ => 0,
    }
}

fn unit(pair: Pair<Rule>) -> Option<Unit> {
    Some(match pair.into_inner().next()?.as_rule() {
        Rule::working_day => Unit::WorkingDays,
        Rule::week => Unit::Weeks,
        Rule::month => Unit::Months,
        Rule::year => Unit::Years,
        Rule::hour => Unit::Hours,
        Rule::day => Unit::Days,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        quantities(text)
            .iter()
            .map(|q| (text[q.start..q.end].to_owned(), q.period.to_string()))
            .collect()
    }

    #[test]
    fn every_way_of_writing_a_length_of_time_is_read() {
        for (text, phrase, period) in [
            (
                "within ten (10) working days of",
                "ten (10) working days",
                "10 working days",
            ),
            ("a 10-working day limit", "10-working day", "10 working days"),
            ("in 10 workings days", "10 workings days", "10 working days"),
            (
                "within twenty-eight calendar days",
                "twenty-eight calendar days",
                "28 days",
            ),
            ("one calendar month", "one calendar month", "1 month"),
            ("a fortnight later", "a fortnight", "2 weeks"),
            (
                "by the end of the next working day",
                "the next working day",
                "1 working day",
            ),
            ("after 48 working hours", "48 working hours", "48 hours"),
            (
                "five to ten working days",
                "five to ten working days",
                "10 working days",
            ),
            ("twelve months", "twelve months", "12 months"),
            ("10 days’ notice", "10 days’", "10 days"),
            ("by the tenth working day", "tenth working day", "10 working days"),
            ("on the 5th working day", "5th working day", "5 working days"),
            (
                "five (5) or ten (10) working days",
                "five (5) or ten (10) working days",
                "10 working days",
            ),
        ] {
            assert_eq!(read(text), [(phrase.to_owned(), period.to_owned())], "{text}");
        }
    }

    #[test]
    fn numbers_that_time_nothing_are_left_alone() {
        for text in [
            "in 2024",
            "£250 a tenant",
            "section 6.10 days",
            "stage 1",
            "homes 4,112",
            "someday",
            "a daytime call",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }

    #[test]
    fn a_figure_and_a_word_that_disagree_count_as_the_longer() {
        let found = &quantities("ten (12) working days")[0];
        assert_eq!((found.period.number, found.disagrees), (12, true));
    }

    #[test]
    fn a_number_may_owe_its_unit_to_one_before() {
        let values = |text| {
            without_unit(text)
                .iter()
                .map(|(start, end, _)| &text[*start..*end])
                .collect::<Vec<_>>()
        };
        assert_eq!(
            values("in ten working days at stage 1 and twenty at stage 2"),
            ["twenty"]
        );
        assert_eq!(values("10 working days, or a further 10."), ["10"]);
        assert_eq!(values("within 10 and 20 working days respectively"), ["10"]);
        assert_eq!(values("stages one and two, and 15 points"), Vec::<&str>::new());
    }

    #[test]
    fn a_table_head_gives_the_unit_of_a_bare_figure() {
        assert_eq!(
            unit_in_head("Working days to full reply (from acknowledgement)"),
            Some(Unit::WorkingDays)
        );
        assert_eq!(unit_in_head("Weeks"), Some(Unit::Weeks));
        assert_eq!(unit_in_head("Monday"), None);
        assert_eq!(number_of_cell("ten (10)"), Some((10, 8)));
        assert_eq!(number_of_cell("within 5 of receipt"), Some((5, 8)));
        assert_eq!(number_of_cell("10 or so"), None);
    }
}
