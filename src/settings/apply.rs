//! Settings held against the rulesets they are for: what they name must be there, and a duty of the Code stays one.

use super::{Paths, Settings};
use crate::assess::ProvisionVerdict;
use crate::problem::Problem;
use crate::ruleset::{Ruleset, Severity};
use crate::waiver::{Claim, covers};
use jiff::civil::Date;

/// What settings say of findings, ready to be used.
#[derive(Debug, Default)]
pub struct Bound {
    pub severity: Vec<(String, Severity)>,
    /// Each with the files it is for; all without any.
    pub waivers: Vec<(Claim, Option<Paths>)>,
}

/// Holds settings against their rulesets. With what is wrong: ids that are not there, severities that would silence a
/// duty, waivers that are none; these are left out.
pub fn bind(settings: &Settings, rulesets: &[&Ruleset], today: Date) -> (Bound, Vec<Problem>) {
    let mut list = Vec::new();
    let mut bound = Bound::default();
    for (id, level, severity) in &settings.severity {
        let ids: Vec<&str> = rulesets.iter().flat_map(|r| r.ids()).collect();
        if !ids.contains(&id.text.as_str()) {
            let problem = Problem::new(id.span, format!("there is no provision, element or rule `{}`", id.text));
            list.push(problem.help(match crate::near::closest(&id.text, ids) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`ombudlint rules` lists what there is".to_owned(),
            }));
        } else if *severity < Severity::Error && rulesets.iter().any(|r| is_duty(&id.text, r)) {
            let message = format!("{} is a duty of the Code and stays an error", id.text);
            let help = "say in a `[[waiver]]` why the landlord does not comply, and until when";
            list.push(Problem::new(level.span, message).help(help));
        } else {
            bound.severity.push((id.text.clone(), *severity));
        }
    }
    for waiving in &settings.waivers {
        let claim = waiving
            .terms
            .clone()
            .settle(rulesets, today, &mut |problem| list.push(problem));
        bound.waivers.extend(claim.map(|claim| (claim, waiving.paths.clone())));
    }
    (bound, list)
}

/// Whether an element that this id names is an error when it is missing in some kind of document.
fn is_duty(id: &str, ruleset: &Ruleset) -> bool {
    let named = ruleset.rules.iter().find(|r| r.id == id).map_or(id, |r| &r.element);
    let elements = ruleset.provisions.iter().flat_map(|p| &p.elements);
    let mut named = elements.filter(|e| covers(named, &e.id));
    named.any(|e| e.severity == Severity::Error || e.severity_in.iter().any(|(_, s)| *s == Severity::Error))
}

impl Bound {
    /// Gives findings the severities of the settings. What is an error stays one; verdicts stay as they are.
    pub fn weigh(&self, verdicts: &mut [ProvisionVerdict], ruleset: &Ruleset) {
        let findings = verdicts
            .iter_mut()
            .flat_map(|p| &mut p.elements)
            .flat_map(|e| &mut e.findings);
        for finding in findings.filter(|f| f.severity < Severity::Error) {
            let rule = &ruleset.rules[finding.rule].id;
            let named = self
                .severity
                .iter()
                .filter(|(id, _)| covers(id, &finding.element) || id == rule);
            // A rule's own id says more than its element's, that more than its provision's.
            if let Some((_, severity)) = named.max_by_key(|(id, _)| (id == rule, id.len())) {
                finding.severity = *severity;
            }
        }
    }

    /// The waivers for a file, by its path from the folder of the settings.
    pub fn claims(&self, path: &str) -> Vec<(usize, &Claim)> {
        let waivers = self.waivers.iter().enumerate();
        let here = waivers.filter(|(_, (_, paths))| paths.as_ref().is_none_or(|p| p.matched(path).is_some()));
        here.map(|(n, (claim, _))| (n, claim)).collect()
    }
}
