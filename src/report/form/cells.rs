//! The cells of the self-assessment in words, the same for every format.

use crate::evidence::{Attestation, Comply, Duty, Filled, FilledRow, Form, Place, Quotation, Remark, Row};
use crate::finding::{Finding, Verdict};
use crate::report::sentences;
use crate::self_assessment::{Borne, Unsaid};
use jiff::civil::Date;

/// The Ombudsman's five columns.
pub const COLUMNS: [&str; 5] = [
    "Code provision",
    "Code requirement",
    "Comply: Yes / No",
    "Evidence",
    "Commentary / explanation",
];

/// One row of the form in words.
#[derive(Debug, Clone)]
pub struct Cells {
    pub provision: String,
    /// The Code's own sentence, on one line.
    pub requirement: String,
    pub comply: String,
    pub evidence: Vec<String>,
    pub commentary: Vec<String>,
}

/// All rows in the Code's order.
pub fn rows(form: &Form) -> Vec<Cells> {
    form.rows.iter().map(|row| cells(form, row)).collect()
}

/// One row in words.
pub fn cells(form: &Form, row: &Row) -> Cells {
    let evidence = row.evidence.iter().map(|quotation| self::quotation(form, quotation));
    let mut commentary: Vec<String> = Vec::new();
    for remark in &row.commentary {
        let said = self::remark(form, remark);
        if !commentary.contains(&said) {
            commentary.push(said);
        }
    }
    Cells {
        provision: row.provision.id.clone(),
        requirement: on_one_line(&row.provision.text),
        comply: comply(row.comply),
        evidence: evidence.collect(),
        commentary,
    }
}

/// "Yes", "No", "No, by 31 March 2027"; an open row says that it is open.
pub fn comply(answer: Comply) -> String {
    match answer {
        Comply::Yes => "Yes".into(),
        Comply::No { by: None } => "No".into(),
        Comply::No { by: Some(date) } => format!("No, by {}", day(date)),
        Comply::Open => "Open".into(),
    }
}

fn quotation(form: &Form, quotation: &Quotation) -> String {
    let name = form.papers[quotation.paper].judged.source.name();
    let words = on_one_line(quotation.words);
    format!(
        "‘{words}’ ({}; {})",
        place(name, Some(&quotation.place)),
        quotation.elements.join(", ")
    )
}

fn remark(form: &Form, remark: &Remark) -> String {
    let ruleset = form.ruleset;
    match remark {
        Remark::Unmet { paper, place, finding } | Remark::Weak { paper, place, finding } => {
            let judged = form.papers[*paper].judged;
            let headline = sentences::headline(finding, judged.kind, ruleset);
            let place = self::place(judged.source.name(), place.as_ref());
            format!("{place}: {headline} ({}).{}", finding.element, excuse(finding))
        }
        Remark::NoDocument { element, kinds } => {
            let kinds: Vec<&str> = kinds.iter().map(|k| k.name()).collect();
            format!(
                "No document was supplied that has to show {} ({}): it belongs in a {}.",
                element.id,
                element.title,
                kinds.join(" or a ")
            )
        }
        Remark::Wanted { element, shows } => format!("To be attested ({element}): {}", stopped(&on_one_line(shows))),
        Remark::Attested(attestation) => attested(attestation),
        Remark::Lapsed(attestation) => format!(
            "The statement of {} of {} held until {} and has lapsed.",
            attestation.who,
            day(attestation.when),
            day(attestation.next_due)
        ),
    }
}

fn excuse(finding: &Finding) -> String {
    match finding.waiver() {
        Some(waiver) => format!(" Explained until {}: {}", day(waiver.until), stopped(&waiver.reason)),
        None => String::new(),
    }
}

fn attested(attestation: &Attestation) -> String {
    let mut said = format!(
        "Attested by {} on {}: {}",
        attestation.who,
        day(attestation.when),
        stopped(&on_one_line(&attestation.statement))
    );
    if let Some(often) = &attestation.how_often {
        said.push_str(&format!(" Done {often}."));
    }
    if let Some(link) = &attestation.link {
        said.push_str(&format!(" Record: {link}."));
    }
    said.push_str(&format!(" Due again by {}.", day(attestation.next_due)));
    said
}

fn place(name: &str, place: Option<&Place>) -> String {
    let Some(place) = place else {
        return name.to_owned();
    };
    let mut said = name.to_owned();
    if let Some(clause) = &place.clause {
        said.push_str(&format!(", clause {clause}"));
    }
    if let Some(heading) = &place.heading {
        said.push_str(&format!(", under ‘{heading}’"));
    }
    said.push_str(&format!(", line {}", place.line));
    said
}

/// What a letter makes of a duty, in a word.
pub fn verdict(verdict: Option<Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Met) => "yes",
        Some(Verdict::Breached) => "no: says otherwise",
        Some(Verdict::Missing) => "no: not said",
        Some(Verdict::Unassessed) => "to be attested",
        None => "does not arise",
    }
}

/// A column's head in the table of letters.
pub fn duty(duty: &Duty) -> String {
    format!("{} {}", duty.id, duty.title)
}

/// What the form comes to, in a sentence.
pub fn summary(form: &Form) -> String {
    let yes = form.count(|c| c == Comply::Yes);
    let waived = form.count(|c| matches!(c, Comply::No { by: Some(_) }));
    let no = form.count(|c| matches!(c, Comply::No { .. }));
    let open = form.count(|c| c == Comply::Open);
    format!(
        "Of {} provisions, {yes} are answered Yes and {no} No ({waived} of them with a date); {open} are open.",
        form.rows.len()
    )
}

/// What the documents make of a row that was answered "Yes".
pub fn borne(borne: Borne) -> &'static str {
    match borne {
        Borne::Supported => "shown",
        Borne::Open => "open: nothing supplied shows all of it",
        Borne::NotSupported => "not shown",
        Borne::Contradicted => "contradicted",
    }
}

/// The words behind it.
pub fn replayed(form: &Form, row: &FilledRow) -> Vec<String> {
    let quoted = |list: &[Quotation], lead: &str| -> Vec<String> {
        list.iter().map(|q| format!("{lead}{}", quotation(form, q))).collect()
    };
    let unsaid = row.unsaid.iter().map(|unsaid| {
        let Unsaid {
            element, title, path, ..
        } = unsaid;
        format!("{path} does not show it: {title} ({element}).")
    });
    let mut out = quoted(&row.against, "Says otherwise: ");
    out.extend(unsaid);
    out.extend(quoted(&row.shown, ""));
    out
}

/// Heads of the table of rows that were replayed.
pub const REPLAYED: [&str; 4] = ["Code provision", "Line", "The documents", "Their words"];

/// How many rows of a filled form the documents bear out, in a sentence.
pub fn replay_summary(filled: &Filled) -> String {
    let count = |borne: Borne| filled.rows.iter().filter(|row| row.borne == borne).count();
    format!(
        "Of {} rows answered Yes, the documents show {}, do not show {} and contradict {}; {} are open.",
        filled.rows.len(),
        count(Borne::Supported),
        count(Borne::NotSupported),
        count(Borne::Contradicted),
        count(Borne::Open)
    )
}

/// `31 March 2027`
pub fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}

pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn stopped(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}
