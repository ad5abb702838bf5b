//! Pieces of text to the words of a statement: tagged, with their places, and with the facts that no word tells
//! (lengths of time, dates, fields, links, the landlord's and the stages' names).

use super::piece::{Piece, Told};
use super::stage_names::{Counted, StageNames, count_stages};
use super::written_dates::written_dates;
use super::{Statement, context, quantity};
use crate::document::{Block, BlockKind, MarkKind, Text};
use crate::lexicon::words::{self, Word};
use crate::lexicon::{
    AMOUNT, ConceptId, DATE, DURATION, Formula, Index, LANDLORD_NAME, LINK, Lexicon, Markers, PLACEHOLDER, STAGE_NAMES,
    Stream, Terms,
};
use crate::source::Span;

/// Words of a sentence, of a lead-in or heading, and of all context together that a statement holds.
pub const LONGEST_SENTENCE: usize = 160;
const LONGEST_LEAD: usize = 40;
const CONTEXT_WORDS: usize = Stream::LONGEST - 1 - LONGEST_SENTENCE;
/// Words of a label that opens a line: "Outstanding actions: none".
const LONGEST_LABEL: usize = 6;

/// What is needed to make streams of a document's pieces.
pub struct Streams<'a> {
    pub lexicon: &'a Lexicon,
    pub terms: Terms<'a>,
    /// The landlord's name, and the short names the text gives it.
    pub landlord: Vec<String>,
    /// The words of those names.
    pub names: Vec<Vec<Word>>,
    pub stage_names: StageNames,
    /// What the document numbers besides stages or in place of them.
    pub counted: Option<Counted>,
}

