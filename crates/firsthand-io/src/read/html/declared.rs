//! What does the page declare about itself? JSON-LD, OpenGraph, meta tags and links.

use super::outline::Head;
use super::said::Said;
use firsthand::Declared;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

/// Names of meta tags with the date of publication, the most reliable first.
const DATES: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "article.published",
    "published_time",
    "publication_date",
    "publish_date",
    "publish-date",
    "publishdate",
    "pubdate",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.created",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "rnews:datepublished",
    "article_date_original",
    "displaydate",
    "pdate",
    "article.created",
    "datecreated",
    "date",
];

/// Names of meta tags with authors, the most reliable first.
const AUTHORS: &[&str] = &[
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "citation_author",
    "og:author",
    "og:article:author",
    "shareaholic:article_author_name",
];

/// Names of meta tags that say where the text was first published.
const ORIGINS: &[&str] = &[
    "syndication-source",
    "original-source",
    "isbasedon",
    "sourceorganization",
];

/// The objects of the JSON-LD scripts of a page.
pub(super) struct Records {
    all: Vec<Value>,
    article: Option<usize>,
    /// The record that names what an `@id` stands for, the first of each.
    named: FxHashMap<String, usize>,
    /// The date of publication in a script that is no JSON: one broken quotation mark spoils a whole script.
    damaged: Option<String>,
}

impl Records {
    pub(super) fn read(head: &Head) -> Self {
        let (all, damaged) = json_ld(head);
        let article = all.iter().position(is_article);
        let mut named = FxHashMap::default();
        for (i, record) in all.iter().enumerate() {
            if let Some(id) = record.get("@id").and_then(Value::as_str)
                && record.get("name").is_some()
            {
                named.entry(id.to_owned()).or_insert(i);
            }
        }
        Records {
            all,
            article,
            named,
            damaged,
        }
    }

    /// What the record of the article says under `key`.
    fn said_of(&self, key: &str) -> Option<&Value> {
        self.all[self.article?].get(key)
    }

    /// The authors: of the article's record, else of the meta tags, else of what the page shows as such.
    fn authors(&self, head: &Head) -> Vec<String> {
        let record = self.said_of("author").map(|a| self.people(a));
        let of = |name: &str| {
            let all = head.meta.iter().filter(|(n, _)| n == name);
            all.map(|(_, v)| v.clone())
                .filter(|v| is_name(v))
                .collect::<Vec<_>>()
        };
        let sources = record.into_iter().chain(AUTHORS.iter().map(|n| of(n)));
        let shown = head.bylines.iter().take(1).cloned().collect();
        let all = sources.chain([labelled(head), shown]);
        let mut all = all.map(|mut list| {
            list.retain(|a| is_name(a));
            list
        });
        once(all.find(|list| !list.is_empty()).unwrap_or_default())
    }

    /// The names in a value, where an object that has only an `@id` is looked up among the records.
    fn people(&self, value: &Value) -> Vec<String> {
        let list = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        let person = |v: &Value| {
            let id = v.get("@id").filter(|_| v.get("name").is_none());
            let of = id.and_then(|id| self.named.get(id.as_str()?));
            names(of.map_or(v, |i| &self.all[*i]))
        };
        list.iter().flat_map(person).collect()
    }

    /// What any record that says when it was published says, that of the page itself among them.
    fn of_page(&self, key: &str) -> Option<String> {
        let says = |r: &Value| names(r.get(key)?).into_iter().next();
        self.all.iter().find_map(says)
    }

    fn first(&self, key: &str) -> Option<String> {
        self.said_of(key).and_then(|v| names(v).into_iter().next())
    }

    /// What the page declares. The title is not here: it is found with the headline.
    pub(super) fn declared(&self, head: &Head) -> Declared {
        let metas = |list: &[&str]| meta(head, list);
        Declared {
            url: head
                .canonical
                .clone()
                .or_else(|| metas(&["og:url"]))
                .or_else(|| self.first("url"))
                .filter(|u| u.starts_with("http")),
            title: None,
            outlet: metas(&["og:site_name"]).or_else(|| self.first("publisher")),
            authors: self.authors(head),
            language: head
                .language
                .clone()
                .or_else(|| metas(&["content-language", "dc.language", "og:locale"]))
                .or_else(|| self.first("inLanguage")),
            published: self
                .first("datePublished")
                .or_else(|| metas(DATES))
                .or_else(|| self.of_page("datePublished"))
                .or_else(|| self.damaged.clone())
                .or_else(|| time(head)),
            syndicated_from: syndicated(head, self.article.map(|a| &self.all[a])),
        }
    }

    /// The text of the article that the page declares, the longest.
    pub(super) fn text(&self) -> Option<&str> {
        let bodies = self.all.iter();
        let bodies = bodies.filter_map(|r| r.get("articleBody")?.as_str());
        bodies.max_by_key(|b| b.len())
    }

