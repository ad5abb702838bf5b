//! Forms that were filled by hand, with what the documents beside them make of each "Yes".

use super::Paper;
use super::form::Quotation;
use crate::document::parse;
use crate::kind::Kind;
use crate::report::Judged;
use crate::ruleset::Ruleset;
use crate::self_assessment::{self, Borne, Unsaid};

/// A filled form beside documents.
#[derive(Debug)]
pub struct Filled<'a> {
    pub judged: &'a Judged,
    /// The rows answered "Yes", in the order of the form.
    pub rows: Vec<FilledRow<'a>>,
}

#[derive(Debug)]
pub struct FilledRow<'a> {
    pub provision: &'a str,
    /// Where the row is answered.
    pub line: usize,
    pub borne: Borne,
    /// Words that bear the answer out.
    pub shown: Vec<Quotation<'a>>,
    /// Words that say otherwise.
    pub against: Vec<Quotation<'a>>,
    /// Duties that a document must show and does not.
    pub unsaid: Vec<Unsaid>,
}

/// Each filled form among `judged`, held against `papers`; none where there are no papers.
pub fn filled<'a>(judged: &'a [Judged], papers: &[Paper<'a>], ruleset: &'a Ruleset) -> Vec<Filled<'a>> {
    let forms = judged.iter().filter(|j| j.kind == Kind::SelfAssessment);
    let beside: Vec<self_assessment::Paper> = papers.iter().filter_map(|paper| paper.judged.paper()).collect();
    if beside.is_empty() {
        return Vec::new();
    }
    forms.map(|judged| one(judged, papers, &beside, ruleset)).collect()
}

fn one<'a>(
    judged: &'a Judged,
    papers: &[Paper<'a>],
    beside: &[self_assessment::Paper],
    ruleset: &'a Ruleset,
) -> Filled<'a> {
    let source = &judged.source;
    let mut form = self_assessment::read(source, &parse(source), ruleset);
    self_assessment::documents(&mut form, beside, ruleset);
    let mut rows = Vec::new();
    for row in form.rows {
        let provision = row.place.and_then(|place| ruleset.provision(form.catalogue.id(place)));
        let (Some(replay), Some(provision)) = (row.replay, provision) else {
            continue;
        };
        let quoted = |list: &[self_assessment::Words]| {
            let mut out: Vec<Quotation<'a>> = Vec::new();
            for words in list {
                let element = provision.elements.iter().find(|e| e.id == words.element);
                let Some(element) = element else { continue };
                papers[words.paper].quote(&mut out, &element.id, words.paper, words.span);
            }
            out
        };
        rows.push(FilledRow {
            provision: &provision.id,
            line: source.position(row.answer_at.start).line,
            borne: replay.borne,
            shown: quoted(&replay.shown),
            against: quoted(&replay.against),
            unsaid: replay.unsaid,
        });
    }
    Filled { judged, rows }
}