impl Streams<'_> {
    /// Notes the names that stand for the landlord: those told, and `("the Association")` after its name in the text.
    pub fn note_names(&mut self, blocks: &[Block]) {
        const SEARCHED: usize = 12;
        for block in blocks.iter().take(SEARCHED) {
            let texts: Vec<&Text> = match &block.kind {
                BlockKind::Paragraph(text) => vec![text],
                BlockKind::List { items } => items
                    .iter()
                    .flat_map(|i| &i.blocks)
                    .filter_map(|b| {
                        if let BlockKind::Paragraph(t) = &b.kind {
                            Some(t)
                        } else {
                            None
                        }
                    })
                    .collect(),
                _ => Vec::new(),
            };
            for text in texts {
                for piece in text.plain.split('(').skip(1) {
                    let Some(inner) = piece.split(')').next() else { continue };
                    let quotes = ['"', '“', '”', '‘', '’', '\''];
                    let name = inner.trim_matches(quotes).trim();
                    let name = name.strip_prefix("the ").unwrap_or(name);
                    let quoted = inner.starts_with(quotes) || inner.contains(['“', '"']);
                    let short = name.split_whitespace().count() <= 3 && !name.is_empty();
                    if quoted && short && name.chars().all(|c| c.is_alphanumeric() || " -&".contains(c)) {
                        self.landlord.push(name.to_owned());
                    }
                }
            }
        }
        self.names = self.landlord.iter().map(|name| words::words(name)).collect();
    }

    /// Words of the pieces in order, tagged, with their places in the source: first `headings` pieces of a heading, then
    /// other context, and from number `leads` on the statement's own.
    pub fn stream(&mut self, pieces: &[&Piece], leads: usize, headings: usize) -> (Stream, Vec<Span>) {
        let mut stream = Stream::default();
        let mut places = Vec::new();
        for (n, piece) in pieces.iter().enumerate() {
            if n == leads {
                stream.own = stream.words.len();
            }
            if n == headings {
                stream.heading_end = stream.words.len();
            }
            let from = stream.words.len();
            stream.edges.resize(stream.edges.len().max(from + 1), false);
            stream.edges[from] = true;
            let told = self.told(piece);
            let mut taken = 0..told.words.len();
            if n < leads {
                // A long lead-in is remembered by its end.
                taken.start = taken.end.saturating_sub(LONGEST_LEAD);
                taken.end = taken.end.min(taken.start + CONTEXT_WORDS.saturating_sub(from));
            }
            let words = &told.words[taken.clone()];
            if n == leads {
                // "Why: the visit was put in the wrong diary": a label of its own.
                let label = piece
                    .plain
                    .find(':')
                    .map(|at| words.iter().take_while(|w| w.start < at).count());
                if let Some(count) = label.filter(|count| (1..=LONGEST_LABEL).contains(count)) {
                    stream.edges.resize(from + count + 1, false);
                    stream.edges[from + count] = true;
                }
            }
            for &(concept, start, end) in &told.facts {
                let (start, end) = (start.max(taken.start), end.min(taken.end));
                if start < end {
                    let place = (from + start - taken.start, from + end - taken.start);
                    stream.facts.entry(concept).or_default().push(place);
                }
            }
            stream.words.extend_from_slice(words);
            stream.terms.extend_from_slice(&told.terms[taken.clone()]);
            places.extend_from_slice(&told.places[taken]);
            if let Some(first) = stream.words.get_mut(from) {
                first.after_pause = from > 0;
            }
        }
        if pieces.len() <= leads {
            stream.own = stream.words.len();
        }
        stream.edges.resize(stream.words.len() + 1, false);
        stream.edges[stream.words.len()] = true;
        self.name_facts(&mut stream);
        stream.negations = vec![false; stream.words.len()];
        (stream, places)
    }

    /// Whether a formula of a list holds in a piece by itself.
    pub fn holds(&mut self, piece: &Piece, list: fn(&Markers) -> &Vec<Formula>) -> bool {
        let stream = self.stream(&[piece], 0, 0).0;
        let index = Index::new(self.lexicon, &self.terms, std::iter::once(&stream));
        let matcher = index.with(self.lexicon).matcher(0);
        list(&self.lexicon.markers).iter().any(|f| matcher.holds(*f))
    }

    /// The words of a piece and its facts.
    pub fn told<'p>(&mut self, piece: &'p Piece) -> &'p Told {
        piece.told.get_or_init(|| {
            let words = self.piece_words(piece);
            Told {
                terms: words.iter().map(|w| self.terms.of(&w.text)).collect(),
                places: words.iter().map(|w| piece.place(w.start, w.end)).collect(),
                facts: self.facts(piece, &words),
                words,
            }
        })
    }

    /// The words of a piece; those struck out are left out, names of placeholders are split.
    fn piece_words(&self, piece: &Piece) -> Vec<Word> {
        let mut words = words::words(&piece.plain);
        if let Some(counted) = self.counted {
            count_stages(&mut words, counted);
        }
        for mark in &piece.marks {
            match &mark.kind {
                MarkKind::Struck => words.retain(|w| w.end <= mark.start || w.start >= mark.end),
                MarkKind::Placeholder(_) => split_names(&mut words, &piece.plain, mark.start, mark.end),
                _ => {}
            }
        }
        words
    }

    fn facts(&self, piece: &Piece, words: &[Word]) -> Vec<(ConceptId, usize, usize)> {
        let mut out = Vec::new();
        let mut note = |name: &str, start: usize, end: usize| {
            let first = words.iter().position(|w| w.end > start);
            let last = words.iter().rposition(|w| w.start < end);
            if let (Some(id), Some(first), Some(last)) = (self.lexicon.concept(name), first, last)
                && first <= last
            {
                out.push((id, first, last + 1));
            }
        };
        let quantities = quantity::quantities(&piece.plain);
        for quantity in &quantities {
            note(DURATION, quantity.start, quantity.end);
        }
        for (start, end, _) in quantity::without_unit(&piece.plain) {
            let free = quantities.iter().all(|q| q.end <= start || end <= q.start);
            if free && (!quantities.is_empty() || quantity::is_added(&piece.plain[..start])) {
                note(DURATION, start, end);
            }
        }
        for mark in &piece.marks {
            match &mark.kind {
                MarkKind::Placeholder(_) => note(PLACEHOLDER, mark.start, mark.end),
                MarkKind::Link(target) if !target.is_empty() => note(LINK, mark.start, mark.end),
                _ => {}
            }
        }
        for (names, concept) in self.stage_names.0.iter().zip(STAGE_NAMES) {
            for name in names {
                for (start, found) in piece.plain.match_indices(name.as_str()) {
                    let end = start + found.len();
                    if !piece.plain[end..].starts_with(char::is_alphanumeric) {
                        note(concept, start, end);
                    }
                }
            }
        }
        for (start, end) in addresses(&piece.plain) {
            note(LINK, start, end);
        }
        for date in written_dates(&piece.plain) {
            note(DATE, date.start, date.end);
        }
        for (start, end) in context::amounts(&piece.plain) {
            note(AMOUNT, start, end);
        }
        out
    }

    fn name_facts(&self, stream: &mut Stream) {
        let Some(id) = self.lexicon.concept(LANDLORD_NAME) else {
            return;
        };
        for name in self.names.iter().filter(|name| !name.is_empty()) {
            let found: Vec<_> = (0..stream.words.len().saturating_sub(name.len() - 1))
                .filter(|&at| name.iter().zip(&stream.words[at..]).all(|(a, b)| a.text == b.text))
                .map(|at| (at, at + name.len()))
                .collect();
            if !found.is_empty() {
                stream.facts.entry(id).or_default().extend(found);
            }
        }
    }

    /// "10" under "Working days to reply" is a length of time.
    pub fn figure_of_cell(&self, piece: &Piece, stream: &mut Stream) {
        let Some(duration) = self.lexicon.concept(DURATION) else {
            return;
        };
        let told = |found: &Vec<(usize, usize)>| found.iter().any(|(start, _)| *start >= stream.own);
        if stream.facts.get(&duration).is_some_and(told) || quantity::number_of_cell(&piece.plain).is_none() {
            return;
        }
        let heads: Vec<&str> = stream.words[..stream.own].iter().map(|w| w.text.as_str()).collect();
        if quantity::unit_in_head(&heads.join(" ")).is_some() && stream.own < stream.words.len() {
            let own = stream.own;
            stream.facts.entry(duration).or_default().push((own, own + 1));
        }
    }
}

