//! The command line: every argument's name and help in one place.

mod shared;
mod store;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
pub(crate) use shared::{Color, Format, InputArgs, ModelArgs, OutputArgs};
use std::path::PathBuf;
use store::{ADD_EXAMPLES, BUILD_EXAMPLES, FETCH_EXAMPLES, SERVE_EXAMPLES, WATCH_EXAMPLES};
pub(crate) use store::{AddArgs, BuildArgs, FetchArgs, ServeArgs, WatchArgs};

/// Tells how many independent origins stand behind the news.
///
/// Reads a pile of saved pages and says who reported a story first-hand, who repeated it, how the
/// words changed on the way, and what nobody can tell from the texts. It works offline and never
/// says that a thing is true.
#[derive(Parser)]
#[command(name = "firsthand", version, after_help = EXIT_CODES, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit status: 0 done, 1 some input could not be read (each is named, the rest is done), 2 usage.
`firsthand report --help` shows how to begin.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Who stands behind each story of a pile, and how the words changed.
    #[command(after_help = REPORT_EXAMPLES)]
    Report(ReportArgs),
    /// Adds pages to a store that grows, and makes its findings anew.
    #[command(after_help = ADD_EXAMPLES)]
    Add(AddArgs),
    /// Makes the findings of a store anew, where they are behind its pages and rulings.
    #[command(after_help = BUILD_EXAMPLES)]
    Build(BuildArgs),
    /// Asks feeds for what is new, reads the pages that they lead to, and adds them to a store.
    #[command(after_help = WATCH_EXAMPLES)]
    Watch(WatchArgs),
    /// Saves pages of the web as they are, with the time and a hash, as evidence.
    #[command(after_help = FETCH_EXAMPLES)]
    Fetch(FetchArgs),
    /// Where a quotation first appears in a pile, by what road it came, and in which versions.
    #[command(after_help = TRACE_EXAMPLES)]
    Trace(TraceArgs),
    /// What joined or parted two articles of a pile: the words they share, and the event.
    #[command(after_help = WHY_EXAMPLES)]
    Why(WhyArgs),
    /// The report in the form that another tool reads.
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Add a line to the overrides of a pile: an edge, an owner or a speaker that was read wrongly.
    #[command(after_help = OVERRIDE_EXAMPLES)]
    Override(OverrideArgs),
    /// Overrule the grouping: the events of these two articles are one.
    Merge(MergeArgs),
    /// Overrule the grouping: this article is an event of its own.
    Split(SplitArgs),
    /// Who says what in each article, to whom, and through whom.
    Quotes(StageArgs),
    /// The article text alone: no menus, teasers, comments or captions.
    Clean(CleanArgs),
    /// The records of a corpus that are worth keeping: one of each text, however much stands around it.
    #[command(after_help = DEDUP_EXAMPLES)]
    Dedup(DedupArgs),
    /// A database of findings as a page in the browser, which follows what others add to it.
    #[command(after_help = SERVE_EXAMPLES)]
    Serve(ServeArgs),
    /// The JSON Schema of what `report --format json` writes.
    Schema(SchemaArgs),
    /// The manual, a page for each command.
    #[command(after_help = MAN_EXAMPLES)]
    Man(ManArgs),
    /// What a shell reads to complete commands and options.
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(CompletionsArgs),
}

const MAN_EXAMPLES: &str = "\
Examples:
  firsthand man | man -l -
  firsthand man -o ~/.local/share/man/man1         then: man firsthand-report";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  firsthand completions bash -o ~/.local/share/bash-completion/completions/firsthand
  firsthand completions fish -o ~/.config/fish/completions/firsthand.fish";

const REPORT_EXAMPLES: &str = "\
Examples:
  firsthand report saved-pages/                    a folder, with all that is in it
  firsthand report a.html b.html c.txt             some files
  firsthand report day.jsonl --format json -o day.json
  firsthand report saved-pages/ --db news.db       a database of all findings as well
  firsthand report day.jsonl --format html -o day.html    then open it in a browser
  firsthand report news.parquet --map text=story --map date=day
  curl -s https://post.example/feed | firsthand quotes -
  firsthand report saved-pages/ --all | less -R --use-color

