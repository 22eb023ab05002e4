//! `firsthand override`, `merge` and `split`: one more line in the overrides of a pile, tried on it first.

use crate::args::{MergeArgs, OverrideArgs, RuleArgs, SplitArgs};
use crate::input::{self, Read};
use crate::name;
use crate::progress::Progress;
use crate::screen;
use anyhow::{Context, bail};
use firsthand::{Article, Id, Overrides, Page};
use firsthand_io::memory;

/// `firsthand override`.
pub(crate) fn line(args: &OverrideArgs) -> anyhow::Result<Read> {
    rule(&args.rule, |articles| named(&args.line, articles))
}

/// `firsthand merge`.
pub(crate) fn merge(args: &MergeArgs) -> anyhow::Result<Read> {
    rule(&args.rule, |articles| {
        let id = |name: &str| Ok::<Id, anyhow::Error>(articles[name::find(articles, name)?].id);
        Ok(format!("merge {} {}", id(&args.a)?, id(&args.b)?))
    })
}

/// `firsthand split`.
pub(crate) fn split(args: &SplitArgs) -> anyhow::Result<Read> {
    rule(&args.rule, |articles| {
        let id = articles[name::find(articles, &args.a)?].id;
        Ok(format!("split {id}"))
    })
}

/// Tries the line that `make` makes on the pile, and adds it where it rules on something.
fn rule(
    args: &RuleArgs,
    make: impl FnOnce(&[Article]) -> anyhow::Result<String>,
) -> anyhow::Result<Read> {
    let Some(place) = input::overrides_place(&args.input, &args.overrides) else {
        bail!(
            "the overrides of several files have no place of their own: name it with --overrides"
        );
    };
    let before = input::overrides(Some(&place), false)?;
    let mut progress = Progress::start();
    let (pile, read) = input::read(&args.input, &mut progress)?;
    memory::suffices(&pile.pages)?;
    let articles = articles(pile.pages.clone());
    let mut line = make(&articles)?;
    if let Some(why) = &args.because {
        line += &format!(
            "  # {}",
            why.split_whitespace().collect::<Vec<_>>().join(" ")
        );
    }
    let ruled = with(before, &line)?;
    let number = ruled.rulings.last().map(|r| r.line);
    let model = input::model(&args.model);
    let stage = &mut |stage: &str| progress.stage(stage);
    let report = firsthand::pipeline::run_with(pile.pages, pile.skipped, model, &ruled, stage);
    drop(progress);
    let outcome = report.overrides.iter().find(|o| Some(o.line) == number);
    if let Some(warning) = outcome.and_then(|o| o.warning.as_ref()) {
        bail!("{line}: {warning}");
    }
    let number = firsthand_io::overrides::append(&place, &line)
        .with_context(|| format!("cannot write to {}", place.display()))?;
    screen::complain(&format!("{}:{number}: {line}", place.display()));
    Ok(read)
}

/// The articles of the pile, whose ids the line needs.
fn articles(pages: Vec<Page>) -> Vec<Article> {
    firsthand::pipeline::clean(pages, Vec::new(), &mut |_| {}).articles
}

/// The overrides with one more line at their end.
fn with(mut before: Overrides, line: &str) -> anyhow::Result<Overrides> {
    let mut added = Overrides::parse(line);
    if let Some(unread) = added.unread.first() {
        bail!("{line}: {}", unread.why);
    }
    let [ruling] = &mut added.rulings[..] else {
        bail!("give one line with a ruling in it");
    };
    let lines = before.rulings.iter().map(|r| r.line);
    let lines = lines.chain(before.unread.iter().map(|u| u.line));
    ruling.line = lines.max().unwrap_or_default() + 1;
    before.rulings.append(&mut added.rulings);
    Ok(before)
}

/// The line with the ids of the articles that it names otherwise.
fn named(line: &str, articles: &[Article]) -> anyhow::Result<String> {
    if line.contains('\n') {
        bail!("give one line with a ruling in it");
    }
    let mut words = line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let ends = match words.first().map(String::as_str) {
        Some("cut" | "add") => 3,
        Some("merge" | "split") => usize::MAX,
        Some("note" | "speaker") => 1,
        _ => 0,
    };
    for word in words.iter_mut().skip(1).take(ends) {
        if word.parse::<Id>().is_err()
            && let Ok(i) = name::find(articles, word)
        {
            *word = articles[i].id.to_string();
        }
    }
    Ok(words.join(" "))
}