/// Web addresses and names of documents that stand in the text as they are.
fn addresses(plain: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    let mut out = Vec::new();
    for word in plain.split([' ', '\n']) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_address = bare.starts_with("www.") || bare.starts_with("http") || bare.ends_with(".pdf");
        if is_address {
            out.push((at, at + word.len()));
        }
        at += word.len() + 1;
    }
    out
}

/// Joins the statements of a paragraph into one, as far as a statement can be long.
pub fn merge(members: &[&Statement]) -> Statement {
    let mut whole = members[0].clone();
    for next in &members[1..] {
        let (shift, own) = (whole.stream.words.len(), next.stream.own);
        if shift + next.stream.words.len() - own >= Stream::LONGEST {
            break;
        }
        let (to, from) = (&mut whole.stream, &next.stream);
        to.words.extend_from_slice(&from.words[own..]);
        to.words[shift..].iter_mut().take(1).for_each(|w| w.after_pause = true);
        to.edges.extend_from_slice(&from.edges[own + 1..]);
        to.terms.extend_from_slice(&from.terms[own..]);
        to.negations.extend_from_slice(&from.negations[own..]);
        for (concept, found) in &from.facts {
            let own_facts = found.iter().filter(|(start, _)| *start >= own);
            to.facts
                .entry(*concept)
                .or_default()
                .extend(own_facts.map(|(a, b)| (a - own + shift, b - own + shift)));
        }
        whole.places.extend_from_slice(&next.places[own..]);
        whole.span = whole.span.to(next.span);
        whole.plain.push(' ');
        whole.plain.push_str(&next.plain);
        whole.links.extend(next.links.iter().cloned());
    }
    whole
}

/// Splits names such as `OutstandingActions` in `start..end` into their words.
fn split_names(words: &mut Vec<Word>, plain: &str, start: usize, end: usize) {
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let raw = &plain[word.start..word.end];
        let hump = raw
            .char_indices()
            .skip(1)
            .find(|&(n, c)| c.is_uppercase() && raw[..n].ends_with(char::is_lowercase));
        if let Some((n, _)) = hump.filter(|_| word.start >= start && word.end <= end && word.text.len() == raw.len()) {
            let (middle, last) = (word.start + n, word.end);
            let tail = Word {
                text: words[at].text.split_off(n),
                start: middle,
                end: last,
                after_pause: false,
            };
            words[at].end = middle;
            words.insert(at + 1, tail);
        }
        at += 1;
    }
}