How to read it: \"3 articles, 2 texts, 1 to 2 origins\" says that three articles carry two different
texts, and that what they report entered the record through one or two parties (an interview, a
press release, a reporter on the spot). Under it stand the reasons, the questions that stay open,
and each statement's wordings side by side with the words that differ marked.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  firsthand export saved-pages/ --format prov -o day.prov.json        W3C PROV-JSON
  firsthand export saved-pages/ --format graph-csv -o graph/          graph/nodes.csv, graph/edges.csv
  firsthand export saved-pages/ --format parquet -o tables/           tables/articles.parquet, tables/events.parquet, …
  firsthand export news.db --format csv -o tables/                    the same of a database that firsthand wrote
  firsthand export saved-pages/ --format json-ld -o day.jsonld        schema.org Quotation and Claim
  firsthand export saved-pages/ --format annotations -o day.anno.json W3C Web Annotation

The tables are those of `report --db`, a file each, in the same words; `tables/descriptions` says what every
column holds. In CSV a cell that is not there is empty, and texts stand as they were read: a spreadsheet may
take one for a formula.";

#[derive(Args)]
pub(crate) struct ExportArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// In which form.
    #[arg(long, value_enum)]
    pub(crate) format: ExportFormat,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) overrides: OverridesArgs,
    /// Write to this file instead of the standard output, or the tables of a format into this folder;
    /// each appears only when it is whole.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What `export` can write.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Who has what from whom, as W3C PROV-JSON.
    Prov,
    /// The same graph as two tables of nodes and edges, into a folder.
    GraphCsv,
    /// Every table of the database as CSV, into a folder.
    Csv,
    /// Every table of the database as Parquet, into a folder.
    #[cfg(feature = "parquet")]
    Parquet,
    /// Articles, quotations and claims in the words of schema.org, as JSON-LD.
    JsonLd,
    /// Every quotation as a W3C Web Annotation of its page.
    Annotations,
}

const OVERRIDE_EXAMPLES: &str = "\
Examples:
  firsthand override \"cut b.txt credits Norda\" pile/ --because \"a caption, not the text\"
  firsthand override \"cut b.txt derives a.txt\" pile/
  firsthand override \"add b.txt same_origin c.txt\" pile/
  firsthand override \"owner harborpost.example \\\"Quay Group\\\"\" pile/
  firsthand override \"speaker \\\"A. Crane\\\" \\\"Ada Crane\\\"\" pile/

Lines: cut FROM KIND TO, add FROM KIND TO (KIND: credits, derives, same_words, same_owner, same_origin),
owner OUTLET OWNER, speaker QUOTATION-OR-NAME NAME, note ID WORDS, and merge and split with articles. A
thing is named by its id in the JSON report, an article also as in `firsthand why`; names of several
words stand in quotation marks. The file is plain text, and is replayed on every run.";

const TRACE_EXAMPLES: &str = "\
Examples:
  firsthand trace \"no plans to reopen the bridge\" saved-pages/
  firsthand trace \"twelve people were hurt\" day.jsonl --format json

Small differences do not matter: case, punctuation, a word more or less. Where the dates of two
articles overlap, the answer to \"which was first\" is that it cannot be told.";

