//! What does the browser load? One page, one style sheet, and one script: the views of the HTML report on another source
//! of data, and the lists, the search and the speakers that only the desk has.

use firsthand_io::html::{BODY, STYLE, VIEWS};
use std::sync::LazyLock;

/// The policy for the page: its own script and style sheet, its own server, and nothing else.
pub(crate) const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(crate) static PAGE: LazyLock<String> = LazyLock::new(|| {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n<title>firsthand</title>\n\
         <link rel=\"stylesheet\" href=\"/desk.css\">\n<script src=\"/desk.js\" defer></script>\n</head>\n{BODY}\n</html>\n"
    )
});

pub(crate) static SHEET: LazyLock<String> =
    LazyLock::new(|| format!("{STYLE}\n{}", include_str!("web/desk.css")));

pub(crate) static SCRIPT: LazyLock<String> = LazyLock::new(|| {
    let own = [
        include_str!("web/remote.js"),
        include_str!("web/tools.js"),
        include_str!("web/lists.js"),
        include_str!("web/find.js"),
        include_str!("web/speaker.js"),
        include_str!("web/notes.js"),
        include_str!("web/rulings.js"),
        include_str!("web/watched.js"),
        include_str!("web/live.js"),
    ];
    format!(
        "'use strict';(() => {{\n{}{}start();\n}})();\n",
        VIEWS.concat(),
        own.concat()
    )
});
