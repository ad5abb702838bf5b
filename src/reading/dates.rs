//! What happened, or is promised, on which day: the dates that a document gives, the events they belong to, and the
//! date of a letter itself. Which words tell an event is data (`rulesets/dates.toml`).

use super::written_dates::{Written, written_dates};
use super::{Reading, Stage};
use crate::document::Document;
use crate::lexicon::{DATE, Lexicon, PLACEHOLDER, words};
use crate::ruleset::{DateWords, EventWords};
use crate::source::{Source, Span};
use jiff::civil::Date;

/// A day that a document names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Index into [`Reading::statements`].
    pub statement: usize,
    pub span: Span,
    pub written: Written,
    /// What happened or is promised on it: an index into [`DateWords::events`].
    pub event: Option<usize>,
    pub stage: Stage,
}

/// The dates of a document.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// A letter's own date, from its front matter or its head, and where it says so.
    pub letter: Option<(Date, Span)>,
    /// A salutation names somebody; in a template a field stands there.
    pub addressed: bool,
    /// In the document's order.
    pub given: Vec<Given>,
}

impl Dates {
    /// The very day of each of [`given`](Self::given); `None` if there is no such day, or if its year is open.
    ///
    /// A year that is left unsaid is the one that brings the day nearest to the letter's date, else to the first day
    /// with a year. Where no year is told at all, weekdays may settle it: the year nearest to `today` in which all agree.
    pub fn days(&self, today: Date) -> Vec<Option<Date>> {
        let anchor = self.letter.map(|(date, _)| date).or_else(|| {
            let told = self.given.iter().find(|g| g.written.year.is_some());
            told.and_then(|g| g.written.in_year(0))
        });
        let settled = anchor.is_none().then(|| self.year_of_weekdays(today)).flatten();
        let day = |given: &Given| match (given.written.year, anchor) {
            (Some(year), _) => given.written.in_year(year),
            (None, Some(anchor)) => given.written.nearest(anchor),
            (None, None) => given.written.in_year(settled?),
        };
        self.given.iter().map(day).collect()
    }

    fn year_of_weekdays(&self, today: Date) -> Option<i16> {
        let told: Vec<_> = self
            .given
            .iter()
            .filter_map(|g| Some((g.written, g.written.weekday?.0)))
            .collect();
        let agree = |year: &i16| -> bool {
            told.iter()
                .all(|(w, day)| w.in_year(*year).is_some_and(|d| d.weekday() == *day))
        };
        let this = today.year();
        let years = [this, this - 1, this + 1, this - 2, this - 3, this - 4, this - 5];
        years.into_iter().find(agree).filter(|_| !told.is_empty())
    }
}

/// Reads the dates of all statements; events and the letter's own date in letters only.
pub fn read(reading: &Reading, source: &Source, document: &Document, said: &DateWords, lexicon: &Lexicon) -> Dates {
    let mut dates = Dates::default();
    let concept = lexicon.concept(DATE);
    for (index, statement) in reading.statements.iter().enumerate() {
        if !statement.is_verbatim() || !concept.is_some_and(|id| statement.stream.facts.contains_key(&id)) {
            continue;
        }
        for written in written_dates(&statement.plain) {
            dates.given.push(Given {
                statement: index,
                span: Span::new(statement.origin[written.start], statement.origin[written.end - 1] + 1),
                written,
                event: None,
                stage: statement.stage,
            });
        }
    }
    if reading.kind.is_letter() {
        let salutation = salutation(reading, said, lexicon);
        let field = lexicon.concept(PLACEHOLDER);
        let filled = |at: usize| !field.is_some_and(|id| reading.statements[at].stream.facts.contains_key(&id));
        dates.addressed = salutation.is_some_and(filled);
        dates.letter = of_front_matter(document).or_else(|| of_letter(source, &dates.given, said, salutation));
        let own = dates.letter.map(|(_, span)| span);
        // The letter's own date tells no event besides.
        let mut events = events(reading, &dates.given, said, lexicon);
        for (given, words) in dates.given.iter_mut().zip(&mut events) {
            let Some(words) = words.take().filter(|_| Some(given.span) != own) else {
                continue;
            };
            given.event = Some(words.event);
            given.stage = match words.stage {
                Some(1) => Stage::One,
                Some(_) => Stage::Two,
                None => given.stage,
            };
        }
    }
    dates
}

