//! The words over columns and before fields, and the words of answers, as forms use them.

use super::{Answer, Column};
use crate::lexicon::words::{Word, words};
use crate::ruleset::Forms;

/// Words and phrases of the vocabulary, folded.
type Phrases = Vec<Vec<String>>;

/// The vocabulary of forms made ready for looking up.
pub struct Labels<'f> {
    forms: &'f Forms,
    columns: Vec<(Column, Phrases)>,
    answers: Vec<(Answer, bool, Phrases)>,
    marks: &'f [String],
    blank: Phrases,
    row_heads: Phrases,
    part_heads: Phrases,
    endings: Phrases,
}

/// A field's name at the beginning of a line, and the byte where what it holds begins.
pub struct Field {
    pub column: Column,
    pub end: usize,
}

impl<'f> Labels<'f> {
    pub fn new(forms: &'f Forms) -> Labels<'f> {
        let labels = &forms.labels;
        let columns = [
            (Column::Number, &labels.number),
            (Column::Requirement, &labels.requirement),
            (Column::Answer, &labels.answer),
            (Column::Yes, &labels.yes),
            (Column::No, &labels.no),
            (Column::Evidence, &labels.evidence),
            (Column::Commentary, &labels.commentary),
        ];
        let answers = &forms.answers;
        let answers = [
            (Answer::Yes, true, &answers.yes),
            (Answer::No, true, &answers.no),
            (Answer::Partly, false, &answers.partly),
            (Answer::No, false, &answers.means_no),
            (Answer::Yes, false, &answers.means_yes),
            (Answer::NotApplicable, false, &answers.not_applicable),
        ];
        Labels {
            forms,
            columns: columns.map(|(column, list)| (column, phrases(list))).into(),
            answers: answers
                .map(|(answer, plain, list)| (answer, plain, phrases(list)))
                .into(),
            marks: &forms.answers.marks,
            blank: phrases(&forms.blank),
            row_heads: phrases(&forms.row_heads),
            part_heads: phrases(&forms.part_heads),
            endings: phrases(&forms.endings),
        }
    }

    /// The columns that a row of cells names, if it is a table's head.
    pub fn header(&self, cells: &[&str]) -> Option<Vec<Column>> {
        let marked = cells.iter().filter(|c| self.is(Column::Yes, c)).count() == 1
            && cells.iter().filter(|c| self.is(Column::No, c)).count() == 1;
        let mut taken: Vec<Column> = Vec::new();
        for (n, cell) in cells.iter().enumerate() {
            // "No" heads a column of marks beside one for "Yes", else a column of numbers.
            let mut choices = self.columns.iter().filter(|(column, _)| match column {
                Column::Yes | Column::No => marked,
                Column::Number => !marked || n == 0,
                _ => true,
            });
            let found = choices.find(|(column, list)| !taken.contains(column) && names(list, cell));
            taken.push(found.map_or(Column::Unknown, |(column, _)| *column));
        }
        // Over questions stands the title of their section.
        if marked && taken[0] == Column::Unknown && !taken.contains(&Column::Requirement) {
            taken[0] = Column::Requirement;
        }
        let known = |column| taken.contains(&column);
        let answered = known(Column::Answer) || known(Column::Yes);
        let asked = known(Column::Number) || known(Column::Requirement) || known(Column::Evidence);
        (answered && asked).then_some(taken)
    }

    fn is(&self, column: Column, cell: &str) -> bool {
        self.columns
            .iter()
            .any(|(known, list)| *known == column && names(list, cell))
    }

    /// The field that a line of a page opens: "Evidence: …", "Evidence" alone, also pasted without a blank ("EvidencePolicy").
    pub fn field(&self, line: &str) -> Option<Field> {
        let fields = [
            Column::Commentary,
            Column::Evidence,
            Column::Answer,
            Column::Requirement,
        ];
        let head = words(beginning(line));
        let mut best: Option<Field> = None;
        for (column, list) in self.columns.iter().filter(|(column, _)| fields.contains(column)) {
            for phrase in list {
                if let Some(end) = opens(line, &head, phrase)
                    && best.as_ref().is_none_or(|b| end > b.end)
                {
                    best = Some(Field { column: *column, end });
                }
            }
        }
        best
    }

    /// What a cell answers, and whether in the words the form asks for.
    pub fn answer(&self, cell: &str) -> (Answer, bool) {
        let said: Vec<String> = fold(cell);
        if said.is_empty() {
            return (Answer::Blank, true);
        }
        for (answer, plain, list) in &self.answers {
            if list.contains(&said) {
                return (*answer, *plain);
            }
        }
        // "Yes – see the policy", "Yes, in part".
        let partly = self.answers.iter().filter(|(answer, ..)| *answer == Answer::Partly);
        let qualified = partly
            .flat_map(|(.., list)| list)
            .any(|phrase| said[1..].windows(phrase.len()).any(|w| w == phrase.as_slice()));
        let first = self
            .answers
            .iter()
            .find(|(_, plain, list)| *plain && list.contains(&said[..1].to_vec()));
        match first {
            Some(_) if qualified => (Answer::Partly, false),
            Some((answer, ..)) => (*answer, true),
            None => (Answer::Other, false),
        }
    }

    /// What a mark in a column for `Yes` or `No` answers.
    pub fn is_marked(&self, cell: &str) -> bool {
        let cell = cell.trim();
        self.marks.iter().any(|mark| mark.eq_ignore_ascii_case(cell))
    }

    /// Nothing, or what people write where they have nothing to write.
    pub fn is_blank(&self, text: &str) -> bool {
        let said = fold(text);
        said.is_empty() || self.blank.contains(&said)
    }

    /// The bytes of the words before a provision's number: "Code section ".
    pub fn row_head(&self, line: &str) -> usize {
        let head = words(beginning(line));
        let ends = self.row_heads.iter().filter_map(|phrase| begins(&head, phrase));
        ends.max().unwrap_or(0)
    }

    /// "Stage 2", "Section 7: Putting things right": a heading between rows.
    pub fn is_part_head(&self, line: &str) -> bool {
        if line.len() > LONGEST_LINE {
            return false;
        }
        let said = fold(line);
        let numbered = |phrase: &Vec<String>| {
            said.starts_with(phrase)
                && said
                    .get(phrase.len())
                    .is_some_and(|w| w.len() <= 3 && (w.parse::<u32>().is_ok() || matches!(w.as_str(), "one" | "two")))
        };
        said.len() <= LONGEST_HEAD && !line.trim_end().ends_with(['.', ';']) && self.part_heads.iter().any(numbered)
    }

    /// "Published on …", "Share this page": what comes after the last row.
    pub fn is_ending(&self, line: &str) -> bool {
        let said = fold(beginning(line));
        self.endings.iter().any(|phrase| said.starts_with(phrase))
    }

    pub fn forms(&self) -> &'f Forms {
        self.forms
    }
}

