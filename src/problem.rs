//! A mistake in something a person wrote for ombudlint: front matter, a ruleset, settings.
//! Told as carefully as a mistake in a document, with the place and what to write instead.

use crate::ruleset::Severity;
use crate::source::{Source, Span};

#[derive(Debug, Clone)]
pub struct Problem {
    pub span: Span,
    /// Lower case, no full stop: "unknown key `requird-in`".
    pub message: String,
    pub level: Severity,
    /// Begins with a verb: "did you mean `required-in`?" is the one question allowed.
    pub help: Option<String>,
    /// Another place that shows why: the Code's own sentence, the first of two.
    pub beside: Option<Box<Beside>>,
}

/// A place in another file, with a label.
#[derive(Debug, Clone)]
pub struct Beside {
    pub source: Source,
    pub span: Span,
    pub label: String,
}

impl Problem {
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Problem {
            span,
            message: message.into(),
            level: Severity::Error,
            help: None,
            beside: None,
        }
    }

    /// The same, weighing this much.
    pub fn at(mut self, level: Severity) -> Self {
        self.level = level;
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub fn beside(mut self, source: &Source, span: Span, label: impl Into<String>) -> Self {
        self.beside = Some(Box::new(Beside {
            source: source.clone(),
            span,
            label: label.into(),
        }));
        self
    }
}

/// All problems of one file, with the file.
#[derive(Debug, Clone)]
pub struct Problems {
    pub source: Source,
    pub list: Vec<Problem>,
}

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (n, problem) in self.list.iter().enumerate() {
            let at = self.source.position(problem.span.start);
            let newline = if n > 0 { "\n" } else { "" };
            write!(
                f,
                "{newline}{}:{}:{}: {}",
                self.source.name(),
                at.line,
                at.column,
                problem.message
            )?;
            if let Some(help) = &problem.help {
                write!(f, " ({help})")?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
