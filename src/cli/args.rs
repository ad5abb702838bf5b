//! The command line as the user writes it.

use crate::kind::Kind;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Checks complaint policies and complaint letters of social landlords against a Complaint Handling Code.
///
/// Reads Markdown documents, says what the Code makes of them, and quotes the words. Nothing but `fix` writes to your
/// documents, and nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "ombudlint", version, after_help = super::exit::HELP)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub manner: Manner,
}

/// How the program speaks, whatever the command.
#[derive(Debug, Clone, Copy, Args)]
pub struct Manner {
    /// When to use colour
    #[arg(long, value_enum, default_value_t = Colour::Auto, global = true, value_name = "WHEN", help_heading = "Manner")]
    pub color: Colour,
    /// For screen readers: whole sentences in reading order, and nothing drawn
    #[arg(long, global = true, help_heading = "Manner")]
    pub plain: bool,
    /// Say what is wrong, and nothing else
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = "Manner")]
    pub quiet: bool,
    /// Say of each document how it was read
    #[arg(long, short, global = true, help_heading = "Manner")]
    pub verbose: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Say what is wrong in policies and letters, and what to write instead
    Check(CheckArguments),
    /// Mend what can be mended without a decision, and show what was changed
    Fix(FixArguments),
    /// Give the verdict on every provision of the Code, with the words that show it
    Assess(AssessArguments),
    /// Repeat an assessment from its bundle, and say the same or name the byte that changed
    Verify(VerifyArguments),
    /// Say what a new version of a document fixes, what it makes worse, and what it only words otherwise
    Compare(CompareArguments),
    /// Write a policy or a letter to start from: it passes as it stands, its fields are yours to fill
    New(NewArguments),
    /// Explain a provision, an element or a rule in plain words, with examples
    Explain(ExplainArguments),
    /// Show what is read from a document: for those who write rules
    Facts(FactsArguments),
    /// List rules, or run their examples
    Rules(RulesArguments),
    /// Write a settings file for the documents in this folder
    Init(InitArguments),
    /// Look after the file of known findings
    Baseline(BaselineArguments),
    /// Print what a shell needs to complete commands of ombudlint
    Completions(CompletionsArguments),
    /// Print the manual, or write its pages
    Man(ManArguments),
}

#[derive(Debug, Args)]
pub struct Input {
    /// Files and folders; `-` reads standard input. Without any, this folder
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
}

/// How documents are judged.
#[derive(Debug, Clone, Args)]
pub struct Judging {
    /// Kind of document, for files that do not say it themselves
    #[arg(long, value_parser = kinds())]
    pub kind: Option<Kind>,
    #[command(flatten)]
    pub ruleset: RulesetArgument,
    /// The date to judge by, such as 2027-03-31 [default: today]
    #[arg(long, value_parser = date)]
    pub today: Option<jiff::civil::Date>,
}

#[derive(Debug, Clone, Args)]
pub struct RulesetArgument {
    /// A shipped ruleset by its name, or the file or folder of your own [default: what the settings name, or hos-2024]
    #[arg(long, value_name = "NAME|PATH")]
    pub ruleset: Option<String>,
    #[command(flatten)]
    pub config: ConfigArgument,
}

#[derive(Debug, Clone, Args)]
pub struct ConfigArgument {
    /// The settings for all files [default: ombudlint.toml in a file's folder or above it]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Look for no settings
    #[arg(long, conflicts_with = "config")]
    pub no_config: bool,
    /// The folder of a bundle's inputs, without links: nothing outside is looked for, and files are named from it.
    #[arg(skip)]
    pub within: Option<PathBuf>,
}

impl ConfigArgument {
    /// What a file is called in reports.
    pub fn name(&self, file: &Path) -> String {
        match &self.within {
            Some(folder) => super::project::relative(file, folder),
            None => file.display().to_string(),
        }
    }
}

#[derive(Debug, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    pub input: Input,
    /// How to report [default: what the settings say, or human]
    #[arg(long, value_enum)]
    pub format: Option<CheckFormat>,
    /// Count what this file knows, and report only what is new
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write down all findings as known, with no words of the documents
    #[arg(long, value_name = "FILE", conflicts_with = "baseline")]
    pub write_baseline: Option<PathBuf>,
    /// Treat this level as an error when the exit status is chosen
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub deny: Option<Deny>,
    /// The files named are those that changed: check the documents among them, or all in this folder if settings, own rules
    /// or a baseline are among them
    #[arg(long)]
    pub changed: bool,
}

#[derive(Debug, Args)]
pub struct FixArguments {
    #[command(flatten)]
    pub input: Input,
    /// Write nothing: show what would change, in a form that `git apply` takes
    #[arg(long)]
    pub diff: bool,
    /// Also make the first change that needs a decision of yours, one in each document: a time limit, a stage
    #[arg(long)]
    pub include_decisions: bool,
    /// Also put in a paragraph for each duty that is missing, between brackets until you confirm it
    #[arg(long)]
    pub scaffold: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// Findings with their lines, the Code's sentence and what to write
    Human,
    /// One line a finding
    Short,
    /// The whole assessment as JSON: see docs/schemas/assessment.schema.json
    Json,
    /// One finding a line, each as JSON: see docs/schemas/finding.schema.json
    Jsonl,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Annotations of GitHub Actions, and a summary of the job
    Github,
    /// A Code Quality report, for GitLab's merge requests
    Gitlab,
    /// JUnit XML: each document a suite, each duty a case
    Junit,
    /// A summary for reading and for papers
    Markdown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    Warnings,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, or with CLICOLOR_FORCE, but never with NO_COLOR
    Auto,
    Always,
    Never,
}

