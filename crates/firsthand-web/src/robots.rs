//! What does a site's robots.txt allow? By RFC 9309: the group that names us, or else that of all; the longest rule
//! that matches holds, and of two as long the one that allows.

use std::time::Duration;

/// Our name in a robots.txt.
const NAME: &str = "firsthand";

/// The longest pause between requests that a site may ask for.
const PAUSE_MAX: Duration = Duration::from_secs(60);

/// Rules that are read: a file of more is no such file.
const RULES_MAX: usize = 5_000;

/// The rules for us.
#[derive(Clone, Debug, Default)]
pub(crate) struct Robots {
    /// Whether it allows, and what.
    rules: Vec<(bool, String)>,
    /// How long to wait between two requests, where it says so.
    pub(crate) pause: Option<Duration>,
}

impl Robots {
    /// Reads a robots.txt.
    pub(crate) fn read(text: &str) -> Robots {
        let (mut own, mut all) = (None::<Robots>, Robots::default());
        // The groups that the line is in, and whether names of a group still go on.
        let (mut is_own, mut is_all, mut names) = (false, false, false);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else {
                continue;
            };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !names {
                    (is_own, is_all) = (false, false);
                }
                names = true;
                is_all |= value == "*";
                if value.eq_ignore_ascii_case(NAME) {
                    is_own = true;
                    own.get_or_insert_default();
                }
                continue;
            }
            names = false;
            let take = |group: &mut Robots| match key.as_str() {
                "allow" | "disallow" if !value.is_empty() && group.rules.len() < RULES_MAX => {
                    group.rules.push((key == "allow", value.to_owned()));
                }
                "crawl-delay" => {
                    let seconds = value.parse::<f64>().ok().filter(|s| (0.0..1e6).contains(s));
                    let pause = seconds.map(Duration::from_secs_f64);
                    group.pause = pause.map(|p| p.min(PAUSE_MAX));
                }
                _ => {}
            };
            if let Some(own) = own.as_mut().filter(|_| is_own) {
                take(own);
            }
            if is_all {
                take(&mut all);
            }
        }
        own.unwrap_or(all)
    }

    /// Whether `path`, with its query, may be read.
    pub(crate) fn allows(&self, path: &str) -> bool {
        let matching = self.rules.iter().filter(|(_, rule)| matches(rule, path));
        let longest = matching.max_by_key(|(allows, rule)| (rule.len(), *allows));
        longest.is_none_or(|(allows, _)| *allows)
    }
}

/// Whether a rule, in which `*` is anything and a `$` at its end is the end, holds for a path.
fn matches(rule: &str, path: &str) -> bool {
    let (rule, to_end) = match rule.strip_suffix('$') {
        Some(rule) => (rule, true),
        None => (rule, false),
    };
    let mut parts = rule.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    if parts.is_empty() {
        return !to_end || rest.is_empty();
    }
    for (i, part) in parts.iter().enumerate() {
        if to_end && i + 1 == parts.len() {
            return rest.ends_with(part);
        }
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_our_group_holds() {
        let file = "User-agent: *\nDisallow: /\n\nUser-Agent: other\nuser-agent: FirstHand # us\nDisallow: /private\n\
                    Allow: /private/open\nDisallow: /*.pdf$\nDisallow: /*?print=\nCrawl-delay: 2.5\n";
        let robots = Robots::read(file);
        for (path, allowed) in [
            ("/", true),
            ("/private", false),
            ("/privateer", false),
            ("/private/open/1", true),
            ("/a/b.pdf", false),
            ("/a/b.pdf?x", true),
            ("/a?print=1", false),
        ] {
            assert_eq!(robots.allows(path), allowed, "{path}");
        }
        assert_eq!(robots.pause, Some(Duration::from_millis(2500)));
        assert!(!Robots::read("User-agent: *\nDisallow: /").allows("/a"));
        assert!(Robots::read("User-agent: *\nDisallow:\n").allows("/a"));
        assert!(Robots::read("User-agent: other\nDisallow: /").allows("/a"));
        assert!(Robots::read("\u{0}<html>404</html>").allows("/a"));
    }
}
