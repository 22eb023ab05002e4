//! From the text of a file to rulings, line by line.

use super::{End, Overrides, Ruling, Unread, What};
use crate::Id;
use crate::provenance::EdgeKind;

/// Reads every line.
pub(super) fn parse(text: &str) -> Overrides {
    let mut out = Overrides::default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (n, raw) in text.lines().enumerate() {
        let (line, text) = (n + 1, raw.trim().to_owned());
        match words(raw).and_then(|w| ruling(&w)) {
            Ok(None) => {}
            Ok(Some(what)) => out.rulings.push(Ruling { line, text, what }),
            Err(why) => out.unread.push(Unread { line, text, why }),
        }
    }
    out
}

/// A word of a line; in quotation marks it may hold spaces and is a name, whatever it looks like.
struct Word {
    text: String,
    quoted: bool,
}

fn words(line: &str) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next().filter(|c| *c != '#') {
        let close = match first {
            '"' => Some('"'),
            '“' => Some('”'),
            _ => None,
        };
        let (text, after) = match close {
            Some(close) => {
                let inner = &rest[first.len_utf8()..];
                let end = inner.find(close).ok_or("a quotation mark is not closed")?;
                (&inner[..end], &inner[end + close.len_utf8()..])
            }
            None => rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len())),
        };
        words.push(Word {
            text: text.trim().to_owned(),
            quoted: close.is_some(),
        });
        rest = after.trim_start();
    }
    Ok(words)
}

/// What a line's words rule; nothing where there are none.
fn ruling(words: &[Word]) -> Result<Option<What>, String> {
    let Some((verb, rest)) = words.split_first() else {
        return Ok(None);
    };
    let verb = verb.text.as_str();
    Ok(Some(match (verb, rest) {
        ("cut" | "add", [from, kind, to]) => edge(verb == "add", from, kind, to)?,
        ("cut" | "add", _) => return Err(format!("{verb} takes FROM KIND TO")),
        ("owner", [outlet, owner]) => What::Owner {
            outlet: outlet.text.clone(),
            owner: name(owner),
        },
        ("owner", _) => return Err("owner takes an outlet and its owner, or none".to_owned()),
        ("speaker", [who, of]) => What::Speaker {
            who: end(who),
            name: name(of),
        },
        ("speaker", _) => return Err("speaker takes a quotation or a name, and a name".to_owned()),
        ("merge", [_, _, ..]) => What::Merge(ids(rest)?),
        ("merge", _) => return Err("merge takes two articles or more".to_owned()),
        ("split", [_, ..]) => What::Split(ids(rest)?),
        ("split", _) => return Err("split takes an article or more".to_owned()),
        ("note", [about, said @ ..]) => What::Note {
            about: id(about)?,
            words: said.iter().map(|w| &*w.text).collect::<Vec<_>>().join(" "),
        },
        ("note", _) => return Err("note takes an id and words".to_owned()),
        _ => {
            return Err(format!(
                "{verb:?} is none of cut, add, owner, speaker, merge, split, note"
            ));
        }
    }))
}

fn edge(holds: bool, from: &Word, kind: &Word, to: &Word) -> Result<What, String> {
    let kind = match kind.text.as_str() {
        "credits" => EdgeKind::Credits,
        "derives" => EdgeKind::Derives,
        "same_words" => EdgeKind::SameWords,
        "same_owner" => EdgeKind::SameOwner,
        "same_origin" => EdgeKind::SameOrigin,
        other => {
            return Err(format!(
                "{other:?} is none of credits, derives, same_words, same_owner, same_origin"
            ));
        }
    };
    let (from, to) = (end(from), end(to));
    let by_id = |e: &End| matches!(e, End::Id(_));
    if kind == EdgeKind::SameOwner && !matches!(&from, End::Id(id) if id.kind() == 'a') {
        return Err("who owns an outlet is said with: owner OUTLET OWNER, or none".to_owned());
    }
    if holds {
        match kind {
            EdgeKind::Credits if by_id(&from) && !by_id(&to) => {}
            EdgeKind::Credits => {
                return Err("add credits takes an article or quotation, and a name".to_owned());
            }
            EdgeKind::Derives | EdgeKind::SameOrigin if by_id(&from) && by_id(&to) => {}
            EdgeKind::Derives | EdgeKind::SameOrigin => {
                return Err("it joins two articles, by their ids".to_owned());
            }
            EdgeKind::SameOwner => return Err("say it with owner".to_owned()),
            EdgeKind::SameWords => return Err("say it with same_origin".to_owned()),
        }
    }
    Ok(What::Edge {
        holds,
        from,
        kind,
        to,
    })
}

fn end(word: &Word) -> End {
    match word.text.parse::<Id>().ok().filter(|_| !word.quoted) {
        Some(id) => End::Id(id),
        None => End::Name(word.text.clone()),
    }
}

fn name(word: &Word) -> Option<String> {
    Some(word.text.clone()).filter(|text| word.quoted || text != "none")
}

fn id(word: &Word) -> Result<Id, String> {
    word.text
        .parse()
        .ok()
        .filter(|_| !word.quoted)
        .ok_or_else(|| format!("{:?} is no id", word.text))
}

fn ids(words: &[Word]) -> Result<Vec<Id>, String> {
    words.iter().map(id).collect()
}