    /// What the page declares of its text, for lines to be compared with.
    pub(super) fn said(&self, head: &Head) -> Said {
        Said::new(head, self.text(), &self.authors(head))
    }
}

fn meta(head: &Head, wanted: &[&str]) -> Option<String> {
    let find = |name: &&str| head.meta.iter().find(|(n, v)| n == name && !v.is_empty());
    wanted.iter().find_map(find).map(|(_, v)| v.clone())
}

/// The author in the labelled pairs that messengers show: "Written by" and a name.
fn labelled(head: &Head) -> Vec<String> {
    let label = meta(head, &["twitter:label1"])
        .unwrap_or_default()
        .to_lowercase();
    let says = [
        "written by",
        "verfasst von",
        "escrito por",
        "écrit par",
        "scritto da",
        "geschreven door",
        "author",
    ];
    let name = meta(head, &["twitter:data1"]).filter(|_| says.contains(&label.as_str()));
    name.into_iter().collect()
}

/// Each value at its first place.
fn once(mut all: Vec<String>) -> Vec<String> {
    let mut seen = FxHashSet::default();
    all.retain(|a| seen.insert(a.clone()));
    all
}

/// An address is no name of an author.
fn is_name(value: &str) -> bool {
    !value.trim().is_empty() && !value.starts_with("http") && !value.starts_with('/')
}

/// Bytes of a day in the form of `datetime`.
const DAY_BYTES: usize = 10;

/// The date of a `time` element: one that says it is of publication, else the only day.
fn time(head: &Head) -> Option<String> {
    let said = head.times.iter().find(|(_, published)| *published);
    let day = |t: &(String, bool)| t.0.get(..DAY_BYTES).map(str::to_owned);
    let one = |first: &(String, bool)| head.times.iter().all(|t| day(t) == day(first));
    let only = || head.times.first().filter(|t| one(t));
    said.or_else(only).map(|(date, _)| date.clone())
}

fn syndicated(head: &Head, article: Option<&Value>) -> Vec<String> {
    let metas = head
        .meta
        .iter()
        .filter(|(n, _)| ORIGINS.contains(&n.as_str()));
    let mut all: Vec<_> = metas.map(|(_, v)| v.clone()).collect();
    for key in ["isBasedOn", "isBasedOnUrl", "sourceOrganization"] {
        all.extend(
            article
                .and_then(|a| a.get(key))
                .map(names)
                .unwrap_or_default(),
        );
    }
    once(all)
}

/// The objects of all scripts, those of lists and of `@graph` included; and a date of publication in one that is damaged.
fn json_ld(head: &Head) -> (Vec<Value>, Option<String>) {
    let (mut out, mut damaged) = (Vec::new(), None);
    for script in &head.json_ld {
        let text = script
            .trim()
            .trim_start_matches("<!--")
            .trim_end_matches("-->");
        let text = text.replace(|c: char| c.is_control(), " ");
        match serde_json::from_str::<Value>(text.trim().trim_end_matches(';')) {
            Ok(value) => gather(value, &mut out),
            Err(_) => damaged = damaged.or_else(|| string_at(&text, "\"datePublished\"")),
        }
    }
    (out, damaged)
}

/// The string that follows `key` in what should be JSON.
fn string_at(text: &str, key: &str) -> Option<String> {
    let (_, rest) = text.split_once(key)?;
    let rest = rest.trim_start().strip_prefix(':')?.trim_start();
    let (value, _) = rest.strip_prefix('"')?.split_once('"')?;
    Some(value.to_owned())
}

/// Depth is bounded by the parser of JSON.
fn gather(value: Value, out: &mut Vec<Value>) {
    match value {
        Value::Array(list) => list.into_iter().for_each(|v| gather(v, out)),
        Value::Object(mut fields) => {
            for key in ["@graph", "mainEntity"] {
                if let Some(inner) = fields.remove(key) {
                    gather(inner, out);
                }
            }
            out.push(Value::Object(fields));
        }
        _ => {}
    }
}

fn is_article(record: &Value) -> bool {
    let kinds = record.get("@type").map(names).unwrap_or_default();
    let is = |k: &String| {
        k.ends_with("Article") || k.ends_with("BlogPosting") || k == "Report" || k == "Review"
    };
    kinds.iter().any(is)
}

/// The names or addresses in a value: a string, an object with a name, or a list of either.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => vec![s.trim().to_owned()],
        Value::Object(fields) => ["name", "url", "@id"]
            .iter()
            .find_map(|k| fields.get(*k).map(names).filter(|n| !n.is_empty()))
            .unwrap_or_default(),
        Value::Array(list) => list.iter().flat_map(names).collect(),
        _ => Vec::new(),
    }
}
