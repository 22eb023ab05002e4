//! What may somebody change? Notes about findings, and rulings where texts were read wrongly: kept in the store, shown with
//! the finding, taken back again. Rulings speak the language of the file of overrides.

use crate::answer::{Answer, Problem};
use crate::asked::{Asked, Kind, Param};
use firsthand::Overrides;
use firsthand_store::{Store, StoreError};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

/// Bytes of what is sent with a change.
pub(crate) const BODY_BYTES_MAX: usize = 16 << 10;
/// Bytes of a note.
const WORDS_BYTES_MAX: usize = 4000;

/// A change: its method and path, what it does, the fields that are sent with it, whether findings are made anew after it,
/// and who does it. The answer is the number of the note or ruling.
pub(crate) struct Change {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
    pub(crate) fields: &'static [(&'static str, &'static str)],
    pub(crate) rules: bool,
    pub(crate) run: fn(&mut Store, &str, &Value, &str) -> Result<Value, Problem>,
}

pub(crate) const CHANGES: &[Change] = &[
    Change {
        method: "post",
        path: "/api/notes",
        about: "Notes something about a finding.",
        fields: &[("about", "The id of the finding."), ("words", "The note.")],
        rules: false,
        run: |store, _, sent, at| {
            let (about, words) = (field(sent, "about"), field(sent, "words"));
            let id = store.note(about, words, at)?;
            Ok(json!({"id": id}))
        },
    },
    Change {
        method: "delete",
        path: "/api/notes/{number}",
        about: "Takes a note back.",
        fields: &[],
        rules: false,
        run: |store, number, _, at| undone("note", number, |id| store.undo_note(id, at)),
    },
    Change {
        method: "post",
        path: "/api/rulings",
        about: "Rules where texts were read wrongly; the findings are then made anew.",
        fields: &[(
            "ruling",
            "A line as in a file of overrides: cut, add, owner, speaker, merge, split or note, with what it is about. \
             What follows a # is a remark.",
        )],
        rules: true,
        run: |store, _, sent, at| {
            let id = store.rule(ruling(field(sent, "ruling"))?, at)?;
            Ok(json!({"id": id}))
        },
    },
    Change {
        method: "delete",
        path: "/api/rulings/{number}",
        about: "Takes a ruling back; the findings are then made anew.",
        fields: &[],
        rules: true,
        run: |store, number, _, at| undone("ruling", number, |id| store.undo_ruling(id, at)),
    },
    Change {
        method: "post",
        path: "/api/findings",
        about: "Makes the findings anew, where they are behind the pages and rulings. The number is that of the changes that they have to know.",
        fields: &[],
        rules: true,
        run: |store, _, _, _| Ok(json!({"id": store.state()?.changes})),
    },
];

/// Takes back what has this number, if it stands.
fn undone(
    what: &str,
    number: &str,
    undo: impl FnOnce(i64) -> Result<bool, StoreError>,
) -> Result<Value, Problem> {
    let none = || Problem::NotFound(format!("No {what} {number} stands."));
    let id: i64 = number.parse().map_err(|_| none())?;
    match undo(id)? {
        true => Ok(json!({"id": id})),
        false => Err(none()),
    }
}

/// The line, if it is one ruling.
fn ruling(line: &str) -> Result<&str, Problem> {
    let read = Overrides::parse(line);
    match (&read.rulings[..], &read.unread[..]) {
        ([_], []) if !line.contains(['\n', '\r']) => Ok(line),
        (_, [unread, ..]) => Err(Problem::Bad(format!("{:?}: {}.", unread.text, unread.why))),
        _ => Err(Problem::Bad(
            "Give one line with a ruling in it.".to_owned(),
        )),
    }
}

pub(crate) const NOTES: &[Param] = &[Param(
    "about",
    Kind::Text,
    "Only about the finding with this id.",
)];

/// The notes that stand.
pub(crate) fn notes(db: &Connection, asked: &Asked) -> Result<Answer, Problem> {
    let notes = firsthand_store::notes(db, asked.text("about"))?;
    let standing = notes.iter().filter(|n| n.undone.is_none());
    let items: Vec<Value> = standing
        .map(|n| json!({"id": n.id, "at": n.at, "about": n.about, "words": n.words}))
        .collect();
    Ok(Answer::json(
        json!({"items": items, "next": null}).to_string(),
    ))
}

/// The rulings that hold, with what became of each in the findings.
pub(crate) fn rulings(db: &Connection, _: &Asked) -> Result<Answer, Problem> {
    let mut outcome = db.prepare_cached("SELECT warning FROM rulings WHERE line = ?1")?;
    let mut items = Vec::new();
    for ruling in firsthand_store::rulings(db)?
        .iter()
        .filter(|r| r.undone.is_none())
    {
        let warning: Option<Option<String>> =
            outcome.query_row([ruling.id], |r| r.get(0)).optional()?;
        items.push(
            json!({"id": ruling.id, "at": ruling.at, "ruling": ruling.ruling,
            "made": warning.is_some(), "warning": warning.flatten()}),
        );
    }
    Ok(Answer::json(
        json!({"items": items, "next": null}).to_string(),
    ))
}

/// The change that a request asks for, and what stands for the braces in its path.
pub(crate) fn change<'p>(method: &str, path: &'p str) -> Option<(&'static Change, &'p str)> {
    let mut of_method = CHANGES
        .iter()
        .filter(|c| c.method.eq_ignore_ascii_case(method));
    of_method.find_map(|change| match change.path.split_once('{') {
        None => (change.path == path).then_some((change, "")),
        Some((head, _)) => path.strip_prefix(head).map(|rest| (change, rest)),
    })
}

/// What was sent with a change: every field a text that says something.
pub(crate) fn sent(change: &Change, body: &[u8]) -> Result<Value, Problem> {
    if change.fields.is_empty() {
        return Ok(Value::Null);
    }
    let sent: Value = serde_json::from_slice(body)
        .map_err(|_| Problem::Bad("What is sent is no JSON.".to_owned()))?;
    for (name, _) in change.fields {
        let text = sent[*name].as_str().map_or("", str::trim);
        if text.is_empty() || text.len() > WORDS_BYTES_MAX {
            return Err(Problem::Bad(format!(
                "{name:?} has to be a text of up to {WORDS_BYTES_MAX} bytes."
            )));
        }
    }
    Ok(sent)
}

/// A field that [`sent`] has looked at.
fn field<'a>(sent: &'a Value, name: &str) -> &'a str {
    sent[name].as_str().unwrap_or_default().trim()
}

/// Now, in UTC, to the second.
pub(crate) fn now() -> String {
    jiff::Timestamp::now()
        .strftime("%Y-%m-%dT%H:%M:%SZ")
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_ruling_a_line_is_kept() {
        let merge = "merge a0123456789abcdef a1123456789abcdef  # one strike";
        assert_eq!(ruling(merge), Ok(merge));
        for line in [
            "",
            "# a remark",
            "merge one",
            "split a0123456789abcdef\nsplit a1123456789abcdef",
        ] {
            assert!(matches!(ruling(line), Err(Problem::Bad(_))), "{line}");
        }
    }
}