#[derive(Debug, Args)]
pub struct AssessArguments {
    #[command(flatten)]
    pub input: Input,
    /// How to report
    #[arg(long, value_enum, default_value_t = AssessFormat::Json)]
    pub format: AssessFormat,
    /// What officers attest, in a TOML file: practice that no document can show
    #[arg(long, value_name = "FILE")]
    pub attestations: Option<PathBuf>,
    /// Write the report, with all it was made from, into this new folder: evidence that `verify` repeats
    #[arg(long, value_name = "DIR", conflicts_with = "format")]
    pub bundle: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(after_help = super::exit::VERIFY_HELP)]
pub struct VerifyArguments {
    /// The folder that `assess --bundle` wrote
    pub folder: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AssessFormat {
    /// For other programs: every verdict, with the words that show it
    Json,
    /// The self-assessment as a page for a committee paper
    Markdown,
    /// The self-assessment's five columns for a spreadsheet
    Csv,
    /// A page to open in a browser: the form, coverage, and each document with its findings
    Html,
    /// The self-assessment as a Word document
    Docx,
    /// The answers as OSCAL assessment results
    Oscal,
    /// The Code itself as an OSCAL catalog
    OscalCatalog,
}

#[derive(Debug, Args)]
pub struct CompareArguments {
    /// The old version: a file, a folder, a git revision (`main`), or a file or folder in one (`main:policies`)
    pub old: String,
    /// The new version, named in the same ways
    pub new: String,
    /// How to report
    #[arg(long, value_enum, default_value_t = CompareFormat::Human)]
    pub format: CompareFormat,
    #[command(flatten)]
    pub judging: Judging,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CompareFormat {
    /// Change by change, with the old and the new words
    Human,
    /// For other programs
    Json,
    /// A table of service, current policy and suggested change, as committee reports have it
    GapTable,
    /// A numbered list of key changes, as Cabinet papers have it
    Cabinet,
}

#[derive(Debug, Args)]
pub struct NewArguments {
    /// Kind of document
    #[arg(value_parser = kinds())]
    pub kind: Kind,
    /// Where to write it: a file, a folder, or `-` for standard output [default: KIND.md]
    pub path: Option<PathBuf>,
    /// Your landlord's name, filled in
    #[arg(long)]
    pub landlord: Option<String>,
}

#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// A provision or an element by its number in the Code, or a rule's id
    pub id: String,
    #[command(flatten)]
    pub ruleset: RulesetArgument,
}

#[derive(Debug, Args)]
pub struct FactsArguments {
    /// The document; `-` reads standard input
    pub path: PathBuf,
    /// Kind of document, if it does not say it itself
    #[arg(long, value_parser = kinds())]
    pub kind: Option<Kind>,
    /// Show only which formulas of this element's rules hold, and where
    #[arg(long, value_name = "ID")]
    pub element: Option<String>,
    #[command(flatten)]
    pub ruleset: RulesetArgument,
    /// The date to judge by, such as 2027-03-31 [default: today]
    #[arg(long, value_parser = date)]
    pub today: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub struct RulesArguments {
    /// `test` runs the examples; without it the rules are listed
    #[arg(value_enum)]
    pub action: Option<RulesAction>,
    /// Only these elements, provisions or rules; a file or folder is read as `--ruleset`
    pub only: Vec<String>,
    #[command(flatten)]
    pub ruleset: RulesetArgument,
    /// How to list
    #[arg(long, value_enum, default_value_t = RulesFormat::Human)]
    pub format: RulesFormat,
    /// The date to judge by, such as 2027-03-31 [default: today]
    #[arg(long, value_parser = date)]
    pub today: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
pub struct CompletionsArguments {
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct ManArguments {
    /// Where a page for each command is written; without it the program's page is printed
    pub folder: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct InitArguments {
    /// Where the settings go, with the documents below it. Without it, this folder
    pub folder: Option<PathBuf>,
    /// Also write an entry for pre-commit
    #[arg(long)]
    pub pre_commit: bool,
}

#[derive(Debug, Args)]
pub struct BaselineArguments {
    /// Take out of this file what is no longer found
    #[arg(long, value_name = "FILE", required = true)]
    pub prune: PathBuf,
    #[command(flatten)]
    pub judging: Judging,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulesAction {
    Test,
    List,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// Two lines a rule
    Human,
    /// All that is known of each rule, for other programs
    Json,
}

/// The kinds by their names: help and completions list them, and a slip is answered with the nearest.
fn kinds() -> impl TypedValueParser<Value = Kind> {
    let names = Kind::ALL.iter().map(|kind| kind.name());
    PossibleValuesParser::new(names).try_map(|name| Kind::from_name(&name).ok_or("this is no kind"))
}

fn date(text: &str) -> Result<jiff::civil::Date, String> {
    text.parse().map_err(|_| "write a date like 2027-03-31".to_owned())
}
