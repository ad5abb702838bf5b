//! The kinds of document a landlord writes about complaints, and the stage of the procedure each belongs to.

use std::fmt;

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $stage:expr, $letter:literal;)*) => {
        /// A kind of document, as `kind:` in the front matter names it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum Kind { $($(#[$doc])* $name),* }

        impl Kind {
            /// All kinds, in the order in which a resident meets them.
            pub const ALL: &'static [Kind] = &[$(Kind::$name),*];

            pub fn name(self) -> &'static str {
                match self { $(Kind::$name => $text),* }
            }

            /// 1 or 2 for letters of one stage.
            pub fn stage(self) -> Option<u8> {
                match self { $(Kind::$name => $stage),* }
            }

            /// Whether it is addressed to one resident about one complaint.
            pub fn is_letter(self) -> bool {
                match self { $(Kind::$name => $letter),* }
            }
        }
    };
}

kinds! {
    ComplaintsPolicy = "complaints-policy", None, false;
    WebPage = "web-page", None, false;
    Leaflet = "leaflet", None, false;
    Stage1Acknowledgement = "stage-1-acknowledgement", Some(1), true;
    Stage1Extension = "stage-1-extension", Some(1), true;
    Stage1Response = "stage-1-response", Some(1), true;
    Stage2Acknowledgement = "stage-2-acknowledgement", Some(2), true;
    Stage2Extension = "stage-2-extension", Some(2), true;
    Stage2Response = "stage-2-response", Some(2), true;
    RefusalLetter = "refusal-letter", None, true;
    EscalationRefusalLetter = "escalation-refusal-letter", Some(2), true;
    CompensationPolicy = "compensation-policy", None, false;
    BehaviourPolicy = "behaviour-policy", None, false;
    ReasonableAdjustmentsPolicy = "reasonable-adjustments-policy", None, false;
    Survey = "survey", None, false;
    AnnualReport = "annual-report", None, false;
    SelfAssessment = "self-assessment", None, false;
}

impl Kind {
    pub fn from_name(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
