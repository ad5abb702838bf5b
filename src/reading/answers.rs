//! What is said by an answer: "Yes", a tick or a dash in a column, beside what it answers.

use crate::document::Text;

/// A cell that answers for its row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes,
    No,
    /// An empty cell, a dash, "n/a".
    Nothing,
    /// A cross, which stands for "yes" where nothing else does.
    Cross,
}

/// The answer that a cell is, and nothing else.
pub fn answer(cell: &str) -> Option<Answer> {
    let bare = cell
        .trim()
        .trim_end_matches(['.', '\u{fe0f}'])
        .trim_matches(['[', ']', '*']);
    Some(match bare.to_lowercase().as_str() {
        "yes" | "y" | "✓" | "✔" | "✅" | "☑" | "☒" | "√" | "•" | "●" | "tick" | "ticked" | "always" | "\u{f0fc}" => {
            Answer::Yes
        }
        "no" | "n" | "✗" | "✘" | "❌" | "✕" | "never" => Answer::No,
        "" | "-" | "–" | "—" | "n/a" | "na" | "not applicable" | "☐" | "□" => Answer::Nothing,
        "x" | "×" => Answer::Cross,
        _ => None?,
    })
}

/// Which columns of a table answer what its rows ask; none do where no cell says "yes".
pub struct Answers {
    columns: Vec<bool>,
    /// A cross stands for "yes": there is no other sign for it.
    crosses: bool,
}

impl Answers {
    pub fn of(rows: &[&[Text]]) -> Answers {
        let width = rows.iter().map(|row| row.len()).max().unwrap_or_default();
        let column = |n: usize| {
            rows.iter()
                .filter_map(move |row| row.get(n))
                .map(|cell| answer(&cell.plain))
        };
        let whole = |n: &usize| {
            let said = |a: Option<Answer>| !matches!(a, Some(Answer::Nothing));
            column(*n).all(|a| a.is_some()) && column(*n).any(said)
        };
        let mut columns: Vec<bool> = (0..width).map(|n| n > 0 && whole(&n)).collect();
        let any = |sign: Answer| {
            (1..width)
                .filter(|n| columns[*n])
                .any(|n| column(n).any(|a| a == Some(sign)))
        };
        let yes = any(Answer::Yes);
        if !yes && (!any(Answer::Cross) || any(Answer::No)) {
            columns.fill(false);
        }
        Answers { columns, crosses: !yes }
    }

    /// Whether cell `n` of a row says "yes" or "no"; `None` where it says something else or nothing.
    pub fn yes(&self, row: &[Text], n: usize) -> Option<bool> {
        if !self.columns.get(n).copied().unwrap_or_default() {
            return None;
        }
        match answer(&row.get(n)?.plain)? {
            Answer::Yes => Some(true),
            Answer::Cross => Some(self.crosses),
            Answer::No => Some(false),
            Answer::Nothing => None,
        }
    }

    /// Whether the row's head is answered, be it by a dash, so that it says nothing by itself.
    pub fn speak_for(&self, row: &[Text]) -> bool {
        let told = |n: &usize| self.columns.get(*n).copied().unwrap_or_default();
        (0..row.len()).filter(told).any(|n| !row[n].plain.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(rows: &[&[&str]]) -> Vec<Vec<Option<bool>>> {
        let text = |plain: &&str| Text {
            plain: (*plain).to_owned(),
            ..Text::default()
        };
        let rows: Vec<Vec<Text>> = rows.iter().map(|row| row.iter().map(text).collect()).collect();
        let rows: Vec<&[Text]> = rows.iter().map(Vec::as_slice).collect();
        let answers = Answers::of(&rows);
        let of_row = |row: &&[Text]| (1..row.len()).map(|n| answers.yes(row, n)).collect();
        rows.iter().map(of_row).collect()
    }

    #[test]
    fn a_column_of_answers_says_yes_or_no_to_its_rows() {
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(
            read(&[
                &["The reasons", "Yes", "✓", "page 2"],
                &["How to go on", "Yes.", "–", ""]
            ]),
            [[yes, yes, None], [yes, None, None]]
        );
        assert_eq!(read(&[&["By phone", "✓"], &["By fax", "x"]]), [[yes], [no]]);
    }

    #[test]
    fn a_cross_is_a_mark_where_there_is_no_other() {
        assert_eq!(
            read(&[&["By phone", "x", ""], &["By post", "", "X"]]),
            [[Some(true), None], [None, Some(true)]]
        );
    }

    #[test]
    fn other_columns_answer_nothing() {
        assert_eq!(read(&[&["Reply", "10 days"], &["By fax", "No"]]), [[None], [None]]);
        assert_eq!(read(&[&["By phone", "☐"], &["By fax", "☐"]]), [[None], [None]]);
    }
}
