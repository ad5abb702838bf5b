//! TOML tables to provisions, rules and examples; every mistake with its place. Knows the keys, not the files.

use super::load::Examples;
use super::*;
use crate::lexicon::{formula, formulas};
use crate::problem::Problem;
use crate::toml_reader::{Located, Reader, Sink};

/// What one section file holds.
#[derive(Default)]
pub struct Section {
    pub provisions: Vec<Provision>,
    pub rules: Vec<Rule>,
}

/// Reads one file of a ruleset.
pub struct SectionReader<'l> {
    pub lexicon: &'l mut Lexicon,
    pub dates: &'l DateWords,
    pub file: usize,
    pub examples: Examples,
}

impl SectionReader<'_> {
    pub fn section(&mut self, mut reader: Reader) -> Section {
        if let Some(concepts) = reader.table("concepts") {
            self.lexicon.add_concepts(concepts);
        }
        let section = self.provisions_and_rules(&mut reader);
        reader.finish();
        section
    }

    /// Reads what speaks with concepts: they have to be there before.
    pub fn provisions_and_rules(&mut self, reader: &mut Reader) -> Section {
        let mut section = Section::default();
        for provision in reader.tables("provision") {
            section.provisions.push(self.provision(provision));
        }
        section.rules.extend(self.rules(reader));
        section
    }

    /// The rules of a file.
    pub fn rules(&mut self, reader: &mut Reader) -> Vec<Rule> {
        let tables = reader.tables("rule");
        tables.into_iter().filter_map(|rule| self.rule(rule)).collect()
    }

    fn place(&self, span: Span) -> Place {
        Place { file: self.file, span }
    }

    fn provision(&mut self, mut reader: Reader) -> Provision {
        let place = self.place(reader.span());
        let id = reader.required("id");
        let text = reader.required("text");
        let attest = reader.string("attest").map(|a| a.text);
        let may_not_arise = reader.flag("may-not-arise").unwrap_or(false);
        let elements = reader.tables("element").into_iter().map(|e| self.element(e)).collect();
        reader.finish();
        Provision {
            id: id.text,
            text: text.text.trim_end().to_owned(),
            place,
            text_place: self.place(text.span),
            attest,
            may_not_arise,
            elements,
        }
    }

    fn element(&mut self, mut reader: Reader) -> Element {
        let place = self.place(reader.span());
        let sink = reader.sink();
        let id = reader.required("id").text;
        let title = reader.required("title").text;
        let attest = reader.string("attest").map(|a| a.text);
        let severity = reader
            .string("severity")
            .and_then(|s| severity(&s, sink))
            .unwrap_or(Severity::Error);
        let mut severity_in = Vec::new();
        if let Some(table) = reader.table("severity-in") {
            for (name, values) in table.named_lists() {
                let value = values.first().and_then(|v| self::severity(v, sink));
                severity_in.extend(kind(&name, sink).zip(value));
            }
        }
        let required_in = kinds(reader.strings("required-in"), sink);
        let checked_in = kinds(reader.strings("checked-in"), sink);
        let waivable = reader.flag("waivable").unwrap_or(true);
        reader.finish();
        Element {
            id,
            title,
            attest,
            severity,
            severity_in,
            required_in,
            checked_in,
            waivable,
            promised_in: Vec::new(),
            own_severity: None,
            place,
        }
    }

    fn rule(&mut self, mut reader: Reader) -> Option<Rule> {
        let sink = reader.sink();
        let place = self.place(reader.span());
        let id = reader.required("id").text;
        // A rule for the rows of a form holds for all of them.
        let of_rows = reader.has("check") && !reader.has("element");
        let element = match of_rows {
            true => Kind::SelfAssessment.name().to_owned(),
            false => reader.required("element").text,
        };
        let title = reader.required("title").text;
        let mut kinds = kinds(reader.strings("kinds"), sink);
        if of_rows {
            kinds.push(Kind::SelfAssessment);
        }
        let check = match reader.table("check") {
            Some(check) => self.check(check),
            None => {
                let message = format!("the rule `{id}` does not say what it checks");
                sink.report(Problem::new(place.span, message).help("write a table such as `[rule.check.statement]`"));
                None
            }
        };
        let (mut why, mut write) = (String::new(), String::new());
        if let Some(mut explain) = reader.table("explain") {
            why = explain.required("why").text;
            write = explain.required("write").text;
            explain.finish();
        }
        let mut fix = RuleFix::default();
        if let Some(mut table) = reader.table("fix") {
            fix.remove = table.flag("remove").unwrap_or(false);
            fix.begin = table.string("begin").map(|b| b.text);
            table.finish();
        }
        let examples: Vec<_> = reader
            .tables("example")
            .into_iter()
            .filter_map(|e| self.example(e))
            .collect();
        if of_rows && !matches!(check, None | Some(Check::Row(_))) {
            let message = format!("the rule `{id}` does not say which element it decides");
            sink.report(Problem::new(place.span, message).help("write `element = \"…\"`"));
        }
        // Where text can only contradict, silence is what passes.
        let contradicts_only = check.as_ref().is_some_and(Check::only_contradicts);
        let passes = |e: &&Example| match e.verdict {
            ExampleVerdict::Met | ExampleVerdict::Weak => true,
            ExampleVerdict::Silent => contradicts_only,
            _ => false,
        };
        let passing = examples.iter().filter(passes).count();
        let whole = matches!(check, Some(Check::Row(row)) if row.finds.needs_all_rows());
        if self.examples == Examples::Read && !whole && (passing < 2 || examples.len() - passing < 2) {
            let other = examples.len() - passing;
            let message = format!("the rule `{id}` has too few examples: {passing} that pass and {other} that do not");
            sink.report(Problem::new(place.span, message).help("write at least two `[[rule.example]]` of each"));
        }
        reader.finish();
        Some(Rule {
            id,
            element,
            title,
            kinds,
            check: check?,
            why,
            write,
            fix,
            examples,
            place,
        })
    }

    fn example(&mut self, mut reader: Reader) -> Option<Example> {
        let sink = reader.sink();
        let place = self.place(reader.span());
        let verdict = reader.required("verdict");
        let text = reader.required("text").text;
        let kind = reader.string("kind").and_then(|k| self::kind(&k, sink));
        let marks = reader.string("marks");
        let beside = reader.string("beside").map(|b| b.text);
        reader.finish();
        if let Some(marks) = marks.as_ref().filter(|m| !text.contains(m.text.as_str())) {
            sink.report(Problem::new(
                marks.span,
                "these words are not in the example".to_owned(),
            ));
        }
        let verdict = match verdict.text.as_str() {
            "met" => ExampleVerdict::Met,
            "weak" => ExampleVerdict::Weak,
            "breached" => ExampleVerdict::Breached,
            "missing" => ExampleVerdict::Missing,
            "silent" => ExampleVerdict::Silent,
            _ => {
                report_choice(&verdict, &["met", "weak", "breached", "missing", "silent"], sink);
                return None;
            }
        };
        Some(Example {
            verdict,
            text,
            kind,
            marks: marks.map(|m| m.text),
            beside,
            place,
        })
    }

    fn check(&mut self, mut reader: Reader) -> Option<Check> {
        let sink = reader.sink();
        let span = reader.span();
        let check = if let Some(table) = reader.table("statement") {
            Some(Check::Statement(self.statement(table)))
        } else if let Some(table) = reader.table("timescale") {
            self.timescale(table).map(Check::Timescale)
        } else if let Some(table) = reader.table("definition") {
            self.definition(table).map(Check::Definition)
        } else if let Some(table) = reader.table("contact") {
            Some(Check::Contact(self.contact(table)))
        } else if let Some(table) = reader.table("dates") {
            self.days(table).map(Check::Dates)
        } else if let Some(table) = reader.table("row") {
            row(table).map(Check::Row)
        } else {
            let help = "the kinds of check are `statement`, `timescale`, `definition`, `contact`, `dates` and `row`";
            sink.report(Problem::new(span, "a check of no known kind".to_owned()).help(help));
            None
        };
        reader.finish();
        check
    }

    fn statement(&mut self, mut reader: Reader) -> StatementCheck {
        let parts: Vec<String> = reader.strings("parts").into_iter().map(|p| p.text).collect();
        let check = StatementCheck {
            met: self.patterns(&mut reader, "met"),
            weak: self.patterns(&mut reader, "weak"),
            breached: self.patterns(&mut reader, "breached"),
            not_applicable: self.patterns(&mut reader, "not-applicable"),
            enough: reader.number("enough").map_or(parts.len().max(1), |n| n as usize),
            weak_from: reader.number("weak-from").unwrap_or(0) as usize,
            stage: reader.number("stage").map(|n| n as u8),
            neutral: reader.flag("neutral").unwrap_or(true),
            about: reader
                .string("about")
                .and_then(|text| formula(&text, &mut self.lexicon.interner, reader.sink())),
            each_stage: reader.flag("each-stage").unwrap_or(false),
            slot: reader.flag("slot").unwrap_or(false),
            contact: reader.string("contact").map(|c| c.text),
            parts,
        };
        reader.finish();
        check
    }

    pub(super) fn patterns(&mut self, reader: &mut Reader, key: &'static str) -> Vec<Pattern> {
        let members = reader.members(key);
        let sink = reader.sink();
        members
            .into_iter()
            .filter_map(|member| match member {
                Ok(table) => self.pattern(table),
                Err(text) => {
                    let place = self.place(text.span);
                    formula(&text, &mut self.lexicon.interner, sink).map(|says| Pattern::plain(says, place))
                }
            })
            .collect()
    }

    fn pattern(&mut self, mut reader: Reader) -> Option<Pattern> {
        let sink = reader.sink();
        let says = reader.required("says");
        let place = self.place(says.span);
        let near = reader
            .string("near")
            .and_then(|f| formula(&f, &mut self.lexicon.interner, sink));
        let unless = reader
            .string("unless")
            .and_then(|f| formula(&f, &mut self.lexicon.interner, sink));
        let under = reader
            .string("under")
            .and_then(|f| formula(&f, &mut self.lexicon.interner, sink));
        let nowhere = reader
            .string("nowhere")
            .and_then(|f| formula(&f, &mut self.lexicon.interner, sink));
        let others = reader.flag("others").unwrap_or(false);
        let stage = reader.number("stage").map(|n| n as u8);
        let within = reader.string("within");
        let part = reader.string("part").map(|p| p.text);
        let because = reader.string("because").map(|b| b.text);
        let severity = reader.string("severity").and_then(|s| severity(&s, sink));
        reader.finish();
        let within = match within.as_ref().map(|w| w.text.as_str()) {
            None | Some("statement") => Within::Statement,
            Some("paragraph") => Within::Paragraph,
            Some("exclusion") => Within::Exclusion,
            Some("heading") => Within::Heading,
            Some(_) => {
                let choices = ["statement", "paragraph", "exclusion", "heading"];
                report_choice(within.as_ref().expect("matched above"), &choices, sink);
                Within::Statement
            }
        };
        let says = formula(&says, &mut self.lexicon.interner, sink)?;
        Some(Pattern {
            says,
            place,
            near,
            unless,
            under,
            nowhere,
            stage,
            within,
            others,
            part,
            because,
            severity,
        })
    }
}

