//! Quotations that were read before, kept as pages are: as JSON, packed. Nothing is lost with them but time.

use super::StoreError;
use super::page::{packed, unpacked};
use firsthand::quotation::{Known, Occasion, Relay, RelayKind};
use firsthand::{Id, Quotation, QuotationKind, Span, Speaker, SpeakerClass};
use firsthand_io::json as words;
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// First byte and length.
type Place = (usize, usize);

#[derive(Serialize, Deserialize)]
struct Kept {
    id: String,
    kind: String,
    content: Vec<Place>,
    cue: Option<Place>,
    /// Name, mention, class.
    speaker: Option<(String, Option<Place>, String)>,
    occasion: Option<(String, Place)>,
    /// Name, kind, where.
    road: Vec<(String, String, Place)>,
}

/// What was kept by this version of firsthand; what cannot be unpacked is read again.
pub(super) fn load(db: &Connection) -> Result<Known, StoreError> {
    let mut select =
        db.prepare("SELECT article_key, quotations FROM known_quotations WHERE version = ?")?;
    let rows = select.query_map([env!("CARGO_PKG_VERSION")], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
    })?;
    let mut known = BTreeMap::new();
    for row in rows {
        let (key, packed) = row?;
        if let (Ok(key), Some(quotations)) = (key.parse(), unpack(&packed)) {
            known.insert(key, quotations);
        }
    }
    Ok(Known::new(known))
}

/// Keeps what is `known`, and nothing else.
pub(super) fn save(db: &Connection, known: &Known) -> Result<(), StoreError> {
    let version = env!("CARGO_PKG_VERSION");
    db.execute("DELETE FROM known_quotations WHERE version <> ?", [version])?;
    let mut select = db.prepare("SELECT article_key FROM known_quotations")?;
    let there: BTreeSet<String> = select
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let now: BTreeMap<String, &Vec<Quotation>> = known
        .all()
        .iter()
        .map(|(key, q)| (key.to_string(), q))
        .collect();
    let mut insert = db.prepare("INSERT INTO known_quotations VALUES (?, ?, ?)")?;
    for (key, quotations) in now.iter().filter(|(key, _)| !there.contains(*key)) {
        insert.execute(params![key, version, pack(quotations)])?;
    }
    let mut delete = db.prepare("DELETE FROM known_quotations WHERE article_key = ?")?;
    for key in there.iter().filter(|key| !now.contains_key(*key)) {
        delete.execute([key])?;
    }
    Ok(())
}

/// Quotations, packed.
pub fn pack(quotations: &[Quotation]) -> Vec<u8> {
    let place = |s: Span| (s.start(), s.len());
    let kept = quotations.iter().map(|q| Kept {
        id: q.id.to_string(),
        kind: words::quotation_kind(q.kind).to_owned(),
        content: q.content.iter().copied().map(place).collect(),
        cue: q.cue.map(place),
        speaker: q.speaker.as_ref().map(|s| {
            (
                s.name.clone(),
                s.mention.map(place),
                words::speaker_class(s.class).to_owned(),
            )
        }),
        occasion: q.occasion.as_ref().map(|o| (o.text.clone(), place(o.span))),
        road: q
            .road
            .iter()
            .map(|r| {
                (
                    r.name.clone(),
                    words::relay_kind(r.kind).to_owned(),
                    place(r.span),
                )
            })
            .collect(),
    });
    packed(&kept.collect::<Vec<_>>())
}

/// The quotations that were packed, without the index of their article; `None` where they are damaged.
pub fn unpack(bytes: &[u8]) -> Option<Vec<Quotation>> {
    let json = unpacked(bytes)?;
    let kept: Vec<Kept> = serde_json::from_slice(&json).ok()?;
    kept.into_iter().map(quotation).collect()
}

fn quotation(kept: Kept) -> Option<Quotation> {
    let speaker = match kept.speaker {
        None => None,
        Some((name, mention, class)) => Some(Speaker {
            name,
            mention: maybe(mention)?,
            class: value(&CLASSES, words::speaker_class, &class)?,
        }),
    };
    let occasion = match kept.occasion {
        None => None,
        Some((text, at)) => Some(Occasion {
            text,
            span: span(at)?,
        }),
    };
    let road = kept.road.into_iter().map(|(name, kind, at)| {
        Some(Relay {
            name,
            kind: value(&CARRIERS, words::relay_kind, &kind)?,
            span: span(at)?,
        })
    });
    Some(Quotation {
        id: kept.id.parse::<Id>().ok()?,
        article: 0,
        kind: value(&KINDS, words::quotation_kind, &kept.kind)?,
        content: kept.content.into_iter().map(span).collect::<Option<_>>()?,
        cue: maybe(kept.cue)?,
        speaker,
        occasion,
        road: road.collect::<Option<_>>()?,
    })
}

fn span((start, len): Place) -> Option<Span> {
    let end = start.checked_add(len)?;
    u32::try_from(end).ok()?;
    Some(Span::new(start, end))
}

/// As [`span`], for what may not be there.
fn maybe(place: Option<Place>) -> Option<Option<Span>> {
    match place {
        None => Some(None),
        Some(place) => span(place).map(Some),
    }
}

/// The value whose word in the contract is `named`.
fn value<T: Copy>(all: &[T], word: fn(T) -> &'static str, named: &str) -> Option<T> {
    all.iter().copied().find(|v| word(*v) == named)
}

const KINDS: [QuotationKind; 3] = [
    QuotationKind::Direct,
    QuotationKind::Indirect,
    QuotationKind::Mixed,
];

const CLASSES: [SpeakerClass; 4] = [
    SpeakerClass::Person,
    SpeakerClass::Body,
    SpeakerClass::Document,
    SpeakerClass::Unnamed,
];

const CARRIERS: [RelayKind; 5] = [
    RelayKind::Agency,
    RelayKind::Outlet,
    RelayKind::Document,
    RelayKind::Person,
    RelayKind::Body,
];

#[cfg(test)]
mod tests {
    use super::*;
    use firsthand::{Page, article, quotation};

    #[test]
    fn quotations_come_back_as_they_were() {
        let content = "SELLMOOR (Norda Wire) - \"The bridge is safe,\" Mayor Ines Calder told Norda Wire on Monday. \
            She added that it \"was looked at twice\".\n\nA report said two bolts were loose, according to the Post.\n";
        let page = Page {
            content: content.into(),
            ..Page::default()
        };
        let article = article::one(page);
        let quotations = quotation::extract(0, &article, None);
        assert!(quotations.len() >= 3, "{quotations:?}");
        assert_eq!(unpack(&pack(&quotations)), Some(quotations));
        assert_eq!(unpack(b"damaged"), None);
    }
}
