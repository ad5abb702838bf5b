//! The self-assessment in the Ombudsman's five columns: each provision of the Code in order, with the answer that
//! documents and attestations give, the words that show it, and what is to be said of the rest.

use super::attestation::{Attestation, Attestations};
use super::filled::{Filled, filled};
use super::letters::{LetterTable, letter_tables};
use super::place::{Outline, Place};
use crate::assess::ElementVerdict;
use crate::document::parse;
use crate::finding::{Finding, Verdict};
use crate::kind::Kind;
use crate::report::Judged;
use crate::ruleset::{Element, Provision, Ruleset, Severity};
use crate::source::Span;
use jiff::civil::Date;

/// The column "Comply".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comply {
    /// Every duty is shown by every document that must carry it, and every practice is attested.
    Yes,
    /// A duty is not met; with the day until which all of it is waived.
    No { by: Option<Date> },
    /// Something is wanting that no document supplied can show: it is for a person to answer.
    Open,
}

/// A self-assessment over a set of documents.
#[derive(Debug)]
pub struct Form<'a> {
    pub ruleset: &'a Ruleset,
    /// In the order in which they were judged; filled self-assessments are not evidence and not among them.
    pub papers: Vec<Paper<'a>>,
    /// One for each provision, in the Code's order.
    pub rows: Vec<Row<'a>>,
    pub letters: Vec<LetterTable<'a>>,
    /// Forms filled by hand, held against the papers.
    pub filled: Vec<Filled<'a>>,
}

/// A document with its outline.
#[derive(Debug)]
pub struct Paper<'a> {
    pub judged: &'a Judged,
    pub outline: Outline,
}

impl<'a> Paper<'a> {
    /// Adds the whole sentence or row around deciding words, or the duty to a quotation that has it; `number` is the
    /// paper's index.
    pub fn quote(&self, quotations: &mut Vec<Quotation<'a>>, element: &'a str, number: usize, span: Span) {
        let source = &self.judged.source;
        let whole = self.outline.sentence(span);
        let (place, words) = (self.outline.place(whole, source), source.slice(whole));
        let same = |q: &&mut Quotation| q.paper == number && q.place == place && q.words == words;
        match quotations.iter_mut().find(same) {
            Some(known) if known.elements.contains(&element) => {}
            Some(known) => known.elements.push(element),
            None => quotations.push(Quotation {
                elements: vec![element],
                paper: number,
                place,
                words,
            }),
        }
    }
}

#[derive(Debug)]
pub struct Row<'a> {
    pub provision: &'a Provision,
    pub comply: Comply,
    pub evidence: Vec<Quotation<'a>>,
    pub commentary: Vec<Remark<'a>>,
}

/// Words of a document that show a duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation<'a> {
    /// The duties it shows.
    pub elements: Vec<&'a str>,
    /// Index into [`Form::papers`].
    pub paper: usize,
    pub place: Place,
    /// A sentence or a row of a table, as it stands in the file.
    pub words: &'a str,
}