impl SectionReader<'_> {
    fn timescale(&mut self, mut reader: Reader) -> Option<TimescaleCheck> {
        let sink = reader.sink();
        let process = reader.required("process");
        if !self.lexicon.processes.iter().any(|p| p.name == process.text) {
            let names: Vec<_> = self.lexicon.processes.iter().map(|p| p.name.as_str()).collect();
            report_choice(&process, &names, sink);
        }
        let from = reader.string("from");
        if let Some(from) = from
            .as_ref()
            .filter(|f| !self.lexicon.events.iter().any(|e| e.name == f.text))
        {
            let names: Vec<_> = self.lexicon.events.iter().map(|e| e.name.as_str()).collect();
            report_choice(from, &names, sink);
        }
        let mut period = |key| {
            let text = reader.string(key)?;
            let period = Period::parse(&text.text);
            if period.is_none() {
                let help = "write it like `10 working days`";
                sink.report(Problem::new(text.span, "not a length of time".to_owned()).help(help));
            }
            period
        };
        let (limit, at_least, total_limit) = (period("limit"), period("at-least"), period("total-limit"));
        let any = reader.flag("any").unwrap_or(false);
        if limit.is_none() && at_least.is_none() && !any {
            let help = "write `limit = \"10 working days\"`, `at-least = \"12 months\"` or `any = true`";
            sink.report(Problem::new(reader.span(), "a timescale without a limit".to_owned()).help(help));
        }
        let check = TimescaleCheck {
            process: process.text,
            stage: reader.number("stage").map(|n| n as u8),
            neutral: reader.flag("neutral").unwrap_or(true),
            limit,
            at_least,
            from: from.map(|f| f.text),
            total_limit,
            severity: reader.string("severity").and_then(|s| severity(&s, sink)),
            each_stage: reader.flag("each-stage").unwrap_or(false),
            any,
            softened: self.patterns(&mut reader, "softened"),
            promise: None,
        };
        reader.finish();
        Some(check)
    }

    fn definition(&mut self, mut reader: Reader) -> Option<DefinitionCheck> {
        let sink = reader.sink();
        let text = reader.required("text");
        let opening = reader.required("opening");
        let introduced = formulas(reader.strings("introduced"), &mut self.lexicon.interner, sink);
        let narrowed = self.patterns(&mut reader, "narrowed");
        let mut substitutions = Vec::new();
        for mut table in reader.tables("substitution") {
            substitutions.push(Substitution {
                of: table.required("of").text,
                accepts: table.strings("accepts").into_iter().map(|a| a.text).collect(),
                own_name: table.flag("own-name").unwrap_or(false),
            });
            table.finish();
        }
        let mut editions = Vec::new();
        for mut table in reader.tables("edition") {
            editions.push(OlderEdition {
                name: table.required("name").text,
                text: table.required("text").text,
            });
            table.finish();
        }
        let mut limbs = Vec::new();
        for mut table in reader.tables("limb") {
            let name = table.required("name").text;
            limbs.push(Limb {
                name,
                says: formulas(table.strings("says"), &mut self.lexicon.interner, sink),
            });
            table.finish();
        }
        reader.finish();
        let opening = formula(&opening, &mut self.lexicon.interner, sink)?;
        let text_place = self.place(text.span);
        Some(DefinitionCheck {
            text: text.text,
            text_place,
            introduced,
            opening,
            substitutions,
            editions,
            limbs,
            narrowed,
        })
    }

    fn contact(&mut self, mut reader: Reader) -> ContactCheck {
        let check = ContactCheck {
            body: reader.required("body").text,
            breached: self.patterns(&mut reader, "breached"),
            with: self.patterns(&mut reader, "with"),
        };
        reader.finish();
        check
    }
}