const DEDUP_EXAMPLES: &str = "\
Examples:
  firsthand dedup day.jsonl -o kept.jsonl              the kept lines, unchanged
  firsthand dedup crawl/*.warc.gz -o kept.jsonl
  firsthand dedup day.jsonl -o verdicts.csv --table    what became of each record, and why
  firsthand dedup day.jsonl -o kept.jsonl --threshold 0.8 --keep earliest
  firsthand dedup --index corpus.idx day.jsonl -o new.jsonl    what corpus.idx has not yet; it is added
  firsthand dedup --index corpus.idx --query -                 is this new? a line for each line

A record is dropped when at least the threshold of its runs of five words stand in the record that is
kept for it. The share is exact for texts of up to 260 words, and of longer ones estimated from a
sample of at least 96 of their runs (standard error 0.03 to 0.05 at a share of one half).

Of HTML, in files and archives, the article text alone is compared and written.

What does not fit into --memory waits in a folder beside the output (.NAME.firsthand-scratch). It is
deleted at the end; after a kill the same command goes on there.";

#[derive(Args)]
pub(crate) struct DedupArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// Write to this file, as JSON lines (.jsonl) or as a table (.csv, .parquet), instead of JSON lines
    /// to the standard output; it appears only when it is whole.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The share of a record that has to stand in the kept one, above 0 and up to 1.
    #[arg(long, value_name = "SHARE", default_value_t = firsthand::dedup::THRESHOLD, value_parser = share)]
    pub(crate) threshold: f64,
    /// Which record of those that say the same is kept.
    #[arg(long, value_enum, default_value_t = Keep::Longest)]
    pub(crate) keep: Keep,
    /// Keep the records of this outlet, told by its name or the host of the address, before those of
    /// others, and only then go by --keep; repeatable, the first goes first.
    #[arg(long, value_name = "OUTLET")]
    pub(crate) prefer: Vec<String>,
    /// Write what became of every record instead: id, cluster_id, keep, reason, kept_id, containment.
    #[arg(long)]
    pub(crate) table: bool,
    /// Drop what stands in a record of this file too, and add what is kept to it; it is made where
    /// there is none.
    #[arg(long, value_name = "FILE")]
    pub(crate) index: Option<PathBuf>,
    /// Add nothing and say of each record whether it is new to the index: a line of JSON each, at
    /// once where records come as JSON lines on the standard input.
    #[arg(long, requires = "index", conflicts_with = "table")]
    pub(crate) query: bool,
    /// Memory for samples, such as 500M or 4G; what does not fit waits on the disk. Beyond it a
    /// record takes 25 bytes, 8 more with --table or --index.
    #[arg(long, value_name = "SIZE", default_value = "1G", value_parser = bytes)]
    pub(crate) memory: usize,
}

/// The least memory that makes sense: a block of input is as large.
const MEMORY_BYTES_MIN: usize = 1 << 20;

fn bytes(text: &str) -> Result<usize, String> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match text[number.len()..].to_ascii_uppercase().as_str() {
        "" | "B" => 1,
        "K" | "KB" | "KIB" => 1usize << 10,
        "M" | "MB" | "MIB" => 1 << 20,
        "G" | "GB" | "GIB" => 1 << 30,
        _ => 0,
    };
    let bytes = number.parse::<usize>().ok();
    let bytes = bytes.and_then(|n| n.checked_mul(unit));
    let bytes = bytes.filter(|n| *n >= MEMORY_BYTES_MIN);
    bytes.ok_or_else(|| "it is a whole number with K, M or G, 1M at least".to_owned())
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse::<f64>().ok();
    let share = share.filter(|s| *s > 0.0 && *s <= 1.0);
    share.ok_or_else(|| "it is a number above 0 and up to 1".to_owned())
}

/// What `dedup` keeps.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Keep {
    /// The one with the most words.
    Longest,
    /// The one with the earliest date; one without only where none has one.
    Earliest,
    /// The one that tells most of itself (address, title, date, outlet, author), then the longest.
    Best,
}

#[derive(Args)]
pub(crate) struct ReportArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What to write.
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) overrides: OverridesArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Write all findings to this SQLite database too; the report is written as without it.
    ///
    /// The database is made anew each time and appears only when it is whole. One that firsthand
    /// wrote is replaced; any other file is left alone. It opens in Datasette, and its tables are
    /// described in its table `descriptions`.
    #[arg(long, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// Show every story, event, statement and road, however many.
    #[arg(long)]
    pub(crate) all: bool,
}

const WHY_EXAMPLES: &str = "\
Examples:
  firsthand why saved-pages/a.html b.html saved-pages/
  firsthand why a1f0c2d3e4f50617 17 day.jsonl --format json

An article is named by its id in the JSON report, by its record's id, by its place as the report shows it,
or by the end of that, as long as only one article has it.";

#[derive(Args)]
pub(crate) struct WhyArgs {
    /// One of the two articles.
    #[arg(value_name = "A")]
    pub(crate) a: String,
    /// The other.
    #[arg(value_name = "B")]
    pub(crate) b: String,
    #[command(flatten)]
    pub(crate) stage: StageArgs,
    #[command(flatten)]
    pub(crate) overrides: OverridesArgs,
    /// Show every passage and every shared word.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Args)]
pub(crate) struct OverrideArgs {
    /// What holds, as a line of the file of overrides.
    #[arg(value_name = "LINE")]
    pub(crate) line: String,
    #[command(flatten)]
    pub(crate) rule: RuleArgs,
}

#[derive(Args)]
pub(crate) struct MergeArgs {
    /// An article of the one event.
    #[arg(value_name = "A")]
    pub(crate) a: String,
    /// An article of the other.
    #[arg(value_name = "B")]
    pub(crate) b: String,
    #[command(flatten)]
    pub(crate) rule: RuleArgs,
}

#[derive(Args)]
pub(crate) struct SplitArgs {
    /// The article.
    #[arg(value_name = "A")]
    pub(crate) a: String,
    #[command(flatten)]
    pub(crate) rule: RuleArgs,
}

/// What commands take that add a line to the overrides.
#[derive(Args)]
pub(crate) struct RuleArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) overrides: OverridesArgs,
    /// Why: a remark at the end of the line.
    #[arg(long, value_name = "WORDS")]
    pub(crate) because: Option<String>,
}

/// Where people's rulings stand.
#[derive(Args)]
pub(crate) struct OverridesArgs {
    /// What people rule where the pile was read wrongly, a line each (`firsthand override --help`)
    /// [default: firsthand.overrides in the folder, where PATH is one folder].
    #[arg(long, value_name = "FILE")]
    pub(crate) overrides: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct TraceArgs {
    /// Words of the quotation, in quotation marks.
    #[arg(value_name = "WORDS")]
    pub(crate) words: String,
    #[command(flatten)]
    pub(crate) stage: StageArgs,
    #[command(flatten)]
    pub(crate) overrides: OverridesArgs,
    /// Show every match, article and wording, however many.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Args)]
pub(crate) struct StageArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What to write.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(crate) format: Format,
    #[command(flatten)]
    pub(crate) model: ModelArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(Args)]
pub(crate) struct CleanArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    /// What to write.
    #[arg(long, value_enum, default_value_t = CleanFormat::Text)]
    pub(crate) format: CleanFormat,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Write every page as it is read and forget it, so that memory does not grow with their number.
    ///
    /// Each page is then read as if there were no other: what shows only beside others (lines that
    /// an outlet repeats, what one of two copies lacks) stays article text. The pages keep the order
    /// of the input, and JSON comes as one article a line.
    #[arg(long)]
    pub(crate) stream: bool,
    /// Keep what is not article text, each line marked with its kind (in JSON it is always there,
    /// as `segments`).
    #[arg(long)]
    pub(crate) keep_furniture: bool,
}

#[derive(Args)]
pub(crate) struct SchemaArgs {
    /// Write to this file instead of the standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct ManArgs {
    /// Write a page for each command into this folder (firsthand.1, firsthand-report.1 …), instead of
    /// the page of the whole to the standard output.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Args)]
pub(crate) struct CompletionsArgs {
    /// The shell that is to complete.
    pub(crate) shell: Shell,
    /// Write to this file instead of the standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// What `clean` can write.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CleanFormat {
    /// For reading.
    Text,
    /// Headings, paragraphs and a line with author, day and address.
    Markdown,
    /// For programs.
    Json,
}

/// What `report` can write.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For reading.
    Text,
    /// For programs.
    Json,
    /// For a browser: one file that opens from disk, with nothing to fetch.
    Html,
}
