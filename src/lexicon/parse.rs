//! The text of a formula to a tree of its steps. A small language of words, so a hand-written reader: a ruleset
//! has thousands of formulas.

use super::formula::{FormulaError, Gap};
use super::vocabulary::{AtomId, ConceptId, Interner};
use super::words::words;

/// A formula as it was written; [`Formulas`](super::formula::Formulas) is the form in which it is kept.
#[derive(Debug, PartialEq, Eq)]
pub struct Tree {
    pub parts: Vec<TreePart>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct TreePart {
    pub forbidden: bool,
    /// `!!`: forbidden in the heading above too.
    pub heading_too: bool,
    pub steps: Vec<Node>,
}

/// A step with all that stands inside it; see [`Step`](super::formula::Step).
#[derive(Debug, PartialEq, Eq)]
pub enum Node {
    Word(AtomId),
    Words(Vec<AtomId>),
    Concept(ConceptId),
    Gap(Gap),
    Any(Vec<Vec<Node>>),
    Optional(Vec<Vec<Node>>),
    Field(Vec<Vec<Node>>),
    Start,
    End,
}

/// Brackets may nest this deep.
const DEEPEST: usize = 16;

struct Reader<'t, 'i> {
    text: &'t str,
    at: usize,
    depth: usize,
    interner: &'i mut Interner,
}

/// Reads a formula, adding its words to `interner`.
pub fn parse(text: &str, interner: &mut Interner) -> Result<Tree, FormulaError> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
        interner,
    };
    let mut parts = Vec::new();
    loop {
        reader.blanks();
        let from = reader.at;
        let forbidden = reader.take('!');
        let heading_too = forbidden && reader.take('!');
        let steps = reader.sequence()?;
        if matches!(steps.first(), Some(Node::Gap(_))) || matches!(steps.last(), Some(Node::Gap(_))) {
            return Err(error(
                from,
                reader.at,
                "a gap (`~`, `..`, `...`) stands between two words",
            ));
        }
        parts.push(TreePart {
            forbidden,
            heading_too,
            steps,
        });
        if !reader.take('&') {
            break;
        }
    }
    if reader.at < text.len() {
        return Err(reader.unexpected());
    }
    if parts.iter().all(|part| part.forbidden) {
        return Err(error(0, text.len(), "a formula needs at least one part without `!`"));
    }
    Ok(Tree { parts })
}

fn error(start: usize, end: usize, message: impl Into<String>) -> FormulaError {
    FormulaError {
        message: message.into(),
        at: start..end,
    }
}

