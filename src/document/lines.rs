//! One line: where it stands (columns, tabs) and what kind of line the grammar says it is.
//! Knows no container and no neighbouring line.

use pest::Parser;
use pest::iterators::Pair;

use super::attributes;
use super::{Attributes, Span};

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/dialect.pest"]
pub(super) struct Dialect;

/// What a line says it is, taken by itself. Offsets are bytes from the line's first non-space.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    Heading { level: u8 },
    Equals,
    Dashes { length: usize },
    Thematic,
    Quote,
    Fence { tilde: bool, length: usize },
    Part { name: String, attributes: Attributes },
    PartEnd,
    Comment,
    Raw { name: &'static str },
    Tag,
    Rule,
    Bullet { length: usize },
    Ordered { length: usize },
    Clause { length: usize },
    Definition { label: String, target: String },
    Text,
}

/// The grammar's rule for a line that begins like this, or `None` where it can only be text: most
/// lines begin with a word, and a look at a few bytes is far cheaper than a parse.
fn rule_for(line: &str) -> Option<Rule> {
    let bytes = line.as_bytes();
    let after = |count: usize| bytes.get(count).copied().unwrap_or(b' ');
    let blank = |byte: u8| matches!(byte, b' ' | b'\t' | 0xC2);
    match *bytes.first()? {
        b'#' => Some(Rule::hash_line),
        b'=' => Some(Rule::equals_line),
        b'-' if blank(after(1)) || matches!(after(1), b'-' | b':' | b'|') => Some(Rule::dash_line),
        mark @ (b'*' | b'_' | b'+') => {
            let lone = blank(after(1));
            let row = after(1) == mark && (blank(after(2)) || after(2) == mark);
            (lone || row).then_some(Rule::star_line)
        }
        b'>' => Some(Rule::quote_line),
        b'`' | b'~' if after(1) == bytes[0] => Some(Rule::fence_line),
        b':' if matches!(after(1), b':' | b'-') => Some(Rule::colon_line),
        b'<' => Some(Rule::angle_line),
        b'|' => {
            let next = bytes[1..].iter().find(|&&byte| !blank(byte) && byte != 0xA0);
            matches!(next, Some(b'-' | b':')).then_some(Rule::pipe_line)
        }
        b'0'..=b'9' => marked(bytes, |byte| byte.is_ascii_digit()).then_some(Rule::number_line),
        b'(' => marked(&bytes[1..], |byte| byte.is_ascii_alphanumeric()).then_some(Rule::letter_line),
        b'o' if blank(after(1)) => Some(Rule::other_line),
        b'a'..=b'z' | b'A'..=b'Z' => marked(bytes, |byte| byte.is_ascii_alphabetic()).then_some(Rule::letter_line),
        b'[' => line.contains("]:").then_some(Rule::square_line),
        // The lead bytes of “·” and of “•”, “–”, “▪”.
        0xC2 | 0xE2 | 0xEF => Some(Rule::other_line),
        _ => None,
    }
}

/// A short run and then `.` or `)`, as in `12.2`, `12)`, `iv.`.
fn marked(bytes: &[u8], of: impl Fn(&u8) -> bool) -> bool {
    let run = bytes.iter().take(10).take_while(|byte| of(byte)).count();
    run < 10 && matches!(bytes.get(run), Some(b'.' | b')'))
}

/// Classifies a line given without indentation and line break.
pub(super) fn classify(line: &str) -> Line {
    let Some(begin) = rule_for(line) else { return Line::Text };
    match Dialect::parse(begin, line).ok().and_then(|mut pairs| pairs.next()) {
        Some(pair) => from_pair(pair),
        None => Line::Text,
    }
}

