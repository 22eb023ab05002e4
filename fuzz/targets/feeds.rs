//! Feeds, lists of feeds, and answers of servers: what strangers send to `watch`.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let listed = firsthand_io::read::feed_links(bytes, 100);
    assert!(listed.links.len() <= 100);
    let _ = firsthand_io::read::opml_feeds(bytes);
    let _ = firsthand_io::read::answered("https://post.example/a", "2031-05-08T10:00:00Z", bytes);
});
