//! Which questions are there, and who answers them? The one table of the API, from which requests are led and
//! `/api/openapi.json` is made.

use crate::answer::{Answer, Problem};
use crate::asked::{Asked, Kind, Param};
use crate::lists::{ARTICLES, EVENTS, SPEAKERS, STORIES};
use crate::{changes, find, lists, openapi, search, watched};
use rusqlite::Connection;

/// A question: its path with the place of an id or name in braces, what it answers, its parameters, the schema
/// of its answer, and who gives it.
pub(crate) struct Route {
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
    pub(crate) params: &'static [Param],
    pub(crate) answer: &'static str,
    pub(crate) run: fn(&Connection, &Asked) -> Result<Answer, Problem>,
}

const IDS: &[Param] = &[Param(
    "id",
    Kind::Text,
    "Ids of articles, separated by commas; the first 32 are answered.",
)];
const SEARCH: &[Param] = &[
    Param(
        "q",
        Kind::Text,
        "Words, all of which are looked for; \"in quotation marks\" as a phrase, -without a word, begin* with one.",
    ),
    Param(
        "of",
        Kind::Choice(&["articles", "quotations", "speakers"]),
        "Look only among these.",
    ),
    Param(
        "limit",
        Kind::Number(100),
        "Hits of each kind at most (10).",
    ),
    Param("offset", Kind::Number(2000), "Hits to pass over."),
];

const fn part(
    path: &'static str,
    about: &'static str,
    run: fn(&Connection, &Asked) -> Result<Answer, Problem>,
) -> Route {
    Route {
        path,
        about,
        params: &[],
        answer: "Part",
        run,
    }
}

pub(crate) const ROUTES: &[Route] = &[
    Route {
        path: "/api",
        about: "What the database holds, and what outlets, languages and days there are.",
        params: &[],
        answer: "Summary",
        run: lists::summary,
    },
    Route {
        path: "/api/openapi.json",
        about: "This document.",
        params: &[],
        answer: "Document",
        run: |_, _| Ok(openapi::answer()),
    },
    Route {
        path: "/api/events",
        about: "Events, with their articles, texts and origins counted.",
        params: EVENTS,
        answer: "Events",
        run: lists::events,
    },
    part(
        "/api/events/{id}",
        "An event, with its articles and all that is found in them.",
        find::event,
    ),
    part(
        "/api/graph/{id}",
        "Who has it from whom, in an event: its nodes and edges.",
        find::graph,
    ),
    Route {
        path: "/api/stories",
        about: "Stories: events that belong together.",
        params: STORIES,
        answer: "Stories",
        run: lists::stories,
    },
    part(
        "/api/stories/{id}",
        "A story, with its events and positions.",
        find::story,
    ),
    Route {
        path: "/api/articles",
        about: "Articles.",
        params: ARTICLES,
        answer: "Articles",
        run: lists::articles,
    },
    part(
        "/api/articles/{id}",
        "An article, with its text and all that is found in it.",
        find::article,
    ),
    Route {
        path: "/api/part",
        about: "Several articles, as one.",
        params: IDS,
        answer: "Part",
        run: find::articles,
    },
    part(
        "/api/texts/{id}",
        "A text: the group of articles that carry it, the best of them in full.",
        find::text,
    ),
    part(
        "/api/quotations/{id}",
        "A quotation, with its article and statement.",
        find::quotation,
    ),
    part(
        "/api/statements/{id}",
        "A statement, with its versions, changes and quotations.",
        find::statement,
    ),
    part(
        "/api/nodes/{id}",
        "A node of the provenance graph, with up to 100 of its edges.",
        find::node,
    ),
    part(
        "/api/edges/{id}",
        "An edge, as FROM.TO.KIND, with the articles that it is read off from.",
        find::edge,
    ),
    Route {
        path: "/api/speakers",
        about: "Speakers, by how often they are quoted.",
        params: SPEAKERS,
        answer: "Speakers",
        run: lists::speakers,
    },
    Route {
        path: "/api/speakers/{name}",
        about: "What a speaker is reported to have said, the latest first.",
        params: lists::SAID,
        answer: "Said",
        run: lists::speaker,
    },
    Route {
        path: "/api/notes",
        about: "Notes that people made about findings.",
        params: changes::NOTES,
        answer: "Notes",
        run: changes::notes,
    },
    Route {
        path: "/api/rulings",
        about: "What people ruled where texts were read wrongly, as far as it holds.",
        params: &[],
        answer: "Rulings",
        run: changes::rulings,
    },
    Route {
        path: "/api/feeds",
        about: "Feeds that are watched, those with problems first.",
        params: watched::FEEDS,
        answer: "Feeds",
        run: watched::feeds,
    },
    Route {
        path: "/api/alerts",
        about: "What was seen after additions that somebody wants to be told of, the latest first.",
        params: watched::ALERTS,
        answer: "Alerts",
        run: watched::alerts,
    },
    Route {
        path: "/api/search",
        about: "Articles, quotations and speakers with these words.",
        params: SEARCH,
        answer: "Hits",
        run: search::run,
    },
];

/// The route of a path, and what stands for the braces in it.
pub(crate) fn route(path: &str) -> Option<(&'static Route, &str)> {
    ROUTES
        .iter()
        .find_map(|route| match route.path.split_once('{') {
            None => (route.path == path).then_some((route, "")),
            Some((head, _)) => path
                .strip_prefix(head)
                .filter(|rest| !rest.is_empty() && !rest.contains('/'))
                .map(|rest| (route, rest)),
        })
}
