//! The vocabulary that checks, assessment and reports share: verdicts, evidence, reasons as data.

use crate::calendar::Period;
use crate::ruleset::{Place, Ruleset, Severity};
use crate::self_assessment::RowReason;
use crate::source::Span;
use jiff::civil::Date;

/// What a document shows of a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// There is a quotation that says it.
    Met,
    /// There is a quotation that says otherwise.
    Breached,
    /// This kind of document must say it, and nothing in it does.
    Missing,
    /// Only practice can show it: needs an attestation.
    Unassessed,
}

/// Words of the document that decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    pub span: Span,
}

/// Why something is not simply met. Stays data until a report prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A promise that may take longer than the Code allows.
    TooLong { said: Period, limit: Period },
    /// Less time for the resident than the Code gives.
    TooShort { said: Period, least: Period },
    /// Within the Code's limit, but longer than the landlord itself promises.
    BeyondPromise {
        said: Period,
        promised: Period,
        allowed: Period,
    },
    /// As much as the Code gives, but less than the landlord itself promises.
    BelowPromise {
        said: Period,
        promised: Period,
        least: Period,
    },
    /// More working days between two days of a letter than the Code allows.
    TooManyDays {
        /// Where the limit starts to run, `added` working days after the day that is told.
        from: Date,
        added: u32,
        to: Date,
        counted: u32,
        limit: Period,
        because: Option<String>,
    },
    /// The clock starts at an event later than the Code's.
    StartsLate { from: String, instead: String },
    /// Figure and word disagree; the longer counts.
    Disagrees { counted: Period },
    /// "aim to", "normally": said, but not promised.
    Hedged,
    /// The sentence that the rule's pattern gives for it.
    Because(String),
    /// Words of the definition that are not the Code's.
    Reworded(Vec<Change>),
    /// The definition of an edition that is no longer in force.
    OlderEdition(String),
    /// A limb of the definition that is gone.
    LimbLost(Vec<String>),
    /// Only some of the separable halves are said.
    Partly { said: Vec<String>, unsaid: Vec<String> },
    /// Said for one stage only.
    OneStageOnly { said: u8 },
    /// A route to the Ombudsman that no longer works, or not for new cases.
    DeadRoute {
        route: String,
        note: Option<String>,
        instead: Option<String>,
    },
    /// Named, but there is no way to reach it.
    NoRoute { body: String },
    /// A row of a filled self-assessment is not as it should be.
    Row(RowReason),
    /// Nothing in the document says it.
    Unsaid,
}

/// A word or phrase of the definition that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Where the document has its own words; empty where words were left out.
    pub span: Span,
    pub said: String,
    pub code: String,
}

/// What one rule makes of one document.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    pub met: Vec<Evidence>,
    pub weak: Vec<(Evidence, Reason)>,
    pub breached: Vec<Breach>,
    /// The Code is kept, a stricter promise of the landlord's is not.
    pub unkept: Vec<Breach>,
    /// Why it is not met, where there is more to say than that nothing was found.
    pub unmet: Option<(Vec<Evidence>, Reason)>,
    /// The document says that the duty does not arise.
    pub not_applicable: bool,
}

impl Outcome {
    /// Whether it is met, but gives a route that misleads besides.
    pub fn names_closed_route(&self) -> bool {
        self.weak
            .iter()
            .any(|(_, reason)| matches!(reason, Reason::DeadRoute { .. }))
    }
}

#[derive(Debug, Clone)]
pub struct Breach {
    pub evidence: Evidence,
    pub reason: Reason,
    pub severity: Severity,
    /// The formula or figure of the ruleset that decided.
    pub place: Option<Place>,
}

/// Something to tell the writer of a document.
#[derive(Debug, Clone)]
pub struct Finding {
    /// Index into [`crate::ruleset::Ruleset::rules`]; the first of the element's rules when something is missing.
    pub rule: usize,
    pub element: String,
    pub verdict: Verdict,
    pub severity: Severity,
    pub reason: Reason,
    /// The words a person would change; empty when something is missing.
    pub spans: Vec<Span>,
    /// Why it does not count, though it is shown.
    pub excuse: Option<Excuse>,
    /// A waiver for it ended, and none holds.
    pub lapse: Option<Lapse>,
}

impl Finding {
    /// The waiver in force.
    pub fn waiver(&self) -> Option<&Waiver> {
        match &self.excuse {
            Some(Excuse::Waived(waiver)) => Some(waiver),
            _ => None,
        }
    }
}

impl Finding {
    /// Whether it is not the Code's: a landlord's own rule or promise says so.
    pub fn is_own(&self, ruleset: &Ruleset) -> bool {
        let promise = matches!(self.reason, Reason::BeyondPromise { .. } | Reason::BelowPromise { .. });
        promise || ruleset.is_own(ruleset.rules[self.rule].place)
    }
}

/// Why a finding, though right, does not count against its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Excuse {
    /// The landlord explains why it does not comply, and until when.
    Waived(Waiver),
    /// It was there when the baseline was written.
    Known,
}

/// "Comply or explain": what the landlord says instead of complying.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub reason: String,
    /// The last day on which it holds.
    pub until: Date,
    /// The first day on which it holds, if that is said.
    pub granted: Option<Date>,
    /// What the landlord does instead.
    pub instead: Option<String>,
    pub approved_by: Option<String>,
    /// Where the decision is minuted.
    pub minute: Option<String>,
}

/// A waiver that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapse {
    /// The last day on which it held.
    pub until: Date,
    /// Days since then.
    pub days: i32,
}
