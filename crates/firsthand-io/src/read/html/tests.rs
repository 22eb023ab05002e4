//! What a reader sees is kept, in order, and labelled; hostile markup costs no more than its length.

use super::*;
use firsthand::SegmentKind;
use proptest::prelude::*;
use std::time::{Duration, Instant};

fn read(markup: &str) -> Page {
    page("page.html".into(), markup.as_bytes()).expect("the page shows text")
}

/// The marks of `page` are its lines, in order and apart, on character boundaries.
fn assert_marks(page: &Page) {
    let mut at = 0;
    for mark in &page.marks {
        assert!(at <= mark.span.start() && !mark.span.is_empty());
        let between = &page.content[at..mark.span.start()];
        assert!(
            between.chars().all(char::is_whitespace),
            "unmarked: {between:?}"
        );
        assert!(!mark.span.of(&page.content).contains('\n'));
        at = mark.span.end();
    }
    assert_eq!(at, page.content.len());
}

/// A story about an invented town, in the markup of `wrap`.
fn story(wrap: impl Fn(&str) -> String) -> String {
    let paragraphs = [
        "The council of Marrowby voted on Tuesday to close the old swing bridge for two years, after \
         engineers found cracks in three of its bearings.",
        "“We cannot ask people to trust a bridge that we do not trust ourselves,” Mayor Ines Calder told \
         the meeting, which lasted until midnight.",
        "Traders on the east bank said that the detour of nine miles would cost them half of their \
         customers, and asked for a ferry.",
    ];
    paragraphs.iter().map(|p| wrap(p)).collect()
}

fn of(page: &Page, kind: SegmentKind) -> String {
    let of = page.marks.iter().filter(|m| m.kind == kind);
    let of: Vec<_> = of.map(|m| m.span.of(&page.content)).collect();
    of.join("\n")
}

