//! TOML tables read key by key, all mistakes at once, each with its span and "did you mean".
//! Knows what TOML is, not what any key means.

use crate::problem::Problem;
use crate::source::Span;
use std::cell::RefCell;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A string and where it stands (the quotes excluded where that can be told).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    pub text: String,
    pub span: Span,
}

/// A day and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated {
    pub date: jiff::civil::Date,
    pub span: Span,
}

/// Collects problems while tables are read.
#[derive(Debug, Default)]
pub struct Sink {
    problems: RefCell<Vec<Problem>>,
}

impl Sink {
    pub fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    pub fn is_empty(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// The problems in the order of the file.
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|p| (p.span.start, p.span.end));
        problems
    }
}

/// One table; every key that is asked for is known, the others are reported by [`finish`](Self::finish).
pub struct Reader<'t, 's> {
    table: &'t DeTable<'t>,
    span: Span,
    text: &'t str,
    sink: &'s Sink,
    known: Vec<&'static str>,
}

impl<'t, 's> Reader<'t, 's> {
    pub fn new(table: &'t Spanned<DeTable<'t>>, text: &'t str, sink: &'s Sink) -> Self {
        Reader {
            table: table.get_ref(),
            span: to_span(table.span()),
            text,
            sink,
            known: Vec::new(),
        }
    }

    /// Where the table begins: its header or its brace.
    pub fn span(&self) -> Span {
        self.span
    }

