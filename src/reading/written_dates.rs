//! Dates in running text: `grammar/date.pest` reads them wherever a number or a month's name begins.

use jiff::civil::{Date, Weekday};
use pest::Parser;
use pest::iterators::Pair;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/date.pest"]
struct Grammar;

/// A date as it is written, whether or not there is such a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Bytes of the text, without the weekday.
    pub start: usize,
    pub end: usize,
    /// `None` where only a month and a year are told.
    pub day: Option<i8>,
    pub month: i8,
    pub year: Option<i16>,
    /// The weekday said before it, and where that begins.
    pub weekday: Option<(Weekday, usize)>,
}

impl Written {
    /// The date in `year`, or in its own; `None` if there is no such day.
    pub fn in_year(&self, year: i16) -> Option<Date> {
        Date::new(self.year.unwrap_or(year), self.month, self.day?).ok()
    }

    /// The day of a date without a year that is nearest to `anchor`.
    pub fn nearest(&self, anchor: Date) -> Option<Date> {
        let years = [anchor.year(), anchor.year() - 1, anchor.year() + 1];
        let days = years.into_iter().filter_map(|year| self.in_year(year));
        days.min_by_key(|day| (*day - anchor).get_days().abs())
    }

    /// Whether a day such as 31 June can be in no year at all.
    pub fn is_impossible(&self) -> bool {
        const LEAP: i16 = 2024;
        self.day.is_some() && self.in_year(LEAP).is_none()
    }
}

/// The longest date, in bytes; keeps the search linear.
const LONGEST: usize = 40;

/// All dates in `text`, in order: "3 March 2026", "3rd March", "03/03/2026", "2026-03-03", "March 2026".
pub fn written_dates(text: &str) -> Vec<Written> {
    let mut out: Vec<Written> = Vec::new();
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return out;
    }
    let (mut previous, mut free_from) = (' ', 0);
    for (at, c) in text.char_indices() {
        let begins = !previous.is_alphanumeric() && (c.is_ascii_digit() || opens_a_name(&text.as_bytes()[at..]));
        // "1.2.2026" and "£3" are looked at from their beginning only.
        if begins && at >= free_from && !matches!(previous, '.' | '/' | '-' | '£') {
            let mut end = (at + LONGEST).min(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let may_be = !c.is_ascii_digit() || goes_on_as_date(&text.as_bytes()[at..end]);
            if may_be && let Some(found) = phrase(&text[at..end], at) {
                free_from = found.end;
                out.push(found);
            }
        }
        previous = c;
    }
    out
}

/// How the names of months and weekdays begin: spares the grammar most words with a capital.
const OPENINGS: [[u8; 3]; 19] = [
    *b"JAN", *b"FEB", *b"MAR", *b"APR", *b"MAY", *b"JUN", *b"JUL", *b"AUG", *b"SEP", *b"OCT", *b"NOV", *b"DEC",
    *b"MON", *b"TUE", *b"WED", *b"THU", *b"FRI", *b"SAT", *b"SUN",
];

fn opens_a_name(text: &[u8]) -> bool {
    let opening = text
        .first_chunk::<3>()
        .filter(|opening| opening[0].is_ascii_uppercase());
    opening.is_some_and(|opening| OPENINGS.contains(&opening.map(|byte| byte.to_ascii_uppercase())))
}

/// Whether what begins with a number can be a date: it has two of the same sign between numbers, or a month's name is near.
/// Spares the grammar the numbers of sections.
fn goes_on_as_date(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &text[digits(text)..];
    let signed = rest.first().is_some_and(|sign| {
        let next = &rest[1..];
        b"-/.".contains(sign) && next.get(digits(next)) == Some(sign)
    });
    signed || (0..text.len()).any(|at| opens_a_name(&text[at..]))
}

