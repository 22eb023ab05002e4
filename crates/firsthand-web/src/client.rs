//! One request after another.

use crate::Refusal;
use crate::address::is_public;
use crate::robots::Robots;
use crate::url::{host, join, path, scheme};
use std::collections::BTreeMap;
use std::io::Read;
use std::net::SocketAddr;
use std::thread::sleep;
use std::time::{Duration, Instant};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// Pause between two requests to one host, where its robots.txt asks for no longer one.
const PAUSE: Duration = Duration::from_secs(1);

/// How long an answer may take from the first byte to the last.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a connection may take.
const CONNECT_PATIENCE: Duration = Duration::from_secs(15);

/// Addresses that one address may lead on to.
const REDIRECTS_MAX: usize = 5;

/// The most of an answer that is read, as of a page that is read from a file.
const BODY_BYTES_MAX: u64 = 16 << 20;

/// The most of a robots.txt that is read (RFC 9309 asks for 500 KiB at least).
const ROBOTS_BYTES_MAX: u64 = 512 << 10;

/// What is asked for, beside the address.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The tag of what is known already.
    pub etag: Option<String>,
    /// When what is known was changed, as the server told.
    pub last_modified: Option<String>,
}

/// What a server answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Where it came from in the end.
    pub url: String,
    /// Every address that was asked, the last one included.
    pub asked: Vec<String>,
    /// 200, or 304 where nothing has changed.
    pub status: u16,
    /// The fields of its head, names in lower case.
    pub fields: Vec<(String, String)>,
    /// The bytes as received.
    pub body: Vec<u8>,
}

impl Answer {
    /// A field of the head.
    pub fn field(&self, name: &str) -> Option<&str> {
        let field = self.fields.iter().find(|f| f.0 == name);
        field.map(|f| f.1.as_str())
    }

    /// Head and body as over HTTP/1.1.
    pub fn http(&self) -> Vec<u8> {
        let mut bytes = format!("HTTP/1.1 {} OK\r\n", self.status).into_bytes();
        for (name, value) in &self.fields {
            // The body was put together again on the way.
            if name != "transfer-encoding" {
                bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
            }
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(&self.body);
        bytes
    }
}

/// Asks for pages, one at a time.
pub struct Client {
    agent: Agent,
    hosts: BTreeMap<String, Host>,
}

/// What is known of a host.
#[derive(Default)]
struct Host {
    robots: Option<Robots>,
    last: Option<Instant>,
}

impl Client {
    /// A client that calls itself `name`, and that asks addresses of this machine and its network only where
    /// it is allowed to.
    pub fn new(name: &str, allow_private: bool) -> Client {
        match allow_private {
            true => Client::asking(name, |_| true),
            false => Client::asking(name, |at| is_public(at.ip())),
        }
    }

    /// A client that asks only those addresses for which `may_ask` holds.
    fn asking(name: &str, may_ask: fn(SocketAddr) -> bool) -> Client {
        let config = Config::builder()
            .user_agent(name)
            // Through a proxy, nobody could tell which address is asked.
            .proxy(None)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .timeout_global(Some(PATIENCE))
            .timeout_connect(Some(CONNECT_PATIENCE))
            .build();
        let resolver = Wary {
            inner: DefaultResolver::default(),
            may_ask,
        };
        Client {
            agent: Agent::with_parts(config, DefaultConnector::default(), resolver),
            hosts: BTreeMap::new(),
        }
    }

    /// Asks for the page at `url`, where the robots.txt of its host allows it, after the pause that is due, and
    /// goes on to where it leads.
    pub fn get(&mut self, url: &str, asked: &Asked) -> Result<Answer, Refusal> {
        let mut passed = Vec::new();
        let mut url = join(url, url).ok_or(Refusal::NoAddress)?;
        loop {
            self.allowed(&url)?;
            self.wait(&url);
            passed.push(url.clone());
            let mut answer = self.once(&url, asked, BODY_BYTES_MAX)?;
            match answer.status {
                200 | 304 => {
                    answer.asked = passed;
                    return Ok(answer);
                }
                301 | 302 | 303 | 307 | 308 if passed.len() > REDIRECTS_MAX => {
                    return Err(Refusal::Redirects);
                }
                301 | 302 | 303 | 307 | 308 => {
                    let to = answer.field("location").and_then(|to| join(&url, to));
                    url = to.ok_or(Refusal::NoAddress)?;
                }
                status => {
                    let wait = answer.field("retry-after").and_then(|s| s.parse().ok());
                    return Err(Refusal::Status(status, wait));
                }
            }
        }
    }