fn of_front_matter(document: &Document) -> Option<(Date, Span)> {
    let entries = document.front_matter.iter().flat_map(|matter| &matter.entries);
    let mut dates = entries.filter(|e| e.key == "date");
    dates.find_map(|e| Some((e.value.parse().ok()?, e.value_span)))
}

/// The statement that greets the reader of a letter.
fn salutation(reading: &Reading, said: &DateWords, lexicon: &Lexicon) -> Option<usize> {
    let lookup = reading.index.with(lexicon);
    let greeted = lookup.hits(&said.salutation);
    let mut with = greeted.iter().zip(&reading.statements);
    with.position(|(hits, s)| hits.iter().any(|m| m.reaches(&s.stream)))
}

/// The date that stands alone on a line above the salutation, or after "Date:"; without a salutation, the first such.
fn of_letter(source: &Source, given: &[Given], said: &DateWords, salutation: Option<usize>) -> Option<(Date, Span)> {
    let labelled = |given: &&Given| {
        let (before, after) = around(source, given);
        let label = joined(&before);
        let told = said.labels.iter().any(|known| joined(known) == label);
        let in_head = salutation.is_none_or(|at| given.statement < at);
        let place = in_head && before.trim_end().ends_with(',') && words::words(&before).len() <= 3;
        (told || place || in_head && label.is_empty()) && is_time(&after)
    };
    let mut dates = given
        .iter()
        .filter(labelled)
        .filter_map(|g| Some((g.written.in_year(g.written.year?)?, g.span)));
    dates.next()
}

/// What stands before and after a date on its line, without markup and its weekday.
fn around(source: &Source, given: &Given) -> (String, String) {
    let line = source.line_span(source.position(given.span.start).line - 1);
    let plain = |text: &str| -> String { text.chars().filter(|c| !"*_#>|\\".contains(*c)).collect() };
    let before = plain(&source.text()[line.start..given.span.start.max(line.start)]);
    let after = plain(&source.text()[given.span.end.min(line.end)..line.end]);
    let before = match given.written.weekday {
        Some(_) => {
            let rest = before.trim_end_matches([' ', ',', '.']);
            rest.trim_end_matches(char::is_alphabetic).to_owned()
        }
        None => before,
    };
    (before, after.replace("<br>", ""))
}

fn joined(text: &str) -> String {
    let texts = words::words(text).into_iter().map(|w| w.text);
    texts.collect::<Vec<_>>().join(" ")
}

/// Nothing, or a time of day: "10:14", "at 4.02 pm".
fn is_time(text: &str) -> bool {
    let rest = text.trim().trim_matches([',', '.', ' ']);
    rest.chars().all(|c| c.is_ascii_digit() || ":. apmtAPMT".contains(c)) && rest.len() <= 12
}

/// For each date the words that stand nearest to it and tell its event.
fn events<'w>(
    reading: &Reading,
    given: &[Given],
    said: &'w DateWords,
    lexicon: &Lexicon,
) -> Vec<Option<&'w EventWords>> {
    let lookup = reading.index.with(lexicon);
    let places: Vec<_> = given.iter().map(|date| place(reading, date)).collect();
    let mut nearest: Vec<Option<(usize, &EventWords)>> = vec![None; given.len()];
    let meant = |words: &&EventWords| words.kinds.is_empty() || words.kinds.contains(&reading.kind);
    for words in said.words.iter().filter(meant) {
        let found = lookup.hits(&words.says);
        for (n, place) in places.iter().enumerate() {
            let Some((first, end)) = *place else { continue };
            if !reading.statements[given[n].statement].is_own() {
                continue;
            }
            let touching = found[given[n].statement]
                .iter()
                .filter(|m| m.end == end || m.start == first);
            if let Some(length) = touching.map(|m| m.end - m.start).min()
                && nearest[n].is_none_or(|(known, _)| length < known)
            {
                nearest[n] = Some((length, words));
            }
        }
    }
    nearest.into_iter().map(|found| found.map(|(_, words)| words)).collect()
}

/// The words of its statement that a date takes: the first, and the one after the last.
fn place(reading: &Reading, date: &Given) -> Option<(usize, usize)> {
    let statement = &reading.statements[date.statement];
    let inside = |at: &usize| date.span.contains(statement.places[*at]);
    let mut own = statement.stream.own..statement.stream.words.len();
    Some((own.clone().find(inside)?, own.rfind(inside)? + 1))
}
