//! The accepted wording in the place of one that differs: the words that are right stay as the author wrote them, with
//! their capitals, line breaks and stress.

use super::{Defining, Model, defining, nearest, variants};
use crate::check::Prepared;
use crate::ruleset::DefinitionCheck;
use crate::source::{Source, Span};
use crate::wording::Difference;

/// More words of the author's than this are not thrown away without being asked for.
const THROWN_AWAY: usize = 12;
/// Signs that something more than words would go: stress, links, brackets, tables, program text.
const MARKS: [char; 11] = ['*', '_', '`', '|', '<', '>', '[', ']', '(', ')', '#'];

/// The definition at `at` as the Code has it: what goes, and what stands there then. `None` where there is no definition
/// that begins as the Code's does, or where more than words would be lost.
pub fn exact(check: &DefinitionCheck, at: Span, prepared: &Prepared, source: &Source) -> Option<(Span, String)> {
    let statements = prepared.reading.statements.iter().enumerate();
    let mut own = statements.filter(|(_, s)| s.is_own());
    let (index, found) = own.find_map(|(index, statement)| {
        let found = defining(check, index, statement, prepared)?;
        let whole = found.span(0..found.places.len());
        (found.opened && whole.contains(at)).then_some((index, found))
    })?;
    let models = variants(&check.text, check, prepared);
    let (model, changes) = nearest(&found, &prepared.reading.statements[index], &models);
    let thrown: usize = changes
        .iter()
        .map(|d| d.said.len().saturating_sub(d.expected.len()))
        .sum();
    if thrown > THROWN_AWAY {
        return None;
    }
    Rewriting {
        found: &found,
        model,
        changes: &changes,
        source,
    }
    .text()
}

struct Rewriting<'a> {
    found: &'a Defining,
    model: &'a Model,
    changes: &'a [Difference],
    source: &'a Source,
}

/// Where a word of the result comes from.
#[derive(Clone, Copy)]
enum Token<'a> {
    /// The author's word of this index.
    Kept(usize),
    /// A word of the model that comes with this change.
    New(&'a Difference),
}

impl<'a> Rewriting<'a> {
    fn text(&self) -> Option<(Span, String)> {
        let (tokens, used) = self.tokens();
        let places = &self.found.places;
        let span = places.first()?.to(places[used.checked_sub(1)?]);
        let dropped = self.changes.iter().filter(|d| !d.said.is_empty());
        let mut dropped = dropped.map(|d| self.source.slice(self.found.span(d.said.clone())));
        if dropped.any(|text| text.contains(MARKS) || has_list(text)) {
            // Items of a list become one sentence again; other marks would be torn apart.
            let whole = self.source.slice(span);
            let plain = has_list(whole) && !whole.contains(MARKS);
            return plain.then(|| (span, begun_as(whole, self.model.text.clone())));
        }
        let mut out = String::new();
        for (n, token) in tokens.iter().enumerate() {
            if n > 0 {
                out.push_str(&self.gap(n, tokens[n - 1], *token));
            }
            match token {
                Token::Kept(old) => out.push_str(self.source.slice(places[*old])),
                Token::New(_) => out.push_str(self.model_word(n)),
            }
        }
        Some((span, begun_as(self.source.slice(span), out)))
    }

    /// One for each word of the model, and how many of the author's words are dealt with.
    fn tokens(&self) -> (Vec<Token<'a>>, usize) {
        let mut tokens = Vec::new();
        let mut old = 0;
        for change in self.changes {
            while tokens.len() < change.expected.start {
                tokens.push(Token::Kept(old));
                old += 1;
            }
            tokens.extend(change.expected.clone().map(|_| Token::New(change)));
            old = change.said.end;
        }
        while tokens.len() < self.model.words.len() {
            tokens.push(Token::Kept(old));
            old += 1;
        }
        (tokens, old)
    }

    fn model_word(&self, n: usize) -> &str {
        let word = &self.model.words[n];
        &self.model.text[word.start..word.end]
    }

    /// What stands between word `n` and the one before it: the author's blanks and breaks, the Code's commas.
    fn gap(&self, n: usize, before: Token, after: Token) -> String {
        let words = &self.model.words;
        let pause = self.model.text[words[n - 1].end..words[n].start].trim();
        let (gap, changed) = match (before, after) {
            (Token::Kept(a), Token::Kept(b)) => (self.last_gap(a, b), a + 1 != b),
            (Token::Kept(a), Token::New(change)) if !change.said.is_empty() => (self.after(a), true),
            (Token::New(change), Token::Kept(b)) => (self.last_gap(change.said.start.min(b - 1), b), true),
            _ => (" ", true),
        };
        let paused = gap.contains(|c: char| !c.is_whitespace());
        if paused != pause.is_empty() || paused && !changed {
            return gap.to_owned();
        }
        let bare = gap.trim_start_matches([',', ';', ':', '.']);
        format!("{pause}{}", if bare.is_empty() { " " } else { bare })
    }

    /// What stands before word `end`; of several gaps from `start` on the one that breaks the line.
    fn last_gap(&self, start: usize, end: usize) -> &'a str {
        let mut gaps = (start..end).map(|n| self.after(n));
        let broken = gaps.find(|gap| gap.contains('\n'));
        broken.unwrap_or_else(|| self.after(end - 1))
    }

    /// What the author has after a word.
    fn after(&self, old: usize) -> &'a str {
        let places = &self.found.places;
        places.get(old + 1).map_or(" ", |next| {
            let start = places[old].end.min(next.start);
            self.source.slice(Span::new(start, next.start))
        })
    }
}

/// Whether a line in it begins as an item of a list does, or another paragraph begins.
fn has_list(text: &str) -> bool {
    let marker = |line: &str| {
        let line = line.trim_start();
        line.is_empty() || line.starts_with(['-', '•', '+']) || line.split_once(' ').is_some_and(|(m, _)| is_marker(m))
    };
    text.lines().skip(1).any(marker)
}

/// `a)`, `(ii)`, `1.`
fn is_marker(word: &str) -> bool {
    let inner = word.trim_matches(['(', ')', '.']);
    word.len() > inner.len() && (1..=3).contains(&inner.len()) && word.ends_with([')', '.'])
}

fn begun_as(old: &str, new: String) -> String {
    match new.chars().next() {
        Some(first) if old.starts_with(char::is_uppercase) => first.to_uppercase().chain(new.chars().skip(1)).collect(),
        _ => new,
    }
}
