//! What the columns of a table are to each other: facts about what the first column names, or texts side by side.

use super::quantity::number_of_cell;
use crate::document::Text;
use crate::lexicon::words;
use compact_str::CompactString;
use std::collections::BTreeSet;

/// From so many words on a first cell that ends as a sentence says something of its own and does not name the row.
const SENTENCE: usize = 6;

/// Whether the columns stand side by side, each a text of its own, as under "Stage 1" and "Stage 2"; the first then
/// heads no row. Their heads share a word, and are alike but for a number, or have whole sentences below the first.
pub fn stands_abreast(header: &[Text], rows: &[Vec<Text>]) -> bool {
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
    let says = |row: &&Vec<Text>| row.first().is_some_and(sentence);
    !common.is_empty() && (alike || 2 * rows.iter().filter(says).count() > rows.len())
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
            &[row.iter().map(text).collect()],
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
}
