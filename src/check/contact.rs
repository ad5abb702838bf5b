//! Can a resident reach the body with what the document gives? Routes are data with the day they closed.

use super::Prepared;
use super::pattern::Scope;
use crate::finding::{Breach, Evidence, Outcome, Reason};
use crate::reading::Route;
use crate::ruleset::{Contact, ContactCheck, FIELD, Severity};

/// The route that only names the body.
const NAME: &str = "name";

pub fn run(check: &ContactCheck, prepared: &Prepared) -> Outcome {
    let mut outcome = Outcome::default();
    let scope = Scope::default();
    outcome.breached.extend(prepared.breaches(&check.breached, scope));
    if !check.with.is_empty() && !prepared.any(&check.with, scope) {
        return outcome;
    }
    let (working, closed) = routes(&check.body, prepared);
    match (working.is_empty(), closed.is_empty()) {
        (false, true) => outcome.met.extend(working.iter().map(|r| Evidence { span: r.span })),
        (false, false) => {
            // Reachable, but each closed route misleads by itself.
            outcome.met.extend(working.iter().map(|r| Evidence { span: r.span }));
            let closed = closed.iter();
            outcome
                .weak
                .extend(closed.map(|r| (Evidence { span: r.span }, dead_route(prepared, r))));
        }
        (true, false) if closed.iter().all(|r| contact(prepared, r).route == "email") => {
            // Still read by someone, but no new case begins there.
            outcome.unmet = Some((
                closed.iter().map(|r| Evidence { span: r.span }).collect(),
                dead_route(prepared, &closed[0]),
            ));
        }
        (true, false) => outcome.breached.extend(closed.iter().map(|route| Breach {
            evidence: Evidence { span: route.span },
            reason: dead_route(prepared, route),
            severity: Severity::Error,
            place: None,
        })),
        (true, true) => {
            let field = of_route(FIELD, &check.body, prepared);
            let named = of_route(NAME, &check.body, prepared);
            let evidence = |routes: &[Route]| routes.iter().map(|r| Evidence { span: r.span }).collect();
            if let Some(first) = field.first() {
                outcome.unmet = Some((evidence(&field), dead_route(prepared, first)));
            } else if !named.is_empty() {
                let body = check.body.clone();
                outcome.unmet = Some((evidence(&named), Reason::NoRoute { body }));
            }
        }
    }
    outcome
}

/// Why `body` cannot be reached by what the document gives; `None` if it can.
pub fn unreachable(body: &str, prepared: &Prepared) -> Option<Reason> {
    let (working, closed) = routes(body, prepared);
    if !working.is_empty() {
        return None;
    }
    let field = of_route(FIELD, body, prepared);
    Some(match closed.first().or(field.first()) {
        Some(route) => dead_route(prepared, route),
        None => Reason::NoRoute { body: body.to_owned() },
    })
}

/// Working and closed routes to `body`; its bare name and fields are none.
fn routes(body: &str, prepared: &Prepared) -> (Vec<Route>, Vec<Route>) {
    let reading = prepared.reading;
    let given = reading
        .routes
        .iter()
        .filter(|r| reading.statements[r.statement].is_current())
        .copied();
    let leads_there = |c: &Contact| c.body == body && ![NAME, FIELD].contains(&c.route.as_str());
    let of_body = given.filter(|r| leads_there(contact(prepared, r)));
    of_body.partition(|r| contact(prepared, r).until.is_none_or(|until| prepared.today < until))
}

/// Where `body` is only named, or a field stands for its details.
fn of_route(route: &str, body: &str, prepared: &Prepared) -> Vec<Route> {
    let routes = prepared.reading.routes.iter();
    let wanted = routes.filter(|r| contact(prepared, r).body == body && contact(prepared, r).route == route);
    wanted.copied().collect()
}

fn contact<'p>(prepared: &'p Prepared, route: &Route) -> &'p Contact {
    &prepared.ruleset.contacts[route.contact]
}

fn dead_route(prepared: &Prepared, route: &Route) -> Reason {
    let contact = contact(prepared, route);
    Reason::DeadRoute {
        route: contact.route.clone(),
        note: contact.note.clone(),
        instead: contact.instead.clone(),
    }
}
