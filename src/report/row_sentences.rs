//! Faults of the rows of a filled self-assessment in sentences: part of [`super::sentences`].

use crate::self_assessment::RowReason;
use crate::self_assessment::WHOLE_FORM;

/// What was found; `row` is the provision's number.
pub fn headline(reason: &RowReason, row: &str) -> String {
    match reason {
        RowReason::NoAnswer => format!("{row} is not answered"),
        RowReason::OtherAnswer { said, allowed: true } => {
            format!("{row} is answered ‘{said}’; that is accepted where nothing of the kind has arisen")
        }
        RowReason::OtherAnswer { said, .. } => {
            format!("{row} is answered ‘{}’; the form asks for yes or no", short(said))
        }
        RowReason::NoEvidence { said } if said.trim().is_empty() => format!("{row} is answered ‘Yes’ without evidence"),
        RowReason::NoEvidence { said } => {
            format!("{row} is answered ‘Yes’, and ‘{}’ is given as evidence", short(said))
        }
        RowReason::Denied { said } => format!("{row} is answered ‘Yes’, but the row says ‘{}’", short(said)),
        RowReason::BreachedByItself { said, because } => {
            let because = if because.is_empty() {
                String::new()
            } else {
                format!(": {because}")
            };
            format!("{row} is answered ‘Yes’, but the row says ‘{}’{because}", short(said))
        }
        RowReason::Contradicted { path, line, said, more } => format!(
            "{row} is answered ‘Yes’, but {path} says on line {line} ‘{said}’{}",
            and_more(*more)
        ),
        RowReason::Unshown { path, duty, more } => format!(
            "{row} is answered ‘Yes’, but {path} does not show it: ‘{duty}’{}",
            and_more(*more)
        ),
        RowReason::Planned { said } => {
            format!(
                "{row} is answered ‘Yes’, but the row speaks of what is still to be done: ‘{}’",
                short(said)
            )
        }
        RowReason::NoExplanation => format!("{row} is not met, and the row does not say why"),
        RowReason::NoDate => format!("{row} is not met, and the row does not say by when it will be"),
        RowReason::Overdue { said } => format!("{row} still promises something for ‘{said}’, which has passed"),
        RowReason::OlderWording { edition } => {
            format!("{row} is quoted in the words of {edition}, not of the Code now in force")
        }
        RowReason::OtherWording { said, code, places } => {
            let rest = match places - 1 {
                0 => String::new(),
                1 => " (and differs in 1 more place)".to_owned(),
                more => format!(" (and differs in {more} more places)"),
            };
            match (said.as_str(), code.as_str()) {
                ("", code) => format!("{row} is quoted without ‘{}’{rest}", short(code)),
                (said, "") => format!(
                    "{row} is quoted with ‘{}’, which the Code does not say{rest}",
                    short(said)
                ),
                (said, code) => {
                    format!(
                        "{row} is quoted with ‘{}’; the Code says ‘{}’{rest}",
                        short(said),
                        short(code)
                    )
                }
            }
        }
        RowReason::CutShort { rest } => format!("the requirement of {row} breaks off before ‘{}’", short(rest)),
        RowReason::OtherRequirement { of } => format!("the requirement beside {row} is that of {of}"),
        RowReason::ChainToNowhere { to } => format!("{row} refers to {to}, and this form has no such row"),
        RowReason::ChainToNothing { to } => format!("{row} rests on {to}, which shows no evidence of its own"),
        RowReason::ChainToNo { to } => format!("{row} is answered ‘Yes’ and rests on {to}, which is not met"),
        RowReason::ChainInCircle { over } => format!("{row} refers back to itself: {}", over.join(" → ")),
        RowReason::SameWords { other } => format!("{row} is answered ‘Yes’ and {other} is not, with the same words"),
        RowReason::OtherStage { named, asked } => {
            format!("{row} is about stage {asked}; the evidence is a stage {named} paper")
        }
        RowReason::NoRows => "no row of the form was found in this document".to_owned(),
        RowReason::NoRow => format!("there is no row for {row}"),
        RowReason::SecondRow { line } => format!("{row} stands twice; the first row is on line {line}"),
        RowReason::UnknownRow { number } => format!("the Code has no provision {number}"),
        RowReason::LostNumber => format!("this row has lost its number; by its words it is {row}"),
        RowReason::WrongShare { said, is } => format!("{said} is given, but the figures beside it make {is}"),
        RowReason::TwoCounts { of, here, there, line } => format!("{of}: {here} here, {there} on line {line}"),
    }
}

/// The words under the underline.
pub fn label(reason: &RowReason) -> &'static str {
    match reason {
        RowReason::NoAnswer => "no answer",
        RowReason::NoEvidence { .. } => "no evidence",
        RowReason::NoRow => "after this row",
        RowReason::OtherStage { .. } => "the other stage",
        RowReason::OlderWording { .. } => "older words",
        RowReason::Overdue { .. } => "overdue",
        RowReason::ChainToNowhere { .. } => "no such row",
        RowReason::CutShort { .. } => "cut off here",
        _ => "",
    }
}

/// What the row is about, for readers who do not know the Code by its numbers.
pub fn title(row: &str) -> String {
    match row {
        WHOLE_FORM => "the form as a whole".to_owned(),
        row => format!("the row of provision {row}"),
    }
}

/// ` (and 2 more)`
fn and_more(more: usize) -> String {
    match more {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    }
}

/// The first words of a long quotation.
fn short(said: &str) -> String {
    const WORDS: usize = 14;
    let words: Vec<&str> = said.split_whitespace().collect();
    if words.len() <= WORDS {
        return words.join(" ");
    }
    format!("{} …", words[..WORDS].join(" "))
}
