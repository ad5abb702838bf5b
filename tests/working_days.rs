//! The table of bank holidays agrees with the rule that bank holidays follow, but for the days it says do not.

mod support;

use jiff::civil::{Date, Weekday, date};
use std::collections::BTreeSet;
use support::{engine, text};

/// Easter Sunday by the Gregorian computus (Meeus, Jones and Butcher).
fn easter(year: i16) -> Date {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    date(year, (sum / 31) as i8, (sum % 31 + 1) as i8)
}

fn later(day: Date, days: i64) -> Date {
    day.saturating_add(jiff::Span::new().days(days))
}

fn mondays(year: i16, month: i8) -> Vec<Date> {
    let first = date(year, month, 1);
    let all = (0..first.days_in_month()).map(|n| later(first, i64::from(n)));
    all.filter(|d| d.weekday() == Weekday::Monday).collect()
}

/// England's eight holidays of a year: a day that falls on a weekend is made up for by the next working day.
fn by_rule(year: i16) -> BTreeSet<Date> {
    let mut days = BTreeSet::from([
        later(easter(year), -2),
        later(easter(year), 1),
        mondays(year, 5)[0],
        *mondays(year, 5).last().expect("a Monday in May"),
        *mondays(year, 8).last().expect("a Monday in August"),
    ]);
    for mut day in [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)] {
        while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || days.contains(&day) {
            day = later(day, 1);
        }
        days.insert(day);
    }
    days
}

#[test]
fn the_table_follows_the_rule_but_for_the_days_it_names() {
    let table: toml::Table = text("rulesets/bank-holidays.toml").parse().expect("TOML");
    let mut years = Vec::new();
    for entry in table["year"].as_array().expect("years") {
        let days = |key: &str| -> BTreeSet<Date> {
            let list = entry.get(key).and_then(|v| v.as_array()).cloned().unwrap_or_default();
            list.iter()
                .map(|d| d.as_str().expect("a text").parse().expect("a date"))
                .collect()
        };
        let year = entry["year"].as_integer().expect("a year") as i16;
        let mut expected: BTreeSet<Date> = by_rule(year).difference(&days("not-kept")).copied().collect();
        expected.extend(days("one-off"));
        assert_eq!(days("days"), expected, "{year}");
        years.push(year);
    }
    assert!(years.contains(&2018) && years.contains(&2028), "{years:?}");
}

#[test]
fn days_that_were_holidays_once_only_are_no_working_days() {
    let days = &engine().ruleset.bank_holidays;
    for once in [date(2022, 9, 19), date(2023, 5, 8), date(2022, 6, 3), date(2020, 5, 8)] {
        assert_eq!(days.is_working_day(once), Ok(false), "{once}");
    }
    for kept in [date(2020, 5, 4), date(2022, 5, 30)] {
        assert_eq!(days.is_working_day(kept), Ok(true), "{kept}");
    }
}

#[test]
fn counts_over_christmas_easter_and_a_year_nobody_knows() {
    let days = &engine().ruleset.bank_holidays;
    assert_eq!(days.after(date(2026, 12, 18), 10), Ok(date(2027, 1, 6)));
    // Good Friday and Easter Monday of 2025, then the early May holiday.
    assert_eq!(days.between(date(2025, 4, 7), date(2025, 5, 6)), Ok(18));
    let unknown = days.between(date(2028, 12, 20), date(2029, 1, 5)).unwrap_err();
    assert_eq!(
        unknown.to_string(),
        "cannot count: bank holidays are known for 2018 to 2028 only"
    );
}
