//! `<!-- ombudlint: verb word key="value" -->` to a [`Directive`].
//! Knows neither the verbs nor where the comment stood.

use pest::Parser;

use super::attributes;
use super::lines::{Dialect, Rule};
use super::{Directive, Span};

/// The directive in a comment, if it is one; `comment` spans `<!--` to `-->`.
pub(super) fn read(text: &str, comment: Span) -> Option<Directive> {
    let inside = text[comment.range()].strip_prefix("<!--")?;
    let inside = inside.strip_suffix("-->").unwrap_or(inside);
    let base = comment.start + 4;
    // Far cheaper than a parse, and most comments are only comments.
    if !inside.trim_start().starts_with("ombudlint") {
        return None;
    }
    let pairs = Dialect::parse(Rule::directive, inside).ok()?;
    let mut directive = Directive {
        span: comment,
        verb: String::new(),
        words: Vec::new(),
        pairs: Vec::new(),
    };
    for pair in pairs {
        let span = Span::new(base + pair.as_span().start(), base + pair.as_span().end());
        match pair.as_rule() {
            Rule::word if directive.verb.is_empty() && directive.pairs.is_empty() => {
                directive.verb = pair.as_str().to_owned()
            }
            Rule::word => directive.words.push((pair.as_str().to_owned(), span)),
            Rule::setting => {
                let mut parts = pair.into_inner();
                let key = parts.next().map_or("", |key| key.as_str()).to_owned();
                let value = parts
                    .next()
                    .filter(|p| p.as_rule() == Rule::value)
                    .map(attributes::value);
                directive.pairs.push((key, value.unwrap_or_default(), span));
            }
            _ => {}
        }
    }
    Some(directive)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directive(text: &str) -> Option<Directive> {
        read(text, Span::new(0, text.len()))
    }

    #[test]
    fn a_directive_has_a_verb_words_and_pairs() {
        let text = "<!-- ombudlint: allow 5.2 reason=\"agreed by the board\" until=2027-03-31 -->";
        let found = directive(text).unwrap();
        assert_eq!(found.verb, "allow");
        assert_eq!(found.words[0].0, "5.2");
        assert_eq!(&text[found.words[0].1.range()], "5.2");
        assert_eq!(
            (found.pairs[0].0.as_str(), found.pairs[0].1.as_str()),
            ("reason", "agreed by the board")
        );
        assert_eq!(&text[found.pairs[1].2.range()], "until=2027-03-31");
    }

    #[test]
    fn curly_quotes_and_missing_values_are_read_too() {
        let found = directive("<!--ombudlint: allow reason=“agreed by us” until= -->").unwrap();
        assert_eq!(found.pairs[0].1, "agreed by us");
        assert_eq!((found.pairs[1].0.as_str(), found.pairs[1].1.as_str()), ("until", ""));
    }

    #[test]
    fn an_ordinary_comment_is_no_directive() {
        assert!(directive("<!-- checked by Sam -->").is_none());
    }
}
