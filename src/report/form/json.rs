//! The form for other programs: part of the answer of `assess`.

use super::cells::comply;
use crate::evidence::{Attestation, Filled, FilledRow, Form, Quotation, Remark, Row};
use crate::report::sentences;
use crate::self_assessment::Borne;
use serde::Serialize;

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FormJson<'a> {
    rows: Vec<RowJson<'a>>,
    letters: Vec<LetterJson<'a>>,
    /// Forms filled by hand, each "Yes" held against the documents.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    filled: Vec<FilledJson<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FilledJson<'a> {
    path: &'a str,
    rows: Vec<FilledRowJson<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FilledRowJson<'a> {
    provision: &'a str,
    line: usize,
    documents: Borne,
    /// Words that bear the answer out.
    shown: Vec<QuotationJson<'a>>,
    /// Words that say otherwise.
    against: Vec<QuotationJson<'a>>,
    /// Duties that a document must show and does not.
    unsaid: Vec<UnsaidJson<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct UnsaidJson<'a> {
    element: &'a str,
    path: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RowJson<'a> {
    provision: &'a str,
    requirement: &'a str,
    /// `Yes`, `No`, `No, by 31 March 2027` or `Open`.
    comply: String,
    evidence: Vec<QuotationJson<'a>>,
    commentary: Vec<RemarkJson<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct QuotationJson<'a> {
    elements: &'a [&'a str],
    path: &'a str,
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    clause: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    heading: Option<&'a str>,
    quote: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "says", rename_all = "kebab-case")]
enum RemarkJson<'a> {
    NotMet {
        element: &'a str,
        path: &'a str,
        line: Option<usize>,
        message: String,
        waived_until: Option<String>,
    },
    MetWithAWarning {
        element: &'a str,
        path: &'a str,
        line: Option<usize>,
        message: String,
    },
    NoDocument {
        element: &'a str,
        kinds: Vec<&'static str>,
    },
    ToBeAttested {
        element: &'a str,
        shows: &'a str,
    },
    Attested(AttestationJson<'a>),
    Lapsed(AttestationJson<'a>),
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct AttestationJson<'a> {
    provision: &'a str,
    statement: &'a str,
    who: &'a str,
    when: String,
    next_due: String,
    how_often: Option<&'a str>,
    link: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct LetterJson<'a> {
    path: &'a str,
    kind: &'static str,
    duties: Vec<DutyJson<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct DutyJson<'a> {
    element: &'a str,
    verdict: Option<crate::finding::Verdict>,
}

pub fn answer<'a>(form: &'a Form<'a>) -> FormJson<'a> {
    let mut letters = Vec::new();
    for table in &form.letters {
        for (paper, verdicts) in &table.rows {
            let duties = table.duties.iter().zip(verdicts);
            letters.push(LetterJson {
                path: form.papers[*paper].judged.source.name(),
                kind: table.kind.name(),
                duties: duties
                    .map(|(duty, verdict)| DutyJson {
                        element: duty.id,
                        verdict: *verdict,
                    })
                    .collect(),
            });
        }
    }
    FormJson {
        rows: form.rows.iter().map(|row| self::row(form, row)).collect(),
        letters,
        filled: form.filled.iter().map(|filled| self::filled(form, filled)).collect(),
    }
}

fn filled<'a>(form: &'a Form<'a>, filled: &'a Filled<'a>) -> FilledJson<'a> {
    let quotations = |list: &'a [Quotation<'a>]| list.iter().map(|q| quotation(form, q)).collect();
    let row = |row: &'a FilledRow<'a>| FilledRowJson {
        provision: row.provision,
        line: row.line,
        documents: row.borne,
        shown: quotations(&row.shown),
        against: quotations(&row.against),
        unsaid: row
            .unsaid
            .iter()
            .map(|unsaid| UnsaidJson {
                element: &unsaid.element,
                path: &unsaid.path,
            })
            .collect(),
    };
    FilledJson {
        path: filled.judged.source.name(),
        rows: filled.rows.iter().map(row).collect(),
    }
}

fn row<'a>(form: &'a Form<'a>, row: &'a Row<'a>) -> RowJson<'a> {
    RowJson {
        provision: &row.provision.id,
        requirement: &row.provision.text,
        comply: comply(row.comply),
        evidence: row.evidence.iter().map(|q| quotation(form, q)).collect(),
        commentary: row.commentary.iter().map(|r| remark(form, r)).collect(),
    }
}

fn quotation<'a>(form: &'a Form<'a>, quotation: &'a Quotation<'a>) -> QuotationJson<'a> {
    QuotationJson {
        elements: &quotation.elements,
        path: form.papers[quotation.paper].judged.source.name(),
        line: quotation.place.line,
        clause: quotation.place.clause.as_deref(),
        heading: quotation.place.heading.as_deref(),
        quote: quotation.words,
    }
}

fn remark<'a>(form: &'a Form<'a>, remark: &'a Remark<'a>) -> RemarkJson<'a> {
    match remark {
        Remark::Unmet { paper, place, finding } => {
            let judged = form.papers[*paper].judged;
            RemarkJson::NotMet {
                element: &finding.element,
                path: judged.source.name(),
                line: place.as_ref().map(|p| p.line),
                message: sentences::headline(finding, judged.kind, form.ruleset),
                waived_until: finding.waiver().map(|w| w.until.to_string()),
            }
        }
        Remark::Weak { paper, place, finding } => {
            let judged = form.papers[*paper].judged;
            RemarkJson::MetWithAWarning {
                element: &finding.element,
                path: judged.source.name(),
                line: place.as_ref().map(|p| p.line),
                message: sentences::headline(finding, judged.kind, form.ruleset),
            }
        }
        Remark::NoDocument { element, kinds } => RemarkJson::NoDocument {
            element: &element.id,
            kinds: kinds.iter().map(|k| k.name()).collect(),
        },
        Remark::Wanted { element, shows } => RemarkJson::ToBeAttested { element, shows },
        Remark::Attested(attestation) => RemarkJson::Attested(attested(attestation)),
        Remark::Lapsed(attestation) => RemarkJson::Lapsed(attested(attestation)),
    }
}

fn attested(attestation: &Attestation) -> AttestationJson<'_> {
    AttestationJson {
        provision: &attestation.provision,
        statement: &attestation.statement,
        who: &attestation.who,
        when: attestation.when.to_string(),
        next_due: attestation.next_due.to_string(),
        how_often: attestation.how_often.as_deref(),
        link: attestation.link.as_deref(),
    }
}
