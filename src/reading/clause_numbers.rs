//! The numbers of clauses: which a statement has, and which a sentence refers to ("paragraphs 16.1 to 16.4 apply",
//! "the matters in 14.2(a) to (c)"). `grammar/references.pest` reads a reference wherever a word begins.

use super::{Layout, Section, Statement};
use pest::Parser;
use pest::iterators::Pair;
use std::ops::Range;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/references.pest"]
struct Grammar;

/// The number with which a clause begins: `17.2`, or the letter of an item: `(a)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    Number(Vec<u32>),
    Letter(char),
}

/// Marks of Markdown and of lists that stand before a number or between it and the text.
const MARKS: [char; 11] = [' ', '\t', '#', '>', '*', '_', '-', '+', '\\', '.', ')'];

impl Label {
    /// The label of the text that begins at byte `start`: before it on its line, or its own first word. A bare number is
    /// one only before a full stop or bracket, or in a heading ("7 Stage 1").
    pub fn at(source: &str, start: usize, heading: bool) -> Option<Label> {
        let line_start = source[..start].rfind('\n').map_or(0, |n| n + 1);
        let line = source[line_start..].lines().next()?;
        let own = start - line_start;
        let text = line.trim_start_matches(MARKS);
        let at = line.len() - text.len();
        if let Some(letter) = text.strip_prefix('(').and_then(|t| t.chars().next())
            && letter.is_ascii_lowercase()
            && text[2..].starts_with(')')
        {
            return (at <= own && line.get(at + 3..own.max(at + 3))?.trim_matches(MARKS).is_empty())
                .then_some(Label::Letter(letter));
        }
        const NOUNS: [&str; 4] = ["Section ", "Clause ", "Paragraph ", "Part "];
        let number = NOUNS.iter().find_map(|noun| text.strip_prefix(noun)).unwrap_or(text);
        let length = number
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(number.len());
        let (digits, rest) = number.split_at(length);
        let end = line.len() - rest.len();
        let bare = !digits.contains('.') && !rest.starts_with([')', ':']);
        let path: Option<Vec<u32>> = digits
            .trim_end_matches('.')
            .split('.')
            .map(|step| step.parse().ok().filter(|n| *n < 100))
            .collect();
        let follows = rest.starts_with([' ', '\t', ')', ':', '*', '_', '\u{a0}']);
        let placed = at == own || end <= own && line[end..own].trim_matches(MARKS).is_empty();
        path.filter(|_| follows && placed && (heading || !bare))
            .map(Label::Number)
    }
}

/// What a reference names: from one number to another, of these only the items from one letter to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    from: Vec<u32>,
    to: Vec<u32>,
    letters: Option<(char, char)>,
    /// Where it stands in the text.
    pub span: Range<usize>,
}

/// All references to clauses in `text`. A number without a point is one only with a noun before it or "above" behind it.
pub fn references(text: &str) -> Vec<Reference> {
    let mut out: Vec<Reference> = Vec::new();
    let mut free_from = 0;
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let begins = c.is_ascii_alphanumeric() && !previous.is_alphanumeric() && !matches!(previous, '.' | '£');
        previous = c;
        if !begins || at < free_from || !(c.is_ascii_digit() || b"sSpPcCrRaAiIbB".contains(&(c as u8))) {
            continue;
        }
        let Some(pair) = Grammar::parse(Rule::reference, &text[at..])
            .ok()
            .and_then(|mut p| p.next())
        else {
            continue;
        };
        free_from = at + pair.as_str().len();
        let span = at..free_from;
        let told = |rule| pair.clone().into_inner().any(|p| p.as_rule() == rule);
        let named = told(Rule::noun) || told(Rule::above);
        let ranges = pair.into_inner().filter(|p| p.as_rule() == Rule::range);
        out.extend(
            ranges
                .filter_map(|range| reference(range, span.clone()))
                .filter(|found| named || found.from.len() > 1),
        );
    }
    out
}