fn from_pair(pair: Pair<Rule>) -> Line {
    match pair.as_rule() {
        Rule::heading => Line::Heading {
            level: first_length(pair) as u8,
        },
        Rule::equals => Line::Equals,
        Rule::dashes => Line::Dashes {
            length: pair.as_str().trim_end().len(),
        },
        Rule::thematic => Line::Thematic,
        Rule::quote => Line::Quote,
        Rule::fence => {
            let tilde = pair.as_str().starts_with('~');
            Line::Fence {
                tilde,
                length: first_length(pair),
            }
        }
        Rule::part => part(pair),
        Rule::part_end => Line::PartEnd,
        Rule::comment => Line::Comment,
        Rule::raw => {
            let name = pair.into_inner().as_str();
            Line::Raw {
                name: if name.eq_ignore_ascii_case("script") {
                    "script"
                } else {
                    "style"
                },
            }
        }
        Rule::tag => Line::Tag,
        Rule::rule => Line::Rule,
        Rule::bullet => Line::Bullet {
            length: first_length(pair),
        },
        Rule::ordered => Line::Ordered {
            length: first_length(pair),
        },
        Rule::clause => Line::Clause {
            length: first_length(pair),
        },
        Rule::definition => definition(pair),
        _ => Line::Text,
    }
}

fn first_length(pair: Pair<Rule>) -> usize {
    pair.into_inner().next().map_or(0, |inner| inner.as_str().len())
}

fn part(pair: Pair<Rule>) -> Line {
    let mut name = String::new();
    let mut found = Attributes::default();
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::part_name => name = inner.as_str().to_owned(),
            Rule::attributes => found = attributes::from_pair(inner),
            _ => {}
        }
    }
    // Pandoc writes `::: {.decision}` for `::: decision`.
    if name.is_empty() && !found.classes.is_empty() {
        name = found.classes[0].clone();
    }
    Line::Part {
        name,
        attributes: found,
    }
}

fn definition(pair: Pair<Rule>) -> Line {
    let (mut label, mut target) = (String::new(), String::new());
    for inner in pair.into_inner() {
        match inner.as_rule() {
            Rule::label => label = inner.as_str().to_owned(),
            Rule::target => target = inner.into_inner().as_str().to_owned(),
            _ => {}
        }
    }
    if label.trim().is_empty() {
        Line::Text
    } else {
        Line::Definition { label, target }
    }
}

/// A place in a line that counts columns, so that a tab is as wide as it looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    pub at: usize,
    pub end: usize,
    column: usize,
    /// Columns of a tab that a container took only in part.
    spare: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str, line: Span) -> Self {
        Cursor {
            text,
            at: line.start,
            end: line.end,
            column: 0,
            spare: 0,
        }
    }

    /// Columns of white space ahead, and the byte where it ends.
    fn ahead(&self) -> (usize, usize) {
        let (mut at, mut column) = (self.at, self.column);
        for byte in &self.text.as_bytes()[self.at..self.end] {
            match byte {
                b' ' => column += 1,
                b'\t' => column += 4 - column % 4,
                _ => break,
            }
            at += 1;
        }
        (column - self.column + self.spare, at)
    }

    pub fn indent(&self) -> usize {
        self.ahead().0
    }

    /// The first byte that is no white space.
    pub fn content(&self) -> usize {
        self.ahead().1
    }

    pub fn is_blank(&self) -> bool {
        self.content() == self.end
    }

    pub fn rest(&self) -> &'a str {
        &self.text[self.content()..self.end]
    }

    /// Takes up to `columns` columns of white space.
    pub fn take_columns(&mut self, columns: usize) {
        let mut left = columns;
        let spare = self.spare.min(left);
        self.spare -= spare;
        left -= spare;
        while left > 0 && self.at < self.end {
            let width = match self.text.as_bytes()[self.at] {
                b' ' => 1,
                b'\t' => 4 - self.column % 4,
                _ => break,
            };
            self.at += 1;
            self.column += width;
            self.spare += width.saturating_sub(left);
            left = left.saturating_sub(width);
        }
    }

    /// Skips the white space ahead and then `bytes` bytes of a marker.
    pub fn take_marker(&mut self, bytes: usize) {
        let (columns, at) = self.ahead();
        self.column += columns - self.spare;
        self.spare = 0;
        self.at = at + bytes;
        self.column += self.text[at..self.at].chars().count();
    }

    /// Skips what is no white space.
    pub fn take_bytes(&mut self, bytes: usize) {
        self.column += self.text[self.at..self.at + bytes].chars().count();
        self.at += bytes;
        self.spare = 0;
    }

    /// A blank and one space of it, as after `>`.
    pub fn take_one_space(&mut self) {
        if self.indent() > 0 {
            self.take_columns(1);
        }
    }
}
