//! Dates in words, as a letter would write them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// "2 March 2026"
pub fn day(date: Date) -> String {
    format!("{} {}", day_of_month(date), date.year())
}

/// "2 March to 20 March 2026"; the first year only where it is another.
pub fn span(from: Date, to: Date) -> String {
    let first = if from.year() == to.year() {
        day_of_month(from)
    } else {
        day(from)
    };
    format!("{first} to {}", day(to))
}

fn day_of_month(date: Date) -> String {
    format!("{} {}", date.day(), MONTHS[date.month() as usize - 1])
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