    /// Whether the robots.txt of the host allows the page.
    fn allowed(&mut self, url: &str) -> Result<(), Refusal> {
        let name = host(url).ok_or(Refusal::NoAddress)?;
        if self.hosts.get(&name).is_none_or(|h| h.robots.is_none()) {
            let robots = self.robots(url)?;
            self.hosts.entry(name.clone()).or_default().robots = Some(robots);
        }
        let robots = self.hosts.get(&name).and_then(|h| h.robots.as_ref());
        match robots.is_none_or(|r| r.allows(path(url))) {
            true => Ok(()),
            false => Err(Refusal::Robots),
        }
    }

    /// The rules of a host: none where it has no such file, and the failure where it fails (RFC 9309, 2.3.1).
    fn robots(&mut self, url: &str) -> Result<Robots, Refusal> {
        let mut file = join(url, "/robots.txt").ok_or(Refusal::NoAddress)?;
        for _ in 0..=REDIRECTS_MAX {
            self.wait(&file);
            let answer = match self.once(&file, &Asked::default(), ROBOTS_BYTES_MAX) {
                Err(Refusal::TooLarge(_)) => return Ok(Robots::default()),
                answer => answer?,
            };
            match answer.status {
                200 => return Ok(Robots::read(&String::from_utf8_lossy(&answer.body))),
                301 | 302 | 303 | 307 | 308 => {
                    let to = answer.field("location").and_then(|to| join(&file, to));
                    file = to.ok_or(Refusal::NoAddress)?;
                }
                429 | 500.. => return Err(Refusal::Status(answer.status, None)),
                _ => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }

    /// Waits until the host may be asked again.
    fn wait(&mut self, url: &str) {
        let host = self.hosts.entry(host(url).unwrap_or_default()).or_default();
        let asked = host.robots.as_ref().and_then(|r| r.pause);
        let pause = asked.unwrap_or(PAUSE).max(PAUSE);
        if let Some(last) = host.last {
            sleep(pause.saturating_sub(last.elapsed()));
        }
        host.last = Some(Instant::now());
    }

    /// One request, and its answer whatever it is.
    fn once(&mut self, url: &str, asked: &Asked, limit: u64) -> Result<Answer, Refusal> {
        let mut request = self.agent.get(url);
        // Bytes as they are: what is evidence, and what cannot grow when it is unpacked.
        request = request.header("accept-encoding", "identity");
        if let Some(etag) = &asked.etag {
            request = request.header("if-none-match", etag);
        }
        if let Some(at) = &asked.last_modified {
            request = request.header("if-modified-since", at);
        }
        let answer = request.call().map_err(refusal)?;
        let fields = answer.headers().iter().map(|(name, value)| {
            let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
            (name.as_str().to_owned(), value)
        });
        let fields = fields.collect();
        let status = answer.status().as_u16();
        let mut body = Vec::new();
        let reader = answer.into_body().into_reader();
        let read = reader.take(limit + 1).read_to_end(&mut body);
        if body.len() as u64 > limit {
            return Err(Refusal::TooLarge(limit));
        }
        read.map_err(|e| Refusal::Failed(format!("its answer breaks off ({e})")))?;
        Ok(Answer {
            url: url.to_owned(),
            asked: Vec::new(),
            status,
            fields,
            body,
        })
    }
}

/// Sends `json` to an address that the user named, wherever it leads.
pub fn post(name: &str, url: &str, json: &[u8]) -> Result<(), Refusal> {
    scheme(url).ok_or(Refusal::NoAddress)?;
    let config = Config::builder()
        .user_agent(name)
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .build();
    let request = Agent::new_with_config(config).post(url);
    let sent = request
        .header("content-type", "application/json")
        .send(json);
    sent.map(|_| ()).map_err(refusal)
}

fn refusal(e: Error) -> Refusal {
    match e {
        Error::Other(e) if e.is::<Private>() => Refusal::Private,
        Error::StatusCode(status) => Refusal::Status(status, None),
        Error::BadUri(_) | Error::Http(_) => Refusal::NoAddress,
        Error::HostNotFound => Refusal::Failed("there is no such host".into()),
        Error::Timeout(_) => Refusal::Failed("it took too long to answer".into()),
        e => Refusal::Failed(e.to_string()),
    }
}

/// Gives the addresses of a host only where all of them may be asked. It is asked before every connection, and the
/// connection goes to what it gave: a name that means another address from one moment to the next gains nothing.
#[derive(Debug)]
struct Wary {
    inner: DefaultResolver,
    may_ask: fn(SocketAddr) -> bool,
}

impl Resolver for Wary {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        match found.iter().all(|a| (self.may_ask)(*a)) {
            true => Ok(found),
            false => Err(Error::Other(Box::new(Private))),
        }
    }
}

/// A host with an address that is not public.
#[derive(Debug)]
struct Private;

impl std::fmt::Display for Private {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Refusal::Private.fmt(f)
    }
}

impl std::error::Error for Private {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead, BufReader, Write};
    use std::net::{IpAddr, TcpListener};
    use std::sync::atomic::{AtomicU16, Ordering};

