//! The sentences that a page of expected findings may hold, and how each is checked.
//!
//! Files are named in backquotes, words of the articles in “curly quotation marks”.
//!
//! | sentence | holds when |
//! |---|---|
//! | 5 articles, 4 texts, 2 events, 1 story. | the summary says so |
//! | \`a\` and \`b\` are one text. | they are copies |
//! | \`a\`, \`b\` and \`c\` are 3 texts. | they are so many |
//! | \`a\` is an excerpt of \`b\`. | their relation is that |
//! | \`a\` and \`b\` share narration / quotations only. | their relation is `partial` / `quotes_only` |
//! | \`a\` and \`b\` report one event, with 1 origin. | one event holds them, with that range |
//! | \`a\` and \`b\` report two events of one story. | two events, one story |
//! | \`a\` and \`b\` report two events. | two events |
//! | \`a\` was published on 2025-05-12. | the interval is that day |
//! | \`a\` has no date of its own. | no date, or only a copy's or bounds |
//! | “…” in \`a\` is furniture / body / a correction … | every character has such a kind |
//! | In \`a\`, NAME says “…”. | a quotation holds the words and has that speaker |
//! | In \`a\`, nobody says “…”. | no quotation holds the words |
//! | The road of “…” in \`a\` is X, then Y. | the names on the road hold these, in this order |
//! | The road of “…” in \`a\` is empty. | there is none |
//! | \`a\` credits NAME. | a credit has that name |
//! | “…” in \`a\` and “…” in \`b\` are one statement. | one statement holds both |
//! | “…” in \`a\` and “…” in \`b\` are two statements. | none does |
//! | Between \`a\` and \`b\` “…” becomes “…”: negation, material. | a change has both, that kind and weight |
//! | Between \`a\` and \`b\` “…” is on one side only: qualifier, material. | the same, by one side |
//! | The statement “…” in \`a\` has 1 to 2 origins. | that range |
//! | \`a\` has / has no reporting of its own. | the verdict is yes / no |
//! | The headline of \`a\` says “…”; its body has “…”. | a check of the headline says so |
//! | \`a\` corrects “…”; \`b\` still has “…”. | a notice takes these words back, and a sentence of `b` carries them |
//! | \`a\` and \`b\` credit each other in a circle. | a cycle holds both |

mod reader;

use firsthand::origin::{Count, Verdict};
use firsthand::reuse::Relation;
use firsthand::statement::{Change, ChangeKind};
use firsthand::{ArticleIx, How, QuotationIx, Report, SegmentKind, Statement};
use reader::Reader;
use regex::{Captures, Regex};
use std::sync::LazyLock;

/// What is said of a sentence that none of the rules understands.
pub(crate) const NOT_UNDERSTOOD: &str = "no rule understands this sentence";

/// `Ok` when the sentence holds, else what was found instead.
pub fn check(sentence: &str, report: &Report) -> Result<(), String> {
    for (form, rule) in RULES.iter() {
        if let Some(c) = form.captures(sentence) {
            return rule(&Reader { report }, &c);
        }
    }
    Err(NOT_UNDERSTOOD.into())
}

type Rule = fn(&Reader, &Captures) -> Result<(), String>;

