//! What the columns of a table are to each other: numbers that head nothing, facts about what the first column names,
//! or texts side by side; and whether its first line heads them.

use super::headings::is_sentence;
use super::quantity::{Quantity, number_of_cell, quantities};
use crate::document::{MarkKind, Text};
use crate::lexicon::words;
use compact_str::CompactString;
use std::collections::BTreeSet;

/// From so many words on a first cell that ends as a sentence says something of its own and does not name the row.
const SENTENCE: usize = 6;

/// Whether the columns stand side by side, each a text of its own, as under "Stage 1" and "Stage 2"; the first then
/// heads no row. Their heads share a word, and are alike but for a number, or have whole sentences below the first.
pub fn stands_abreast(header: &[Text], rows: &[&[Text]]) -> bool {
    let heads: Vec<Vec<CompactString>> = header.iter().map(words_of).collect();
    if heads.len() < 2 || heads.iter().any(Vec::is_empty) {
        return false;
    }
    let unnumbered = |head: &Vec<CompactString>| -> Vec<CompactString> {
        let named = head.iter().filter(|word| number_of_cell(word).is_none());
        named.cloned().collect()
    };
    let names: Vec<Vec<CompactString>> = heads.iter().map(unnumbered).collect();
    let alike = names.windows(2).all(|pair| pair[0] == pair[1]) && heads[0] != heads[1];
    let shared = |name: &Vec<CompactString>| -> BTreeSet<CompactString> {
        name.iter().filter(|w| w.len() > 3).cloned().collect()
    };
    let common = names.iter().map(shared).reduce(|a, b| &a & &b).unwrap_or_default();
    let sentence = |cell: &Text| words_of(cell).len() >= SENTENCE && cell.plain.trim_end().ends_with(['.', '!']);
    let says = |row: &&&[Text]| row.first().is_some_and(sentence);
    !common.is_empty() && (alike || 2 * rows.iter().filter(says).count() > rows.len())
}

/// Whether the first column only counts the rows ("1", "12.2", "(a)"): then the second heads them. A number under
/// "Stage" or "Working days" names something.
pub fn is_counted(header: &[Text], rows: &[&[Text]]) -> bool {
    const COUNTERS: [&str; 16] = [
        "",
        "no",
        "number",
        "nr",
        "ref",
        "reference",
        "item",
        "point",
        "row",
        "line",
        "para",
        "paragraph",
        "clause",
        "section",
        "step",
        "id",
    ];
    let corner = header.first().map_or(String::new(), |head| words_of(head).join(" "));
    let marks: Vec<String> = rows.iter().filter_map(|row| row.first()).map(mark_of).collect();
    let counts = marks.iter().filter(|mark| !mark.is_empty()).collect::<Vec<_>>();
    // "Step 1" and "Step 2", and no more, are stages.
    let steps = corner == "step" && counts.len() < 3;
    let known = COUNTERS.contains(&corner.as_str()) && !steps;
    let differ = counts.iter().collect::<BTreeSet<_>>().len() == counts.len();
    let wide = rows.iter().any(|row| row.len() > 1);
    known && wide && differ && counts.len() > 1 && counts.iter().all(|mark| is_mark(mark)) && begins_to_count(counts[0])
}

fn mark_of(cell: &Text) -> String {
    let bare = cell.plain.trim().trim_matches(['(', ')', '.', ':']);
    bare.to_lowercase()
}

/// `1`, `12.2`, `a`, `iv`
fn is_mark(mark: &str) -> bool {
    let path = mark
        .split('.')
        .all(|part| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit()));
    let letter = mark.len() == 1 && mark.bytes().all(|b| b.is_ascii_lowercase());
    path || letter || mark.len() <= 4 && mark.bytes().all(|b| b"ivx".contains(&b))
}

/// "5, 10, 20" are figures; "1, 2, 3", "a, b, c" and "12.1, 12.2" count.
fn begins_to_count(mark: &str) -> bool {
    mark.contains('.') || ["1", "a", "i"].contains(&mark)
}

