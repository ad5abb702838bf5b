//! Where two versions of a file part.

use crate::source::Source;

/// The first byte in which a file is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Counted from 1, as `cmp` does.
    pub byte: usize,
    pub line: usize,
    /// In Unicode scalar values, as far as the text is one.
    pub column: usize,
    /// `None` at the end of the file.
    pub was: Option<u8>,
    pub is: Option<u8>,
    /// The whole line, before and now.
    pub line_was: String,
    pub line_is: String,
    /// Nothing else differs.
    pub only: bool,
}

/// Where `is` is no longer `was`; `None` when it is.
pub fn change(was: &[u8], is: &[u8]) -> Option<Change> {
    let same = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    let (old, new) = (was.get(same).copied(), is.get(same).copied());
    if old.is_none() && new.is_none() {
        return None;
    }
    // Within a character the column is that of the character.
    let whole = match std::str::from_utf8(&was[..same]) {
        Err(error) if error.error_len().is_none() => error.valid_up_to(),
        _ => same,
    };
    let before = String::from_utf8_lossy(&was[..whole]);
    let at = Source::new("", &*before).position(before.len());
    let (old_rest, new_rest) = (&was[same..], &is[same..]);
    let only = (old.is_some() && new.is_some() && old_rest[1..] == new_rest[1..])
        || (old.is_some() && old_rest[1..] == *new_rest)
        || (new.is_some() && *old_rest == new_rest[1..]);
    Some(Change {
        byte: same + 1,
        line: at.line,
        column: at.column,
        was: old,
        is: new,
        line_was: line(was, same),
        line_is: line(is, same),
        only,
    })
}

/// The line that holds a byte, without its line break.
fn line(bytes: &[u8], at: usize) -> String {
    let is_break = |byte: &u8| matches!(byte, b'\n' | b'\r');
    let at = at.min(bytes.len());
    let start = bytes[..at].iter().rposition(is_break).map_or(0, |n| n + 1);
    let end = bytes[at..].iter().position(is_break).map_or(bytes.len(), |n| at + n);
    String::from_utf8_lossy(&bytes[start..end]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_that_changed_is_named() {
        let was = "one\r\nit’s £5 — ten\nlast".as_bytes();
        assert_eq!(change(was, was), None);
        let mut is = was.to_vec();
        let ten = was.windows(3).position(|w| w == b"ten").expect("is there");
        is[ten] = b'h';
        let found = change(was, &is).expect("differs");
        assert_eq!((found.byte, found.line, found.column), (ten + 1, 2, 11));
        assert_eq!((found.was, found.is, found.only), (Some(b't'), Some(b'h'), true));
        assert_eq!(found.line_is, "it’s £5 — hen");
        is[0] = b'O';
        assert!(!change(was, &is).expect("differs").only);
    }

    #[test]
    fn a_byte_put_in_or_taken_out_is_one_change() {
        let was = b"first\nsecond\n";
        let found = change(was, b"first\nsecoond\n").expect("differs");
        assert_eq!((found.line, found.column, found.only), (2, 5, true));
        let found = change(was, b"first\nseond\n").expect("differs");
        assert_eq!((found.line, found.column, found.only), (2, 3, true));
        let found = change(was, b"first\nsecond").expect("differs");
        assert_eq!((found.was, found.is, found.only), (Some(b'\n'), None, true));
    }

    #[test]
    fn a_byte_within_a_character_has_the_characters_column() {
        let was = "a—b".as_bytes();
        let mut is = was.to_vec();
        is[3] = 0x93;
        let found = change(was, &is).expect("differs");
        assert_eq!((found.byte, found.column), (4, 2));
    }
}
