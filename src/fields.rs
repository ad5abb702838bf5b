//! The fields of a mail merge in one document: declared and used alike, spelt one way, and none left over in a letter
//! that was sent. Knows no rule: what a field stands for is the reading's business.

use crate::document::{Block, BlockKind, Document, MarkKind, Text};
use crate::header::Header;
use crate::problem::Problem;
use crate::ruleset::Severity;
use crate::source::{Source, Span};
use std::collections::BTreeMap;

/// A field as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Without its brackets.
    pub name: String,
    pub span: Span,
    /// `{{…}}`
    pub style: &'static str,
}

impl Field {
    /// What two spellings of one name have in common: `OutstandingActions` is `outstanding_actions`.
    fn key(&self) -> String {
        key(&self.name)
    }
}

fn key(name: &str) -> String {
    let kept = name.chars().filter(|c| c.is_alphanumeric());
    kept.flat_map(char::to_lowercase).collect()
}

/// Longer than this, what stands in brackets is a note to whoever fills in the letter.
const LONGEST_NAME: usize = 4;

/// The opening brackets of a field and how its style is shown; longer ones first.
const STYLES: [(&str, &str); 8] = [
    ("{{", "{{…}}"),
    ("((", "((…))"),
    ("<<", "<<…>>"),
    ("«", "«…»"),
    ("[", "[…]"),
    ("<", "<…>"),
    ("%", "%…%"),
    ("{", "{…}"),
];

/// The named fields of a document, in its order; blanks and drafting notes are none.
pub fn collect(document: &Document, source: &Source) -> Vec<Field> {
    let mut texts = Vec::new();
    document.blocks.iter().for_each(|block| walk(block, &mut texts));
    let marks = texts
        .iter()
        .flat_map(|text| text.marks.iter().map(move |mark| (*text, mark)));
    let mut fields: Vec<Field> = marks
        .filter_map(|(text, mark)| {
            let span = text.source_span(mark.start, mark.end);
            let name = match &mark.kind {
                MarkKind::Placeholder(name) => name,
                MarkKind::Link(target) => return address(target, span),
                _ => return None,
            };
            let before = source.text()[..span.start].trim_end_matches(' ');
            let (_, style) = STYLES.iter().find(|(open, _)| before.ends_with(open))?;
            let plain = name.split_whitespace().count() <= LONGEST_NAME && !name.contains([':', ';']);
            (plain && !key(name).is_empty()).then(|| Field {
                name: name.clone(),
                span,
                style,
            })
        })
        .collect();
    fields.sort_by_key(|field| field.span);
    fields
}

/// A field that stands where a link's address does.
fn address(target: &str, span: Span) -> Option<Field> {
    let name = target.strip_prefix("{{")?.strip_suffix("}}")?;
    (!key(name).is_empty()).then(|| Field {
        name: name.to_owned(),
        span,
        style: STYLES[0].1,
    })
}

fn walk<'d>(block: &'d Block, out: &mut Vec<&'d Text>) {
    match &block.kind {
        BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => out.push(text),
        BlockKind::List { items } => items.iter().flat_map(|i| &i.blocks).for_each(|b| walk(b, out)),
        BlockKind::Table { header, rows } => out.extend(header.iter().chain(rows.iter().flatten())),
        BlockKind::Quote(blocks) | BlockKind::Fenced { blocks, .. } => blocks.iter().for_each(|b| walk(b, out)),
        BlockKind::Code | BlockKind::Ignored => {}
    }
}

/// What is wrong with the fields. `sent` tells of a letter with its own date and addressee.
pub fn remarks(fields: &[Field], header: &Header, sent: bool) -> Vec<Problem> {
    let actual = header.template == Some(false);
    let few = fields.len() <= LEFT_OVER;
    if actual || sent && header.template.is_none() && few {
        let level = if actual { Severity::Error } else { Severity::Warning };
        return fields.iter().map(|field| left_over(field, level)).collect();
    }
    let mut out = match &header.placeholders {
        Some(declared) => undeclared(fields, declared),
        None => misspelt(fields),
    };
    out.extend(mixed(fields));
    out
}

/// So many fields in a letter with a date and an addressee were forgotten; with more it is a template filled in half.
const LEFT_OVER: usize = 2;

fn left_over(field: &Field, level: Severity) -> Problem {
    let message = format!("the field `{}` was not filled in", field.name);
    Problem::new(field.span, message)
        .at(level)
        .help("write what belongs here; if this is a template, say `template: true` in the front matter")
}

