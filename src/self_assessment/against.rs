//! Each "Yes" replayed against the landlord's documents: do they bear it out, leave it unsaid, or say otherwise?

use super::{Answer, Form};
use crate::assess::{ElementVerdict, ProvisionVerdict};
use crate::document::parse;
use crate::evidence::Outline;
use crate::finding::Verdict;
use crate::kind::Kind;
use crate::ruleset::{Element, Provision, Ruleset, Severity};
use crate::source::{Source, Span};

/// A document beside the form, as it was judged.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    pub source: &'a Source,
    pub kind: Kind,
    pub verdicts: &'a [ProvisionVerdict],
}

/// What the documents make of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Borne {
    /// All that text can show of the provision is in every document given that must carry it.
    Supported,
    /// No document that was given can show it.
    Open,
    /// A document that must show it does not.
    NotSupported,
    /// A document says otherwise.
    Contradicted,
}

/// A row held against the documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replay {
    pub borne: Borne,
    /// Words that show a duty.
    pub shown: Vec<Words>,
    /// Words that say otherwise, the heaviest first.
    pub against: Vec<Words>,
    /// Duties that a document must show and does not.
    pub unsaid: Vec<Unsaid>,
}

/// Words of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    pub element: String,
    /// Index of the document among those given.
    pub paper: usize,
    /// The document's name, the line, and the words with those around them in their sentence.
    pub path: String,
    pub line: usize,
    pub said: String,
    pub span: Span,
    /// How much they weigh, where they say otherwise.
    pub severity: Severity,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsaid {
    pub element: String,
    /// The duty in a few words.
    pub title: String,
    pub paper: usize,
    /// The document's name.
    pub path: String,
}

/// Replays every "Yes" of a form. Without documents nothing is known of any.
pub fn documents(form: &mut Form, papers: &[Paper], ruleset: &Ruleset) {
    if papers.is_empty() {
        return;
    }
    let papers: Vec<(&Paper, Outline)> = papers.iter().map(|p| (p, Outline::of(&parse(p.source)))).collect();
    for row in &mut form.rows {
        let id = row.place.map(|place| form.catalogue.id(place));
        let provision = id.and_then(|id| ruleset.provision(id));
        row.replay = provision
            .filter(|_| row.answer == Answer::Yes)
            .map(|provision| replay(provision, &papers, ruleset));
    }
}

fn replay(provision: &Provision, papers: &[(&Paper, Outline)], ruleset: &Ruleset) -> Replay {
    let mut out = Replay {
        borne: Borne::Open,
        shown: Vec::new(),
        against: Vec::new(),
        unsaid: Vec::new(),
    };
    // What only practice shows is for a person to answer, whatever else documents show.
    let mut all_shown = provision.elements.iter().any(is_text);
    for element in &provision.elements {
        let mut carried = false;
        for (n, (paper, outline)) in papers.iter().enumerate() {
            let elements = paper.verdicts.iter().flat_map(|p| &p.elements);
            let Some(verdict) = elements.into_iter().find(|e| e.id == element.id) else {
                continue;
            };
            carried |= element.required_in.contains(&paper.kind);
            let words = |span: Span, severity: Severity| Words {
                element: element.id.clone(),
                paper: n,
                path: paper.source.name().to_owned(),
                line: paper.source.position(span.start).line,
                said: around(paper.source, outline, span),
                span,
                severity,
            };
            out.read(element, verdict, (n, paper), words, ruleset);
        }
        all_shown &= carried || !is_text(element);
    }
    out.against.sort_by_key(|words| std::cmp::Reverse(words.severity));
    out.borne = if !out.against.is_empty() {
        Borne::Contradicted
    } else if !out.unsaid.is_empty() {
        Borne::NotSupported
    } else if all_shown && !out.shown.is_empty() {
        Borne::Supported
    } else {
        Borne::Open
    };
    out
}

/// Deciding words with some of those around them, so that a reader knows what they speak of.
fn around(source: &Source, outline: &Outline, span: Span) -> String {
    const WORDS: usize = 6;
    let sentence = outline.sentence(span);
    let (before, after) = (Span::new(sentence.start, span.start), Span::new(span.end, sentence.end));
    let words = |span: Span| source.slice(span).split_whitespace().collect::<Vec<_>>();
    let (before, after) = (words(before), words(after));
    let (skipped, kept) = (before.len().saturating_sub(WORDS), after.len().min(WORDS));
    let mut said = vec![];
    said.extend((skipped > 0).then_some("…"));
    said.extend(&before[skipped..]);
    said.extend(words(span));
    said.extend(&after[..kept]);
    said.extend((kept < after.len()).then_some("…"));
    said.join(" ")
}

/// Whether some kind of document has to show it in words.
fn is_text(element: &Element) -> bool {
    element.required_in.iter().any(|kind| *kind != Kind::SelfAssessment)
}

impl Replay {
    fn read(
        &mut self,
        element: &Element,
        verdict: &ElementVerdict,
        (n, paper): (usize, &Paper),
        words: impl Fn(Span, Severity) -> Words,
        ruleset: &Ruleset,
    ) {
        match verdict.verdict {
            Some(Verdict::Met) => {
                let span = verdict.evidence.first();
                self.shown.extend(span.map(|span| words(*span, Severity::Advice)));
            }
            Some(Verdict::Breached) => {
                let weighty = verdict
                    .findings
                    .iter()
                    .filter(|f| f.verdict == Verdict::Breached && f.severity > Severity::Advice && !f.is_own(ruleset));
                // Where words were left out, the sentence that lacks them is the evidence.
                let said = weighty.filter_map(|f| {
                    let span = f.spans.iter().find(|span| !span.is_empty());
                    Some(words(*span.or(verdict.evidence.first())?, f.severity))
                });
                self.against.extend(said);
            }
            Some(Verdict::Missing)
                if element.severity_for(paper.kind) > Severity::Advice && element.attest.is_none() =>
            {
                self.unsaid.push(Unsaid {
                    element: element.id.clone(),
                    title: element.title.clone(),
                    paper: n,
                    path: paper.source.name().to_owned(),
                });
            }
            _ => {}
        }
    }
}
