//! What can be wrong with a row, as data. Its sentence is `report`'s.

use crate::ruleset::{RowFault, Severity};
use crate::source::Span;

/// A fault with its place.
#[derive(Debug, Clone)]
pub struct Fault {
    pub finds: RowFault,
    /// The row of the catalogue it is about; `None` for the form as a whole.
    pub place: Option<usize>,
    /// The words a person would change; empty spans where words are missing.
    pub spans: Vec<Span>,
    pub reason: RowReason,
    /// Weighs otherwise than its rule says.
    pub severity: Option<Severity>,
}

impl Fault {
    pub fn new(finds: RowFault, place: Option<usize>, spans: Vec<Span>, reason: RowReason) -> Fault {
        Fault {
            finds,
            place,
            spans,
            reason,
            severity: None,
        }
    }

    pub fn weighing(mut self, severity: Severity) -> Fault {
        self.severity = Some(severity);
        self
    }
}

/// Why a row is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowReason {
    /// Neither yes nor no.
    NoAnswer,
    /// Words the form does not ask for; `allowed` where the event may not have arisen.
    OtherAnswer { said: String, allowed: bool },
    /// Yes with nothing, or with a dash.
    NoEvidence { said: String },
    /// Yes, and the row's own words say otherwise.
    Denied { said: String },
    /// Yes, and the row's own words are a breach by a rule of the provision.
    BreachedByItself { said: String, because: String },
    /// Yes, and a document of the landlord says otherwise.
    Contradicted {
        path: String,
        line: usize,
        said: String,
        /// Further words of documents that do.
        more: usize,
    },
    /// Yes, and a document that must show it does not.
    Unshown {
        path: String,
        /// The duty in a few words.
        duty: String,
        more: usize,
    },
    /// Yes, for what is still to be done.
    Planned { said: String },
    /// No, or in part, without a word of why.
    NoExplanation,
    /// No, or in part, without a date.
    NoDate,
    /// A promise whose day has passed.
    Overdue { said: String },
    /// The requirement is in words of an edition that is not in force.
    OlderWording { edition: String },
    /// The requirement is not in the Code's words.
    OtherWording { said: String, code: String, places: usize },
    /// The requirement's end is cut off.
    CutShort { rest: String },
    /// The requirement is another provision's.
    OtherRequirement { of: String },
    /// Refers to a number that is no row.
    ChainToNowhere { to: String },
    /// Refers to a row that itself shows nothing.
    ChainToNothing { to: String },
    /// Refers to a row that is answered no.
    ChainToNo { to: String },
    /// Refers back to itself over these rows.
    ChainInCircle { over: Vec<String> },
    /// The same words explain a yes here and a no there.
    SameWords { other: String },
    /// The papers of the other stage.
    OtherStage { named: u8, asked: u8 },
    /// Nothing that looks like a row of a form.
    NoRows,
    /// No row for a provision.
    NoRow,
    /// A second row; the first is on this line.
    SecondRow { line: usize },
    /// A number that the Code does not have.
    UnknownRow { number: String },
    /// The number is gone.
    LostNumber,
    /// A share that is not that of its figures: "88% (53 of 605)".
    WrongShare { said: String, is: String },
    /// The same thing counted twice, differently.
    TwoCounts {
        of: String,
        here: String,
        there: String,
        line: usize,
    },
}

impl RowReason {
    /// Whether it is about the words in which a row quotes the Code.
    pub fn is_wording(&self) -> bool {
        matches!(
            self,
            RowReason::OlderWording { .. }
                | RowReason::OtherWording { .. }
                | RowReason::CutShort { .. }
                | RowReason::OtherRequirement { .. }
        )
    }
}
