//! Findings in sentences: the one place where a reason becomes words. Lower case, no full stop at the end.

use super::{days, row_sentences};
use crate::calendar::{Period, Unit};
use crate::finding::{Finding, Lapse, Reason, Verdict, Waiver};
use crate::kind::Kind;
use crate::ruleset::{Check, FIELD, Ruleset, Severity};

/// "error", "warning", "note".
pub fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

/// The element and the rule, with a slash between: what a reader searches for.
pub fn code(finding: &Finding, ruleset: &Ruleset) -> String {
    format!("{}/{}", finding.element, ruleset.rules[finding.rule].id)
}

/// What was found; what the Code asks.
pub fn headline(finding: &Finding, kind: Kind, ruleset: &Ruleset) -> String {
    let duty = lower_first(&title(finding, ruleset));
    let code = whose(finding, ruleset);
    match &finding.reason {
        Reason::TooLong { said, limit } => format!(
            "{said} is too long; {code} allows {limit}{}",
            also_promised(finding, ruleset)
        ),
        Reason::TooShort { said, least } => format!(
            "{said} is too short; {code} gives residents {least}{}",
            also_promised(finding, ruleset)
        ),
        Reason::BeyondPromise {
            said,
            promised,
            allowed,
        } => format!(
            "{said} is longer than our own promise of {promised}; the Code allows {}",
            beside(*allowed, *promised)
        ),
        Reason::BelowPromise { said, promised, least } => {
            format!(
                "{said} is less than our own promise of {promised}; the Code asks for {}",
                beside(*least, *promised)
            )
        }
        Reason::TooManyDays {
            from,
            added,
            to,
            counted,
            limit,
            because,
        } => {
            let because = because.as_ref().map(|b| format!("{b}: ")).unwrap_or_default();
            let added = Period::new(*added, Unit::WorkingDays);
            let start = match added.number {
                0 => String::new(),
                _ => format!(" (the first is {added} after the date given)"),
            };
            let said = Period::new(*counted, Unit::WorkingDays);
            let are = if *counted == 1 { "is" } else { "are" };
            let allows = match limit.number {
                0 => String::new(),
                _ => format!("; {code} allows {}", limit.number),
            };
            let days = days::span(*from, *to);
            format!("{because}from {days}{start} {are} {said}, bank holidays in England left out{allows}")
        }
        Reason::StartsLate { from, instead } => {
            format!("the clock starts late, from {from}; {code} counts from {instead}")
        }
        Reason::Disagrees { counted } => format!("figure and word disagree; {counted} was counted"),
        Reason::Hedged => format!("said, but not promised: {duty}"),
        Reason::Because(because) if because.is_empty() => format!("this says otherwise: {duty}"),
        Reason::Because(because) => because.clone(),
        Reason::Reworded(changes) => match changes.as_slice() {
            [change] if change.said.is_empty() => format!("the definition leaves out ‘{}’", change.code),
            [change] if change.code.is_empty() => format!("the definition adds ‘{}’", change.said),
            [change] => format!("the definition says ‘{}’; {code} says ‘{}’", change.said, change.code),
            changes => format!("the definition differs from {code}'s in {} places", changes.len()),
        },
        Reason::OlderEdition(edition) => format!("this is the definition of {edition}, not {code}'s now in force"),
        Reason::LimbLost(limbs) if limbs.len() > 3 => {
            format!("this is not {code}'s definition: {} of its parts are gone", limbs.len())
        }
        Reason::LimbLost(limbs) => format!("the definition has lost {}", listed(limbs)),
        Reason::Partly { said, unsaid } if finding.verdict == Verdict::Met => {
            format!(
                "said in part ({}); {} is not said: {duty}",
                listed(said),
                listed(unsaid)
            )
        }
        Reason::Partly { said, unsaid } => format!("{} is said, {} is not: {duty}", listed(said), listed(unsaid)),
        Reason::OneStageOnly { said } => {
            format!(
                "said for stage {said} only, not for stage {}: {duty}",
                if *said == 1 { 2 } else { 1 }
            )
        }
        Reason::DeadRoute { route, note, .. } => match note {
            Some(note) => note.clone(),
            None => format!("this {route} route no longer works"),
        },
        Reason::NoRoute { body } => format!("the {} is named, but there is no way to reach it", body_name(body)),
        Reason::Row(reason) => row_sentences::headline(reason, &finding.element),
        Reason::Unsaid => format!("this {} does not say: {duty}", noun(kind)),
    }
}

/// A length of time beside another: its unit is said once.
fn beside(period: Period, other: Period) -> String {
    if period.unit == other.unit {
        period.number.to_string()
    } else {
        period.to_string()
    }
}

/// Who asks: the Code, or the landlord's own rule.
pub fn whose(finding: &Finding, ruleset: &Ruleset) -> &'static str {
    if ruleset.is_own(ruleset.rules[finding.rule].place) {
        "our own rule"
    } else {
        "the Code"
    }
}

/// What a reader has to know about a finding that is not the Code's.
pub fn aside(finding: &Finding, ruleset: &Ruleset) -> Option<String> {
    let rule = &ruleset.rules[finding.rule];
    let (provision, _) = ruleset.element(&finding.element)?;
    let beside = ruleset.is_own(rule.place) && !ruleset.is_own(provision.place);
    beside.then(|| {
        format!(
            "`{}` is a rule of our own; what the Code's rules say of {} stays as it is",
            rule.id, finding.element
        )
    })
}