fn undeclared(fields: &[Field], declared: &[(String, Span)]) -> Vec<Problem> {
    let mut out = Vec::new();
    for field in once(fields) {
        if declared.iter().any(|(name, _)| key(name) == field.key()) {
            continue;
        }
        let message = format!("the field `{}` is not declared", field.name);
        let near = crate::near::closest(&field.name, declared.iter().map(|(name, _)| name.as_str()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "add it to `placeholders:` in the front matter".to_owned(),
        };
        out.push(Problem::new(field.span, message).at(Severity::Warning).help(help));
    }
    for (name, span) in declared {
        if !fields.iter().any(|field| field.key() == key(name)) {
            let message = format!("the field `{name}` is declared and never used");
            let help = "use it in the text, or take it out of `placeholders:`";
            out.push(Problem::new(*span, message).at(Severity::Warning).help(help));
        }
    }
    out
}

/// Names that differ by a slip only: the one that stands less often, else later, is the slip.
fn misspelt(fields: &[Field]) -> Vec<Problem> {
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    fields
        .iter()
        .for_each(|field| *count.entry(field.key()).or_default() += 1);
    let names: Vec<&Field> = once(fields).collect();
    let mut out = Vec::new();
    for (n, first) in names.iter().enumerate() {
        for second in &names[n + 1..] {
            if !is_slip(&first.key(), &second.key()) {
                continue;
            }
            let (right, wrong) = if count[&second.key()] > count[&first.key()] {
                (second, first)
            } else {
                (first, second)
            };
            let message = format!("the field `{}` is nearly `{}`", wrong.name, right.name);
            let help = format!("did you mean `{}`?", right.name);
            out.push(Problem::new(wrong.span, message).at(Severity::Warning).help(help));
        }
    }
    out
}

/// One letter for short names, two for long ones; other figures and plurals are other names.
fn is_slip(a: &str, b: &str) -> bool {
    let letters = |name: &str| name.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let plural = |one: &str, many: &str| many.strip_suffix('s') == Some(one);
    let shorter = a.chars().count().min(b.chars().count());
    let allowed = match shorter {
        0..=4 => 0,
        5..=9 => 1,
        _ => 2,
    };
    letters(a) != letters(b) && !plural(a, b) && !plural(b, a) && strsim::osa_distance(a, b) <= allowed
}

fn mixed(fields: &[Field]) -> Option<Problem> {
    let mut count: Vec<(&str, usize, Span)> = Vec::new();
    for field in fields {
        match count.iter_mut().find(|(style, ..)| *style == field.style) {
            Some((_, n, _)) => *n += 1,
            None => count.push((field.style, 1, field.span)),
        }
    }
    let (_, _, rarest) = count.iter().min_by_key(|(_, n, _)| *n).filter(|_| count.len() > 1)?;
    let styles: Vec<String> = count.iter().map(|(style, ..)| format!("`{style}`")).collect();
    let message = format!("fields are written in {} ways: {}", count.len(), styles.join(", "));
    let help = "write all of them in the way your mail merge fills in";
    Some(Problem::new(*rarest, message).at(Severity::Advice).help(help))
}

/// The first field of each name.
fn once(fields: &[Field]) -> impl Iterator<Item = &Field> {
    let mut seen = std::collections::BTreeSet::new();
    fields.iter().filter(move |field| seen.insert(field.key()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn told(text: &str, sent: bool) -> Vec<String> {
        let source = Source::new("l.md", text);
        let document = parse(&source);
        let (header, problems) = crate::header::read(&document, &[]);
        assert!(problems.is_empty());
        let fields = collect(&document, &source);
        remarks(&fields, &header, sent)
            .into_iter()
            .map(|p| format!("{}; {}", p.message, p.help.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn declared_fields_are_used_and_used_fields_declared() {
        let text = "---\nplaceholders: name, decision, stage_2_deadline\n---\nDear {{name}}, {{decison}} {{phone}}\n";
        assert_eq!(
            told(text, false),
            [
                "the field `decison` is not declared; did you mean `decision`?",
                "the field `phone` is not declared; add it to `placeholders:` in the front matter",
                "the field `decision` is declared and never used; use it in the text, or take it out of `placeholders:`",
                "the field `stage_2_deadline` is declared and never used; use it in the text, or take it out of `placeholders:`",
            ]
        );
        assert_eq!(
            told("---\nplaceholders: Our decision\n---\n{{our_decision}}\n", false),
            [""; 0]
        );
    }

    #[test]
    fn without_a_declaration_a_slip_is_known_by_its_neighbour() {
        assert_eq!(
            told("{{decision}} and {{decison}} and {{decision}}", false),
            ["the field `decison` is nearly `decision`; did you mean `decision`?"]
        );
        for apart in [
            "{{action1}} {{action2}}",
            "{{action}} {{actions}}",
            "{{date}} {{rate}}",
            "{{due_date}} {{new_date}}",
        ] {
            assert_eq!(told(apart, false), [""; 0], "{apart}");
        }
    }

    #[test]
    fn several_ways_to_write_a_field_are_told_once() {
        let found = told(
            "{{name}} {{date}} [Remedy] [set out why you decided so, and by what policy]",
            false,
        );
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("fields are written in 2 ways: `{{…}}`, `[…]`"),
            "{found:?}"
        );
    }

    #[test]
    fn a_field_left_in_a_letter_is_told() {
        let forgotten = told("Dear Ms Rao\n\nWe will reply by [insert date].", true);
        assert!(
            forgotten[0].starts_with("the field `insert date` was not filled in"),
            "{forgotten:?}"
        );
        assert_eq!(told("---\ntemplate: false\n---\nby {{date}}", false).len(), 1);
        assert_eq!(told("---\ntemplate: true\n---\nby {{date}}", true), [""; 0]);
    }
}
