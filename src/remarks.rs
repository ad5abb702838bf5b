//! What is worth telling of a document besides the duties of a Code: fields that were forgotten or misspelt, days that
//! are none, and dates that cannot be counted with.

use crate::calendar::BankHolidays;
use crate::document::Document;
use crate::fields;
use crate::header::Header;
use crate::problem::Problem;
use crate::reading::Reading;
use crate::ruleset::{Check, Ruleset, Severity};
use crate::source::Source;
use jiff::civil::Date;

/// Remarks in the document's order; none is an error but a field that is left in a letter said to be no template.
pub fn of(
    source: &Source,
    document: &Document,
    header: &Header,
    reading: &Reading,
    bank_holidays: &BankHolidays,
) -> Vec<Problem> {
    let dates = &reading.dates;
    let sent = reading.kind.is_letter() && dates.letter.is_some() && dates.addressed;
    let mut out = fields::remarks(&fields::collect(document, source), header, sent);
    for given in &dates.given {
        let said = source.slice(given.span);
        if given.written.is_impossible() {
            let message = format!("there is no such day as {said}");
            let help = "write the day before the month, and a day that the month has";
            out.push(Problem::new(given.span, message).at(Severity::Advice).help(help));
        } else if let (Some(date), Some((weekday, _))) = (known_day(given.written, dates.letter), given.written.weekday)
            && date.weekday() != weekday
        {
            let message = format!(
                "{} is a {:?}, not a {weekday:?}",
                date.strftime("%-d %B %Y"),
                date.weekday()
            );
            let help = "correct the weekday or the date";
            out.push(Problem::new(given.span, message).at(Severity::Advice).help(help));
        }
    }
    if let Some((date, span)) = dates.letter
        && let Err(unknown) = bank_holidays.is_working_day(date)
    {
        let help = "count the working days of this letter by hand";
        out.push(Problem::new(span, unknown.to_string()).at(Severity::Advice).help(help));
    }
    // A promise beyond the known years is left uncounted too.
    let known = |date: Date| bank_holidays.is_working_day(date).is_ok();
    if dates.letter.is_some_and(|(date, _)| known(date)) {
        for given in dates.given.iter().filter(|given| given.event.is_some()) {
            let day = known_day(given.written, dates.letter);
            if let Some(Err(unknown)) = day.map(|day| bank_holidays.is_working_day(day)) {
                let help = "look whether the year is right; else count the working days to this date by hand";
                out.push(
                    Problem::new(given.span, unknown.to_string())
                        .at(Severity::Advice)
                        .help(help),
                );
            }
        }
    }
    out.sort_by_key(|remark| remark.span);
    out
}

/// Routes that no longer lead to a body, where no rule asks for the body and would tell.
pub fn closed_routes(reading: &Reading, ruleset: &Ruleset, today: Date) -> Vec<Problem> {
    let day = reading.dates.letter.map_or(today, |(date, _)| date);
    let asked_for = |body: &str| {
        let rules = ruleset.rules.iter().filter(|rule| rule.reads(reading.kind));
        let mut checks = rules.map(|rule| &rule.check);
        checks.any(|check| matches!(check, Check::Contact(check) if check.body == body))
    };
    let closed = reading.routes.iter().filter_map(|route| {
        let contact = &ruleset.contacts[route.contact];
        let gone = contact.until.is_some_and(|until| until <= day) && reading.statements[route.statement].is_current();
        let note = contact.note.as_ref().filter(|_| gone && !asked_for(&contact.body))?;
        let remark = Problem::new(route.span, note).at(Severity::Warning);
        Some(match &contact.instead {
            Some(instead) => remark.help(instead),
            None => remark,
        })
    });
    closed.collect()
}

/// The day of a date, where its year is told or the letter was written within weeks of it.
fn known_day(written: crate::reading::Written, letter: Option<(Date, crate::source::Span)>) -> Option<Date> {
    const NEAR: i32 = 90;
    match (written.year, letter) {
        (Some(year), _) => written.in_year(year),
        (None, Some((letter, _))) => {
            let date = written.nearest(letter)?;
            ((date - letter).get_days().abs() <= NEAR).then_some(date)
        }
        (None, None) => None,
    }
}