/// What the column "Commentary" says, as data.
#[derive(Debug)]
pub enum Remark<'a> {
    /// A duty that a document does not meet.
    Unmet {
        paper: usize,
        place: Option<Place>,
        finding: &'a Finding,
    },
    /// Met, but only with a warning.
    Weak {
        paper: usize,
        place: Option<Place>,
        finding: &'a Finding,
    },
    /// No document of these kinds was supplied.
    NoDocument { element: &'a Element, kinds: Vec<Kind> },
    /// Somebody has to vouch for it.
    Wanted { element: &'a str, shows: &'a str },
    /// An attestation that holds.
    Attested(&'a Attestation),
    /// An attestation that holds no longer.
    Lapsed(&'a Attestation),
}

impl<'a> Form<'a> {
    pub fn new(ruleset: &'a Ruleset, judged: &'a [Judged], attestations: &'a Attestations, today: Date) -> Form<'a> {
        let evidence = judged.iter().filter(|j| j.kind != Kind::SelfAssessment);
        let papers: Vec<Paper> = evidence
            .map(|judged| Paper {
                judged,
                outline: Outline::of(&parse(&judged.source)),
            })
            .collect();
        let provisions = ruleset.provisions.iter().enumerate();
        // The form is the Ombudsman's: a landlord's own provisions have no row in it.
        let rows = provisions
            .filter(|(_, provision)| !ruleset.is_own(provision.place))
            .map(|(n, provision)| {
                let mut row = Row {
                    provision,
                    comply: Comply::Open,
                    evidence: Vec::new(),
                    commentary: Vec::new(),
                };
                row.read(n, &papers, ruleset);
                row.vouch(attestations, today);
                row.comply = row.answer();
                row
            })
            .collect();
        let letters = letter_tables(ruleset, &papers);
        let filled = filled(judged, &papers, ruleset);
        Form {
            ruleset,
            papers,
            rows,
            letters,
            filled,
        }
    }

    /// How many rows are answered so; waived ones count as "No".
    pub fn count(&self, comply: impl Fn(Comply) -> bool) -> usize {
        self.rows.iter().filter(|row| comply(row.comply)).count()
    }
}

impl<'a> Row<'a> {
    /// What the documents say of each duty; `n` is the provision's index.
    fn read(&mut self, n: usize, papers: &[Paper<'a>], ruleset: &Ruleset) {
        for (at, element) in self.provision.elements.iter().enumerate() {
            let mut carried = false;
            for (number, paper) in papers.iter().enumerate() {
                let verdict: &'a ElementVerdict = &paper.judged.verdicts[n].elements[at];
                carried |= element.required_in.contains(&paper.judged.kind);
                let place = |span| paper.outline.place(span, &paper.judged.source);
                if verdict.verdict == Some(Verdict::Met) {
                    // One quotation shows it; more would hide the others.
                    if let Some(span) = verdict.evidence.first() {
                        paper.quote(&mut self.evidence, &element.id, number, *span);
                    }
                }
                let of_code = |f: &&Finding| verdict.verdict == Some(f.verdict) && !f.is_own(ruleset);
                for finding in verdict.findings.iter().filter(of_code) {
                    let place = finding.spans.first().map(|span| place(*span));
                    self.commentary.push(match finding.verdict {
                        Verdict::Met => Remark::Weak {
                            paper: number,
                            place,
                            finding,
                        },
                        _ => Remark::Unmet {
                            paper: number,
                            place,
                            finding,
                        },
                    });
                }
            }
            let kinds: Vec<Kind> = element
                .required_in
                .iter()
                .copied()
                .filter(|k| *k != Kind::SelfAssessment)
                .collect();
            if !carried && !kinds.is_empty() {
                self.commentary.push(Remark::NoDocument { element, kinds });
            }
        }
    }

    /// What somebody vouches for, and what nobody does.
    fn vouch(&mut self, attestations: &'a Attestations, today: Date) {
        let provision = self.provision;
        let whole = provision.attest.iter().map(|shows| (&provision.id, shows));
        let elements = provision.elements.iter();
        let parts = elements.filter_map(|e| e.attest.as_ref().map(|shows| (&e.id, shows)));
        for (id, shows) in whole.chain(parts) {
            let mut signed = attestations.of(id);
            if *id != provision.id {
                signed.extend(attestations.of(&provision.id));
            }
            match signed.iter().find(|a| !a.lapsed(today)) {
                Some(holds) => self.remark_once(holds, Remark::Attested),
                None => {
                    if let Some(lapsed) = signed.first() {
                        self.remark_once(lapsed, Remark::Lapsed);
                    }
                    self.commentary.push(Remark::Wanted { element: id, shows });
                }
            }
        }
    }

    fn remark_once(&mut self, attestation: &'a Attestation, remark: fn(&'a Attestation) -> Remark<'a>) {
        let known = self.commentary.iter().any(|said| match said {
            Remark::Attested(other) | Remark::Lapsed(other) => std::ptr::eq(*other, attestation),
            _ => false,
        });
        if !known {
            self.commentary.push(remark(attestation));
        }
    }

    fn answer(&self) -> Comply {
        let unmet = self.commentary.iter().filter_map(|remark| match remark {
            Remark::Unmet { finding, .. } if finding.severity > Severity::Advice => Some(*finding),
            _ => None,
        });
        let unmet: Vec<&Finding> = unmet.collect();
        if !unmet.is_empty() {
            let waived: Option<Vec<Date>> = unmet.iter().map(|f| f.waiver().map(|w| w.until)).collect();
            return Comply::No {
                by: waived.and_then(|dates| dates.into_iter().max()),
            };
        }
        let wanting = |remark: &Remark| matches!(remark, Remark::NoDocument { .. } | Remark::Wanted { .. });
        let shown = !self.evidence.is_empty() || self.commentary.iter().any(|r| matches!(r, Remark::Attested(_)));
        if self.commentary.iter().any(wanting) || !shown {
            Comply::Open
        } else {
            Comply::Yes
        }
    }
}