#[test]
fn a_page_of_today_is_taken_apart() {
    let text = story(|p| format!("<p>{p}</p>\n"));
    let page = read(&format!(
        "<!doctype html><html lang=en-GB><head><title>Swing bridge to close for two years | The Marrow</title>
         <meta property=og:site_name content='The Marrow'><link rel=canonical href=https://marrow.example/bridge>
         <meta name=syndication-source content=https://wire.example/1>
         <script type=application/ld+json>{{\"@graph\":[{{\"@type\":\"NewsArticle\",\"author\":[{{\"name\":\"Tom Reyes\"}}],
         \"datePublished\":\"2031-02-04\",\"isBasedOn\":\"Delta Wire\"}}]}}</script></head><body>
         <nav><ul><li><a href=/>Home</a></li><li><a href=/news>News</a></li></ul></nav>
         <article class=story><h1>Swing bridge to close for two years</h1><p class=byline>By Tom Reyes</p>{text}
         <figure><img src=b.jpg><figcaption>The bridge at dusk</figcaption></figure></article>
         <section id=comments><h3>Comments (2)</h3><p>Anna: They should have painted it when they had the money for
         it, as I said at the time to anyone who would hear it.</p></section>
         <footer>Copyright The Marrow. All rights reserved.</footer><script>var hidden = 1;</script></body></html>"
    ));
    assert_marks(&page);
    assert_eq!(
        page.declared.title.as_deref(),
        Some("Swing bridge to close for two years")
    );
    assert_eq!(page.declared.outlet.as_deref(), Some("The Marrow"));
    assert_eq!(page.declared.authors, ["Tom Reyes"]);
    assert_eq!(page.declared.published.as_deref(), Some("2031-02-04"));
    assert_eq!(page.declared.language.as_deref(), Some("en-GB"));
    assert_eq!(
        page.declared.url.as_deref(),
        Some("https://marrow.example/bridge")
    );
    assert_eq!(
        page.declared.syndicated_from,
        ["https://wire.example/1", "Delta Wire"]
    );
    let body = of(&page, SegmentKind::Body);
    assert_eq!(body.lines().count(), 3, "{body}");
    assert_eq!(
        of(&page, SegmentKind::Headline),
        "Swing bridge to close for two years"
    );
    assert_eq!(of(&page, SegmentKind::Byline), "By Tom Reyes");
    assert_eq!(of(&page, SegmentKind::Caption), "The bridge at dusk");
    assert!(of(&page, SegmentKind::Comment).contains("Anna"));
    assert!(of(&page, SegmentKind::Legal).contains("Copyright"));
    assert!(!page.content.contains("hidden"));
}

#[test]
fn a_page_of_tables_and_breaks_is_taken_apart() {
    let text = story(|p| format!("{p}<BR><BR>\n"));
    let page = read(&format!(
        "<TABLE><TR><TD><A HREF=/>Home</A> | <A HREF=/s>Sports</A><TD><FONT SIZE=5><B>Swing bridge to close
         </B></FONT><BR>{text}<TR><TD>&copy; The Marrow</TABLE>"
    ));
    assert_marks(&page);
    assert_eq!(of(&page, SegmentKind::Body).lines().count(), 3);
    assert_eq!(
        page.declared.title.as_deref(),
        Some("Swing bridge to close")
    );
}

#[test]
fn inline_markup_neither_parts_nor_glues_words() {
    let page = read(
        "<p><span class=dropcap>T</span>he <b>brid<i>ge</b></i>&nbsp;is <a href=x>One</a><a href=y>Two</a>\
         </p>after<br>line<div>block</div>tail sof&shy;t<wbr>en",
    );
    assert_eq!(
        page.content,
        "The bridge is One Two\n\nafter\nline\nblock\ntail soften"
    );
    assert_marks(&page);
}

#[test]
fn what_never_ends_hides_nothing() {
    for open in [
        "<title>T",
        "<script>x",
        "<style>",
        "<noscript>",
        "<!-- x",
        "<iframe>",
    ] {
        let page = read(&format!("{open}<p>Still here</p>"));
        assert!(
            page.content.contains("Still here"),
            "{open}: {:?}",
            page.content
        );
    }
}

#[test]
fn a_page_that_hides_itself_is_read_and_an_empty_one_is_named() {
    let text = story(|p| format!("<p>{p}</p>"));
    let hidden = read(&format!("<body><div style='display: none'>{text}</div>"));
    assert!(hidden.content.contains("Calder"));
    let empty = page("e.html".into(), b"<html><script>x</script></html>");
    assert_eq!(
        empty.expect_err("nothing shows").reason,
        "the page shows no text"
    );
}

#[test]
fn a_text_that_a_script_would_show_is_read_from_what_the_page_declares() {
    let text = story(|p| format!("{p}\\n\\n")).replace('"', "");
    let page = read(&format!(
        "<title>Swing bridge to close</title><script type=application/ld+json>{{\"@type\":\"NewsArticle\",
         \"articleBody\":\"{text}\"}}</script><h1>Swing bridge to close</h1><p>Subscribe to read how the council of
         Marrowby came to its decision on the bridge.</p>"
    ));
    assert_marks(&page);
    let body = of(&page, SegmentKind::Body);
    assert_eq!(body.lines().count(), 3, "{body}");
    assert!(body.contains("asked for a ferry"));
    // A page that shows it has it once.
    let shown = story(|p| format!("<p>{p}</p>"));
    let page = read(&format!(
        "<script type=application/ld+json>{{\"@type\":\"NewsArticle\",\"articleBody\":\"{text}\"}}</script>{shown}"
    ));
    assert_eq!(page.content.matches("asked for a ferry").count(), 1);
}

#[test]
fn a_page_that_shows_text_gives_some() {
    let page = read("<nav><a href=/>Home</a></nav><ul><li>Rye flour, 300 g<li>Water, warm</ul>");
    assert!(!of(&page, SegmentKind::Body).is_empty());
}

#[test]
fn authors_and_days_are_read_wherever_the_markup_names_them() {
    let text = story(|p| format!("<p>{p}</p>"));
    for (head, shown) in [
        ("<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Tom Reyes'>", ""),
        ("<script type=application/ld+json>{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":\"#p\"}},
          {\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"Tom Reyes\"}]}</script>", ""),
        ("", "<a rel=author href=/tom>Tom Reyes</a>"),
        ("", "<span itemprop=author><b>Tom</b> Reyes</span>"),
        ("", "<a href=/author/tom>Tom Reyes</a>"),
    ] {
        let page = read(&format!("{head}<h1>Swing bridge to close</h1><p>{shown}</p>{text}"));
        assert_eq!(page.declared.authors, ["Tom Reyes"], "{head}{shown}");
    }
    let page = read(&format!(
        "<time class='entry-date published' datetime=2031-02-04></time><time datetime=2031-03-01></time>{text}"
    ));
    assert_eq!(page.declared.published.as_deref(), Some("2031-02-04"));
    for shown in [
        "<abbr class=published title=2031-02-04T10:00:00+01:00>on Tuesday</abbr>",
        "<abbr title=2031-02-04T10:00 itemprop=datePublished>on Tuesday</abbr>",
        // A script with a quotation mark too many.
        "<script type=application/ld+json>{\"headline\":\"The \"old\" bridge\",\"datePublished\" : \"2031-02-04\"}</script>",
    ] {
        let page = read(&format!(
            "{shown}<abbr title=2031-03-01>another day</abbr>{text}"
        ));
        let day = page.declared.published.as_deref().and_then(|d| d.get(..10));
        assert_eq!(day, Some("2031-02-04"), "{shown}");
    }
}

#[test]
fn lists_tables_pull_quotes_captions_and_subheads_are_told_apart() {
    let text = story(|p| format!("<p>{p}</p>"));
    let page = read(&format!(
        "<title>Swing bridge to close</title><article><h1>Swing bridge to close</h1>{text}
         <aside class=pullquote><p>“We cannot ask people to trust a bridge that we do not trust ourselves.”</p></aside>
         <h2>What it means</h2>
         <p>The works will be paid for by the county, which sets its budget in March, and by a fund for old bridges.</p>
         <figure><img src=b.jpg><figcaption>The bridge at dusk</figcaption></figure>
         <ul><li>Buses will run over the stone bridge at Hale from Monday.<li>Lorries must take the motorway.</ul>
         <table><tr><th>Year<th>Cost<tr><td>2031<td>2.4 million</table>
         <blockquote><p>The bearings were last greased long ago, and no record shows who did it.</p></blockquote>
         <p>The county will publish the whole report of the engineers on its own pages before the end of the week.</p>
         </article>"
    ));
    assert_marks(&page);
    let body = of(&page, SegmentKind::Body);
    for part in [
        "Buses will run",
        "Lorries must",
        "2.4 million",
        "last greased",
        "whole report",
    ] {
        assert!(body.contains(part), "{part}: {body}");
    }
    assert_eq!(of(&page, SegmentKind::Subhead), "What it means");
    let captions = of(&page, SegmentKind::Caption);
    assert!(
        captions.contains("at dusk") && captions.contains("We cannot ask"),
        "{captions}"
    );
    assert_eq!(body.matches("trust a bridge").count(), 1);
}

#[test]
fn a_link_to_the_readers_words_above_the_text_opens_nothing() {
    let text = story(|p| format!("<p>{p}</p>"));
    let page = read(&format!(
        "<h1>Swing bridge to close</h1><p>Shut for two years, says the council of the town.</p>
         <p>Comments</p>{text}"
    ));
    assert!(of(&page, SegmentKind::Body).contains("asked for a ferry"));
}

#[test]
fn the_headline_is_found_where_the_declared_title_is_that_of_the_site() {
    let text = story(|p| format!("<p>{p}</p>"));
    let page = read(&format!(
        "<title>Local News - The Marrow</title><h2>Local News</h2><p><a href=/>Home</a></p>
         <p class=headline>Cracks close the swing bridge of Marrowby</p>{text}"
    ));
    assert_eq!(
        page.declared.title.as_deref(),
        Some("Cracks close the swing bridge of Marrowby")
    );
}

#[test]
fn hostile_markup_takes_linear_time() {
    let n = 100_000;
    let hostile = [
        "<div>".repeat(n),
        "<b>".repeat(n),
        "<table><tr><td>".repeat(n),
        "<a href=x><p>".repeat(n),
        "</div></b>".repeat(n),
        "<p>x</div>".repeat(n),
        "<ul><li>".repeat(n),
        format!("<p {}>", "a=1 ".repeat(n)),
        "<!--".repeat(n),
        "<title>".repeat(n),
        "&".repeat(n),
        "<a href='".repeat(n),
        "<p>“".repeat(n),
    ];
    for markup in hostile {
        let start = Instant::now();
        let page = read(&format!("shown {markup}"));
        assert_marks(&page);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(20), "{}: {took:?}", &markup[..8]);
    }
}

proptest! {
    #[test]
    fn marks_tile_any_page(markup in "(<[a-z]{1,4}[ =\"'a-z]{0,9}>?|</[a-z]{1,4}>|<!--|-->|&[#a-z0-9]{0,6};?|\\PC{0,9}| |\n){0,60}") {
        if let Ok(page) = page("p.html".into(), markup.as_bytes()) {
            assert_marks(&page);
        }
    }

    #[test]
    fn any_bytes_are_read_or_skipped(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(page) = page("p.html".into(), &bytes) {
            assert_marks(&page);
        }
    }

    /// Wherever inline elements begin and end, balanced or not, the text is the text without them.
    #[test]
    fn inline_markup_changes_no_word(text in "[a-zà-öA-Z0-9 .,“”]{1,80}", cuts in proptest::collection::vec((0usize..80, 0usize..18), 0..16)) {
        let names = ["b", "i", "em", "strong", "span class=x", "font size=2", "small", "cite", "abbr title=y"];
        let mut at: Vec<_> = cuts;
        at.sort();
        let mut markup = String::from("<p>");
        let mut cuts = at.iter().peekable();
        for (i, c) in text.chars().enumerate() {
            while let Some((_, tag)) = cuts.next_if(|(at, _)| *at <= i) {
                let name = names[tag / 2];
                let end = name.split(' ').next().unwrap_or(name);
                markup.push_str(&if tag % 2 == 0 { format!("<{name}>") } else { format!("</{end}>") });
            }
            markup.push(c);
        }
        let words: Vec<_> = text.split_whitespace().collect();
        if !words.is_empty() {
            prop_assert_eq!(read(&markup).content, words.join(" "));
        }
    }

    #[test]
    fn no_word_of_a_simple_page_is_lost(words in proptest::collection::vec("[a-z]{1,9}", 1..60), tags in proptest::collection::vec(0usize..8, 60)) {
        let parts = ["<p>", "<br>", " <b>x</b> ", "<td>", "</div>", " ", "<li>", "<span class=comment> </span>"];
        let markup: String = words.iter().zip(&tags).map(|(w, t)| format!("{w}{}", parts[*t])).collect();
        let page = read(&markup);
        let got: Vec<_> = page.content.split_whitespace().filter(|w| *w != "x").collect();
        let words: Vec<_> = words.iter().filter(|w| *w != "x").collect();
        prop_assert_eq!(got, words);
    }
}