static RULES: LazyLock<Vec<(Regex, Rule)>> = LazyLock::new(|| {
    let forms: &[(&str, Rule)] = &[
        (
            r"^(\d+) articles?, (\d+) texts?, (\d+) events?, (\d+) (?:stories|story)\.$",
            summary,
        ),
        (r"^(`.*`) are one text\.$", |r, c| r.texts(&c[1], 1)),
        (r"^(`.*`) are (\d+) texts\.$", |r, c| {
            r.texts(&c[1], number(&c[2]))
        }),
        (r"^`([^`]+)` is an excerpt of `([^`]+)`\.$", |r, c| {
            r.relation(&c[1], &c[2], Relation::Excerpt)
        }),
        (r"^`([^`]+)` and `([^`]+)` share narration\.$", |r, c| {
            r.relation(&c[1], &c[2], Relation::Partial)
        }),
        (
            r"^`([^`]+)` and `([^`]+)` share quotations only\.$",
            |r, c| r.relation(&c[1], &c[2], Relation::QuotesOnly),
        ),
        (
            r"^(`.*`) reports? one event(?:, with (\d+)(?: to (\d+))? origins?)?\.$",
            one_event,
        ),
        (
            r"^`([^`]+)` and `([^`]+)` report two events( of one story)?\.$",
            two_events,
        ),
        (
            r"^`([^`]+)` was published on (\d{4}-\d\d-\d\d)\.$",
            published,
        ),
        (r"^`([^`]+)` has no date of its own\.$", undated),
        (r"^“([^”]+)” in `([^`]+)` is (?:an? )?(\w+)\.$", segment),
        (r"^In `([^`]+)`, nobody says “([^”]+)”\.$", |r, c| {
            let i = r.article(&c[1])?;
            let found = r.quotations(i, &c[2])?;
            fail_if(!found.is_empty(), || {
                format!("{} quotations hold it", found.len())
            })
        }),
        (r"^In `([^`]+)`, (.+) says “([^”]+)”\.$", says),
        (r"^The road of “([^”]+)” in `([^`]+)` is (.+)\.$", road),
        (r"^`([^`]+)` credits (.+)\.$", credits),
        (
            r"^“([^”]+)” in `([^`]+)` and “([^”]+)” in `([^`]+)` are (one|two) statements?\.$",
            same,
        ),
        (
            r"^Between `([^`]+)` and `([^`]+)` “([^”]+)” (?:becomes “([^”]+)”|is on one side only): (\w+), (not )?material\.$",
            change,
        ),
        (
            r"^The statement “([^”]+)” in `([^`]+)` has (\d+)(?: to (\d+))? origins?\.$",
            origins,
        ),
        (r"^`([^`]+)` has (no )?reporting of its own\.$", own),
        (
            r"^The headline of `([^`]+)` says “([^”]+)”; its body has “([^”]+)”\.$",
            headline,
        ),
        (
            r"^`([^`]+)` corrects “([^”]+)”; `([^`]+)` still has “([^”]+)”\.$",
            corrects,
        ),
        (
            r"^`([^`]+)` and `([^`]+)` credit each other in a circle\.$",
            circle,
        ),
    ];
    forms
        .iter()
        .map(|(f, r)| (Regex::new(f).expect("a fixed pattern"), *r))
        .collect()
});

fn fail_if(failed: bool, found: impl FnOnce() -> String) -> Result<(), String> {
    if failed {
        Err(format!("found: {}", found()))
    } else {
        Ok(())
    }
}

fn number(digits: &str) -> usize {
    digits.parse().expect("the pattern admits digits only")
}

fn range(count: &Count, c: &Captures, low: usize) -> Result<(), String> {
    let wanted_low = number(&c[low]);
    let wanted_high = c.get(low + 1).map_or(wanted_low, |m| number(m.as_str()));
    fail_if((count.low, count.high) != (wanted_low, wanted_high), || {
        let open: Vec<_> = count.open.iter().map(|o| o.why.as_str()).collect();
        format!(
            "{} to {} origins; {}",
            count.low,
            count.high,
            open.join("; ")
        )
    })
}

fn summary(r: &Reader, c: &Captures) -> Result<(), String> {
    let found = [
        r.report.articles.len(),
        r.report.reuse.texts.len(),
        r.report.events.len(),
        r.report.stories.len(),
    ];
    let wanted = [1, 2, 3, 4].map(|i| number(&c[i]));
    fail_if(found != wanted, || format!("{found:?}"))
}

fn one_event(r: &Reader, c: &Captures) -> Result<(), String> {
    let mut wanted = r.articles(&c[1])?;
    wanted.sort_unstable();
    let event = &r.report.events[r.event(wanted[0])];
    let number = r.event(wanted[0]);
    fail_if(event.articles != wanted, || {
        format!("an event of {}", r.names(&event.articles))
    })?;
    if c.get(2).is_some() {
        range(&r.report.origins.events[number], c, 2)?;
    }
    Ok(())
}

