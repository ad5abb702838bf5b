//! Dates in words, as a letter would write them.

use jiff::civil::Date;

/// "2 March 2026"
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

/// "2 March to 20 March 2026"; the first year only where it is another.
pub fn span(from: Date, to: Date) -> String {
    let first = if from.year() == to.year() {
        "%-d %B"
    } else {
        "%-d %B %Y"
    };
    format!("{} to {}", from.strftime(first), day(to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_year_is_said_once() {
        assert_eq!(span(date(2026, 3, 2), date(2026, 3, 20)), "2 March to 20 March 2026");
        assert_eq!(
            span(date(2026, 12, 18), date(2027, 1, 6)),
            "18 December 2026 to 6 January 2027"
        );
    }
}
