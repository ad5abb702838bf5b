//! Where a pattern holds in a document: the formula, and the conditions a rule sets beside it.

use super::Prepared;
use crate::finding::{Breach, Evidence, Reason};
use crate::lexicon::{Formula, Lookup, Matcher};
use crate::reading::{Layout, Stage, Standing, Statement};
use crate::ruleset::{Pattern, Severity, Within};
use crate::source::Span;

/// Bytes of a list item that is a line, not a clause.
const SHORT_ITEM: usize = 160;

/// A place where a pattern holds.
#[derive(Debug, Clone)]
pub struct Occurrence {
    pub span: Span,
    pub stage: Stage,
    pub hedged: bool,
}

/// Which statements may speak.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    pub stage: Option<u8>,
    /// Statements of no stage count for `stage`.
    pub neutral: bool,
    /// What a statement of no stage has to be about.
    pub about: Option<Formula>,
    /// A heading with something under it says what it names.
    pub slot: bool,
}

impl Prepared<'_> {
    /// All places where `pattern` holds, in the order of the document.
    pub fn occurrences(&self, pattern: &Pattern, scope: Scope) -> Vec<Occurrence> {
        let says = pattern.says;
        let (reading, statements, joined) = (self.reading, self.statements, self.joined);
        let found = if pattern.within == Within::Paragraph {
            let whole = statements.candidates_among(says, reading.whole.clone());
            let mut found = self.places(pattern, scope, &reading.statements, statements, whole);
            found.extend(self.places(pattern, scope, &reading.joined, joined, joined.candidates(says)));
            found.sort_by_key(|(paragraph, _)| *paragraph);
            found
        } else {
            self.places(
                pattern,
                scope,
                &reading.statements,
                statements,
                statements.candidates(says),
            )
        };
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// The places where `pattern` holds in a sentence with items in it, read as a whole. They promise and never breach: what
    /// an item forbids, the item says.
    pub fn in_itemised(&self, pattern: &Pattern, scope: Scope) -> Vec<Occurrence> {
        if pattern.within == Within::Paragraph {
            return Vec::new();
        }
        let candidates = self.itemised.candidates(pattern.says);
        let found = self.places(pattern, scope, &self.reading.itemised, self.itemised, candidates);
        found.into_iter().map(|(_, place)| place).collect()
    }

    /// The places where `pattern` holds among the statements `numbers` of a list, each with its paragraph.
    fn places(
        &self,
        pattern: &Pattern,
        scope: Scope,
        list: &[Statement],
        lookup: Lookup,
        numbers: Vec<usize>,
    ) -> Vec<(usize, Occurrence)> {
        let places = numbers.into_iter().filter_map(|n| {
            let place = self.occurrence(pattern, scope, &list[n], lookup.matcher(n))?;
            Some((list[n].paragraph, place))
        });
        places.collect()
    }

    /// The place where `pattern` holds in a statement or joined paragraph, if it does.
    fn occurrence(
        &self,
        pattern: &Pattern,
        scope: Scope,
        statement: &Statement,
        matcher: Matcher,
    ) -> Option<Occurrence> {
        if !self.may_speak(statement, pattern, scope) {
            return None;
        }
        let stream = &statement.stream;
        // With a slot the heading may carry the words, as long as it is not empty.
        let found = matcher.find_where(pattern.says, |m| {
            let placed = m.reaches(stream) || scope.slot && statement.layout != Layout::Heading;
            // "We will not accept anonymous complaints": what is excluded stands under the negation.
            placed && (pattern.within == Within::Exclusion || !matcher.is_denied(pattern.says, m))
        });
        let found = found
            .iter()
            .min_by_key(|m| (!m.reaches(stream), m.end - m.start, m.start))?;
        let span = statement.own_span(found.start, found.end);
        let about = || {
            let holds = |about| matcher.mentions(about) || self.holds_near(about, statement);
            statement.stage != Stage::Unsaid || scope.about.is_none_or(holds)
        };
        let own = || pattern.within != Within::Paragraph || self.own_words(span, statement, pattern.others);
        let under = || pattern.under.is_none_or(|under| self.holds_above(under, statement));
        let near = || pattern.near.is_none_or(|near| self.holds_near(near, statement));
        let unless = |unless| self.holds_in_paragraph(unless, statement);
        let nowhere = |nowhere| self.holds_where(nowhere, Statement::is_current);
        let holds = about()
            && own()
            && under()
            && near()
            && !pattern.unless.is_some_and(unless)
            && !pattern.nowhere.is_some_and(nowhere);
        holds.then_some(Occurrence {
            span,
            stage: statement.spoken_of,
            hedged: statement.hedged,
        })
    }

    /// A breach for every place where one of `patterns` holds.
    pub fn breaches(&self, patterns: &[Pattern], scope: Scope) -> Vec<Breach> {
        let places = patterns
            .iter()
            .flat_map(|p| self.occurrences(p, scope).into_iter().map(move |found| (p, found)));
        let breach = |(pattern, found): (&Pattern, Occurrence)| Breach {
            evidence: Evidence { span: found.span },
            reason: Reason::Because(pattern.because.clone().unwrap_or_default()),
            severity: pattern.severity.unwrap_or(Severity::Error),
            place: Some(pattern.place),
        };
        places.map(breach).collect()
    }

    /// Whether any of `patterns` holds.
    pub fn any(&self, patterns: &[Pattern], scope: Scope) -> bool {
        patterns
            .iter()
            .any(|pattern| !self.occurrences(pattern, scope).is_empty())
    }

    fn may_speak(&self, statement: &Statement, pattern: &Pattern, scope: Scope) -> bool {
        let stage = pattern.stage.or(scope.stage);
        let heading = statement.layout == Layout::Heading;
        let question = statement.plain.trim_end().ends_with('?');
        !(scope.slot && statement.unfilled)
            && (statement.is_own() || pattern.others && statement.standing == Standing::Other)
            && stage.is_none_or(|stage| statement.stage.covers(stage, scope.neutral))
            && (!heading || pattern.within == Within::Heading)
            && (!question || pattern.within == Within::Heading || scope.slot)
            && (pattern.within != Within::Exclusion || statement.exclusion)
    }

    /// In the same paragraph, list or table, or in the heading above it.
    fn holds_near(&self, formula: Formula, statement: &Statement) -> bool {
        // Short items that follow each other belong together, also without a lead-in.
        let short = |s: &Statement| s.layout == Layout::Item && s.plain.len() <= SHORT_ITEM;
        let next = |s: &Statement| s.section == statement.section && s.paragraph.abs_diff(statement.paragraph) == 1;
        let beside = |s: &Statement| s.block == statement.block || short(s) && short(statement) && next(s);
        self.holds_where(formula, |s| beside(s) && s.is_own())
            || self.reading.sections.get(statement.section).is_some()
                && self.headings[statement.section].is_some_and(|h| self.statements.matcher(h).mentions(formula))
    }

    fn holds_in_paragraph(&self, formula: Formula, statement: &Statement) -> bool {
        // In a table a row speaks of one thing; a cell of the other stage is another matter.
        let same_row = |s: &Statement| s.row == statement.row && s.stage == statement.stage;
        self.holds_where(formula, |s| {
            s.block == statement.block && (s.paragraph == statement.paragraph || same_row(s))
        })
    }

    /// Whether some of the words at `span` of a whole paragraph are in a sentence that may speak: a sentence
    /// about another body's rule in brackets is not the landlord's own.
    fn own_words(&self, span: Span, paragraph: &Statement, others: bool) -> bool {
        let all = &self.reading.statements;
        let first = all.partition_point(|s| s.paragraph < paragraph.paragraph);
        all[first..]
            .iter()
            .take_while(|s| s.paragraph == paragraph.paragraph)
            .any(|s| {
                s.span.start < span.end
                    && span.start < s.span.end
                    && (s.is_own() || others && s.standing == Standing::Other)
            })
    }

    fn holds_above(&self, formula: Formula, statement: &Statement) -> bool {
        let mut next = Some(statement.section);
        while let Some(section) = next {
            if self.headings[section].is_some_and(|h| self.statements.matcher(h).mentions(formula)) {
                return true;
            }
            next = self.reading.sections[section].parent;
        }
        false
    }

    fn holds_where(&self, formula: Formula, wanted: impl Fn(&Statement) -> bool) -> bool {
        let list = &self.reading.statements;
        let candidates = self.statements.candidates(formula);
        candidates
            .into_iter()
            .any(|at| wanted(&list[at]) && self.statements.matcher(at).mentions(formula))
    }
}