fn row(mut reader: Reader) -> Option<RowCheck> {
    let sink = reader.sink();
    let finds = reader.required("finds");
    let severity = reader.required("severity");
    reader.finish();
    let known = RowFault::ALL.iter().find(|(name, _)| *name == finds.text);
    if known.is_none() {
        let names: Vec<_> = RowFault::ALL.iter().map(|(name, _)| *name).collect();
        report_choice(&finds, &names, sink);
    }
    Some(RowCheck {
        finds: known?.1,
        severity: self::severity(&severity, sink)?,
    })
}

pub fn severity(text: &Located, sink: &Sink) -> Option<Severity> {
    match text.text.as_str() {
        "error" => Some(Severity::Error),
        "warning" => Some(Severity::Warning),
        "advice" => Some(Severity::Advice),
        _ => {
            report_choice(text, &["error", "warning", "advice"], sink);
            None
        }
    }
}

fn kind(name: &Located, sink: &Sink) -> Option<Kind> {
    let kind = Kind::from_name(&name.text);
    if kind.is_none() {
        let names: Vec<_> = Kind::ALL.iter().map(|k| k.name()).collect();
        report_choice(name, &names, sink);
    }
    kind
}

pub fn kinds(names: Vec<Located>, sink: &Sink) -> Vec<Kind> {
    names.iter().filter_map(|name| kind(name, sink)).collect()
}

pub(super) fn report_choice(found: &Located, choices: &[&str], sink: &Sink) {
    let help = match crate::near::closest(&found.text, choices.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", choices.join(", ")),
    };
    sink.report(Problem::new(found.span, format!("`{}` is not known here", found.text)).help(help));
}