/// After the Code's limit the landlord's own, where it promises more.
fn also_promised(finding: &Finding, ruleset: &Ruleset) -> String {
    let timescale = match &ruleset.rules[finding.rule].check {
        Check::Timescale(check) => check.promise.as_ref().map(|promise| (check, promise)),
        _ => None,
    };
    let own = timescale.and_then(|(check, promise)| match finding.reason {
        Reason::TooLong { limit, .. } if check.limit == Some(limit) => promise.limit,
        Reason::TooLong { .. } => promise.total_limit,
        Reason::TooShort { .. } => promise.at_least,
        _ => None,
    });
    own.map_or_else(String::new, |own| format!(", our own promise is {own}"))
}

/// The words under the underline.
pub fn label(finding: &Finding) -> String {
    match &finding.reason {
        Reason::TooLong { said, limit } if said.unit == limit.unit => {
            let more = Period::new(said.number - limit.number, said.unit);
            format!("{more} too long")
        }
        Reason::TooLong { limit, .. } => format!("longer than {limit}"),
        Reason::TooShort { least, .. } => format!("less than {least}"),
        Reason::BeyondPromise { promised, .. } => format!("longer than {promised}"),
        Reason::BelowPromise { promised, .. } => format!("less than {promised}"),
        Reason::TooManyDays { from, counted, .. } => {
            let counted = Period::new(*counted, Unit::WorkingDays);
            format!("{counted} after {}", days::day(*from))
        }
        Reason::StartsLate { instead, .. } => format!("later than {instead}"),
        Reason::Hedged => "hedged".into(),
        Reason::Disagrees { .. } => "two figures".into(),
        Reason::Row(reason) => row_sentences::label(reason).into(),
        Reason::DeadRoute { route, .. } if route == FIELD => "a field".into(),
        Reason::DeadRoute { .. } => "closed".into(),
        Reason::Partly { unsaid, .. } => format!("without {}", listed(unsaid)),
        _ => String::new(),
    }
}

/// A wording that would pass, as a help line.
pub fn help(finding: &Finding, ruleset: &Ruleset) -> Option<String> {
    // The Code's wording has the Code's figure.
    match &finding.reason {
        Reason::BeyondPromise { promised, .. } => return Some(format!("write {promised} or less")),
        Reason::BelowPromise { promised, .. } => return Some(format!("write {promised} or more")),
        Reason::DeadRoute {
            instead: Some(instead), ..
        } => return Some(instead.clone()),
        Reason::TooManyDays { from, limit, .. } => {
            let last = ruleset.bank_holidays.after(*from, limit.number).ok()?;
            return Some(format!("keep to {}, the last day within the limit", days::day(last)));
        }
        _ => {}
    }
    let write = ruleset.rules[finding.rule].write.trim();
    if matches!(finding.reason, Reason::Row(_)) {
        return (!write.is_empty()).then(|| lower_first(write.trim_end_matches('.')));
    }
    (!write.is_empty()).then(|| format!("say ‘{}’", write.trim_end_matches('.')))
}

/// The title of the element the finding is about.
pub fn title(finding: &Finding, ruleset: &Ruleset) -> String {
    match ruleset.element(&finding.element) {
        _ if matches!(finding.reason, Reason::Row(_)) => row_sentences::title(&finding.element),
        Some((_, element)) => element.title.clone(),
        None => String::new(),
    }
}

/// Why and until when it is waived, in the landlord's words.
pub fn waived(waiver: &Waiver) -> String {
    let mut text = format!("until {}: {}", waiver.until, waiver.reason.trim_end_matches('.'));
    let more = [
        ("instead", &waiver.instead),
        ("approved by", &waiver.approved_by),
        ("minute", &waiver.minute),
    ];
    for (what, said) in more {
        text.extend(
            said.iter()
                .map(|said| format!("; {what}: {}", said.trim_end_matches('.'))),
        );
    }
    text
}

/// How long ago a waiver ended.
pub fn lapsed(lapse: Lapse) -> String {
    let days = super::summary::count(usize::try_from(lapse.days).unwrap_or_default(), "day");
    format!("its waiver ended {days} ago, on {}", lapse.until)
}

/// What a reader calls such a document.
pub fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::WebPage => "web page",
        Kind::Leaflet => "leaflet",
        Kind::Survey => "survey",
        Kind::AnnualReport => "report",
        Kind::SelfAssessment => "self-assessment",
        kind if kind.is_letter() => "letter",
        _ => "policy",
    }
}

/// A phrase as a whole sentence: capital first, full stop last.
pub fn whole(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let stop = if text.ends_with(['.', '!', '?', '…']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", chars.as_str())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next();
    let rest = chars.as_str();
    // "MP", "A to G": a second capital means the first is not there for the sentence's sake.
    match first {
        Some(c) if !rest.starts_with(char::is_uppercase) => c.to_lowercase().chain(rest.chars()).collect(),
        _ => text.to_owned(),
    }
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// `housing-ombudsman` as a reader writes it; an abbreviation stays one.
fn body_name(id: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        chars
            .next()
            .map(|c| c.to_uppercase().chain(chars).collect::<String>())
            .unwrap_or_default()
    };
    if id.contains('-') {
        id.split('-').map(word).collect::<Vec<_>>().join(" ")
    } else {
        id.to_uppercase()
    }
}
