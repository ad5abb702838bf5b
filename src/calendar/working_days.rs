//! Counting working days: Monday to Friday without bank holidays. Which days those are is data, and known for some
//! years only; what is not known is not guessed.

use jiff::civil::{Date, Weekday};

/// The bank holidays of the years for which they have been published.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct BankHolidays {
    /// The first and the last year that is known; every year between them is.
    years: Option<(i16, i16)>,
    /// Sorted.
    days: Vec<Date>,
}

/// A count would need the bank holidays of a year for which none are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    #[error("cannot count: bank holidays are known for {0} to {1} only")]
    Beyond(i16, i16),
    #[error("cannot count: no bank holidays are known")]
    None,
}

impl BankHolidays {
    /// `years` are the first and the last year that `days` cover.
    pub fn new(years: (i16, i16), mut days: Vec<Date>) -> Self {
        days.sort_unstable();
        BankHolidays {
            years: Some(years),
            days,
        }
    }

    /// Whether `date` is a working day.
    ///
    /// # Errors
    /// [`Unknown`] when nobody has told the bank holidays of its year.
    pub fn is_working_day(&self, date: Date) -> Result<bool, Unknown> {
        let (first, last) = self.years.ok_or(Unknown::None)?;
        if !(first..=last).contains(&date.year()) {
            return Err(Unknown::Beyond(first, last));
        }
        let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        Ok(!weekend && self.days.binary_search(&date).is_err())
    }

    /// Working days after `from` up to and with `to`; 0 when `to` is not later.
    ///
    /// What happens on a day off counts as happening on the next working day: the Code is silent, and an
    /// office that is closed receives nothing.
    ///
    /// # Errors
    /// [`Unknown`] when a day between them lies in a year whose bank holidays are not known.
    pub fn between(&self, from: Date, to: Date) -> Result<u32, Unknown> {
        let mut day = self.on_or_after(from)?;
        let mut count = 0;
        while day < to {
            day = next(day).ok_or(Unknown::None)?;
            count += u32::from(self.is_working_day(day)?);
            if count > LONGEST {
                break;
            }
        }
        Ok(count)
    }

    /// The date `count` working days after `from`, by the same rule as [`between`](Self::between).
    ///
    /// # Errors
    /// [`Unknown`] when a day on the way lies in a year whose bank holidays are not known.
    pub fn after(&self, from: Date, count: u32) -> Result<Date, Unknown> {
        let mut day = self.on_or_after(from)?;
        let mut left = count;
        while left > 0 {
            day = next(day).ok_or(Unknown::None)?;
            left -= u32::from(self.is_working_day(day)?);
        }
        Ok(day)
    }

    fn on_or_after(&self, from: Date) -> Result<Date, Unknown> {
        let mut day = from;
        while !self.is_working_day(day)? {
            day = next(day).ok_or(Unknown::None)?;
        }
        Ok(day)
    }
}

/// No limit is longer: from here on a count only says "more".
const LONGEST: u32 = 2_000;

fn next(day: Date) -> Option<Date> {
    day.tomorrow().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn known() -> BankHolidays {
        BankHolidays::new(
            (2025, 2026),
            vec![date(2026, 1, 1), date(2025, 12, 25), date(2025, 12, 26)],
        )
    }

    #[test]
    fn weekends_and_bank_holidays_are_not_counted() {
        let days = known();
        assert_eq!(days.between(date(2026, 3, 2), date(2026, 3, 20)), Ok(14));
        assert_eq!(days.between(date(2025, 12, 24), date(2026, 1, 2)), Ok(4));
        assert_eq!(days.after(date(2025, 12, 24), 4), Ok(date(2026, 1, 2)));
        assert_eq!(days.between(date(2026, 3, 20), date(2026, 3, 2)), Ok(0));
    }

    #[test]
    fn what_comes_on_a_day_off_counts_as_come_on_the_next_working_day() {
        let days = known();
        let (saturday, monday, tuesday) = (date(2026, 3, 7), date(2026, 3, 9), date(2026, 3, 10));
        assert_eq!(days.between(saturday, monday), Ok(0));
        assert_eq!(days.between(saturday, tuesday), Ok(1));
    }

    #[test]
    fn a_year_that_is_not_known_is_not_guessed() {
        let beyond = known().between(date(2026, 12, 21), date(2027, 1, 8)).unwrap_err();
        assert_eq!(
            beyond.to_string(),
            "cannot count: bank holidays are known for 2025 to 2026 only"
        );
        assert!(known().is_working_day(date(2024, 12, 31)).is_err());
    }
}
