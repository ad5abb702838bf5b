//! Whose words a statement is made of: this landlord's, or a Code's, a former rule's, somebody else's. Quotation marks and
//! block quotations are followed over as many sentences as they hold.

use super::{Layout, Reading, Statement};
use crate::lexicon::{Index, Lexicon, Lookup, StatementSet, Terms};
use std::ops::Range;

/// Words after a closing quotation mark that still belong to the quotation: "… (paragraph 12)".
const AFTER_QUOTATION: usize = 3;
/// Words of a line that only names the source of a block quotation.
const LONGEST_SOURCE: usize = 16;

/// What a statement quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quotation {
    /// Indices into the stream of the words that are another's.
    pub words: Range<usize>,
    /// Nothing but the quotation and its announcement is said.
    pub whole: bool,
}

/// The quotation in each statement.
pub fn quotations(statements: &[Statement], lookup: &Lookup, lexicon: &Lexicon) -> Vec<Quotation> {
    let mut out = vec![Quotation::default(); statements.len()];
    in_marks(statements, lookup, lexicon, &mut out);
    in_blocks(statements, lookup, lexicon, &mut out);
    out
}

/// `The Code says: "…"`, over all sentences and items up to the closing mark.
fn in_marks(statements: &[Statement], lookup: &Lookup, lexicon: &Lexicon, out: &mut [Quotation]) {
    let announced = lookup.mentions(&lexicon.markers.quoting);
    // The mark that ends the quotation begun before, and where that was: (mark, paragraph, block).
    let mut open: Option<(char, usize, usize)> = None;
    for (n, statement) in statements.iter().enumerate() {
        let own = statement.stream.own;
        let words = &statement.stream.words;
        let goes_on = |(_, paragraph, block): &(char, usize, usize)| {
            statement.paragraph == *paragraph
                || matches!(statement.layout, Layout::Item | Layout::Cell) && statement.block <= block + 1
        };
        let (closing, from) = match open.take().filter(goes_on) {
            Some((closing, ..)) => (closing, 0),
            None => {
                let announced = announced[n].iter().filter(|m| m.reaches(&statement.stream));
                let after = announced
                    .filter_map(|m| words.get(m.end.max(own + 1) - 1))
                    .map(|w| w.end)
                    .min();
                let Some((at, closing)) = after.and_then(|after| opening(&statement.plain, after)) else {
                    continue;
                };
                (closing, at)
            }
        };
        let first = words[own..]
            .iter()
            .position(|w| w.end > from)
            .map_or(words.len(), |w| own + w);
        let end = closing_of(&statement.plain, from, closing);
        let last = end.map_or(words.len(), |end| {
            words[own..]
                .iter()
                .position(|w| w.start >= end)
                .map_or(words.len(), |w| own + w)
        });
        out[n] = Quotation {
            words: first..last,
            whole: words.len() - last <= AFTER_QUOTATION,
        };
        if end.is_none() {
            open = Some((closing, statement.paragraph, statement.block));
        }
    }
}

/// The first mark after byte `after` that opens a quotation, the byte behind it, and the mark that closes it.
fn opening(plain: &str, after: usize) -> Option<(usize, char)> {
    let opens = |(at, c): (usize, char)| {
        let alone = plain[..at].ends_with([' ', '(', ':', '\n']);
        let closing = match c {
            '“' => '”',
            '‘' if alone => '’',
            '"' | '\'' if alone => c,
            _ => return None,
        };
        Some((at + c.len_utf8(), closing))
    };
    plain.char_indices().filter(|(at, _)| *at >= after).find_map(opens)
}

/// Where the quotation begun before byte `from` closes; the outermost mark counts when it ends the sentence.
fn closing_of(plain: &str, from: usize, closing: char) -> Option<usize> {
    let trimmed = plain.trim_end_matches(['.', ';', ',', ' ']);
    if trimmed.len() > from && trimmed.ends_with(closing) {
        return Some(trimmed.len());
    }
    let closes = |(at, c): &(usize, char)| {
        *at >= from && *c == closing && !plain[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
    };
    plain.char_indices().filter(closes).map(|(at, _)| at).next_back()
}

/// Block quotations of which a sentence, or the line below them, names a Code as their source.
fn in_blocks(statements: &[Statement], lookup: &Lookup, lexicon: &Lexicon, out: &mut [Quotation]) {
    let announced = lookup.mentions(&lexicon.markers.quoting);
    let sources = lookup.mentions(&lexicon.markers.source);
    let adopted = lookup.hits(&lexicon.markers.adopted);
    let names_source = |n: usize| {
        let statement = &statements[n];
        !sources[n].is_empty() && statement.stream.words.len() - statement.stream.own <= LONGEST_SOURCE
    };
    let dashed = |s: &Statement| s.plain.trim_start().starts_with(['—', '–', '-', '(']);
    let mut n = 0;
    while n < statements.len() {
        let Some(block) = statements[n].quotation else {
            n += 1;
            continue;
        };
        let end = (n..statements.len())
            .find(|m| statements[*m].quotation != Some(block))
            .unwrap_or(statements.len());
        let named = (n..end).any(|m| !announced[m].is_empty() || names_source(m))
            || end < statements.len() && dashed(&statements[end]) && names_source(end);
        let own = (n.saturating_sub(1)..end).any(|m| !adopted[m].is_empty());
        if named && !own {
            for (statement, quotation) in statements.iter().zip(out.iter_mut()).take(end).skip(n) {
                *quotation = Quotation {
                    words: statement.stream.own..statement.stream.words.len(),
                    whole: true,
                };
            }
        }
        n = end;
    }
}

/// Makes each paragraph one statement again, of the sentences that are in force where there are any.
pub fn join_paragraphs(reading: &mut Reading, paragraphs: Vec<Range<usize>>, terms: &Terms, lexicon: &Lexicon) {
    reading.whole = StatementSet::empty(reading.statements.len());
    for range in paragraphs {
        let members = in_force(&reading.statements, range);
        match members[..] {
            [only] => reading.whole.insert(only),
            _ => reading.joined.push(join(&reading.statements, &members)),
        }
    }
    reading.joined_index = Index::new(lexicon, terms, reading.joined.iter().map(|p| &p.stream));
}

/// Makes each sentence with items in it one statement again.
pub fn join_itemised(reading: &mut Reading, itemised: Vec<Range<usize>>, terms: &Terms, lexicon: &Lexicon) {
    let whole = |range| join(&reading.statements, &in_force(&reading.statements, range));
    reading.itemised = itemised.into_iter().map(whole).collect();
    reading.itemised_index = Index::new(lexicon, terms, reading.itemised.iter().map(|s| &s.stream));
}

/// The statements of `range` that are in force; all, if none is.
fn in_force(statements: &[Statement], range: Range<usize>) -> Vec<usize> {
    let current: Vec<usize> = range.clone().filter(|n| statements[*n].is_current()).collect();
    if current.is_empty() { range.collect() } else { current }
}

fn join(statements: &[Statement], members: &[usize]) -> Statement {
    let members: Vec<&Statement> = members.iter().map(|n| &statements[*n]).collect();
    let mut joined = super::streams::merge(&members);
    joined.hedged = members.iter().any(|s| s.hedged);
    joined.exclusion = members.iter().any(|s| s.exclusion);
    if let Some(own) = members.iter().find(|s| s.is_own()) {
        joined.standing = own.standing;
    }
    joined
}
