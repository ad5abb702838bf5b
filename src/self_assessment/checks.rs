//! Checks of one row at a time: its answer, its evidence, what its own words say of the answer, its requirement.

use super::catalogue::fold;
use super::fault::{Fault, RowReason};
use super::labels::Labels;
use super::references::Reference;
use super::signs::{self, Said, Sentences};
use super::{Answer, Column, Form, Prose, Row};
use crate::finding::Reason;
use crate::lexicon::words::{Word, words};
use crate::ruleset::{Check, RowFault, Ruleset, Severity};
use crate::source::{Source, Span};
use crate::wording::differences;
use jiff::civil::Date;
use std::ops::Range;

/// What all checks look at.
pub struct Desk<'a> {
    pub form: &'a Form,
    pub ruleset: &'a Ruleset,
    pub source: &'a Source,
    pub labels: Labels<'a>,
    pub today: Date,
    /// For each row the reference that is all its evidence, or all its commentary.
    pub references: Vec<Vec<Reference>>,
}

impl Desk<'_> {
    pub fn fault(&self, finds: RowFault, row: &Row, spans: Vec<Span>, reason: RowReason) -> Fault {
        let spans = if spans.is_empty() { vec![row.at] } else { spans };
        Fault::new(finds, row.place, spans, reason)
    }

    /// Where a cell without words would have them.
    pub fn blank(&self, prose: &Prose, at: Span) -> Vec<Span> {
        let whole = prose.whole(self.source);
        if whole.is_empty() { vec![at] } else { whole }
    }
}

/// A passage: its cell's text and the bytes of it.
fn passage<'p>(row: &'p Row, column: Column, range: &Range<usize>) -> (&'p Prose, String) {
    let prose = match column {
        Column::Evidence => &row.evidence,
        _ => &row.commentary,
    };
    (prose, prose.text[range.clone()].replace('\n', " "))
}

/// The answer is there, and yes or no.
pub fn answers(desk: &Desk, out: &mut Vec<Fault>) {
    for row in &desk.form.rows {
        let spans = desk.blank(&row.answer_text, row.answer_at);
        match row.answer {
            _ if row.place.is_none() => {}
            // A question that is answered in words.
            _ if row.place.and_then(|place| desk.form.open.get(place)) == Some(&true) => {}
            Answer::Blank => out.push(desk.fault(RowFault::AnswerMissing, row, spans, RowReason::NoAnswer)),
            answer if !row.plain_answer => {
                let said = row.answer_text.text.clone();
                let may_not_arise = row
                    .place
                    .and_then(|place| desk.ruleset.provision(desk.form.catalogue.id(place)))
                    .is_some_and(|p| p.may_not_arise);
                let allowed = answer == Answer::NotApplicable && (may_not_arise || desk.form.edition.is_some());
                let fault = desk.fault(
                    RowFault::AnswerOther,
                    row,
                    spans,
                    RowReason::OtherAnswer { said, allowed },
                );
                // "Compliant" is understood, and a duty that has not arisen is neither.
                let light = allowed || answer == Answer::Yes || answer == Answer::No;
                out.push(if light { fault.weighing(Severity::Advice) } else { fault });
            }
            _ => {}
        }
    }
}

/// "Yes" shows something, "No" is explained and has a date.
pub fn grounds(desk: &Desk, said: &Sentences, out: &mut Vec<Fault>) {
    let planned = signs::places(said, &desk.ruleset.forms.planned, &desk.ruleset.lexicon);
    let columned = desk.form.rows.iter().any(|row| row.evidence_at != row.at);
    for (n, row) in desk.form.rows.iter().enumerate() {
        let is_blank = |prose: &Prose| desk.labels.is_blank(&prose.text);
        match row.answer {
            Answer::Yes => {
                let shown = if columned { &row.evidence } else { &row.commentary };
                if is_blank(shown) {
                    let spans = desk.blank(shown, row.evidence_at);
                    let said = shown.text.clone();
                    out.push(desk.fault(RowFault::EvidenceMissing, row, spans, RowReason::NoEvidence { said }));
                }
            }
            Answer::No | Answer::Partly => {
                let spans = desk.blank(&row.answer_text, row.answer_at);
                if is_blank(&row.evidence) && is_blank(&row.commentary) {
                    out.push(desk.fault(RowFault::Unexplained, row, spans, RowReason::NoExplanation));
                } else if desk.references[n].is_empty() && !has_deadline(desk, said, &planned, n) {
                    out.push(desk.fault(RowFault::Undated, row, spans, RowReason::NoDate));
                }
            }
            _ => {}
        }
    }
}

/// Whether a row says by when: a date that is promised, or that a word such as "by" makes a deadline.
fn has_deadline(desk: &Desk, said: &Sentences, planned: &[Option<Range<usize>>], row: usize) -> bool {
    let mut sentences = said.iter().zip(planned).filter(|(s, _)| s.row == row);
    let dated = |s: &Said, planned: bool| {
        let mut dates = s.dates.iter();
        dates.any(|d| {
            let told = after_one_of(&desk.ruleset.forms.on_a_day, &d.before);
            planned && !d.year_only || told || after_one_of(&desk.ruleset.forms.deadlines, &d.before)
        })
    };
    sentences.any(|(s, planned)| dated(s, planned.is_some()))
}