/// Whether the line that Markdown takes for the header of two columns is a row like those below it: its second cell says
/// something, or the first cells are all set in bold and the second are not.
pub fn is_row(header: &[Text], rows: &[&[Text]]) -> bool {
    let [first, second] = header else { return false };
    let bold = |cell: &Text| {
        let strong = cell.marks.iter().filter(|m| m.kind == MarkKind::Strong);
        let marked: usize = strong.map(|m| m.end - m.start).sum();
        marked > 0 && marked + 1 >= cell.plain.trim().len()
    };
    let keys = bold(first) && !bold(second) && rows.iter().all(|row| row.first().is_some_and(bold));
    let figure = |q: &Quantity| second.plain[q.start..q.end].contains(|c: char| c.is_ascii_digit());
    let says = is_sentence(&second.plain) || quantities(&second.plain).iter().any(figure);
    !first.plain.trim().is_empty() && (keys || says)
}

fn words_of(text: &Text) -> Vec<CompactString> {
    let found = words::words(&text.plain).into_iter().map(|word| word.text);
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(header: &[&str], row: &[&str]) -> bool {
        let text = |plain: &&str| Text {
            plain: (*plain).to_owned(),
            ..Text::default()
        };
        stands_abreast(
            &header.iter().map(text).collect::<Vec<_>>(),
            &[row.iter().map(text).collect::<Vec<_>>().as_slice()],
        )
    }

    #[test]
    fn columns_headed_by_numbered_stages_stand_side_by_side() {
        assert!(table(&["Stage 1", "STAGE 2"], &["5 working days", "5 working days"]));
        assert!(table(
            &["Step one", "Step two"],
            &["Marcia looks into it.", "Two trustees look again."]
        ));
        assert!(table(
            &["First stage: investigation", "Second stage: review"],
            &["We will look into what you told us.", "A director looks again."]
        ));
    }

    #[test]
    fn a_column_that_names_its_rows_heads_them() {
        assert!(!table(&["Stage", "Timescale"], &["Stage 1", "10 working days"]));
        assert!(!table(
            &["Stage", "What happens at this stage"],
            &["Stage 1", "We look into it."]
        ));
        assert!(!table(
            &["", "Stage 1", "Stage 2"],
            &["Answer", "10 working days", "20 working days"]
        ));
        assert!(!table(
            &["What happens", "Stage 1", "Stage 2"],
            &["Answer", "10 working days", "20 working days"]
        ));
        assert!(!table(
            &["What we do", "How long it takes"],
            &["We tell you that we have your complaint.", "5 days"]
        ));
    }

    fn first_column(corner: &str, column: &[&str]) -> bool {
        let text = |plain: &str| Text {
            plain: plain.to_owned(),
            ..Text::default()
        };
        let rows: Vec<Vec<Text>> = column.iter().map(|mark| vec![text(mark), text("We log it")]).collect();
        let rows: Vec<&[Text]> = rows.iter().map(Vec::as_slice).collect();
        is_counted(&[text(corner), text("What we do")], &rows)
    }

    #[test]
    fn a_column_of_numbers_heads_nothing() {
        for (corner, column) in [
            ("No.", ["1", "2", "3"]),
            ("", ["12.1", "12.2", "12.3"]),
            ("Ref", ["(a)", "(b)", "(c)"]),
            ("Step", ["1", "2", "3"]),
        ] {
            assert!(first_column(corner, &column), "{corner} {column:?}");
        }
        for (corner, column) in [
            ("Stage", ["1", "2", "3"]),
            ("Working days", ["5", "10", "20"]),
            ("", ["5", "10", "20"]),
            ("", ["Reply", "Review", "a"]),
        ] {
            assert!(!first_column(corner, &column), "{corner} {column:?}");
        }
        assert!(!first_column("Step", &["1", "2"]));
    }

    #[test]
    fn a_header_that_says_something_is_a_row() {
        let cell = |plain: &str| Text {
            plain: plain.to_owned(),
            ..Text::default()
        };
        let headed = |a: &str, b: &str| is_row(&[cell(a), cell(b)], &[]);
        assert!(headed("Acknowledgement", "Within 5 working days"));
        assert!(headed("Who replies", "It is a manager who replies."));
        assert!(!headed("Step", "Working days"));
        assert!(!headed("Promise", "How long it takes"));
    }
}
