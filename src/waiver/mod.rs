//! "Comply or explain": waivers as people write them, in a document or in the settings, and the findings they excuse.
//! A waiver has a reason and an end; without either it has no effect.

mod apply;
mod directive;
mod terms;

pub use apply::apply;
pub use directive::read as read_directives;
pub use terms::Terms;

use crate::finding::{Finding, Verdict, Waiver};
use crate::problem::Problem;
use crate::ruleset::{Ruleset, Severity};
use crate::source::Span;

/// A waiver with what it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Provisions, elements and rules by their ids.
    pub names: Vec<String>,
    /// The part of the document that it holds for; the whole without one.
    pub scope: Option<Span>,
    pub waiver: Waiver,
    /// Where it is written, in its own file.
    pub place: Span,
}

impl Claim {
    /// A note that there is no finding for it.
    pub fn idle(&self, today: jiff::civil::Date) -> Problem {
        let until = self.waiver.until;
        let ended = if until < today {
            format!("; it ended on {until}")
        } else {
            String::new()
        };
        let ids = self.names.join(", ");
        Problem::new(self.place, format!("there is nothing to waive for {ids}{ended}"))
            .at(Severity::Warning)
            .help("take this waiver out, or put it where it belongs")
    }

    /// Whether the finding is one of those that it names, where it holds. What is missing has no place: a waiver for it
    /// holds wherever it stands in the document.
    fn concerns(&self, finding: &Finding, ruleset: &Ruleset) -> bool {
        let here = match self.scope {
            Some(scope) if finding.verdict != Verdict::Missing => finding.spans.iter().any(|s| scope.contains(*s)),
            _ => true,
        };
        let rule = &ruleset.rules[finding.rule].id;
        here && self
            .names
            .iter()
            .any(|name| covers(name, &finding.element) || name == rule)
    }
}

/// Whether an id is an element's own or that of its provision.
pub fn covers(name: &str, element: &str) -> bool {
    element
        .strip_prefix(name)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
