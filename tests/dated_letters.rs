//! What a letter's own date decides besides limits, and what is told of dates and fields: through the program, as a user sees it.

mod support;

use jiff::civil::{Date, date};
use ombudlint::pipeline::Engine;
use ombudlint::source::Source;
use support::engine;

const TODAY: Date = date(2026, 11, 22);

/// The remarks on a document, and the messages of its findings on an element.
fn told(text: &str, element: &str) -> (Vec<String>, Vec<String>) {
    let engine: &Engine = engine();
    let source = Source::new("letter.md", text);
    let (reading, mut notes) = engine.open(&source, None).expect("a letter");
    notes.extend(engine.closed_routes(&reading, TODAY));
    let verdicts = engine.assess(&reading, TODAY);
    let elements = verdicts.iter().flat_map(|p| &p.elements).filter(|e| e.id == element);
    let messages = elements
        .flat_map(|e| &e.findings)
        .map(|f| ombudlint::report::sentences::headline(f, reading.kind, &engine.ruleset));
    (notes.into_iter().map(|n| n.message).collect(), messages.collect())
}

fn extension(letter: &str, ombudsman: &str) -> String {
    format!(
        "---\nkind: stage-1-extension\n---\n{letter}\n\nDear Ms Rao\n\nYou will have our reply by {letter}.\n\nHousing Ombudsman: {ombudsman}\n"
    )
}

#[test]
fn email_was_a_route_until_the_day_it_closed() {
    let email = "info@housing-ombudsman.org.uk";
    assert!(told(&extension("12 December 2025", email), "6.5").1.is_empty());
    let (_, late) = told(&extension("13 January 2026", email), "6.5");
    assert_eq!(
        late,
        ["the Housing Ombudsman has taken no new cases by email since 13 January 2026"]
    );
    // A template has no date of its own: today counts.
    assert_eq!(told(&extension("{{date}}", email), "6.5").1.len(), 1);
}

#[test]
fn every_closed_route_has_its_own_message() {
    let routes = [
        "Exchange Tower, Harbour Exchange Square, London E14 9GE",
        "PO Box 152, Liverpool L33 7WQ",
        "81 Aldwych, London WC2B 4HN",
        "0845 712 5973",
        "www.ihos.org.uk",
        "{{ombudsman_details}}",
    ];
    let mut messages: Vec<String> = routes
        .iter()
        .flat_map(|route| told(&extension("12 February 2026", route), "6.5").1)
        .collect();
    assert_eq!(messages.len(), routes.len(), "{messages:?}");
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), routes.len(), "{messages:?}");
    // Beside a route that works it is a warning, and still told.
    let (_, both) = told(&extension("12 February 2026", "0300 111 3000 or 0845 712 5973"), "6.5");
    assert_eq!(both.len(), 1);
}

#[test]
fn closed_routes_to_the_other_ombudsman_are_told() {
    let text = extension(
        "12 February 2026",
        "0300 111 3000. Local Government and Social Care Ombudsman: 0845 602 1983, The Oaks, Westwood, CV4 8JB",
    );
    let (notes, findings) = told(&text, "6.5");
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(findings.is_empty(), "{findings:?}");
}

#[test]
fn a_day_that_is_none_and_a_weekday_that_is_wrong_are_told() {
    let text = "---\nkind: stage-1-acknowledgement\n---\nMonday 3 March 2026\n\nDear Ms Rao\n\nThank you for your complaint of 31 June 2026.\n";
    let (notes, _) = told(text, "6.2.acknowledge");
    assert_eq!(
        notes,
        [
            "3 March 2026 is a Tuesday, not a Monday",
            "there is no such day as 31 June 2026"
        ]
    );
}

#[test]
fn a_year_without_known_bank_holidays_is_not_counted_and_that_is_told() {
    let text = "---\nkind: stage-1-acknowledgement\n---\n3 March 2031\n\nDear Ms Rao\n\nThank you for your complaint of 3 January 2031.\n";
    let (notes, findings) = told(text, "6.2.acknowledge");
    assert_eq!(notes, ["cannot count: bank holidays are known for 2018 to 2028 only"]);
    assert!(findings.is_empty());
    // A promise beyond the known years in a letter within them.
    let letter = extension("18 December 2028", "0300 111 3000").replace("by 18 December 2028", "by 10 January 2029");
    assert_eq!(
        told(&letter, "6.4.limit").0,
        ["cannot count: bank holidays are known for 2018 to 2028 only"]
    );
}