/// Whether the words before a date end with one of `phrases`.
fn after_one_of(phrases: &[String], before: &str) -> bool {
    phrases.iter().any(|phrase| {
        let rest = before.strip_suffix(phrase.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
    })
}

/// A "Yes" that its own words deny or put off, and promises whose day has passed.
pub fn words_of_rows(desk: &Desk, said: &Sentences, out: &mut Vec<Fault>) {
    let (forms, lexicon) = (&desk.ruleset.forms, &desk.ruleset.lexicon);
    let denied = signs::places(said, &forms.denied, lexicon);
    let denied_duty = signs::places(said, &forms.denied_duty, lexicon);
    let planned = signs::places(said, &forms.planned, lexicon);
    for (n, row) in desk.form.rows.iter().enumerate() {
        let mine = || said.iter().enumerate().filter(|(_, s)| s.row == n);
        if row.answer == Answer::Yes {
            let found = |denied: &[Option<Range<usize>>]| mine().find_map(|(at, s)| Some((s, denied[at].clone()?)));
            let outright = found(&denied);
            // What is not said or not done may be said or done elsewhere: a reader has to judge.
            let perhaps = found(&denied_duty).filter(|_| !row.forbids && outright.is_none());
            if let Some((s, range)) = outright.clone().or(perhaps.clone()) {
                let (prose, said) = passage(row, s.column, &range);
                let spans = prose.spans(desk.source, range);
                let fault = desk.fault(RowFault::Denied, row, spans, RowReason::Denied { said });
                out.push(if perhaps.is_some() {
                    fault.weighing(Severity::Warning)
                } else {
                    fault
                });
            } else if let Some((s, range)) = found(&planned) {
                let (prose, said) = passage(row, s.column, &range);
                let spans = prose.spans(desk.source, range);
                let fault = desk.fault(RowFault::Planned, row, spans, RowReason::Planned { said });
                // Evidence that is nothing but a plan supports nothing.
                let mut evidence = mine().filter(|(_, s)| s.column == Column::Evidence).peekable();
                let only_plans = evidence.peek().is_some() && evidence.all(|(at, _)| planned[at].is_some());
                out.push(if only_plans {
                    fault.weighing(Severity::Error)
                } else {
                    fault
                });
            }
        }
        for (at, s) in mine() {
            let promised = planned[at].is_some();
            let late = s.dates.iter().find(|d| {
                let deadline = after_one_of(&desk.ruleset.forms.deadlines, &d.before);
                let open = matches!(row.answer, Answer::No | Answer::Partly) && deadline;
                let named = deadline || after_one_of(&desk.ruleset.forms.on_a_day, &d.before);
                (promised && (named || !d.year_only) || open) && d.last.is_some_and(|last| last < desk.today)
            });
            if let Some(dated) = late {
                let (prose, words) = passage(row, s.column, &dated.range);
                let reason = RowReason::Overdue { said: words };
                out.push(desk.fault(
                    RowFault::Overdue,
                    row,
                    prose.spans(desk.source, dated.range.clone()),
                    reason,
                ));
                break;
            }
        }
    }
}

/// The requirement is the Code's, whole and of this edition.
pub fn requirements(desk: &Desk, out: &mut Vec<Fault>) {
    let catalogue = &desk.form.catalogue;
    for row in &desk.form.rows {
        let Some(place) = row.place.filter(|_| !row.requirement.is_empty()) else {
            continue;
        };
        let said = fold(&row.requirement.text);
        let own = catalogue.likeness(place, &said);
        let other = catalogue
            .recognise(&row.requirement.text, Some(place))
            .filter(|other| *other != place);
        let whole = || row.requirement.whole(desk.source);
        if let Some(other) = other.filter(|other| own < 0.6 && catalogue.likeness(*other, &said) > 0.9) {
            let of = catalogue.id(other).to_owned();
            out.push(desk.fault(RowFault::Wording, row, whole(), RowReason::OtherRequirement { of }));
        } else if let Some(edition) = older(desk, place, &said) {
            let fault = |range: Range<usize>| row.requirement.spans(desk.source, range);
            let reason = RowReason::OlderWording { edition };
            let changed = changes(&row.requirement.text, catalogue.words(place));
            let spans = changed
                .iter()
                .flat_map(|c| fold_range(&row.requirement.text, &c.0))
                .flat_map(fault);
            out.push(desk.fault(RowFault::Wording, row, spans.collect(), reason));
        } else {
            out.extend(reworded(desk, row, place));
        }
    }
}

/// The edition that is not in force whose words a requirement has.
fn older(desk: &Desk, place: usize, said: &[String]) -> Option<String> {
    let id = desk.form.catalogue.id(place);
    let (provision, code) = (desk.ruleset.provision(id)?, desk.form.catalogue.words(place));
    let rules = desk
        .ruleset
        .rules
        .iter()
        .filter(|r| provision.elements.iter().any(|e| e.id == r.element));
    let checks = rules.filter_map(|rule| {
        if let Check::Definition(check) = &rule.check {
            Some(check)
        } else {
            None
        }
    });
    let holds = |text: &[String], part: &[String]| text.windows(part.len()).any(|w| w == part);
    checks.flat_map(|check| &check.editions).find_map(|edition| {
        let words = fold(&edition.text);
        (holds(said, &words) && !holds(code, &words)).then(|| edition.name.clone())
    })
}

/// Stretches of words that differ: those of the text, and those of the Code in their place.
fn changes(text: &str, code: &[String]) -> Vec<(Range<usize>, Range<usize>)> {
    let folded = |text: &str| {
        let mut list = words(text);
        for (word, plain) in list.iter_mut().zip(fold(text)) {
            word.text = plain.into();
        }
        list
    };
    let said = folded(text);
    let code: Vec<_> = folded(&code.join(" "));
    let found = differences(&said, &code);
    let joined = |words: &[Word]| words.iter().map(|w| w.text.as_str()).collect::<String>();
    found
        .into_iter()
        .filter(|d| joined(&said[d.said.clone()]) != joined(&code[d.expected.clone()]))
        .map(|d| (d.said, d.expected))
        .collect()
}

/// The bytes of a range of words.
fn fold_range(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    let list = words(text);
    let (first, last) = (list.get(range.start)?, list.get(range.end.checked_sub(1)?)?);
    (first.start < last.end).then_some(first.start..last.end)
}

fn reworded(desk: &Desk, row: &Row, place: usize) -> Option<Fault> {
    let code = desk.form.catalogue.words(place);
    let text = &row.requirement.text;
    let found = changes(text, code);
    let (said, expected) = found.first()?;
    let whole = row.requirement.whole(desk.source);
    if found.len() == 1 && said.is_empty() && expected.end == code.len() {
        let rest = code[expected.clone()].join(" ");
        let end = whole.last().map(|s| Span::new(s.end, s.end)).unwrap_or(row.at);
        let reason = RowReason::CutShort { rest };
        return Some(
            desk.fault(RowFault::Wording, row, vec![end], reason)
                .weighing(Severity::Advice),
        );
    }
    let spans = |range: &Range<usize>| match fold_range(text, range) {
        Some(bytes) => row.requirement.spans(desk.source, bytes),
        None => Vec::new(),
    };
    let list = words(text);
    let shown = |range: &Range<usize>| {
        list[range.clone()]
            .iter()
            .map(|w| w.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    let reason = RowReason::OtherWording {
        said: shown(said),
        code: code[expected.clone()].join(" "),
        places: found.len(),
    };
    let mut marked: Vec<Span> = found.iter().flat_map(|(said, _)| spans(said)).collect();
    if marked.is_empty() {
        marked = whole;
    }
    Some(
        desk.fault(RowFault::Wording, row, marked, reason)
            .weighing(Severity::Advice),
    )
}

/// A row's own words, read as a policy's, break the rules of its provision.
pub fn replayed_on_itself(desk: &Desk, out: &mut Vec<Fault>) {
    for row in desk.form.rows.iter().filter(|row| row.answer == Answer::Yes) {
        let known = out.iter().any(|f| f.finds == RowFault::Denied && f.place == row.place);
        let Some((range, reason)) = row.breach.as_ref().filter(|_| !known) else {
            continue;
        };
        let (column, range) = range;
        let (prose, said) = passage(row, *column, range);
        let because = match reason {
            Reason::Because(because) => because.clone(),
            _ => String::new(),
        };
        let spans = prose.spans(desk.source, range.clone());
        out.push(desk.fault(
            RowFault::Denied,
            row,
            spans,
            RowReason::BreachedByItself { said, because },
        ));
    }
}

/// What the landlord's documents make of a "Yes".
pub fn replayed(desk: &Desk, out: &mut Vec<Fault>) {
    for row in &desk.form.rows {
        let Some(replay) = &row.replay else { continue };
        let spans = desk.blank(&row.answer_text, row.answer_at);
        if let Some(words) = replay.against.first() {
            let reason = RowReason::Contradicted {
                path: words.path.clone(),
                line: words.line,
                said: words.said.clone(),
                more: replay.against.len() - 1,
            };
            let fault = desk.fault(RowFault::Contradicted, row, spans, reason);
            out.push(fault.weighing(words.severity));
        } else if let Some(unsaid) = replay.unsaid.first() {
            let reason = RowReason::Unshown {
                path: unsaid.path.clone(),
                duty: unsaid.title.clone(),
                more: replay.unsaid.len() - 1,
            };
            out.push(desk.fault(RowFault::Unshown, row, spans, reason));
        }
    }
}
