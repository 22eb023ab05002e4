//! Who is one person under all of her names, over the whole pile?
//!
//! A surname alone means the one person of the pile who bears it with a first name; where two do, it
//! stays what it is. Spellings that differ only in the transliteration of an ending are one.

use crate::{Article, Quotation, SpeakerClass, quotation};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// Most words of a name or description that is told as a variant: longer ones are sentences. Judged.
const VARIANT_WORDS_MAX: usize = 8;

/// Somebody who says something, under all of the names that the pile has for them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Named {
    /// As in [`crate::Speaker::name`].
    pub name: String,
    /// What kind of speaker it is, by the first quotation.
    pub class: SpeakerClass,
    /// The other wordings under which articles name them as who speaks, in order; no pronouns.
    pub variants: Vec<String>,
    /// How many quotations are theirs.
    pub quotations: usize,
}

/// All speakers of the pile that are more than a wording, in order of their names.
pub fn named(articles: &[Article], quotations: &[Quotation]) -> Vec<Named> {
    let mut out = BTreeMap::<&str, (SpeakerClass, BTreeSet<String>, usize)>::new();
    for q in quotations {
        let Some(s) = (q.speaker.as_ref()).filter(|s| s.class != SpeakerClass::Unnamed) else {
            continue;
        };
        let of = out
            .entry(&s.name)
            .or_insert_with(|| (s.class, BTreeSet::new(), 0));
        of.2 += 1;
        let article = &articles[q.article];
        let mention = s.mention.map_or("", |m| m.of(article.content()));
        if let Some(variant) = variant(mention, article.language.as_deref())
            && variant != s.name
        {
            of.1.insert(variant);
        }
    }
    out.into_iter()
        .map(|(name, (class, variants, quotations))| Named {
            name: name.to_owned(),
            class,
            variants: variants.into_iter().collect(),
            quotations,
        })
        .collect()
}

/// A mention as a variant of a name: in one line, without a possessive ending.
fn variant(mention: &str, language: Option<&str>) -> Option<String> {
    let words: Vec<&str> = mention.split_whitespace().collect();
    let text = words.join(" ");
    let text = text.trim_end_matches([',', '-', '–', '—']);
    let text = text
        .strip_suffix("'s")
        .or_else(|| text.strip_suffix("’s"))
        .unwrap_or(text);
    let tells = (1..=VARIANT_WORDS_MAX).contains(&words.len())
        && !quotation::is_pronoun(&text.to_lowercase(), language);
    tells.then(|| text.to_owned())
}

/// Gives every speaker of `quotations` the fullest name that the pile knows them by.
pub fn resolve(_articles: &[Article], quotations: &mut [Quotation]) {
    let mut counts = BTreeMap::<&str, usize>::new();
    for q in quotations.iter() {
        if let Some(s) = q
            .speaker
            .as_ref()
            .filter(|s| s.class == SpeakerClass::Person)
        {
            *counts.entry(&s.name).or_default() += 1;
        }
    }
    let names = fullest(&counts);
    for q in quotations {
        let Some(speaker) = q.speaker.as_mut() else {
            continue;
        };
        if matches!(speaker.class, SpeakerClass::Person | SpeakerClass::Body)
            && let Some(name) = names.get(&speaker.name)
        {
            speaker.name.clone_from(name);
            speaker.class = SpeakerClass::Person;
        }
    }
}

/// For every name that another one of the pile is fuller than or writes more commonly: that one.
fn fullest(counts: &BTreeMap<&str, usize>) -> BTreeMap<String, String> {
    // The bearers of each surname, by first name, and the names of one word.
    let mut bearers = BTreeMap::<String, BTreeMap<String, BTreeSet<&str>>>::new();
    let mut single = BTreeMap::<String, Vec<&str>>::new();
    for name in counts.keys() {
        match name.split_once(' ') {
            None => single.entry(fold(name)).or_default().push(name),
            Some((first, _)) if name.chars().next().is_some_and(char::is_uppercase) => {
                let surname = fold(name.rsplit(' ').next().unwrap_or(name));
                let firsts = bearers.entry(surname).or_default();
                firsts.entry(fold(first)).or_default().insert(name);
            }
            Some(_) => {}
        }
    }
    let mut out = BTreeMap::new();
    let best = |names: &BTreeSet<&str>| {
        names
            .iter()
            .max_by_key(|n| (counts[**n], n.len(), std::cmp::Reverse(**n)))
            .map(|n| (*n).to_owned())
    };
    for (surname, firsts) in &bearers {
        for names in firsts.values() {
            let Some(best) = best(names) else { continue };
            for name in names {
                if **name != *best {
                    out.insert((*name).to_owned(), best.clone());
                }
            }
        }
        let mut groups = firsts.values();
        if let (Some(only), None) = (groups.next(), groups.next())
            && let Some(best) = best(only)
        {
            for name in single.get(surname).into_iter().flatten() {
                out.insert((*name).to_owned(), best.clone());
            }
        }
    }
    out
}

/// A name as it is compared: lower case, without accents, one spelling of the ending "-y".
fn fold(name: &str) -> String {
    let plain: String = name
        .nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric())
        .collect();
    for ending in ["iy", "yy", "ii", "ij", "yj", "yi"] {
        if let Some(stem) = plain.strip_suffix(ending) {
            return format!("{stem}y");
        }
    }
    match plain.strip_suffix('i').filter(|s| s.len() > 3) {
        Some(stem) if stem.ends_with('k') => format!("{stem}y"),
        _ => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(names: &[&str], expect: &[(&str, &str)]) {
        let mut counts = BTreeMap::new();
        for n in names {
            *counts.entry(*n).or_default() += 1;
        }
        let found = fullest(&counts);
        let read: Vec<_> = found
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(read, expect);
    }

    #[test]
    fn a_surname_means_its_only_bearer() {
        check(
            &["Calder", "Ines Calder", "Olt"],
            &[("Calder", "Ines Calder")],
        );
        check(&["Calder", "Ines Calder", "Tom Calder"], &[]);
    }

    #[test]
    fn everybody_stands_under_all_names_but_pronouns() {
        let text = "Mayor Ines Calder said that the bridge was shut. Calder said that it was old. She said that \
                    it would open in May. Officials said that nothing was decided.";
        let page = crate::Page {
            content: text.to_owned(),
            ..crate::Page::default()
        };
        let mut article = crate::article::read(vec![page]).remove(0);
        article.language = Some("en".into());
        article.segments = vec![crate::Segment {
            kind: crate::SegmentKind::Body,
            span: crate::Span::new(0, text.len()),
        }];
        let mut quotations = quotation::extract(0, &article, None);
        resolve(std::slice::from_ref(&article), &mut quotations);
        let found = named(&[article], &quotations);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].variants, ["Calder", "Mayor Ines Calder"]);
        let who = (found[0].name.as_str(), found[0].quotations);
        assert_eq!(who, ("Ines Calder", 3));
    }

    #[test]
    fn spellings_of_one_name_are_one() {
        check(
            &[
                "Oleh Havelskyy",
                "Oleh Havelsky",
                "Oleh Havelsky",
                "Havelskiy",
            ],
            &[
                ("Havelskiy", "Oleh Havelsky"),
                ("Oleh Havelskyy", "Oleh Havelsky"),
            ],
        );
    }
}