    /// Answers every request with what `answer` makes of its path.
    fn server(answer: impl Fn(&str) -> String + Send + 'static) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.expect("a connection");
                let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
                let first = lines.next().expect("a line").expect("a line");
                while lines.next().is_some_and(|l| l.is_ok_and(|l| !l.is_empty())) {}
                let path = first.split(' ').nth(1).unwrap_or_default();
                let _ = stream.write_all(answer(path).as_bytes());
            }
        });
        port
    }

    fn page(text: &str) -> String {
        let length = text.len();
        format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{text}")
    }

    fn moved(to: &str) -> String {
        format!(
            "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        )
    }

    #[test]
    fn a_redirect_to_a_private_address_is_refused() {
        static OPEN: AtomicU16 = AtomicU16::new(0);
        let secret = server(|_| page("the keys"));
        let open = server(move |path| match path {
            "/robots.txt" => page("User-agent: *\nDisallow: /closed"),
            "/away" => moved(&format!("http://127.0.0.1:{secret}/")),
            "/named" => moved(&format!("http://localhost:{secret}/")),
            "/round" => moved("/round"),
            "/here" => moved("page"),
            _ => page("a page"),
        });
        OPEN.store(open, Ordering::SeqCst);
        // As if one port of this machine were the internet, and the other were not.
        let mut client = Client::asking("test", |at| at.port() == OPEN.load(Ordering::SeqCst));
        let mut get = |path: &str| {
            client.hosts.values_mut().for_each(|h| h.last = None);
            client.get(&format!("http://127.0.0.1:{open}{path}"), &Asked::default())
        };
        assert_eq!(get("/away").expect_err("refused"), Refusal::Private);
        assert_eq!(get("/named").expect_err("refused"), Refusal::Private);
        assert_eq!(get("/closed").expect_err("refused"), Refusal::Robots);
        let here = get("/here").expect("a page");
        assert_eq!((&*here.body, here.asked.len()), (&b"a page"[..], 2));
        assert!(here.url.ends_with("/page"));
        assert_eq!(get("/round").expect_err("refused"), Refusal::Redirects);
        let mut wary = Client::new("test", false);
        for url in [
            format!("http://127.0.0.1:{secret}/"),
            format!("http://localhost:{secret}/"),
            format!("http://[::ffff:127.0.0.1]:{secret}/"),
        ] {
            assert_eq!(
                wary.get(&url, &Asked::default()).expect_err("refused"),
                Refusal::Private
            );
        }
        assert!(is_public(IpAddr::from([1, 1, 1, 1])));
    }

    #[test]
    fn no_answer_is_endless() {
        let endless = server(|path| match path {
            "/robots.txt" => page(""),
            _ => format!(
                "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}",
                "x".repeat((BODY_BYTES_MAX + 9) as usize)
            ),
        });
        let mut client = Client::new("test", true);
        let got = client.get(&format!("http://127.0.0.1:{endless}/"), &Asked::default());
        assert_eq!(got.expect_err("refused"), Refusal::TooLarge(BODY_BYTES_MAX));
    }
}
