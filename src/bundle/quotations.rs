//! Every quotation of a report, found again in the file that it names.

use crate::source::{Position, Source, Span};
use serde_json::Value;
use std::collections::BTreeMap;

/// A quotation that does not stand where the report says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lost {
    pub path: String,
    pub line: u64,
    pub quote: String,
}

/// How many quotations a report has, and those that are not found whole, at their place, in `texts`.
///
/// Whatever in the report has a `quote` and a `line` is one; its file is the `path` beside it or around it. With a
/// `column` it begins there, and ends where `end_line` and `end_column` say; without, it begins on that line.
pub fn quotations(report: &Value, texts: &BTreeMap<String, Source>) -> (usize, Vec<Lost>) {
    let mut search = Search {
        texts,
        count: 0,
        lost: Vec::new(),
    };
    search.within(report, None);
    // A duty's quotation stands in the report more than once.
    search.lost.sort();
    search.lost.dedup();
    (search.count, search.lost)
}

struct Search<'a> {
    texts: &'a BTreeMap<String, Source>,
    count: usize,
    lost: Vec<Lost>,
}

impl Search<'_> {
    fn within(&mut self, value: &Value, path: Option<&str>) {
        match value {
            Value::Array(list) => list.iter().for_each(|item| self.within(item, path)),
            Value::Object(object) => {
                let path = object.get("path").and_then(Value::as_str).or(path);
                let quote = object.get("quote").and_then(Value::as_str);
                let line = object.get("line").and_then(Value::as_u64);
                if let (Some(path), Some(quote), Some(line)) = (path, quote, line) {
                    self.count += 1;
                    let there = self
                        .texts
                        .get(path)
                        .is_some_and(|source| stands(source, object, line, quote));
                    if !there {
                        self.lost.push(Lost {
                            path: path.to_owned(),
                            line,
                            quote: quote.to_owned(),
                        });
                    }
                }
                object.values().for_each(|inner| self.within(inner, path));
            }
            _ => {}
        }
    }
}

fn stands(source: &Source, object: &serde_json::Map<String, Value>, line: u64, quote: &str) -> bool {
    let number = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_u64)
            .and_then(|n| usize::try_from(n).ok())
    };
    let Ok(line) = usize::try_from(line) else { return false };
    match number("column") {
        Some(column) => {
            let Some(start) = source.offset(Position { line, column }) else {
                return false;
            };
            let end = number("end_line").zip(number("end_column"));
            let end = end.and_then(|(line, column)| source.offset(Position { line, column }));
            end.is_some_and(|end| start <= end && source.slice(Span::new(start, end)) == quote)
        }
        None => {
            let Some(index) = line.checked_sub(1).filter(|n| *n < source.line_count()) else {
                return false;
            };
            let line = source.line_span(index);
            let text = source.text();
            let mut starts = (line.start..=line.end).filter(|at| text.is_char_boundary(*at));
            starts.any(|at| text[at..].starts_with(quote))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn lost(report: &Value) -> (usize, usize) {
        let text = "\u{feff}one ‘two’\r\nthree four\r\n";
        let texts = BTreeMap::from([("a.md".to_owned(), Source::new("a.md", text))]);
        let (count, lost) = quotations(report, &texts);
        (count, lost.len())
    }

    #[test]
    fn a_quotation_is_found_whole_at_its_place() {
        let at = |column: usize, end: (usize, usize), quote: &str| {
            json!({"documents": [{"path": "a.md", "evidence": [
                {"line": 1, "column": column, "end_line": end.0, "end_column": end.1, "quote": quote}]}]})
        };
        assert_eq!(lost(&at(6, (1, 9), "two")), (1, 0));
        assert_eq!(lost(&at(5, (2, 6), "‘two’\r\nthree")), (1, 0));
        assert_eq!(lost(&at(5, (1, 9), "two")), (1, 1));
        assert_eq!(lost(&at(6, (1, 8), "two")), (1, 1));
        assert_eq!(lost(&at(60, (1, 63), "two")), (1, 1));
    }

    #[test]
    fn a_quotation_without_a_column_begins_on_its_line() {
        let on = |path: &str, line: usize| json!([{"path": path, "line": line, "quote": "three"}]);
        assert_eq!(lost(&on("a.md", 2)), (1, 0));
        for elsewhere in [on("a.md", 1), on("a.md", 0), on("a.md", 99), on("b.md", 2)] {
            assert_eq!(lost(&elsewhere), (1, 1), "{elsewhere}");
        }
    }
}
