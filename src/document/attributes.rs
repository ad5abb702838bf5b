//! `{#id .class key="value"}` after a heading or a fenced part.
//! Knows no heading and no part.

use pest::Parser;
use pest::iterators::Pair;

use super::Attributes;
use super::lines::{Dialect, Rule};

/// The attributes at the end of `line` and the length of what stands before them.
/// `{Name}` is a placeholder and stays.
pub(super) fn at_end(line: &str) -> (usize, Attributes) {
    let trimmed = line.trim_end();
    let all = (line.len(), Attributes::default());
    if !trimmed.ends_with('}') {
        return all;
    }
    let Some(open) = trimmed.rfind('{') else { return all };
    match Dialect::parse(Rule::attribute_list, &trimmed[open..])
        .ok()
        .and_then(|mut pairs| pairs.next())
    {
        Some(pair) => (trimmed[..open].trim_end().len(), from_pair(pair)),
        None => all,
    }
}

pub(super) fn from_pair(pair: Pair<Rule>) -> Attributes {
    let mut attributes = Attributes::default();
    for inner in pair.into_inner() {
        let shape = inner.as_rule();
        let mut parts = inner.into_inner();
        let name = parts.next().map_or("", |name| name.as_str()).to_owned();
        match shape {
            Rule::id => attributes.id = Some(name),
            Rule::class => attributes.classes.push(name),
            Rule::pair => attributes
                .pairs
                .push((name, parts.next().map(value).unwrap_or_default())),
            _ => {}
        }
    }
    attributes
}

/// A value without its quotes.
pub(super) fn value(pair: Pair<Rule>) -> String {
    pair.into_inner().next().map_or("", |inner| inner.as_str()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_carry_an_id_classes_and_pairs() {
        let (length, found) = at_end("How we work {#process .core provision=\"6.2 6.3\"}  ");
        assert_eq!(length, "How we work".len());
        assert_eq!(found.id.as_deref(), Some("process"));
        assert_eq!(found.classes, ["core"]);
        assert_eq!(found.pairs, [("provision".to_owned(), "6.2 6.3".to_owned())]);
    }

    #[test]
    fn a_placeholder_at_the_end_of_a_heading_is_no_attribute() {
        assert_eq!(at_end("Dear {Name}").1, Attributes::default());
    }
}
