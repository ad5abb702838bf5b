//! Days as data: the table of bank holidays, the words that tell events, and the checks that count between them.
//! Checked as carefully as rules: a day out of place would make a count wrong.

use super::read::{SectionReader, kinds, report_choice};
use super::{DateWords, DatesCheck, EventWords, Moment, Start};
use crate::calendar::{BankHolidays, Period, Unit};
use crate::lexicon::{Lexicon, formulas};
use crate::problem::Problem;
use crate::source::Span;
use crate::toml_reader::{Located, Reader, Sink};
use jiff::civil::{Date, Weekday};

/// Reads `bank-holidays.toml`.
pub fn bank_holidays(mut reader: Reader) -> BankHolidays {
    let sink = reader.sink();
    reader.required("source");
    date(&reader.required("checked"), sink);
    let mut years: Vec<i16> = Vec::new();
    let mut days = Vec::new();
    for mut table in reader.tables("year") {
        let span = table.span();
        let year = table.number("year").unwrap_or_default() as i16;
        if years.last().is_some_and(|last| last + 1 != year) {
            sink.report(Problem::new(span, format!("{year} does not follow the year before it")));
        }
        years.push(year);
        let own = dates(table.strings("days"), year, sink);
        let known = |day: &Date| own.iter().any(|(d, _)| d == day);
        for (day, span) in dates(table.strings("one-off"), year, sink) {
            if !known(&day) {
                sink.report(Problem::new(span, format!("{day} is not among the year's `days`")));
            }
        }
        for (day, span) in dates(table.strings("not-kept"), year, sink) {
            if known(&day) {
                sink.report(Problem::new(span, format!("{day} is among the year's `days`")));
            }
        }
        days.extend(own.into_iter().map(|(day, _)| day));
        table.finish();
    }
    reader.finish();
    match (years.first(), years.last()) {
        (Some(first), Some(last)) => BankHolidays::new((*first, *last), days),
        _ => BankHolidays::default(),
    }
}

/// The dates of one year; a holiday at a weekend has a substitute day, which is the one to write down.
fn dates(list: Vec<Located>, year: i16, sink: &Sink) -> Vec<(Date, Span)> {
    let mut out = Vec::new();
    for text in list {
        let Some(day) = date(&text, sink) else { continue };
        if day.year() != year {
            sink.report(Problem::new(text.span, format!("{day} is not in {year}")));
        } else if matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
            let message = format!("{day} is a {:?}; write down its substitute day", day.weekday());
            sink.report(Problem::new(text.span, message));
        }
        out.push((day, text.span));
    }
    out
}

/// A date as rulesets write it.
pub fn date(text: &Located, sink: &Sink) -> Option<Date> {
    let date = text.text.parse().ok();
    if date.is_none() {
        sink.report(Problem::new(text.span, "not a date".to_owned()).help("write it like `2026-01-13`"));
    }
    date
}

/// The name by which rules know the letter's own date.
const LETTER: &str = "letter";

/// Reads `dates.toml`.
pub fn date_words(mut reader: Reader, lexicon: &mut Lexicon) -> DateWords {
    let sink = reader.sink();
    let mut words = DateWords::default();
    if let Some(mut letter) = reader.table(LETTER) {
        words.labels = letter.strings("labels").into_iter().map(|l| l.text).collect();
        words.salutation = formulas(letter.strings("salutation"), &mut lexicon.interner, sink);
        letter.finish();
    }
    for mut table in reader.tables("dated") {
        let name = table.required("event");
        if name.text == LETTER {
            let message = format!("`{LETTER}` is the letter's own date; choose another name");
            sink.report(Problem::new(name.span, message));
        }
        let event = words.events.iter().position(|known| *known == name.text);
        let event = event.unwrap_or_else(|| {
            words.events.push(name.text);
            words.events.len() - 1
        });
        words.words.push(EventWords {
            event,
            kinds: kinds(table.strings("kinds"), sink),
            stage: table.number("stage").map(|n| n as u8),
            says: formulas(table.strings("words"), &mut lexicon.interner, sink),
        });
        table.finish();
    }
    reader.finish();
    words
}

impl SectionReader<'_> {
    /// `[rule.check.dates]`
    pub(super) fn days(&mut self, mut reader: Reader) -> Option<DatesCheck> {
        let sink = reader.sink();
        let limit = reader.required("limit");
        let period = Period::parse(&limit.text).filter(|p| p.unit == Unit::WorkingDays);
        if period.is_none() {
            let help = "write it like `10 working days`";
            sink.report(Problem::new(limit.span, "not a number of working days".to_owned()).help(help));
        }
        let from = self.starts(reader.strings("from"), sink);
        let otherwise = self.starts(reader.strings("otherwise"), sink);
        let to: Vec<Moment> = reader
            .strings("to")
            .iter()
            .filter_map(|name| self.moment(name, &name.text, sink))
            .collect();
        if from.is_empty() || to.is_empty() {
            let help = "write `from = \"receipt\"` and `to = \"letter\"`";
            sink.report(Problem::new(reader.span(), "dates without a beginning or an end".to_owned()).help(help));
        }
        let check = DatesCheck {
            from,
            otherwise,
            to,
            limit: period?,
            stage: reader.number("stage").map(|n| n as u8),
            unless: self.patterns(&mut reader, "unless"),
            because: reader.string("because").map(|b| b.text),

            promise: None,
        };
        reader.finish();
        Some(check)
    }

    fn starts(&self, list: Vec<Located>, sink: &Sink) -> Vec<Start> {
        let start = |text: &Located| {
            let (name, then) = match text.text.split_once('+') {
                Some((name, then)) => (name.trim(), Period::parse(then)),
                None => (text.text.trim(), Some(Period::new(0, Unit::WorkingDays))),
            };
            let Some(then) = then.filter(|p| p.unit == Unit::WorkingDays) else {
                let help = "write it like `acknowledgement + 10 working days`";
                sink.report(Problem::new(text.span, "not a number of working days".to_owned()).help(help));
                return None;
            };
            let moment = self.moment(text, name, sink)?;
            Some(Start {
                moment,
                then: then.number,
            })
        };
        list.iter().filter_map(start).collect()
    }

    fn moment(&self, text: &Located, name: &str, sink: &Sink) -> Option<Moment> {
        if name == LETTER {
            return Some(Moment::Letter);
        }
        let event = self.dates.events.iter().position(|known| known == name);
        if event.is_none() {
            let known = self.dates.events.iter().map(String::as_str);
            report_choice(text, &known.chain([LETTER]).collect::<Vec<_>>(), sink);
        }
        event.map(Moment::Event)
    }
}
