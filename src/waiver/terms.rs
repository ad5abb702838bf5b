//! What a waiver has to say to be one: what it is for, why, and until when. Mistakes are told with their place.

use super::{Claim, covers};
use crate::finding::Waiver;
use crate::problem::Problem;
use crate::ruleset::Ruleset;
use crate::source::Span;
use crate::toml_reader::Located;
use jiff::civil::Date;

/// The longest a waiver may hold, in months.
const LONGEST: i32 = 12;

/// A waiver as it is written, not yet looked at.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    pub names: Vec<Located>,
    pub reason: Option<Located>,
    pub until: Option<Located>,
    pub granted: Option<Located>,
    pub instead: Option<Located>,
    pub approved_by: Option<Located>,
    pub minute: Option<Located>,
    pub scope: Option<Span>,
    /// The comment or the table.
    pub place: Span,
    /// Whether it stands in a TOML file, for showing how a value is written there.
    pub toml: bool,
}

impl Terms {
    /// The waiver, if it is one; what is wrong with it is told to `report`. `rulesets` are all that it may be about.
    pub fn settle(self, rulesets: &[&Ruleset], today: Date, report: &mut dyn FnMut(Problem)) -> Option<Claim> {
        let mut wrong = false;
        let mut report = |span: Span, message: String, help: String| {
            wrong = true;
            report(Problem::new(span, message).help(help));
        };
        self.check_names(rulesets, &mut report);
        let reason = self.reason.as_ref().filter(|r| r.text.contains(char::is_alphanumeric));
        if reason.is_none() {
            let at = self.reason.as_ref().map_or(self.place, |r| r.span);
            let help = format!(
                "say why the landlord does not comply: `{}`",
                self.written("reason", "…")
            );
            report(at, "a waiver without a reason has no effect".into(), help);
        }
        let granted = self.date("granted", &self.granted, &mut report);
        let until = self.date("until", &self.until, &mut report);
        if self.until.is_none() {
            let help = format!("say until when: `{}`", self.written("until", "2027-03-31"));
            report(self.place, "a waiver without an end has no effect".into(), help);
        }
        if let (Some(until), Some(at)) = (until, &self.until) {
            let from = granted.unwrap_or(today);
            let last = from.saturating_add(jiff::Span::new().months(LONGEST));
            if granted.is_some_and(|granted| until < granted) {
                let help = "let it end after the day on which it was granted".to_owned();
                report(
                    at.span,
                    format!("this waiver ends before it was granted, on {from}"),
                    help,
                );
            } else if until > last {
                let since = if granted.is_some() {
                    "the day it was granted"
                } else {
                    "today"
                };
                let message = format!("a waiver holds for twelve months at most; counted from {since}, until {last}");
                report(
                    at.span,
                    message,
                    format!("write `{}`", self.written("until", &last.to_string())),
                );
            }
        }
        if wrong {
            return None;
        }
        let text = |said: Option<Located>| said.map(|s| s.text.trim().to_owned()).filter(|s| !s.is_empty());
        Some(Claim {
            names: self.names.into_iter().map(|n| n.text).collect(),
            scope: self.scope,
            waiver: Waiver {
                reason: text(self.reason)?,
                until: until?,
                granted,
                instead: text(self.instead),
                approved_by: text(self.approved_by),
                minute: text(self.minute),
            },
            place: self.place,
        })
    }

    fn check_names(&self, rulesets: &[&Ruleset], report: &mut dyn FnMut(Span, String, String)) {
        if self.names.is_empty() {
            let message = "a waiver that does not say what it is for has no effect".to_owned();
            let help = if self.toml {
                "write `element = \"…\"` with the number of a provision or an element"
            } else {
                "write the number of a provision or an element after `allow`"
            };
            report(self.place, message, help.to_owned());
        }
        for name in &self.names {
            let ids: Vec<&str> = rulesets.iter().flat_map(|r| r.ids()).collect();
            if !ids.contains(&name.text.as_str()) {
                let help = match crate::near::closest(&name.text, ids) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`ombudlint rules` lists what there is".to_owned(),
                };
                let message = format!("there is no provision, element or rule `{}`", name.text);
                report(name.span, message, help);
            }
            let fixed = rulesets.iter().find_map(|r| unwaivable(&name.text, r));
            if let Some(element) = fixed {
                let message = format!("{element} cannot be waived: the Code allows no exception");
                report(
                    name.span,
                    message,
                    "take this waiver out, and change what the document says".into(),
                );
            }
        }
    }

    fn date(&self, key: &str, said: &Option<Located>, report: &mut dyn FnMut(Span, String, String)) -> Option<Date> {
        let said = said.as_ref()?;
        let date = said.text.parse().ok();
        if date.is_none() {
            let message = format!("expected a date like 2027-03-31 after `{key}`");
            report(
                said.span,
                message,
                format!("write `{}`", self.written(key, "2027-03-31")),
            );
        }
        date
    }

    fn written(&self, key: &str, value: &str) -> String {
        match (self.toml, value.parse::<Date>().is_ok()) {
            (true, true) => format!("{key} = {value}"),
            (true, false) => format!("{key} = \"{value}\""),
            (false, true) => format!("{key}={value}"),
            (false, false) => format!("{key}=\"{value}\""),
        }
    }
}

/// The element that this id names, or that its rule decides, if no waiver may excuse it.
fn unwaivable<'r>(name: &str, ruleset: &'r Ruleset) -> Option<&'r str> {
    let rule = ruleset.rules.iter().find(|r| r.id == name);
    let named = rule.map_or(name, |r| &r.element);
    let mut elements = ruleset.provisions.iter().flat_map(|p| &p.elements);
    elements
        .find(|e| !e.waivable && covers(named, &e.id))
        .map(|e| e.id.as_str())
}