fn two_events(r: &Reader, c: &Captures) -> Result<(), String> {
    let (a, b) = (r.event(r.article(&c[1])?), r.event(r.article(&c[2])?));
    fail_if(a == b, || "one event".into())?;
    fail_if(c.get(3).is_some() && r.story(a) != r.story(b), || {
        "two stories".into()
    })
}

fn published(r: &Reader, c: &Captures) -> Result<(), String> {
    let dating = &r.report.articles[r.article(&c[1])?].published;
    let day = dating
        .as_ref()
        .and_then(|d| d.when.exact())
        .map(|d| d.to_string());
    fail_if(day.as_deref() != Some(&c[2]), || format!("{dating:?}"))
}

fn undated(r: &Reader, c: &Captures) -> Result<(), String> {
    let dating = &r.report.articles[r.article(&c[1])?].published;
    let own = dating
        .as_ref()
        .is_some_and(|d| !matches!(d.how, How::Copy | How::Bound));
    fail_if(own, || format!("{dating:?}"))
}

fn segment(r: &Reader, c: &Captures) -> Result<(), String> {
    let i = r.article(&c[2])?;
    let place = r.place(i, &c[1])?;
    let kinds: Vec<_> = r.report.articles[i]
        .segments
        .iter()
        .filter(|s| s.span.overlaps(place))
        .map(|s| s.kind)
        .collect();
    let article_text = |k: &SegmentKind| matches!(k, SegmentKind::Body | SegmentKind::Subhead);
    let holds = kinds.iter().all(|k| match &c[3] {
        "furniture" => !article_text(k),
        word => format!("{k:?}").to_lowercase() == word,
    });
    fail_if(!holds, || format!("{kinds:?}"))
}

fn says(r: &Reader, c: &Captures) -> Result<(), String> {
    let found = r.quotations(r.article(&c[1])?, &c[3])?;
    let speakers: Vec<_> = found
        .iter()
        .map(|q| {
            r.report.quotations[*q]
                .speaker
                .as_ref()
                .map_or("nobody", |s| &s.name)
        })
        .collect();
    fail_if(!speakers.contains(&&c[2]), || {
        format!("said by {speakers:?}")
    })
}

fn road(r: &Reader, c: &Captures) -> Result<(), String> {
    let found = r.quotations(r.article(&c[2])?, &c[1])?;
    let wanted: Vec<&str> = match &c[3] {
        "empty" => Vec::new(),
        names => names.split(", then ").collect(),
    };
    let roads: Vec<Vec<&str>> = found
        .iter()
        .map(|q| {
            r.report.quotations[*q]
                .road
                .iter()
                .map(|l| l.name.as_str())
                .collect()
        })
        .collect();
    let fits = |road: &Vec<&str>| {
        road.len() == wanted.len() && road.iter().zip(&wanted).all(|(a, b)| a.contains(b))
    };
    fail_if(!roads.iter().any(fits), || format!("{roads:?}"))
}

fn credits(r: &Reader, c: &Captures) -> Result<(), String> {
    let credits = &r.report.articles[r.article(&c[1])?].credits;
    fail_if(!credits.iter().any(|x| x.name.contains(&c[2])), || {
        format!("{credits:?}")
    })
}

fn same(r: &Reader, c: &Captures) -> Result<(), String> {
    let a = r.statements(&c[2], &c[1])?;
    let b = r.statements(&c[4], &c[3])?;
    let one = a.iter().any(|s| b.contains(s));
    fail_if(one != (&c[5] == "one"), || {
        if one { "one" } else { "two" }.to_string()
    })
}

