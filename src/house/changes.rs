//! What own files change in a Code's duties: promises that are stricter, other weights, more kinds of document.
//! A change may ask more than the Code, never less; the Code's verdicts stay what they are.

use super::Extension;
use crate::calendar::Period;
use crate::problem::Problem;
use crate::reading::quantities;
use crate::ruleset::{Check, Place, Promise, Provision, Severity, TimescaleCheck, kinds, severity};
use crate::source::Span;
use crate::toml_reader::{Located, Reader};

/// A length of time and where it is written.
type Told = Option<(Period, Span)>;

impl Extension<'_> {
    /// `[[promise]]`: a limit that is stricter than the Code's.
    pub fn promise(&mut self, file: usize, mut reader: Reader) {
        let place = Place {
            file: self.first + file,
            span: reader.span(),
        };
        let sink = reader.sink();
        let named = reader.required("element");
        let [limit, at_least, total_limit] = ["limit", "at-least", "total-limit"].map(|key| period(&mut reader, key));
        let weight = reader.string("severity").and_then(|s| severity(&s, sink));
        let silent = !["limit", "at-least", "total-limit"].iter().any(|key| reader.has(key));
        reader.finish();
        let Some(element) = self.duty(file, &named, "write its limit in your rule") else {
            return;
        };
        if silent {
            let help = "write `limit = \"3 working days\"`, for example";
            self.report(file, Problem::new(place.span, "a promise without a limit").help(help));
            return;
        }
        let mut promise = Promise {
            limit: None,
            at_least: None,
            total_limit: None,
            severity: weight.unwrap_or(Severity::Error),
            place,
        };
        for (key, told) in [("limit", limit), ("at-least", at_least), ("total-limit", total_limit)] {
            let Some((promised, span)) = told else { continue };
            let of_code = self.timescales(&element).find_map(|check| match key {
                "limit" => check.limit,
                "at-least" => check.at_least,
                _ => check.total_limit,
            });
            let Some(code) = of_code else {
                self.no_limit(file, &element, key, span);
                continue;
            };
            let looser = match key {
                "at-least" => promised.is_shorter_than(code),
                _ => promised.is_longer_than(code),
            };
            if looser {
                self.refuse_loosening(file, &element, key, (promised, span), code);
            }
            promise.place.span = span;
            match key {
                "limit" => promise.limit = Some(promised),
                "at-least" => promise.at_least = Some(promised),
                _ => promise.total_limit = Some(promised),
            }
        }
        let allowed = self.timescales(&element).find_map(|check| check.limit);
        let first = self.first;
        let rules = self.ruleset.rules.iter_mut();
        for rule in rules.filter(|rule| rule.element == element && rule.place.file < first) {
            let own = match &mut rule.check {
                Check::Timescale(check) => &mut check.promise,
                // Letters: only what counts the same days as the promise.
                Check::Dates(check) if Some(check.limit) == allowed => &mut check.promise,
                _ => continue,
            };
            if let Some(twin) = own.replace(promise.clone()) {
                let message = format!("there are two promises for {element}");
                let problem = Problem::new(place.span, message).help("keep the one that holds");
                let beside = problem.beside(&self.files[twin.place.file - first], twin.place.span, "the other");
                self.sinks[file].report(beside);
                break;
            }
        }
    }

    /// `[[change]]`: what a finding weighs, and in which further kinds of document a duty has to be said.
    pub fn change(&mut self, file: usize, mut reader: Reader) {
        let sink = reader.sink();
        let named = reader.required("element");
        let weight = reader.string("severity");
        let weight = weight.and_then(|w| severity(&w, sink).map(|severity| (severity, w.span)));
        let required = reader.strings("required-in");
        let required = reader.has("required-in").then_some(required);
        for key in ["limit", "at-least", "total-limit"] {
            let help = format!("write a `[[promise]]` with this `{key}`");
            reader.refuse(key, "a stricter limit is a promise, not a change", &help);
        }
        for key in [
            "checked-in",
            "kinds",
            "met",
            "weak",
            "breached",
            "not-applicable",
            "text",
            "attest",
            "check",
        ] {
            let message = format!("`{key}` of the Code cannot be changed: what it asks stays whole");
            reader.refuse(key, &message, "write a `[[rule]]` of your own beside the Code's");
        }
        reader.finish();
        let Some(id) = self.duty(file, &named, "write this at the element itself") else {
            return;
        };
        let wanted = required.map(|names| {
            let span = names
                .first()
                .map_or(named.span, |n| n.span.to(names[names.len() - 1].span));
            (kinds(names, sink), span)
        });
        let (provision, element) = self.ruleset.element(&id).expect("a duty of the Code");
        if let Some((Severity::Advice, span)) = weight
            && element.severity > Severity::Advice
        {
            let message = format!("{id} is a duty of the Code; as advice it would no longer count");
            let problem = Problem::new(span, message).help("write `error` or `warning`").beside(
                self.source(provision.text_place),
                provision.text_place.span,
                format!("provision {}", provision.id),
            );
            self.report(file, problem);
        }
        if let Some((kinds, span)) = &wanted {
            let lost: Vec<_> = element
                .required_in
                .iter()
                .filter(|kind| !kinds.contains(kind))
                .collect();
            if let Some(kind) = lost.first() {
                let mut all = element.required_in.clone();
                all.extend(kinds.iter().filter(|kind| !element.required_in.contains(kind)));
                let all: Vec<_> = all.iter().map(|kind| format!("\"{kind}\"")).collect();
                let problem = Problem::new(*span, format!("this leaves out a {kind}, which has to say {id}"))
                    .help(format!("write `required-in = [{}]`", all.join(", ")))
                    .beside(
                        self.source(element.place),
                        element.place.span,
                        "here the Code's own kinds stand",
                    );
                self.report(file, problem);
            }
            let rules = || self.ruleset.rules.iter().filter(|rule| rule.element == id);
            let reads = |kind| rules().any(|rule| rule.reads(kind));
            if let Some(kind) = kinds.iter().find(|kind| !reads(**kind)) {
                let problem = Problem::new(*span, format!("no rule reads a {kind} for {id}"));
                let help = format!("leave \"{kind}\" out, or write an element of your own with a rule for it");
                self.report(file, problem.help(help));
            }
        }
        let elements = self.ruleset.provisions.iter_mut().flat_map(|p| &mut p.elements);
        for element in elements.filter(|e| e.id == id) {
            if let Some((severity, _)) = weight {
                element.own_severity = Some(severity);
            }
            if let Some((kinds, _)) = &wanted {
                let beyond = kinds.iter().filter(|kind| !element.required_in.contains(kind));
                element.promised_in = beyond.copied().collect();
            }
        }
    }

    /// The element of the Code that a promise or a change names.
    fn duty(&self, file: usize, named: &Located, own: &str) -> Option<String> {
        let id = named.text.as_str();
        let problem = |message: String, help: String| self.report(file, Problem::new(named.span, message).help(help));
        if let Some((_, element)) = self.ruleset.element(id) {
            if element.place.file < self.first {
                return Some(element.id.clone());
            }
            problem(format!("{id} is your own, not the Code's"), own.to_owned());
        } else if let Some(provision) = self.ruleset.provision(id) {
            let names: Vec<_> = provision.elements.iter().map(|e| e.id.as_str()).collect();
            let help = format!("write one of {}", names.join(", "));
            problem(format!("{id} holds {} duties; name one of them", names.len()), help);
        } else {
            let elements = self.ruleset.provisions.iter().flat_map(|p| &p.elements);
            let ids: Vec<&str> = elements
                .filter(|e| e.place.file < self.first)
                .map(|e| e.id.as_str())
                .collect();
            problem(format!("there is no element `{id}` in the Code"), self.meant(id, &ids));
        }
        None
    }

    /// The Code's own timescales for an element.
    fn timescales<'e>(&'e self, element: &'e str) -> impl Iterator<Item = &'e TimescaleCheck> {
        let rules = self.ruleset.rules.iter().filter(move |rule| rule.element == element);
        rules
            .filter(|rule| rule.place.file < self.first)
            .filter_map(|rule| match &rule.check {
                Check::Timescale(check) => Some(check),
                _ => None,
            })
    }

    fn no_limit(&self, file: usize, element: &str, key: &str, span: Span) {
        let other = self
            .timescales(element)
            .find_map(|check| match (check.limit, check.at_least) {
                (Some(_), _) => Some("limit"),
                (_, Some(_)) => Some("at-least"),
                _ => None,
            });
        let mut timed: Vec<&str> = Vec::new();
        for provision in &self.ruleset.provisions {
            for e in &provision.elements {
                if self
                    .timescales(&e.id)
                    .any(|c| c.limit.is_some() || c.at_least.is_some())
                {
                    timed.push(&e.id);
                }
            }
        }
        let (message, help) = match other {
            Some(other) => (
                format!("the Code's limit for {element} is no `{key}`"),
                format!("write `{other}`"),
            ),
            None => (
                format!("the Code sets no time for {element}"),
                format!("name one of those that have a time: {}", timed.join(", ")),
            ),
        };
        self.report(file, Problem::new(span, message).help(help));
    }

    fn refuse_loosening(&self, file: usize, element: &str, key: &str, own: (Period, Span), code: Period) {
        let (promised, span) = own;
        let (provision, _) = self.ruleset.element(element).expect("a duty of the Code");
        let (message, help) = match key {
            "at-least" => (
                format!("{promised} is less than the Code gives residents: {code}; a promise can only be stricter"),
                format!("write {code} or more, or leave this promise out"),
            ),
            _ => (
                format!("{promised} is longer than the Code allows: {code}; a promise can only be stricter"),
                format!("write {code} or less, or leave this promise out"),
            ),
        };
        let at = self.figure(provision, code);
        let problem = Problem::new(span, message).help(help).beside(
            self.source(provision.text_place),
            at,
            format!("provision {}", provision.id),
        );
        self.report(file, problem);
    }

    /// Where the Code's sentence names a length of time, else the whole sentence.
    fn figure(&self, provision: &Provision, period: Period) -> Span {
        let text = provision.text_place.span;
        let prose = self.source(provision.text_place).slice(text);
        let found = quantities(prose).into_iter().find(|q| q.period == period);
        found.map_or(text, |q| Span::new(text.start + q.start, text.start + q.end))
    }
}

fn period(reader: &mut Reader, key: &'static str) -> Told {
    let text = reader.string(key)?;
    let period = Period::parse(&text.text);
    if period.is_none() {
        let help = "write it like `3 working days`";
        reader
            .sink()
            .report(Problem::new(text.span, "not a length of time").help(help));
    }
    period.map(|period| (period, text.span))
}
