//! Outcomes of rules to one verdict per element and provision, with evidence. Knows no rule.

use crate::check::{self, Prepared};
use crate::finding::{Breach, Evidence, Finding, Outcome, Reason, Verdict, Waiver};
use crate::kind::Kind;
use crate::reading::Reading;
use crate::ruleset::{Element, Provision, Rule, Ruleset, Severity};
use crate::source::Span;
use jiff::civil::Date;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The verdict on one element of one document.
#[derive(Debug, Clone)]
pub struct ElementVerdict {
    pub id: String,
    /// `None` where the kind of document does not touch the element and need not.
    pub verdict: Option<Verdict>,
    pub evidence: Vec<Span>,
    pub findings: Vec<Finding>,
    /// Why it counts for less than it might: the element was met, with a warning.
    pub weak: bool,
}

/// The verdict on one provision: its elements rolled up.
#[derive(Debug, Clone)]
pub struct ProvisionVerdict {
    pub id: String,
    pub verdict: Option<Verdict>,
    pub elements: Vec<ElementVerdict>,
}

impl ElementVerdict {
    /// The waiver that holds longest, if every finding has one: the landlord says that it does not comply, and until when.
    pub fn waived(&self) -> Option<&Waiver> {
        let all: Option<Vec<&Waiver>> = self.findings.iter().map(Finding::waiver).collect();
        all?.into_iter().max_by_key(|w| w.until)
    }
}

impl ProvisionVerdict {
    /// The waiver that holds longest, if all that speaks against the provision is waived. Where nothing does, one for
    /// something weak: who explains why it does not comply does not comply.
    pub fn waived(&self) -> Option<&Waiver> {
        let against = |e: &&ElementVerdict| matches!(e.verdict, Some(Verdict::Breached | Verdict::Missing));
        let mut against = self.elements.iter().filter(against).peekable();
        if against.peek().is_none() {
            return self
                .elements
                .iter()
                .filter_map(ElementVerdict::waived)
                .max_by_key(|w| w.until);
        }
        let all: Option<Vec<&Waiver>> = against.map(ElementVerdict::waived).collect();
        all?.into_iter().max_by_key(|w| w.until)
    }
}

/// Assesses a reading against every provision of a ruleset, in the Code's order.
pub fn assess(ruleset: &Ruleset, reading: &Reading, today: Date) -> Vec<ProvisionVerdict> {
    if let Some(form) = &reading.form {
        return crate::self_assessment::assess(form, ruleset, today);
    }
    let prepared = Prepared::new(ruleset, reading, today);
    if !reading.is_long() {
        return ruleset.provisions.iter().map(|p| provision(p, &prepared)).collect();
    }
    // One goes from the first, one from the last, until they meet: neither waits for the other.
    let begun = AtomicUsize::new(0);
    let next = || begun.fetch_add(1, Ordering::Relaxed) < ruleset.provisions.len();
    let share = |provisions: &mut dyn Iterator<Item = &Provision>| {
        let mine = provisions.take_while(|_| next());
        mine.map(|p| provision(p, &prepared)).collect::<Vec<_>>()
    };
    let (mut first, last) = std::thread::scope(|scope| {
        let last = scope.spawn(|| share(&mut ruleset.provisions.iter().rev()));
        let first = share(&mut ruleset.provisions.iter());
        (first, last.join().expect("a check does not panic"))
    });
    first.extend(last.into_iter().rev());
    first
}

fn provision(provision: &Provision, prepared: &Prepared) -> ProvisionVerdict {
    let elements: Vec<_> = provision.elements.iter().map(|e| element(e, prepared)).collect();
    let has = |verdict| elements.iter().any(|e| e.verdict == Some(verdict));
    let kind = prepared.reading.kind;
    let weighty = |id: &str| {
        let element = provision.elements.iter().find(|e| e.id == id);
        element.is_some_and(|e| e.severity_for(kind) > Severity::Advice)
    };
    let missing = elements
        .iter()
        .any(|e| e.verdict == Some(Verdict::Missing) && weighty(&e.id));
    let verdict = if has(Verdict::Breached) {
        Some(Verdict::Breached)
    } else if missing {
        Some(Verdict::Missing)
    } else if has(Verdict::Met) {
        Some(Verdict::Met)
    } else if has(Verdict::Unassessed) || elements.is_empty() {
        Some(Verdict::Unassessed)
    } else {
        None
    };
    ProvisionVerdict {
        id: provision.id.clone(),
        verdict,
        elements,
    }
}

