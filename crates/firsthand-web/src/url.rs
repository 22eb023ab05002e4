//! Parts of an address, and where a reference in a page leads (RFC 3986, section 5.2, as far as the web
//! uses it).

/// The host of an address, with its port where it names one, in lower case.
pub(crate) fn host(url: &str) -> Option<String> {
    let (_, rest) = scheme(url)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.rsplit('@').next().unwrap_or_default();
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

/// Scheme and what follows `://`, of an address of the web.
pub(crate) fn scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    is_web.then_some((scheme, rest))
}

/// Path and query of an address.
pub(crate) fn path(url: &str) -> &str {
    let rest = scheme(url).map_or(url, |s| s.1);
    let rest = rest.split('#').next().unwrap_or_default();
    rest.find(['/', '?']).map_or("/", |at| &rest[at..])
}

/// Where `reference`, found at `base`, leads; without its anchor. `None` where that is not on the web.
///
/// ```
/// use firsthand_web::join;
/// let base = "https://post.example/news/today?page=2";
/// assert_eq!(join(base, "../fire#top").as_deref(), Some("https://post.example/fire"));
/// assert_eq!(join(base, "//other.example/x").as_deref(), Some("https://other.example/x"));
/// assert_eq!(join(base, "javascript:alert(1)"), None);
/// ```
pub fn join(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim().split('#').next().unwrap_or_default();
    if reference.chars().any(|c| c.is_control() || c == ' ') {
        return None;
    }
    if scheme(reference).is_some() {
        return host(reference).map(|_| reference.to_owned());
    }
    let (of_base, rest) = scheme(base)?;
    if let Some(rest) = reference.strip_prefix("//") {
        return join(base, &format!("{of_base}://{rest}"));
    }
    // "mailto:", "javascript:" and the like: a colon before any slash.
    let first = reference.split(['/', '?']).next().unwrap_or_default();
    if first.contains(':') {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let site = format!("{of_base}://{authority}");
    let of_base = path(base);
    let of_base = of_base.split('?').next().unwrap_or_default();
    let path = match reference {
        "" => path(base).to_owned(),
        r if r.starts_with('/') => r.to_owned(),
        r if r.starts_with('?') => format!("{of_base}{r}"),
        r => format!("{}/{r}", of_base.rsplit_once('/').map_or("", |p| p.0)),
    };
    let (path, query) = path
        .split_once('?')
        .map_or((&*path, None), |(p, q)| (p, Some(q)));
    let query = query.map(|q| format!("?{q}")).unwrap_or_default();
    Some(format!("{site}{}{query}", without_dots(path)))
}

/// A path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    out.pop();
                }
                if is_last {
                    out.push("");
                }
            }
            part => out.push(part),
        }
    }
    format!("/{}", out.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_lead_where_browsers_go() {
        let base = "http://A.example:81/b/c?d#e";
        for (reference, expected) in [
            ("x", Some("http://A.example:81/b/x")),
            ("./x/", Some("http://A.example:81/b/x/")),
            ("../../x", Some("http://A.example:81/x")),
            ("/x?y=../z", Some("http://A.example:81/x?y=../z")),
            ("?y", Some("http://A.example:81/b/c?y")),
            ("", Some("http://A.example:81/b/c?d")),
            ("..", Some("http://A.example:81/")),
            ("HTTPS://b.example", Some("HTTPS://b.example")),
            ("file:///etc/passwd", None),
            ("mailto:a@b.example", None),
            ("http://", None),
            ("a b", None),
            ("a\r\nHost: b", None),
        ] {
            assert_eq!(join(base, reference).as_deref(), expected, "{reference}");
        }
        assert_eq!(
            host("http://me:pw@A.example:81?x").as_deref(),
            Some("a.example:81")
        );
        assert_eq!(path("https://a.example"), "/");
    }
}
