//! Who may ask, and how much?

use crate::answer::Problem;
use hyper::header::{AUTHORIZATION, HOST, HeaderMap, HeaderName, ORIGIN};
use std::net::SocketAddr;

/// Bytes of a request's head, and of what is sent with it.
pub(crate) const HEAD_BYTES_MAX: usize = 16 << 10;
/// Bytes of a path with its query.
const PATH_BYTES_MAX: usize = 8 << 10;

/// Whom this server answers.
pub(crate) struct Gate {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    /// What those have to show who may ask for findings; none where only this machine can.
    pub(crate) token: Option<String>,
}

impl Gate {
    /// Whether a request may be looked at: its host is this server, and so is the page that sends it.
    ///
    /// A page elsewhere can have its own name lead to this machine (DNS rebinding); the browser then says that name as
    /// the host. Where a token is needed, that page does not have it. `named` is the host that the address itself names,
    /// which must be the same; two hosts are none, since whoever stands between may go by the other (RFC 9112, 3.2).
    pub(crate) fn admit(
        &self,
        headers: &HeaderMap,
        named: Option<&str>,
        path: &str,
    ) -> Result<(), Problem> {
        if path.len() > PATH_BYTES_MAX {
            return Err(Problem::TooLong);
        }
        let host = text(headers, HOST).unwrap_or_default();
        let twice = |name| headers.get_all(name).iter().nth(1).is_some();
        if twice(HOST) || twice(ORIGIN) || named.is_some_and(|n| n != host) {
            return Err(Problem::Refused("The request names more than one host."));
        }
        if self.token.is_none() && !self.is_here(host) {
            return Err(Problem::Refused("The request is for another host."));
        }
        match headers.contains_key(ORIGIN) {
            true if text(headers, ORIGIN).and_then(|o| o.strip_prefix("http://")) != Some(host) => {
                Err(Problem::Refused("The request comes from another page."))
            }
            _ => Ok(()),
        }
    }

    /// Whether a request that changes something may: a browser has to say which page sends it.
    pub(crate) fn admit_change(&self, headers: &HeaderMap) -> Result<(), Problem> {
        match headers.contains_key(ORIGIN) {
            // `admit` has looked at what it says.
            true => Ok(()),
            false => Err(Problem::Refused(
                "A change needs the header Origin, with the address of this server.",
            )),
        }
    }

    /// Whether the token is shown, where one is needed.
    pub(crate) fn admit_token(&self, headers: &HeaderMap) -> Result<(), Problem> {
        let Some(token) = &self.token else {
            return Ok(());
        };
        let shown = text(headers, AUTHORIZATION).and_then(|a| a.strip_prefix("Bearer "));
        match shown.is_some_and(|s| same(s.as_bytes(), token.as_bytes())) {
            true => Ok(()),
            false => Err(Problem::NoToken),
        }
    }

    fn is_here(&self, host: &str) -> bool {
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port),
            _ => (host, "80"),
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        let loopback = name
            .parse::<std::net::IpAddr>()
            .is_ok_and(|ip| ip.is_loopback());
        port == self.address.port().to_string()
            && (loopback || name.eq_ignore_ascii_case("localhost"))
    }
}

/// Compares in a time that does not tell where two differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|v| v.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::header::HeaderValue;

    fn admit(token: Option<&str>, headers: &[(HeaderName, &str)]) -> Result<(), Problem> {
        let gate = Gate {
            address: "127.0.0.1:8080".parse().expect("an address"),
            token: token.map(str::to_owned),
        };
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name, HeaderValue::from_str(value).expect("a value"));
        }
        gate.admit(&map, None, "/")?;
        gate.admit_token(&map)
    }

    #[test]
    fn only_requests_for_this_host_and_from_this_page() {
        for host in [
            "127.0.0.1:8080",
            "localhost:8080",
            "LOCALHOST:8080",
            "[::1]:8080",
            "127.0.0.2:8080",
        ] {
            assert_eq!(admit(None, &[(HOST, host)]), Ok(()), "{host}");
            assert_eq!(
                admit(None, &[(HOST, host), (ORIGIN, &format!("http://{host}"))]),
                Ok(()),
                "{host}"
            );
        }
        for host in [
            "",
            "127.0.0.1",
            "127.0.0.1:81",
            "evil.example:8080",
            "localhost.evil.example:8080",
            "[::1]",
            "10.0.0.1:8080",
        ] {
            assert!(
                matches!(admit(None, &[(HOST, host)]), Err(Problem::Refused(_))),
                "{host}"
            );
        }
        let twice = [(HOST, "127.0.0.1:8080"), (HOST, "evil.example")];
        assert!(matches!(admit(None, &twice), Err(Problem::Refused(_))));
        for origin in [
            "null",
            "http://evil.example",
            "http://localhost:8080",
            "https://127.0.0.1:8080",
        ] {
            let from = admit(None, &[(HOST, "127.0.0.1:8080"), (ORIGIN, origin)]);
            assert!(matches!(from, Err(Problem::Refused(_))), "{origin}");
        }
    }

    #[test]
    fn a_token_opens_and_nothing_else() {
        let host = (HOST, "desk.example:8080");
        assert_eq!(
            admit(Some("secret"), std::slice::from_ref(&host)),
            Err(Problem::NoToken)
        );
        assert_eq!(
            admit(
                Some("secret"),
                &[host.clone(), (AUTHORIZATION, "Bearer secre")]
            ),
            Err(Problem::NoToken)
        );
        assert_eq!(
            admit(Some("secret"), &[host, (AUTHORIZATION, "Bearer secret")]),
            Ok(())
        );
    }
}