/// Longer lines, in bytes, are no headings.
const LONGEST_LINE: usize = 160;
/// The most words of a heading.
pub const LONGEST_HEAD: usize = 12;

fn phrases(list: &[String]) -> Phrases {
    list.iter().map(|text| fold(text)).collect()
}

fn fold(text: &str) -> Vec<String> {
    let folded = words(text).into_iter().map(|w| w.text);
    folded.filter(|word| word != "?").map(String::from).collect()
}

/// Whether a column's head is one of `list`; a head that lost its last letters when it was pasted still is.
fn names(list: &Phrases, cell: &str) -> bool {
    let said = fold(cell);
    let cut = |phrase: &Vec<String>| {
        let (a, b) = (said.join(" "), phrase.join(" "));
        a.len() + 2 >= b.len() && a.len() > 8 && b.starts_with(&a)
    };
    !said.is_empty() && list.iter().any(|phrase| *phrase == said || cut(phrase))
}

/// So much of a line as a field's name can take.
fn beginning(line: &str) -> &str {
    const LONGEST: usize = 120;
    let mut end = line.len().min(LONGEST);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

/// Whether a line with these words begins with `phrase`: the byte after it.
fn begins(said: &[Word], phrase: &[String]) -> Option<usize> {
    let first = said.get(..phrase.len())?;
    let same = first.iter().zip(phrase).all(|(word, wanted)| word.text == *wanted);
    let end = first.last()?.end;
    same.then_some(end)
}

/// Whether `phrase` is a field's name here: the byte where what it holds begins.
fn opens(line: &str, head: &[Word], phrase: &[String]) -> Option<usize> {
    if let Some(end) = begins(head, phrase) {
        let rest = &line[end..];
        let after = rest.trim_start_matches([' ', '\u{a0}', '*', '_']);
        if after.is_empty() {
            return Some(line.len());
        }
        if let Some(held) = after.strip_prefix([':', '–', '—', '-', '?']) {
            return Some(line.len() - held.trim_start_matches([':', '*', '_', ' ', '\u{a0}']).len());
        }
        return None;
    }
    // Pasted without a blank: the next word's capital follows the name's last letter.
    let (last, before) = phrase.split_last()?;
    let from = if before.is_empty() { 0 } else { begins(head, before)? };
    let rest = line[from..].trim_start();
    let start = line.len() - rest.len();
    let head = rest.get(..last.len())?;
    let held = &rest[last.len()..];
    (head.eq_ignore_ascii_case(last) && held.starts_with(char::is_uppercase)).then_some(start + last.len())
}