fn change(r: &Reader, c: &Captures) -> Result<(), String> {
    let (a, b) = (r.article(&c[1])?, r.article(&c[2])?);
    let one_side = c.get(4).is_none();
    let wanted = c.get(4).map_or("", |m| m.as_str());
    let material = c.get(6).is_none();
    let mut found = Vec::new();
    for s in &r.report.statements {
        for change in changes_between(r, s, a, b) {
            let (before, after) = (change.before.as_str(), change.after.as_str());
            let words = |from: &str, to: &str| {
                from.contains(&c[3])
                    && if one_side {
                        !to.contains(&c[3])
                    } else {
                        to.contains(wanted)
                    }
            };
            let fits = words(before, after) || words(after, before);
            if fits && kind_word(change.kind) == &c[5] && change.material == material {
                return Ok(());
            }
            found.push(format!(
                "{:?} “{before}” → “{after}” {}",
                change.kind, change.material
            ));
        }
    }
    Err(format!("found: {}", found.join("; ")))
}

/// Changes between a version that `a` carries and one that `b` carries.
fn changes_between<'a>(
    r: &'a Reader,
    s: &'a Statement,
    a: ArticleIx,
    b: ArticleIx,
) -> impl Iterator<Item = &'a Change> {
    let carried = move |q: QuotationIx, by: ArticleIx| {
        let version = s.versions.iter().find(|v| v.quotations.contains(&q));
        let all = version.map_or(&[][..], |v| &v.quotations[..]);
        all.iter().any(|q| r.report.quotations[*q].article == by)
    };
    s.changes.iter().filter(move |c| {
        (carried(c.from, a) && carried(c.to, b)) || (carried(c.from, b) && carried(c.to, a))
    })
}

fn kind_word(kind: ChangeKind) -> &'static str {
    firsthand_io::json::change_kind(kind)
}

fn origins(r: &Reader, c: &Captures) -> Result<(), String> {
    let found = r.statements(&c[2], &c[1])?;
    let checks: Vec<_> = found
        .iter()
        .map(|s| range(&r.report.origins.statements[*s].origins, c, 3))
        .collect();
    if checks.iter().any(Result::is_ok) {
        Ok(())
    } else {
        checks.into_iter().collect()
    }
}

fn own(r: &Reader, c: &Captures) -> Result<(), String> {
    let found = r.report.origins.own_reporting[r.article(&c[1])?].verdict;
    let wanted = if c.get(2).is_some() {
        Verdict::No
    } else {
        Verdict::Yes
    };
    fail_if(found != wanted, || format!("{found:?}"))
}

fn headline(r: &Reader, c: &Captures) -> Result<(), String> {
    let i = r.article(&c[1])?;
    let content = r.report.articles[i].content();
    let checks = &r.report.headlines[i];
    let holds = checks.iter().any(|check| {
        let mut body = check.body.iter().map(|s| s.of(content));
        check.words == c[2] && body.any(|words| words.contains(&c[3]))
    });
    fail_if(!holds, || format!("{checks:?}"))
}

fn corrects(r: &Reader, c: &Captures) -> Result<(), String> {
    let (i, other) = (r.article(&c[1])?, r.article(&c[3])?);
    let place = r.place(other, &c[4])?;
    let found = &r.report.corrections[r.event(i)];
    let content = r.report.articles[i].content();
    let holds = found.iter().filter(|f| f.article == i).any(|f| {
        let old = f.old.is_some_and(|s| s.of(content).contains(&c[2]));
        old && f
            .carried
            .iter()
            .any(|(at, s)| *at == other && s.overlaps(place))
    });
    fail_if(!holds, || format!("{found:?}"))
}

fn circle(r: &Reader, c: &Captures) -> Result<(), String> {
    let graph = &r.report.provenance;
    let (a, b) = (r.article(&c[1])?, r.article(&c[2])?);
    let holds = |cycle: &firsthand::provenance::Cycle, article: ArticleIx| {
        let id = r.report.articles[article].id;
        cycle.nodes.iter().any(|n| graph.nodes[*n].id == id)
    };
    let mut cycles = graph.cycles.iter();
    let found = cycles.any(|cycle| holds(cycle, a) && holds(cycle, b));
    fail_if(!found, || {
        let name = |n: &usize| graph.nodes[*n].name.clone();
        let all: Vec<Vec<String>> = graph
            .cycles
            .iter()
            .map(|c| c.nodes.iter().map(name).collect())
            .collect();
        format!("circles {all:?}")
    })
}