/// The rules that decide `element` in documents of the reading's kind.
fn rules_for<'r>(element: &'r Element, prepared: &'r Prepared) -> impl Iterator<Item = (usize, &'r Rule)> {
    let kind = prepared.reading.kind;
    let rules = prepared.ruleset.rules.iter().enumerate();
    rules.filter(move |(_, rule)| rule.element == element.id && rule.reads(kind))
}

fn element(element: &Element, prepared: &Prepared) -> ElementVerdict {
    let kind = prepared.reading.kind;
    let required = element.required_in.contains(&kind);
    let promised = element.promised_in.contains(&kind);
    if !required && !promised && !element.checked_in.contains(&kind) {
        return undecided(element);
    }
    let outcomes = rules_for(element, prepared).map(|(n, rule)| (n, check::run(rule, prepared)));
    let ruleset = prepared.ruleset;
    let beside = |(n, _): &(usize, Outcome)| ruleset.is_own(ruleset.rules[*n].place) && !ruleset.is_own(element.place);
    let (own, outcomes): (Vec<_>, Vec<_>) = outcomes.partition(beside);
    let mut out = decide(element, required, &outcomes, kind);
    for finding in out.findings.iter_mut().filter(|f| f.verdict != Verdict::Met) {
        finding.severity = element.weigh(finding.severity);
    }
    // The Code's verdict is the Code's; what a landlord asks of itself is said beside it.
    if promised && out.findings.is_empty() {
        out.findings = decide(element, true, &outcomes, kind).findings;
    }
    for (rule, outcome) in &outcomes {
        for unkept in &outcome.unkept {
            note(
                &mut out,
                *rule,
                Verdict::Met,
                unkept.severity,
                &unkept.reason,
                &unkept.evidence,
            );
        }
    }
    let missing = out.verdict == Some(Verdict::Missing);
    if !own.is_empty() {
        let tell = own.iter().any(|(n, _)| !ruleset.rules[*n].check.only_contradicts());
        let own = decide(element, tell && (required || promised), &own, kind).findings;
        let fresh = own.into_iter().filter(|f| !(missing && f.verdict == Verdict::Missing));
        out.findings.extend(fresh);
    }
    out.evidence.sort();
    out.evidence.dedup();
    out
}

fn undecided(element: &Element) -> ElementVerdict {
    ElementVerdict {
        id: element.id.clone(),
        verdict: None,
        evidence: Vec::new(),
        findings: Vec::new(),
        weak: false,
    }
}

