//! Lengths of time as policies state them, and how working days compare with calendar days. No clock.

mod working_days;

pub use working_days::{BankHolidays, Unknown};

use std::fmt;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Unit {
    Hours,
    WorkingDays,
    /// Calendar days, said or unsaid.
    Days,
    Weeks,
    Months,
    Years,
}

/// A number of units: "10 working days". Numbers stay as small as policies use them (at most 10,000).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Period {
    pub number: u32,
    pub unit: Unit,
}

impl Period {
    pub const fn new(number: u32, unit: Unit) -> Self {
        Period { number, unit }
    }

    /// Length in calendar days: a week 7, a month 31, a year 365, 24 hours 1.
    /// Working days cannot be told in calendar days without dates: `None`.
    pub fn calendar_days(self) -> Option<u32> {
        Some(match self.unit {
            Unit::Hours => self.number.div_ceil(24),
            Unit::WorkingDays => return None,
            Unit::Days => self.number,
            Unit::Weeks => self.number * 7,
            Unit::Months => (self.number / 12) * 365 + (self.number % 12) * 31,
            Unit::Years => self.number * 365,
        })
    }

    /// Whether a promise of `self` can outlast `limit`.
    ///
    /// A calendar figure keeps a limit of working days when it is at most the calendar days those working
    /// days take at the least: 7 for 5, 14 for 10, 28 for 20. A figure in working days keeps a calendar
    /// limit by the same rule.
    pub fn is_longer_than(self, limit: Period) -> bool {
        match (self.unit, limit.unit) {
            (Unit::WorkingDays, Unit::WorkingDays) => self.number > limit.number,
            (_, Unit::WorkingDays) => self.calendar_days().is_some_and(|days| days > limit.number * 7 / 5),
            (Unit::WorkingDays, _) => limit.calendar_days().is_some_and(|days| self.number * 7 / 5 > days),
            _ => self.calendar_days() > limit.calendar_days(),
        }
    }

    /// Whether a time allowed to someone else is less than `least`: months and years compare as such.
    pub fn is_shorter_than(self, least: Period) -> bool {
        let months = |p: Period| match p.unit {
            Unit::Months => Some(p.number),
            Unit::Years => Some(p.number * 12),
            Unit::Weeks if p.number.is_multiple_of(52) => Some(p.number / 52 * 12),
            Unit::Days if p.number.is_multiple_of(365) => Some(p.number / 365 * 12),
            _ => None,
        };
        match (months(self), months(least)) {
            (Some(a), Some(b)) => a < b,
            _ => {
                let days = |p: Period| p.calendar_days().unwrap_or(p.number * 7 / 5);
                days(self) < days(least)
            }
        }
    }

    /// Reads "10 working days", "12 months" as rules write them.
    pub fn parse(text: &str) -> Option<Period> {
        let (number, unit) = text.trim().split_once(' ')?;
        let unit = match unit.trim() {
            "hours" | "hour" => Unit::Hours,
            "working days" | "working day" => Unit::WorkingDays,
            "days" | "day" | "calendar days" => Unit::Days,
            "weeks" | "week" => Unit::Weeks,
            "months" | "month" => Unit::Months,
            "years" | "year" => Unit::Years,
            _ => return None,
        };
        Some(Period::new(number.parse().ok().filter(|n| *n <= 10_000)?, unit))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Hours => "hour",
            Unit::WorkingDays => "working day",
            Unit::Days => "day",
            Unit::Weeks => "week",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        write!(f, "{} {unit}{}", self.number, if self.number == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        Period::parse(text).unwrap()
    }

    #[test]
    fn calendar_figures_compare_with_working_days_by_sevens_and_fives() {
        let limit = period("10 working days");
        assert!(!period("14 days").is_longer_than(limit));
        assert!(period("15 days").is_longer_than(limit));
        assert!(!period("2 weeks").is_longer_than(limit));
        assert!(!period("4 weeks").is_longer_than(period("20 working days")));
        assert!(period("1 month").is_longer_than(period("20 working days")));
        assert!(!period("48 hours").is_longer_than(period("5 working days")));
        assert!(period("11 working days").is_longer_than(limit));
    }

    #[test]
    fn a_year_is_twelve_months_and_fifty_two_weeks() {
        let year = period("12 months");
        for same in ["1 year", "12 months", "52 weeks", "365 days", "2 years"] {
            assert!(!period(same).is_shorter_than(year), "{same}");
        }
        for less in ["6 months", "28 days", "3 months", "20 working days"] {
            assert!(period(less).is_shorter_than(year), "{less}");
        }
    }
}
