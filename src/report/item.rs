//! A finding as formats of lines and columns need it: with its place, its words and what it is known by.

use super::{Judged, sentences};
use crate::assess::anchor;
use crate::finding::{Excuse, Finding};
use crate::fingerprint;
use crate::problem::{Problem, Problems};
use crate::ruleset::{Rule, Ruleset};
use crate::source::{Position, Source, Span};

/// Everything that was judged in one run, and what was not.
#[derive(Clone, Copy)]
pub struct Run<'a> {
    pub judged: &'a [Judged],
    pub unchecked: &'a [Unchecked],
    /// What is to be said of settings.
    pub asides: &'a [Problems],
    /// The day by which documents were judged.
    pub today: jiff::civil::Date,
}

/// A file that was not judged.
#[derive(Debug, Clone)]
pub struct Unchecked {
    pub path: String,
    /// Where in the file the trouble is, if it has a place.
    pub at: Option<Position>,
    /// What is wrong and what to do, in one sentence without a full stop.
    pub reason: String,
    /// Whether the exit status tells of it. A file that is not about complaints is passed over in peace.
    pub failed: bool,
}

impl Unchecked {
    /// A file that is passed over in peace.
    pub fn passed(path: String, reason: &str) -> Unchecked {
        Unchecked {
            path,
            at: None,
            reason: reason.to_owned(),
            failed: false,
        }
    }

    /// `policy.md:3:14`, or the path alone.
    pub fn place(&self) -> String {
        match self.at {
            Some(at) => format!("{}:{}:{}", self.path, at.line, at.column),
            None => self.path.clone(),
        }
    }
}

/// A finding and its place.
pub struct Item<'a> {
    pub judged: &'a Judged,
    pub finding: &'a Finding,
    ruleset: &'a Ruleset,
    /// The first of the words a person would change; for something missing, where it would belong.
    pub span: Span,
}

impl<'a> Run<'a> {
    /// The rulesets by which documents were judged, each once.
    pub fn rulesets(self) -> Vec<&'a Ruleset> {
        let mut out: Vec<&Ruleset> = Vec::new();
        for judged in self.judged {
            if !out.iter().any(|known| std::ptr::eq(*known, &*judged.ruleset)) {
                out.push(&judged.ruleset);
            }
        }
        out
    }

    /// What there is to know about settings, with their file, and about a document, with it.
    pub fn notes(self) -> impl Iterator<Item = (&'a Source, &'a Problem)> {
        let asides = self.asides.iter().flat_map(|a| a.list.iter().map(|p| (&a.source, p)));
        let notes = self.judged.iter().flat_map(|j| j.notes.iter().map(|p| (&j.source, p)));
        asides.chain(notes)
    }

    /// The findings of all documents, excused ones too.
    pub fn items(self) -> impl Iterator<Item = Item<'a>> {
        self.judged.iter().flat_map(move |judged| self.items_of(judged))
    }

    /// The findings of one document, excused ones too, in the Code's order.
    pub fn items_of(self, judged: &'a Judged) -> impl Iterator<Item = Item<'a>> {
        judged.findings().map(move |finding| Item {
            judged,
            finding,
            ruleset: &judged.ruleset,
            span: place(judged, finding),
        })
    }
}

/// The first of the words a person would change; for something missing, where it would belong.
pub fn place(judged: &Judged, finding: &Finding) -> Span {
    let first = finding.spans.first().copied();
    first.unwrap_or_else(|| anchor(finding, &judged.verdicts, &judged.source))
}

/// A note on a document in whole sentences.
pub fn noted(note: &Problem) -> String {
    let parts = [Some(note.message.as_str()), note.help.as_deref()];
    let parts: Vec<String> = parts.iter().flatten().map(|part| sentences::whole(part)).collect();
    parts.join(" ")
}

impl Item<'_> {
    /// Position of the first character of the words.
    pub fn start(&self) -> Position {
        self.judged.source.position(self.span.start)
    }

    /// Position after the last character of the words.
    pub fn end(&self) -> Position {
        self.judged.source.position(self.span.end)
    }

    /// Further words that belong to the same finding, each once.
    pub fn also(&self) -> Vec<Span> {
        let mut also: Vec<Span> = Vec::new();
        for span in self.finding.spans.iter().filter(|s| **s != self.span) {
            if !also.contains(span) {
                also.push(*span);
            }
        }
        also
    }

    /// The document's words at the place.
    pub fn quote(&self) -> &str {
        self.judged.source.slice(self.span)
    }

    /// Whether the words are not the fault itself, but stand where something is missing.
    pub fn is_near(&self) -> bool {
        self.finding.spans.is_empty()
    }

    /// Element and rule, as `--format short` shows them.
    pub fn code(&self) -> String {
        sentences::code(self.finding, self.ruleset)
    }

    pub fn rule(&self) -> &str {
        &self.rule_itself().id
    }

    /// The rule that found it; of a form's row its element is not the row's.
    pub fn rule_itself(&self) -> &Rule {
        &self.ruleset.rules[self.finding.rule]
    }

    /// The number of the provision.
    pub fn provision(&self) -> &str {
        let found = self.ruleset.element(&self.finding.element);
        found.map_or(self.finding.element.as_str(), |(provision, _)| provision.id.as_str())
    }

    pub fn headline(&self) -> String {
        sentences::headline(self.finding, self.judged.kind, self.ruleset)
    }

    pub fn help(&self) -> Option<String> {
        sentences::help(self.finding, self.ruleset)
    }

    /// What was found, what there is to know besides, and what to write, in whole sentences.
    pub fn message(&self) -> String {
        let lapsed = self.finding.lapse.map(sentences::lapsed);
        let aside = sentences::aside(self.finding, self.ruleset);
        let parts = [Some(self.headline()), lapsed, aside, self.help()];
        let parts: Vec<String> = parts.iter().flatten().map(|part| sentences::whole(part)).collect();
        parts.join(" ")
    }

    pub fn fingerprint(&self) -> String {
        fingerprint::of(self.finding, &self.judged.source, self.ruleset)
    }

    /// Why it does not count, in one sentence.
    pub fn excuse(&self) -> Option<String> {
        self.finding.excuse.as_ref().map(|excuse| match excuse {
            Excuse::Waived(waiver) => sentences::whole(&format!("waived {}", sentences::waived(waiver))),
            Excuse::Known => "In the baseline: it was there when that was written.".to_owned(),
        })
    }
}
