//! What own files add to a Code: provisions, elements, rules and ways to reach a body. Nothing of the Code is replaced.

use super::Extension;
use crate::kind::Kind;
use crate::near;
use crate::problem::Problem;
use crate::ruleset::{Check, Place, Section, contacts};
use crate::source::Source;
use crate::toml_reader::Reader;

impl Extension<'_> {
    /// The text a place is in: a file of the Code, or one's own.
    pub fn source(&self, place: Place) -> &Source {
        match place.file.checked_sub(self.first) {
            Some(own) => &self.files[own],
            None => &self.ruleset.files[place.file],
        }
    }

    fn whose(&self, place: Place) -> &'static str {
        if place.file < self.first {
            "it is the Code's"
        } else {
            "it stands here first"
        }
    }

    pub fn contacts(&mut self, file: usize, reader: &mut Reader) {
        let own = contacts(reader, &mut self.ruleset.lexicon);
        let shipped: Vec<String> = self.ruleset.contacts.iter().map(|c| c.body.clone()).collect();
        for (contact, span) in own {
            if shipped.contains(&contact.body) {
                let message = format!(
                    "how to reach `{}` is kept with the Code, closed routes included",
                    contact.body
                );
                self.report(file, Problem::new(span, message).help("name a body of your own"));
            } else {
                self.ruleset.contacts.push(contact);
            }
        }
    }

    /// Adds the provisions and rules of a file, unless they would take the place of others.
    pub fn add(&mut self, file: usize, section: Section) {
        for provision in section.provisions {
            let mut ids = vec![(provision.id.as_str(), provision.place)];
            ids.extend(provision.elements.iter().map(|e| (e.id.as_str(), e.place)));
            let mut fresh = true;
            for (id, place) in ids {
                let own = id == provision.id || id.starts_with(&format!("{}.", provision.id));
                if !own {
                    let message = format!("the element {id} is not of the provision {}", provision.id);
                    let help = format!("call it `{}.` and a word, or `{0}`", provision.id);
                    self.report(file, Problem::new(place.span, message).help(help));
                }
                let taken = self.known(id);
                if let Some(taken) = taken.filter(|_| fresh) {
                    let label = self.whose(taken);
                    let message = format!("`{id}` is there already; a provision of your own needs a name of its own");
                    let problem = Problem::new(place.span, message)
                        .help("choose a name such as `our-promise`; to ask more of one of the Code's, write a `[[promise]]` or a `[[rule]]`")
                        .beside(self.source(taken), taken.span, label);
                    self.report(file, problem);
                    fresh = false;
                }
            }
            if provision.elements.is_empty() && provision.attest.is_none() {
                let message = format!("the provision {} has neither an element nor an `attest`", provision.id);
                let help = "write a `[[provision.element]]` below it, with `id`, `title` and `required-in`";
                self.report(file, Problem::new(provision.place.span, message).help(help));
            }
            self.ruleset.provisions.push(provision);
        }
        for rule in section.rules {
            if let Some(twin) = self.ruleset.rules.iter().find(|known| known.id == rule.id) {
                let label = self.whose(twin.place);
                let message = format!(
                    "the rule `{}` is there already; what it finds cannot be changed",
                    rule.id
                );
                let problem = Problem::new(rule.place.span, message)
                    .help("give your rule an id of its own; both are used then")
                    .beside(self.source(twin.place), twin.place.span, label);
                self.report(file, problem);
            }
            self.ruleset.rules.push(rule);
        }
    }

    /// Where a provision or an element of this id stands.
    fn known(&self, id: &str) -> Option<Place> {
        let elements = self.ruleset.provisions.iter().flat_map(|p| &p.elements);
        let element = elements.into_iter().find(|e| e.id == id).map(|e| e.place);
        self.ruleset.provision(id).map(|p| p.place).or(element)
    }

    /// What can only be told when all files are read.
    pub fn check_whole(&self) {
        let own = |place: Place| place.file.checked_sub(self.first);
        let ids: Vec<&str> = self
            .ruleset
            .provisions
            .iter()
            .flat_map(|p| &p.elements)
            .map(|e| e.id.as_str())
            .collect();
        for rule in self.ruleset.rules.iter() {
            let Some(file) = own(rule.place) else { continue };
            let wrong = |message: String, help: String| {
                self.report(file, Problem::new(rule.place.span, message).help(help));
            };
            if matches!(rule.check, Check::Row(_)) {
                continue;
            }
            let Some((_, element)) = self.ruleset.element(&rule.element) else {
                let message = format!("the rule `{}` names no element: `{}`", rule.id, rule.element);
                wrong(message, self.meant(&rule.element, &ids));
                continue;
            };
            let knows = |kind: &&Kind| element.required_in.contains(kind) || element.checked_in.contains(kind);
            if let Some(kind) = rule.kinds.iter().find(|kind| !knows(kind)) {
                let message = format!(
                    "the rule `{}` reads a {kind}, in which {} is not looked for",
                    rule.id, element.id
                );
                wrong(
                    message,
                    "leave this kind out, or decide an element of your own".to_owned(),
                );
            }
            if let Some(body) = body_of(&rule.check).filter(|b| !self.ruleset.contacts.iter().any(|c| c.body == *b)) {
                let bodies = self.ruleset.contacts.iter().map(|c| c.body.as_str());
                let help = match near::closest(body, bodies) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write `[[contact]]` tables that tell how to reach it".to_owned(),
                };
                wrong(
                    format!("the rule `{}` names a body that nobody can reach: `{body}`", rule.id),
                    help,
                );
            }
        }
        for element in self.ruleset.provisions.iter().flat_map(|p| &p.elements) {
            let Some(file) = own(element.place).filter(|_| element.attest.is_none()) else {
                continue;
            };
            let rules = || self.ruleset.rules.iter().filter(|rule| rule.element == element.id);
            let reads = |kind: &&Kind| rules().any(|rule| rule.reads(**kind));
            if rules().next().is_none() {
                let message = format!("no rule decides {}", element.id);
                let help = format!("write a `[[rule]]` with `element = \"{}\"`", element.id);
                self.report(file, Problem::new(element.place.span, message).help(help));
            } else if let Some(kind) = element.required_in.iter().find(|kind| !reads(kind)) {
                let message = format!("no rule decides {} in a {kind}, which has to say it", element.id);
                let help = format!("leave out `kinds` of its rule, or add \"{kind}\" there");
                self.report(file, Problem::new(element.place.span, message).help(help));
            }
        }
    }

    /// "did you mean", else where to look.
    pub fn meant(&self, id: &str, ids: &[&str]) -> String {
        match near::closest(id, ids.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "find its number with `ombudlint rules`, or write a `[[provision]]` of your own".to_owned(),
        }
    }

    /// Makes the whole ready: rules in the order of their elements.
    pub fn settle(&mut self) {
        let elements = self.ruleset.provisions.iter().flat_map(|p| &p.elements);
        let order: Vec<String> = elements.map(|e| e.id.clone()).collect();
        let place = |element: &str| order.iter().position(|id| id == element).unwrap_or(order.len());
        self.ruleset.rules.sort_by_cached_key(|rule| place(&rule.element));
    }
}

/// The body that a check wants to be within reach.
fn body_of(check: &Check) -> Option<&str> {
    match check {
        Check::Statement(check) => check.contact.as_deref(),
        Check::Contact(check) => Some(&check.body),
        Check::Timescale(_) | Check::Definition(_) | Check::Dates(_) | Check::Row(_) => None,
    }
}