impl Reader<'_, '_> {
    fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) if byte.is_ascii() => Some(*byte as char),
            Some(_) => self.text[self.at..].chars().next(),
            None => None,
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        self.blanks();
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn blanks(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| b.is_ascii_whitespace()).count();
    }

    fn unexpected(&self) -> FormulaError {
        match self.peek() {
            Some(c) => error(
                self.at,
                self.at + c.len_utf8(),
                format!("a formula cannot go on with `{c}` here"),
            ),
            None => error(self.text.len(), self.text.len(), "the formula ends too early"),
        }
    }

    fn sequence(&mut self) -> Result<Vec<Node>, FormulaError> {
        let mut steps = Vec::new();
        loop {
            self.blanks();
            let Some(c) = self.peek() else { break };
            match c {
                '&' | '|' | ')' | ']' | '}' => break,
                '~' => {
                    self.at += 1;
                    steps.push(Node::Gap(Gap::Close));
                }
                '.' => {
                    let dots = self.text[self.at..].bytes().take_while(|b| *b == b'.').count();
                    let gap = match dots {
                        2 => Gap::Near,
                        3 => Gap::Far,
                        _ => return Err(error(self.at, self.at + dots, "a gap is `~`, `..` or `...`")),
                    };
                    self.at += dots;
                    steps.push(Node::Gap(gap));
                }
                '^' | '$' => {
                    self.at += 1;
                    steps.push(if c == '^' { Node::Start } else { Node::End });
                }
                '(' => steps.push(one_of(self.choices(')')?)),
                '[' => steps.push(Node::Optional(self.choices(']')?)),
                '{' => steps.push(Node::Field(self.choices('}')?)),
                '<' => steps.push(self.concept()?),
                _ => self.word(&mut steps)?,
            }
        }
        if steps.is_empty() {
            Err(self.unexpected())
        } else {
            Ok(steps)
        }
    }

    fn choices(&mut self, close: char) -> Result<Vec<Vec<Node>>, FormulaError> {
        let from = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(error(from, self.at, "brackets nest too deep"));
        }
        let mut choices = vec![self.sequence()?];
        while self.take('|') {
            choices.push(self.sequence()?);
        }
        self.depth -= 1;
        if self.take(close) {
            return Ok(choices);
        }
        match self.peek() {
            Some(_) => Err(self.unexpected()),
            None => Err(error(
                from,
                from + 1,
                format!("this bracket is not closed with `{close}`"),
            )),
        }
    }

    fn concept(&mut self) -> Result<Node, FormulaError> {
        let from = self.at;
        let Some(length) = self.text[from..].find('>') else {
            return Err(error(from, from + 1, "this `<` is not closed with `>`"));
        };
        self.at = from + length + 1;
        let name = &self.text[from + 1..from + length];
        let found = self.interner.concept(name).map(Node::Concept);
        found.ok_or_else(|| {
            let message = match self.interner.closest_concept(name) {
                Some(near) => format!("there is no concept `<{name}>`; did you mean `<{near}>`?"),
                None => format!("there is no concept `<{name}>`"),
            };
            error(from, self.at, message)
        })
    }

    fn word(&mut self, steps: &mut Vec<Node>) -> Result<(), FormulaError> {
        let from = self.at;
        let bytes = &self.text.as_bytes()[from..];
        let mut length = bytes
            .iter()
            .take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            .count();
        let after = &bytes[length..];
        let ended = after.first().is_none_or(|b| ends_word(*b)) || after.starts_with(b"..");
        if length > 0 && ended {
            self.at = from + length;
            let prefix = after.first() == Some(&b'*');
            self.at += usize::from(prefix);
            steps.push(Node::Word(self.interner.atom(&self.text[from..from + length], prefix)));
            return Ok(());
        }
        while length < bytes.len() && !ends_word(bytes[length]) && !bytes[length..].starts_with(b"..") {
            length += 1;
        }
        let letters = &self.text[from..from + length];
        let folded = words(letters);
        if folded.is_empty() {
            return Err(self.unexpected());
        }
        self.at = from + length;
        let prefix = self.text[self.at..].starts_with('*');
        self.at += usize::from(prefix);
        let last = folded.len() - 1;
        steps.extend(
            folded
                .iter()
                .enumerate()
                .map(|(n, w)| Node::Word(self.interner.atom(&w.text, prefix && n == last))),
        );
        Ok(())
    }
}

/// Choices of one word each are kept as a list of words.
fn one_of(choices: Vec<Vec<Node>>) -> Node {
    let word = |steps: &Vec<Node>| match steps.as_slice() {
        [Node::Word(atom)] => Some(*atom),
        _ => None,
    };
    match choices.iter().map(word).collect::<Option<Vec<_>>>() {
        Some(atoms) => Node::Words(atoms),
        None => Node::Any(choices),
    }
}

fn ends_word(byte: u8) -> bool {
    byte.is_ascii_whitespace() || b"&|()[]{}<>~^$*!".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        let mut interner = Interner::default();
        interner.declare_concept("resident");
        let error = parse(text, &mut interner).unwrap_err();
        format!("{}: {}", &text[error.at], error.message)
    }

    #[test]
    fn a_formula_is_read_into_its_parts() {
        let mut interner = Interner::default();
        interner.declare_concept("resident");
        let formula = parse(
            "<resident> .. (write|tell us) ~ [the] why* & !not & !!no",
            &mut interner,
        )
        .unwrap();
        assert_eq!(formula.parts.len(), 3);
        assert!(formula.parts[1].forbidden && !formula.parts[1].heading_too);
        assert!(formula.parts[2].forbidden && formula.parts[2].heading_too);
        assert_eq!(formula.parts[0].steps.len(), 6);
    }

    #[test]
    fn mistakes_are_told_where_they_stand() {
        for (text, told) in [
            (
                "<residnt> asks",
                "<residnt>: there is no concept `<residnt>`; did you mean `<resident>`?",
            ),
            ("ask (us|them", "(: this bracket is not closed with `)`"),
            ("ask .. ", "ask .. : a gap (`~`, `..`, `...`) stands between two words"),
            ("!ask", "!ask: a formula needs at least one part without `!`"),
            ("ask ) us", "): a formula cannot go on with `)` here"),
            ("", ": the formula ends too early"),
        ] {
            assert_eq!(mistake(text), told, "{text}");
        }
    }

    #[test]
    fn brackets_nest_only_so_deep() {
        let deep = "(".repeat(1000) + "a" + &")".repeat(1000);
        assert!(parse(&deep, &mut Interner::default()).is_err());
    }
}
