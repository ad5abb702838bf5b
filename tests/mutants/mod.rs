//! Compliant documents with one thing changed, made by rule from their labels.

mod grammar;
mod passage;

use crate::support::{Label, Labelled};
use grammar::{figure, lower, negated, of_landlords, past, used_to};
use passage::{Passage, Shape, around};
use std::ops::Range;

/// What is done to the words that decide an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Taken out.
    Deleted,
    /// Denied: "we do not …".
    Denied,
    /// A limit one longer, a period for the resident one shorter.
    Figure,
    /// "working days" made "weeks".
    Unit,
    /// `The Ombudsman's Code says: "…"`
    QuotedInline,
    /// The second sentence of such a quotation.
    QuotedFurther,
    /// `> The Code says that landlords must …`
    QuotedBlock,
    /// A block with its source below it.
    QuotedAbove,
    /// Under a heading "What the Code says".
    QuotedSection,
    /// "Until March 2024, …"
    Until,
    /// "We used to …"
    UsedTo,
    /// Under a heading "How it was before April 2024".
    FormerSection,
}

impl Change {
    pub const ALL: [Change; 12] = [
        Change::Deleted,
        Change::Denied,
        Change::Figure,
        Change::Unit,
        Change::QuotedInline,
        Change::QuotedFurther,
        Change::QuotedBlock,
        Change::QuotedAbove,
        Change::QuotedSection,
        Change::Until,
        Change::UsedTo,
        Change::FormerSection,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Change::Deleted => "deleted",
            Change::Denied => "denied",
            Change::Figure => "figure",
            Change::Unit => "unit",
            Change::QuotedInline => "quoted-inline",
            Change::QuotedFurther => "quoted-further",
            Change::QuotedBlock => "quoted-block",
            Change::QuotedAbove => "quoted-above",
            Change::QuotedSection => "quoted-section",
            Change::Until => "until",
            Change::UsedTo => "used-to",
            Change::FormerSection => "former-section",
        }
    }

    /// How many of it the documents give: what labels lose, the tests lose.
    pub fn at_least(self) -> usize {
        match self {
            Change::Figure | Change::Unit => 30,
            Change::Denied => 150,
            Change::Until | Change::UsedTo | Change::FormerSection => 300,
            _ => 450,
        }
    }

    /// Whether it makes a wrong promise of a right one, rather than none.
    pub fn breaches(self) -> bool {
        matches!(self, Change::Figure | Change::Unit)
    }

    /// A letter tells what happened; that is not history.
    fn suits(self, document: &Labelled) -> bool {
        let history = matches!(self, Change::Until | Change::UsedTo | Change::FormerSection);
        !(history && document.kind.is_letter())
    }
}

/// A document changed in the words that decide `element`.
pub struct Mutant {
    pub change: Change,
    pub element: String,
    pub text: String,
    /// What the change put into the text.
    pub shown: String,
    /// Elements told in the words that were changed; all others have to stay as they are.
    pub together: Vec<String>,
}

/// Whether longer is worse for the resident, of elements with a limit.
pub type Bound = Option<bool>;

/// All changes that can be made to a document by rule. `bound` tells of an element with a timescale whether its figure
/// is a limit (`true`) or a period that may not be shorter (`false`).
pub fn mutants(document: &Labelled, bound: impl Fn(&str) -> Bound) -> Vec<Mutant> {
    let mut out = Vec::new();
    let decided = document
        .labels
        .iter()
        .filter(|l| l.verdict == "met" && l.throughout.is_none());
    for label in decided {
        for change in Change::ALL.into_iter().filter(|c| c.suits(document)) {
            out.extend(mutant(document, label, change, bound(&label.id)));
        }
    }
    out
}