    pub fn sink(&self) -> &'s Sink {
        self.sink
    }

    fn value(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.table
            .iter()
            .find(|(k, _)| k.get_ref().as_ref() == key)
            .map(|(_, v)| v)
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.iter().any(|(k, _)| k.get_ref().as_ref() == key)
    }

    fn expected(&self, what: &str, key: &str, value: &Spanned<DeValue>) {
        self.sink
            .report(Problem::new(to_span(value.span()), format!("`{key}` is {what}")));
    }

    pub fn string(&mut self, key: &'static str) -> Option<Located> {
        let value = self.value(key)?;
        let found = self.located(value);
        if found.is_none() {
            self.expected("a text in quotes", key, value);
        }
        found
    }

    /// A string that must be there and not be blank.
    pub fn required(&mut self, key: &'static str) -> Located {
        let found = self.string(key);
        if found.is_none() && !self.has(key) {
            self.sink.report(
                Problem::new(self.span, format!("`{key}` is missing here")).help(format!("write `{key} = \"…\"`")),
            );
        }
        if let Some(blank) = found.as_ref().filter(|f| f.text.trim().is_empty()) {
            self.sink.report(Problem::new(blank.span, format!("`{key}` is empty")));
        }
        found.unwrap_or(Located {
            text: String::new(),
            span: self.span,
        })
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(flag) => Some(*flag),
            _ => {
                self.expected("`true` or `false`", key, value);
                None
            }
        }
    }

    /// What is written where a date belongs: a date as TOML writes it, or any text in quotes.
    pub fn date_text(&mut self, key: &'static str) -> Option<Located> {
        let value = self.value(key)?;
        if let DeValue::Datetime(date) = value.get_ref() {
            let (text, span) = (date.to_string(), to_span(value.span()));
            return Some(Located { text, span });
        }
        let found = self.located(value);
        if found.is_none() {
            self.expected("a date like 2027-03-31", key, value);
        }
        found
    }

    /// A date, as TOML writes dates or in quotes: `2027-03-31`.
    pub fn date(&mut self, key: &'static str) -> Option<Dated> {
        let said = self.date_text(key)?;
        let date = said.text.parse().ok();
        if date.is_none() {
            let message = format!("`{key}` is a date like 2027-03-31");
            self.sink.report(Problem::new(said.span, message));
        }
        date.map(|date| Dated { date, span: said.span })
    }

    /// A date that must be there.
    pub fn required_date(&mut self, key: &'static str) -> Option<Dated> {
        if !self.has(key) {
            self.sink.report(
                Problem::new(self.span, format!("`{key}` is missing here"))
                    .help(format!("write `{key} = 2027-03-31`, with the day you mean")),
            );
        }
        self.date(key)
    }

    /// A whole number from 0 to 10,000.
    pub fn number(&mut self, key: &'static str) -> Option<u32> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(i) => i.as_str().parse().ok().filter(|n| *n <= 10_000),
            _ => None,
        };
        if number.is_none() {
            self.expected("a whole number, without quotes", key, value);
        }
        number
    }

    /// A list of strings; one string alone is a list of one.
    pub fn strings(&mut self, key: &'static str) -> Vec<Located> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        if let Some(one) = self.located(value) {
            return vec![one];
        }
        let DeValue::Array(array) = value.get_ref() else {
            self.expected("a list of texts in quotes", key, value);
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| {
                let found = self.located(item);
                if found.is_none() {
                    self.expected("a list of texts in quotes", key, item);
                }
                found
            })
            .collect()
    }

    /// A list whose members are texts or tables; both arrive as readers of a table, a text as `Err`.
    pub fn members(&mut self, key: &'static str) -> Vec<Result<Reader<'t, 's>, Located>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        if let Some(one) = self.located(value) {
            return vec![Err(one)];
        }
        let DeValue::Array(array) = value.get_ref() else {
            self.expected("a list", key, value);
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in array.iter() {
            if let Some(text) = self.located(item) {
                out.push(Err(text));
            } else if let DeValue::Table(table) = item.get_ref() {
                out.push(Ok(self.inner(table, item)));
            } else {
                self.expected("a list of texts or tables", key, item);
            }
        }
        out
    }

    pub fn table(&mut self, key: &'static str) -> Option<Reader<'t, 's>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(self.inner(table, value)),
            _ => {
                self.expected("a table", key, value);
                None
            }
        }
    }

    /// `[[key]]` tables.
    pub fn tables(&mut self, key: &'static str) -> Vec<Reader<'t, 's>> {
        let Some(value) = self.value(key) else {
            return Vec::new();
        };
        let DeValue::Array(array) = value.get_ref() else {
            self.expected(&format!("written as `[[{key}]]`"), key, value);
            return Vec::new();
        };
        array
            .iter()
            .filter_map(|item| match item.get_ref() {
                DeValue::Table(table) => Some(self.inner(table, item)),
                _ => {
                    self.expected("a list of tables", key, item);
                    None
                }
            })
            .collect()
    }

    /// Reports a key that has no place here, with the reason.
    pub fn refuse(&mut self, key: &'static str, message: &str, help: &str) {
        self.known.push(key);
        if let Some((key, _)) = self.table.iter().find(|(k, _)| k.get_ref().as_ref() == key) {
            self.sink.report(Problem::new(to_span(key.span()), message).help(help));
        }
    }

    /// All keys with lists of strings, for tables whose keys are the writer's own names.
    pub fn named_lists(self) -> Vec<(Located, Vec<Located>)> {
        let mut out = Vec::new();
        for (key, value) in self.table.iter() {
            let name = Located {
                text: key.get_ref().to_string(),
                span: to_span(key.span()),
            };
            let list = match value.get_ref() {
                DeValue::Array(array) => array.iter().filter_map(|item| self.located(item)).collect(),
                _ => self.located(value).into_iter().collect::<Vec<_>>(),
            };
            if let DeValue::Table(inner) = value.get_ref() {
                // `12.3 = "warning"`: to TOML the dot opens a table.
                let rest = inner
                    .keys()
                    .next()
                    .map(|key| key.get_ref().to_string())
                    .unwrap_or_default();
                let message = format!("`{}.{rest}` has to stand in quotes", name.text);
                let help = format!("write `\"{}.{rest}\" = …`", name.text);
                self.sink.report(Problem::new(name.span, message).help(help));
                continue;
            }
            if list.is_empty() {
                self.expected("a list of texts in quotes", &name.text, value);
            }
            out.push((name, list));
        }
        out
    }

    /// Reports the keys that nobody asked for.
    pub fn finish(self) {
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) {
                continue;
            }
            let problem = Problem::new(to_span(key.span()), format!("unknown key `{name}`"));
            self.sink
                .report(match crate::near::closest(name, self.known.iter().copied()) {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help(format!("the keys here are {}", listed(&self.known))),
                });
        }
    }

    fn inner(&self, table: &'t DeTable<'t>, value: &Spanned<DeValue<'t>>) -> Reader<'t, 's> {
        Reader {
            table,
            span: to_span(value.span()),
            text: self.text,
            sink: self.sink,
            known: Vec::new(),
        }
    }

    fn located(&self, value: &Spanned<DeValue>) -> Option<Located> {
        let DeValue::String(text) = value.get_ref() else {
            return None;
        };
        let span = to_span(value.span());
        let raw = &self.text[span.range()];
        let quotes = ["\"\"\"", "'''", "\"", "'"]
            .into_iter()
            .find(|q| raw.starts_with(q))
            .unwrap_or("");
        let mut inner = Span::new(span.start + quotes.len(), span.end.saturating_sub(quotes.len()));
        // TOML drops a line break right after opening triple quotes.
        if quotes.len() == 3 {
            let rest = &self.text[inner.range()];
            inner.start += rest.len()
                - rest
                    .strip_prefix("\r\n")
                    .or(rest.strip_prefix('\n'))
                    .unwrap_or(rest)
                    .len();
        }
        Some(Located {
            text: text.to_string(),
            span: inner,
        })
    }
}

/// Reads a whole file; syntax errors are problems like any other.
pub fn parse<'t>(text: &'t str, sink: &Sink) -> Spanned<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().map(to_span).unwrap_or_default();
        sink.report(Problem::new(span, error.message().to_owned()));
    }
    table
}

fn to_span(range: std::ops::Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

fn listed(names: &[&str]) -> String {
    let mut names: Vec<_> = names.iter().map(|n| format!("`{n}`")).collect();
    names.dedup();
    names.join(", ")
}
