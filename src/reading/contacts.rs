//! Routes to an Ombudsman that a document gives: in its words or behind its links.

use super::Reading;
use crate::lexicon::{Index, Lexicon, Stream, Terms, words};
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
pub fn read(reading: &Reading, contacts: &[Contact], lexicon: &Lexicon) -> Vec<Route> {
    let lookup = reading.index.with(lexicon);
    let mut terms = Terms::new(&lexicon.interner);
    let links: Vec<(usize, Stream)> = reading
        .statements
        .iter()
        .enumerate()
        .flat_map(|(n, s)| s.links.iter().map(move |link| (n, link)))
        .map(|(n, link)| (n, stream(link, &mut terms)))
        .collect();
    let targets = Index::new(lexicon, &terms, links.iter().map(|(_, stream)| stream));
    let targets = targets.with(lexicon);
    let mut routes = Vec::new();
    for (contact, list) in contacts.iter().enumerate() {
        for (index, found) in lookup.hits(&list.words).iter().enumerate() {
            let statement = &reading.statements[index];
            if !statement.is_verbatim() {
                continue;
            }
            let own = found.iter().filter(|m| m.reaches(&statement.stream)).min();
            let span = own.map(|m| statement.own_span(m.start, m.end));
            routes.extend(span.map(|span| Route {
                contact,
                statement: index,
                span,
            }));
        }
        for (n, found) in targets.hits(&list.words).iter().enumerate() {
            let statement = links[n].0;
            if !found.is_empty() && !routes.iter().any(|r| r.contact == contact && r.statement == statement) {
                routes.push(Route {
                    contact,
                    statement,
                    span: reading.statements[statement].span,
                });
            }
        }
    }
    routes.sort_by_key(|r| (r.statement, r.contact));
    routes
}

fn stream(link: &str, terms: &mut Terms) -> Stream {
    let words = words::words(&link.replace(['/', '.', ':', '_'], " "));
    let terms = words.iter().map(|w| terms.of(&w.text)).collect();
    Stream {
        negations: vec![false; words.len()],
        words,
        terms,
        ..Stream::default()
    }
}