fn reference(range: Pair<Rule>, span: Range<usize>) -> Option<Reference> {
    let mut paths: Vec<Vec<u32>> = Vec::new();
    let mut letters: Vec<char> = Vec::new();
    for part in range.into_inner() {
        match part.as_rule() {
            Rule::path => paths.push(part.into_inner().filter_map(|n| n.as_str().parse().ok()).collect()),
            _ => letters.extend(part.into_inner().filter_map(|letter| letter.as_str().chars().nth(1))),
        }
    }
    let from = paths.first()?.clone();
    let to = paths.pop()?;
    let letters = letters.iter().min().zip(letters.iter().max());
    Some(Reference {
        from,
        to,
        letters: letters.map(|(first, last)| (*first, *last)),
        span,
    })
}

impl Reference {
    /// The statements that it names but for statement `here`, headings left out: those with a number in its range and what stands
    /// below them up to the next number; of these, where it names letters, the items with one of them.
    pub fn named(&self, here: usize, statements: &[Statement], sections: &[Section]) -> Vec<usize> {
        let in_range = |path: &[u32]| {
            let depth = self.from.len();
            path.len() >= depth && path[..depth] >= self.from[..] && path[..depth] <= self.to[..]
        };
        let mut out = Vec::new();
        // Whether the statements belong to a named clause, to the section of that heading, and to a named letter.
        let (mut inside, mut below, mut lettered) = (false, None, self.letters.is_none());
        for (n, statement) in statements.iter().enumerate() {
            let heading = statement.layout == Layout::Heading;
            match &statement.label {
                Some(Label::Number(path)) => {
                    inside = in_range(path);
                    below = Some(statement.section).filter(|_| inside && heading);
                    lettered = self.letters.is_none();
                }
                Some(Label::Letter(letter)) => {
                    lettered = self.letters.is_none_or(|(first, last)| (first..=last).contains(letter));
                }
                None if heading => {
                    let within = |above: usize| Section::is_below(sections, statement.section, above);
                    inside = below.is_some_and(within);
                }
                None => {}
            }
            if inside && lettered && !heading && n != here {
                out.push(n);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_known_by_the_number_it_begins_with() {
        let label = |text: &str, own: &str, heading| Label::at(text, text.find(own).expect("own words"), heading);
        let number = |path: &[u32]| Some(Label::Number(path.to_vec()));
        assert_eq!(label("7.2 The officer writes.", "The", false), number(&[7, 2]));
        assert_eq!(label("x\n- **7.2** The officer writes.", "The", false), number(&[7, 2]));
        assert_eq!(label("## 7 Stage 1", "7 Stage", true), number(&[7]));
        assert_eq!(label("7. Stage 1", "Stage", true), number(&[7]));
        assert_eq!(label("Section 7: Stage 1", "Section", true), number(&[7]));
        assert_eq!(label("(b) the decision", "the", false), Some(Label::Letter('b')));
        assert_eq!(label("10 working days apply.", "10", false), None);
        assert_eq!(label("7.2 The officer writes. Then he rests.", "Then", false), None);
    }

    #[test]
    fn references_are_read_with_their_ranges() {
        let read = |text: &str| -> Vec<String> {
            let found = references(text).into_iter();
            found
                .map(|r| format!("{:?}-{:?} {:?}", r.from, r.to, r.letters))
                .collect()
        };
        assert_eq!(
            read("Clause 7.2 shall apply at Stage 2 with twenty for ten."),
            ["[7, 2]-[7, 2] None"]
        );
        assert_eq!(read("paragraphs 6.1 to 6.4 apply equally"), ["[6, 1]-[6, 4] None"]);
        assert_eq!(
            read("Clauses 6.5 and 6.6, and section 3, also govern it"),
            ["[6, 5]-[6, 5] None", "[6, 6]-[6, 6] None", "[3]-[3] None"]
        );
        assert_eq!(read("the matters in 4.2(a) to (c)"), ["[4, 2]-[4, 2] Some(('a', 'c'))"]);
        assert_eq!(read("the same list as in 2 above"), ["[2]-[2] None"]);
        assert_eq!(
            read("answered in 10 working days at Stage 2, or £3.50"),
            Vec::<String>::new()
        );
    }
}