fn phrase(text: &str, offset: usize) -> Option<Written> {
    // A month alone would hide "March 3rd"; a date is tried first.
    let rules = [Rule::date, Rule::month_alone];
    let pair = rules
        .into_iter()
        .find_map(|rule| Grammar::parse(rule, text).ok()?.next())?;
    let mut written = Written {
        start: offset,
        end: offset + pair.as_str().trim_end().len(),
        day: None,
        month: 0,
        year: None,
        weekday: None,
    };
    let mut parts = Vec::new();
    flatten(pair, &mut parts);
    for part in parts {
        let said = part.as_str().trim_end_matches('.');
        match part.as_rule() {
            Rule::weekday => written.weekday = Some((weekday(said)?, offset)),
            Rule::day_no => written.day = said.parse().ok(),
            Rule::month_no => written.month = said.parse().ok()?,
            Rule::month => written.month = month(said)?,
            Rule::year => written.year = said.parse().ok(),
            // Complaints of the last century are nobody's any more.
            Rule::short_year => written.year = said.parse().ok().map(|y: i16| 2000 + y),
            Rule::iso | Rule::numeric | Rule::day_first | Rule::month_first => {
                written.start = offset + part.as_span().start();
            }
            _ => {}
        }
    }
    Some(written)
}

fn flatten<'i>(pair: Pair<'i, Rule>, out: &mut Vec<Pair<'i, Rule>>) {
    out.push(pair.clone());
    pair.into_inner().for_each(|inner| flatten(inner, out));
}

/// By the first three letters, which tell all of them apart.
fn month(name: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| name.starts_with(month))?;
    Some(at as i8 + 1)
}

fn weekday(name: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("mon", Weekday::Monday),
        ("tue", Weekday::Tuesday),
        ("wed", Weekday::Wednesday),
        ("thu", Weekday::Thursday),
        ("fri", Weekday::Friday),
        ("sat", Weekday::Saturday),
        ("sun", Weekday::Sunday),
    ];
    let name = name.to_ascii_lowercase();
    DAYS.iter().find(|(day, _)| name.starts_with(day)).map(|(_, day)| *day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn dates_are_found_in_every_usual_form() {
        for (text, said) in [
            ("by 3rd March 2026.", "3rd March 2026"),
            ("on 2026-03-03, then", "2026-03-03"),
            ("since 03/03/2026", "03/03/2026"),
            ("on 3.3.2026", "3.3.2026"),
            ("on the 3rd of March, 2026", "3rd of March, 2026"),
            ("Date: March 3rd 2026", "March 3rd 2026"),
            ("Sent: Tue, 3 Mar 2026 16:02", "3 Mar 2026"),
            ("3/3/26", "3/3/26"),
        ] {
            let found = written_dates(text);
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            assert!(text[found[0].start..found[0].end].ends_with(said), "{text}: {found:?}");
            assert_eq!(found[0].in_year(1), Some(date(2026, 3, 3)), "{text}");
        }
    }

    #[test]
    fn a_year_or_a_day_may_be_left_unsaid() {
        let texts = ["Friday 4 December", "in March 2024 we", "from 12 and 13 May"];
        let found: Vec<_> = texts.iter().flat_map(|text| written_dates(text)).collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!((found[0].day, found[0].month, found[0].year), (Some(4), 12, None));
        assert_eq!(found[0].weekday.map(|(day, _)| day), Some(Weekday::Friday));
        assert_eq!((found[1].day, found[1].month, found[1].year), (None, 3, Some(2024)));
        assert_eq!((found[2].day, found[2].month), (Some(13), 5));
    }

    #[test]
    fn what_only_looks_like_a_date_is_none() {
        for text in [
            "we may march on",
            "clause 4.1.20",
            "01632 960 114",
            "stage 1 may take 10 days",
            "ref 12/3456/26",
            "24/7",
        ] {
            assert_eq!(written_dates(text), [], "{text}");
        }
    }

    #[test]
    fn a_day_that_no_year_has_is_impossible() {
        assert!(written_dates("31 June 2026")[0].is_impossible());
        assert!(written_dates("03/14/2026")[0].is_impossible());
        assert!(!written_dates("29 February")[0].is_impossible());
    }
}