fn mutant(document: &Labelled, label: &Label, change: Change, bound: Bound) -> Option<Mutant> {
    let mut text = document.source.text().to_owned();
    let mut shown = String::new();
    let mut together = vec![label.id.clone()];
    for words in label.words.iter().chain(&label.also) {
        // An earlier change may have taken these words along.
        if !shown.is_empty() && !text.contains(words.as_str()) {
            continue;
        }
        let before = document.source.text();
        let range = touched(before, words, change);
        let of_range = |l: &&Label| {
            let mut all = l.words.iter().chain(&l.also).chain(&l.leans_on);
            all.any(|w| {
                before
                    .find(w.as_str())
                    .is_some_and(|at| at < range.end && range.start < at + w.len())
            })
        };
        together.extend(document.labels.iter().filter(of_range).map(|l| l.id.clone()));
        (text, shown) = changed(&text, words, change, bound)?;
    }
    Some(Mutant {
        change,
        element: label.id.clone(),
        text,
        shown,
        together,
    })
}

/// What a change of these words touches.
fn touched(text: &str, words: &str, change: Change) -> Range<usize> {
    let passage = around(text, words);
    match change {
        Change::Deleted => passage.own,
        Change::Figure | Change::Unit => {
            let at = text.find(words).unwrap_or_default();
            at..at + words.len()
        }
        _ => passage.whole,
    }
}

/// The text changed, and the words that are new in it.
fn changed(text: &str, words: &str, change: Change, bound: Bound) -> Option<(String, String)> {
    let passage = around(text, words);
    let (shape, own) = (passage.shape.clone(), passage.own.clone());
    match change {
        _ if shape == Shape::Heading => Some((without(text, &own), String::from("(heading)"))),
        Change::Deleted => Some((relettered(&without(text, &own), &passage), format!("({})", &text[own]))),
        Change::Figure => {
            let other = figure(words, bound?)?;
            Some((text.replacen(words, &other, 1), other))
        }
        Change::Unit => {
            let other = words.replacen("working days", "weeks", 1);
            (bound? && other != words).then(|| (text.replacen(words, &other, 1), other))
        }
        Change::Denied => {
            let range = match shape {
                Shape::Sentence => own,
                Shape::Item { lead } => lead,
                Shape::Cell | Shape::Heading => return None,
            };
            let denied = negated(&text[range.clone()])?;
            Some((spliced(text, &range, &denied), denied))
        }
        Change::QuotedInline => told(text, &passage, |s| format!("The Ombudsman's Code says: \"{s}\"")),
        Change::QuotedFurther => told(text, &passage, |s| {
            format!("The Complaint Handling Code says: \"Complaints are to be welcomed. {s}\"")
        }),
        Change::QuotedBlock => block(text, &passage, |s| {
            let s = of_landlords(s);
            format!("The Code says that landlords must see to it that {}", lower(&s))
        }),
        Change::QuotedAbove => block(text, &passage, |s| s.to_owned()).map(|(text, shown)| {
            let source = format!("{shown}\n>\n> — Complaint Handling Code, 2024");
            (text.replacen(&shown, &source, 1), source)
        }),
        Change::QuotedSection => section(text, &passage, "What the Code says", |s| s.to_owned()),
        Change::Until => told(text, &passage, |s| format!("Until March 2024, {}", lower(&past(s)))),
        Change::UsedTo => told(text, &passage, used_to),
        Change::FormerSection => section(text, &passage, "How it was before April 2024", past),
    }
}

/// The sentence, or the lead-in of the list, told another way; of a table its introduction.
fn told(text: &str, passage: &Passage, tell: impl Fn(&str) -> String) -> Option<(String, String)> {
    match &passage.shape {
        Shape::Sentence => {
            let new = tell(&text[passage.own.clone()]);
            Some((spliced(text, &passage.own, &new), new))
        }
        Shape::Item { lead } => {
            let new = tell(&text[lead.clone()]);
            // The quotation ends with the list.
            let open = new.strip_suffix(":\"").map(|open| format!("{open}:"));
            let list = &text[lead.end..passage.whole.end];
            let whole = match open {
                Some(open) => format!("{open}{list}\""),
                None => format!("{new}{list}"),
            };
            Some((spliced(text, &passage.whole, &whole), new))
        }
        Shape::Heading => None,
        Shape::Cell => {
            let new = tell("We keep to these times:");
            let new = new.strip_suffix('"').unwrap_or(&new).to_owned();
            let table = format!("{new}\n\n{}", &text[passage.whole.clone()]);
            Some((spliced(text, &passage.whole, &table), new))
        }
    }
}