/// What the outcomes of an element's rules come to.
fn decide(element: &Element, required: bool, outcomes: &[(usize, Outcome)], kind: Kind) -> ElementVerdict {
    let mut out = undecided(element);
    let breached = outcomes
        .iter()
        .flat_map(|(n, o)| o.breached.iter().map(move |b| (*n, b)));
    let breached: Vec<(usize, &Breach)> = breached.collect();
    let practice = element.attest.is_some() && element.required_in.is_empty();
    if !breached.is_empty() {
        out.verdict = Some(Verdict::Breached);
        for (rule, breach) in breached {
            note(
                &mut out,
                rule,
                Verdict::Breached,
                breach.severity,
                &breach.reason,
                &breach.evidence,
            );
        }
    } else if outcomes.iter().any(|(_, o)| !o.met.is_empty()) {
        out.verdict = Some(Verdict::Met);
        out.evidence = outcomes
            .iter()
            .flat_map(|(_, o)| o.met.iter().map(|e| e.span))
            .collect();
        note_closed(&mut out, outcomes);
    } else if outcomes.iter().any(|(_, o)| !o.weak.is_empty()) {
        out.verdict = Some(Verdict::Met);
        out.weak = true;
        for (rule, outcome) in outcomes {
            if let Some((evidence, reason)) = outcome.weak.first() {
                note(&mut out, *rule, Verdict::Met, Severity::Warning, reason, evidence);
                out.evidence.extend(outcome.weak.iter().skip(1).map(|(e, _)| e.span));
            }
        }
    } else if required
        && let Some((rule, _)) = outcomes
            .first()
            .filter(|_| !outcomes.iter().any(|(_, o)| o.not_applicable))
    {
        out.verdict = Some(Verdict::Missing);
        let partial = outcomes.iter().find_map(|(n, o)| o.unmet.clone().map(|u| (*n, u)));
        let (rule, (spans, reason)) = partial.unwrap_or((*rule, (Vec::new(), Reason::Unsaid)));
        out.findings.push(Finding {
            rule,
            element: element.id.clone(),
            verdict: Verdict::Missing,
            severity: element.severity_for(kind),
            reason,
            spans: spans.into_iter().map(|e| e.span).collect(),
            excuse: None,
            lapse: None,
        });
    }
    // What no rule reads is not known; silence must not look like compliance.
    let unread = required && outcomes.is_empty();
    if (practice || unread) && out.verdict.is_none() {
        out.verdict = Some(Verdict::Unassessed);
    }
    out
}

/// A closed route misleads also beside one that works.
fn note_closed(out: &mut ElementVerdict, outcomes: &[(usize, Outcome)]) {
    for (rule, outcome) in outcomes {
        for (evidence, reason) in &outcome.weak {
            if matches!(reason, Reason::DeadRoute { .. }) {
                out.weak = true;
                note(out, *rule, Verdict::Met, Severity::Warning, reason, evidence);
            }
        }
    }
}

fn note(
    out: &mut ElementVerdict,
    rule: usize,
    verdict: Verdict,
    severity: Severity,
    reason: &Reason,
    evidence: &Evidence,
) {
    out.evidence.push(evidence.span);
    let spans = match reason {
        Reason::Reworded(changes) => changes.iter().map(|c| c.span).collect(),
        _ => vec![evidence.span],
    };
    let finding = Finding {
        rule,
        element: out.id.clone(),
        verdict,
        severity,
        reason: reason.clone(),
        spans,
        excuse: None,
        lapse: None,
    };
    let twice = |known: &Finding| known.spans == finding.spans && known.verdict == verdict;
    if !out.findings.iter().any(twice) {
        out.findings.push(finding);
    }
}

/// Where something that is missing would belong: after what the document says of the same provision, else of
/// the provision before it, else at its title.
pub fn anchor(finding: &Finding, verdicts: &[ProvisionVerdict], source: &crate::source::Source) -> Span {
    let home = verdicts
        .iter()
        .position(|p| p.elements.iter().any(|e| e.id == finding.element));
    let last = |p: &ProvisionVerdict| {
        p.elements
            .iter()
            .flat_map(|e| &e.evidence)
            .max_by_key(|s| s.end)
            .copied()
    };
    let near = home.and_then(|home| verdicts[..=home].iter().rev().take(NEIGHBOURS).find_map(last));
    near.unwrap_or_else(|| {
        let lines: Vec<Span> = (0..source.line_count()).map(|n| source.line_span(n)).collect();
        let text = |span: &&Span| source.slice(**span).trim();
        let title = lines.iter().find(|s| text(s).starts_with('#'));
        // Without a title: the first line that is not front matter.
        let fences = lines.iter().filter(|s| text(s) == "---").nth(1).map_or(0, |s| s.end);
        let first = lines.iter().find(|s| s.start >= fences && text(s).len() > 3);
        title.or(first).copied().unwrap_or_default()
    })
}

/// Provisions in which a place for something missing is looked for.
const NEIGHBOURS: usize = 3;
