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
    let mut note = |span, message: String, help: &str| {
        out.push(Problem::new(span, message).at(Severity::Advice).help(help));
    };
    let uncounted = |date: Date| bank_holidays.is_working_day(date).err();
    let of_letter = dates.letter.and_then(|(date, span)| Some((uncounted(date)?, span)));
    let counted = dates.letter.is_some() && of_letter.is_none();
    if let Some((unknown, span)) = of_letter {
        note(
            span,
            unknown.to_string(),
            "count the working days of this letter by hand",
        );
    }
    for given in &dates.given {
        if given.written.is_impossible() {
            let message = format!("there is no such day as {}", source.slice(given.span));
            let help = "write the day before the month, and a day that the month has";
            note(given.span, message, help);
            continue;
        }
        let Some(date) = known_day(given.written, dates.letter) else {
            continue;
        };
        if let Some((weekday, _)) = given.written.weekday.filter(|(weekday, _)| *weekday != date.weekday()) {
            let day = date.strftime("%-d %B %Y");
            let message = format!("{day} is a {:?}, not a {weekday:?}", date.weekday());
            note(given.span, message, "correct the weekday or the date");
        }
        // A promise beyond the known years, in a letter within them.
        if let Some(unknown) = uncounted(date).filter(|_| counted && given.event.is_some()) {
            let help = "look whether the year is right; else count the working days to this date by hand";
            note(given.span, unknown.to_string(), help);
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