/// The passage moved into a block quotation after its paragraph; `tell` turns its first sentence.
fn block(text: &str, passage: &Passage, tell: impl Fn(&str) -> String) -> Option<(String, String)> {
    let (rest, moved) = parted(text, passage, tell);
    let quoted: Vec<String> = moved.lines().map(|l| format!("> {l}").trim_end().to_owned()).collect();
    let quoted = quoted.join("\n");
    let at = rest.1;
    Some((
        format!(
            "{}\n\n{quoted}\n\n{}",
            rest.0[..at].trim_end(),
            rest.0[at..].trim_start_matches('\n')
        ),
        quoted,
    ))
}

/// The passage moved into a section of its own at the document's end.
fn section(text: &str, passage: &Passage, title: &str, tell: impl Fn(&str) -> String) -> Option<(String, String)> {
    let (rest, moved) = parted(text, passage, tell);
    let new = format!("## {title}\n\n{moved}");
    Some((format!("{}\n\n{new}\n", rest.0.trim_end()), new))
}

/// The text without the passage and where its block ended; and the passage, its first sentence turned by `tell`.
fn parted(text: &str, passage: &Passage, tell: impl Fn(&str) -> String) -> ((String, usize), String) {
    let moved = match &passage.shape {
        Shape::Sentence | Shape::Heading => tell(&text[passage.own.clone()]),
        Shape::Item { lead } => {
            let list = &text[lead.end..passage.whole.end];
            format!("{}{list}", tell(&text[lead.clone()]))
        }
        Shape::Cell => format!(
            "{}\n\n{}",
            tell("We keep to these times:"),
            &text[passage.whole.clone()]
        ),
    };
    let removed = match passage.shape {
        Shape::Sentence => &passage.own,
        _ => &passage.whole,
    };
    let rest = without(text, removed);
    let at = (passage.block.end + rest.len()).saturating_sub(text.len());
    ((rest, at), moved)
}

fn spliced(text: &str, range: &Range<usize>, new: &str) -> String {
    format!("{}{new}{}", &text[..range.start], &text[range.end..])
}

/// The text without a stretch, and without the bullet or number of a line that is empty then.
fn without(text: &str, range: &Range<usize>) -> String {
    let line = text[..range.start].rfind('\n').map_or(0, |n| n + 1);
    let end = text[range.end..].find('\n').map_or(text.len(), |n| range.end + n);
    let before = &text[line..range.start];
    let marker =
        before.len() <= 6 && !before.contains(|c: char| c == '|' || c.is_alphabetic() && !before.ends_with(") "));
    let alone = marker && text[range.end..end].trim().is_empty();
    if alone {
        let rest = &text[end..];
        return format!("{}{}", &text[..line], rest.strip_prefix('\n').unwrap_or(rest));
    }
    let rest = text[range.end..].strip_prefix(' ').unwrap_or(&text[range.end..]);
    format!("{}{rest}", &text[..range.start])
}

/// The text with the letters of the list closed up after an item was taken out: no list begins with b.
fn relettered(text: &str, passage: &Passage) -> String {
    let Shape::Item { lead } = &passage.shape else {
        return text.to_owned();
    };
    let (before, after) = text.split_at(lead.end);
    let mut next = b'a';
    let mut ended = false;
    let lines = after.split_inclusive('\n').map(|line| {
        let lettered = line.as_bytes().get(1) == Some(&b')');
        ended |= !lettered && !line.trim().is_empty();
        if !lettered || ended {
            return line.to_owned();
        }
        next += 1;
        format!("{}{}", char::from(next - 1), &line[1..])
    });
    format!("{before}{}", lines.collect::<String>())
}
