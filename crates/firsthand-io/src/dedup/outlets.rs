//! Outlets whose records are kept before those of others.

use firsthand::address::host;

/// Outlets in the order in which their records are preferred, each by its name or its host.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outlets(Vec<String>);

impl Outlets {
    /// The outlets of these names or hosts, the most preferred first; those after the 255th are as any other.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Outlets {
        let name = |name: &str| {
            let name = name.trim().to_lowercase();
            name.strip_prefix("www.").unwrap_or(&name).to_owned()
        };
        let names = names.into_iter().map(name).filter(|name| !name.is_empty());
        Outlets(names.take(usize::from(u8::MAX)).collect())
    }

    /// How much a record is preferred, by the name of its outlet and its address; 0 where it is not.
    pub(super) fn preference(&self, outlet: Option<&str>, url: Option<&str>) -> u8 {
        if self.0.is_empty() {
            return 0;
        }
        let outlet = outlet.map(|o| o.trim().to_lowercase());
        let host = url.map(host).unwrap_or_default();
        let is_of = |name: &String| {
            let before = host.strip_suffix(name.as_str());
            outlet.as_ref() == Some(name)
                || before.is_some_and(|b| b.is_empty() || b.ends_with('.'))
        };
        let place = self.0.iter().position(is_of);
        place.map_or(0, |place| u8::MAX - place as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_is_known_by_its_name_or_its_host() {
        let outlets = Outlets::new(["Harbour Post", " ", "WWW.Bay.example"]);
        let by_name = |name| outlets.preference(Some(name), None);
        let by_url = |url| outlets.preference(Some("Another"), Some(url));
        assert_eq!(by_name("harbour post "), 255);
        assert_eq!(by_name("Harbour Post Weekly"), 0);
        assert_eq!(by_url("https://www.bay.example/a?b"), 254);
        assert_eq!(by_url("http://news.bay.example/a"), 254);
        assert_eq!(by_url("http://the-bay.example/a"), 0);
        assert_eq!(outlets.preference(None, None), 0);
        assert_eq!(Outlets::default().preference(Some(""), Some("")), 0);
    }
}
