//! Routes to an Ombudsman that a document gives: in its words or behind its links.

use super::Reading;
use crate::lexicon::{Automaton, Lexicon, Matcher, Stream, words};
use crate::ruleset::Contact;
use crate::source::Span;

/// A route that the document gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Route {
    /// Index into [`crate::ruleset::Ruleset::contacts`].
    pub contact: usize,
    /// Index into [`Reading::statements`].
    pub statement: usize,
    pub span: Span,
}

/// Finds every contact of the ruleset's list in every statement.
pub fn read(reading: &Reading, contacts: &[Contact], lexicon: &Lexicon, automaton: &Automaton) -> Vec<Route> {
    let mut routes = Vec::new();
    for (index, statement) in reading.statements.iter().enumerate() {
        let matcher = Matcher::new(lexicon, &statement.stream);
        let targets: Vec<Stream> = statement.links.iter().map(|link| stream(link, automaton)).collect();
        for (n, contact) in contacts.iter().enumerate() {
            let here = contact
                .words
                .iter()
                .flat_map(|f| matcher.find(f))
                .filter(|m| m.reaches(&statement.stream));
            let span = here.map(|m| statement.own_span(m.start, m.end)).min_by_key(|s| s.start);
            let linked = || {
                targets
                    .iter()
                    .any(|t| contact.words.iter().any(|f| Matcher::new(lexicon, t).holds(f)))
            };
            if let Some(span) = span.or_else(|| linked().then_some(statement.span)) {
                routes.push(Route {
                    contact: n,
                    statement: index,
                    span,
                });
            }
        }
    }
    routes
}

fn stream(link: &str, automaton: &Automaton) -> Stream {
    let words = words::words(&link.replace(['/', '.', ':', '_'], " "));
    let tags = automaton.tag(&words);
    Stream {
        negations: vec![false; words.len()],
        words,
        tags,
        ..Stream::default()
    }
}
