//! What happens between a socket and an answer?

use crate::answer::{Answer, Problem};
use crate::asked::{Asked, decode};
use crate::build::Builder;
use crate::changes;
use crate::http::{Gate, HEAD_BYTES_MAX};
use crate::live::{News, Sent};
use crate::page::{PAGE, POLICY, SCRIPT, SHEET};
use crate::places::{Place, Places};
use crate::readers::{self, Readers};
use crate::route::route;
use firsthand_store::{Store, StoreError};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

/// Connections at once; for the next one a silent one is ended. Below the number of files that a process may have open by default.
const CONNECTIONS_MAX: usize = 512;
/// Of those, the ones that wait for news.
const LISTENERS_MAX: usize = 128;
/// Connections that wait to be accepted: as many as come at once, since one that finds no room is made to wait a second.
const WAITING_MAX: u32 = 1024;
/// How long the head of a request may take, so that who sends it byte by byte keeps nobody out.
const HEAD_TIME_MAX: Duration = Duration::from_secs(5);
/// The same, said to clients, so that they ask nothing over a connection that is about to be closed.
const KEEP_ALIVE: &str = "timeout=5";
/// How long a connection may last; a page that waits for news comes back.
const CONNECTION_TIME_MAX: Duration = Duration::from_secs(600);
/// Between two looks at whether the database has changed.
const LOOK: Duration = Duration::from_millis(500);

/// What to serve, and where.
#[derive(Debug)]
pub struct Options {
    /// The database.
    pub database: PathBuf,
    /// Where to listen; port 0 means any that is free.
    pub address: SocketAddr,
    /// What those have to show who ask for findings. Needed where others than this machine can ask.
    pub token: Option<String>,
    /// What makes the findings of the database anew, when somebody ruled: it writes a line for each stage as it begins, and ends when
    /// its standard input does (`firsthand build --stages`).
    pub build: Command,
}

/// A server that listens.
pub struct Desk {
    runtime: Runtime,
    listener: TcpListener,
    state: Arc<State>,
    news: watch::Sender<News>,
}

struct State {
    gate: Gate,
    readers: Readers,
    database: PathBuf,
    busy: Semaphore,
    listeners: Arc<Semaphore>,
    builder: Builder,
    news: watch::Receiver<News>,
}

impl Desk {
    /// Opens the database and the port.
    pub fn open(options: Options) -> io::Result<Self> {
        let Options {
            database,
            address,
            token,
            build,
        } = options;
        if token.is_none() && !address.ip().is_loopback() {
            return Err(io::Error::other(
                "others than this machine could ask there: a token is needed",
            ));
        }
        let readers = Readers::open(&database).map_err(|e| unfit(&database, &e))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        let listener = listen(&runtime, address)?;
        let address = listener.local_addr()?;
        let (news, heard) = watch::channel(News {
            version: readers.version(),
            ..News::default()
        });
        let state = State {
            gate: Gate { address, token },
            readers,
            builder: Builder::start(build, news.clone()),
            database,
            busy: Semaphore::new(readers::at_once()),
            listeners: Arc::new(Semaphore::new(LISTENERS_MAX)),
            news: heard,
        };
        Ok(Desk {
            runtime,
            listener,
            state: Arc::new(state),
            news,
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.state.gate.address
    }

    /// Answers until the process ends.
    pub fn run(self) -> io::Result<()> {
        let Desk {
            runtime,
            listener,
            state,
            news,
        } = self;
        let watched = Arc::clone(&state);
        std::thread::spawn(move || {
            watched.readers.watch(LOOK, |version| {
                news.send_modify(|n| n.version = version);
            })
        });
        runtime.block_on(async move {
            let places = Places::new(CONNECTIONS_MAX);
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => {
                        let place = Arc::new(places.take().await);
                        let held = Arc::clone(&place);
                        let state = Arc::clone(&state);
                        places.begin(&place, || {
                            tokio::spawn(connection(stream, state, held)).abort_handle()
                        });
                    }
                    // Out of files, or gone before it was taken: others may have more luck.
                    Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
                }
            }
        })
    }
}

fn listen(runtime: &Runtime, address: SocketAddr) -> io::Result<TcpListener> {
    let _inside = runtime.enter();
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // The port of a server that was just ended is free; elsewhere than on Unix this would share it with one that runs.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(WAITING_MAX)
}

fn unfit(path: &Path, e: &StoreError) -> io::Error {
    io::Error::other(format!("cannot serve {}: {e}", path.display()))
}

async fn connection(stream: TcpStream, state: Arc<State>, place: Arc<Place>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| {
        let (state, place) = (Arc::clone(&state), Arc::clone(&place));
        async move {
            place.asked();
            let response = respond(&state, request).await;
            // Who waits for news has an answer that does not end.
            if matches!(response.body(), Sent::Whole(_)) {
                place.answered();
            }
            Ok::<_, Infallible>(response)
        }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME_MAX)
        .max_buf_size(HEAD_BYTES_MAX)
        .max_headers(64);
    // A connection that breaks off concerns nobody but who broke it off.
    let _ = timeout(
        CONNECTION_TIME_MAX,
        http.serve_connection(TokioIo::new(stream), service),
    )
    .await;
}

async fn respond(state: &Arc<State>, request: Request<Incoming>) -> Response<Sent> {
    let head = request.method() == Method::HEAD;
    let mut response = match answer(state, request).await {
        Ok(response) => response,
        Err(problem) => refuse(&problem),
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
        (header::HeaderName::from_static("keep-alive"), KEEP_ALIVE),
        (
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            header::HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if head {
        *response.body_mut() = Sent::Whole(None);
    }
    response
}

/// A problem in its one shape; of a thing that moved, with its new address.
fn refuse(problem: &Problem) -> Response<Sent> {
    let mut response = Response::new(Sent::whole(problem.json()));
    *response.status_mut() =
        StatusCode::from_u16(problem.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/problem+json"),
    );
    if let Problem::Moved(to) = problem
        && let Ok(to) = HeaderValue::from_str(to)
    {
        response.headers_mut().insert(header::LOCATION, to);
    }
    if *problem == Problem::Method {
        response.headers_mut().insert(
            header::ALLOW,
            HeaderValue::from_static("GET, HEAD, POST, DELETE"),
        );
    }
    response
}

async fn answer(state: &Arc<State>, request: Request<Incoming>) -> Result<Response<Sent>, Problem> {
    let uri = request.uri().clone();
    state.gate.admit(
        request.headers(),
        uri.authority().map(|a| a.as_str()),
        uri.path_and_query().map_or("", |p| p.as_str()),
    )?;
    let path = uri.path();
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        state.gate.admit_change(request.headers())?;
        state.gate.admit_token(request.headers())?;
        return change(state, request).await;
    }
    match path {
        "/" => return Ok(send("text/html; charset=utf-8", PAGE.as_str())),
        "/desk.js" => return Ok(send("text/javascript; charset=utf-8", SCRIPT.as_str())),
        "/desk.css" => return Ok(send("text/css; charset=utf-8", SHEET.as_str())),
        _ => {}
    }
    if !path.starts_with("/api") {
        return lead(path);
    }
    state.gate.admit_token(request.headers())?;
    if path == "/api/live" {
        return live(state);
    }
    let (route, of) =
        route(path).ok_or_else(|| Problem::NotFound(format!("There is nothing at {path}.")))?;
    let query = uri.query().unwrap_or_default();
    let asked = Asked::new(decode(of)?, query, route.params)?;
    let tag = format!("\"{}\"", state.readers.version());
    let name = format!("{path}?{query}");
    let Answer { media, body, file } = match state.readers.kept(&name) {
        Some(kept) => kept,
        None => {
            let asking = Arc::clone(state);
            let _turn = state.busy.acquire().await;
            let found = tokio::task::spawn_blocking(move || {
                asking.readers.ask(&name, |db| (route.run)(db, &asked))
            });
            let found = found.await;
            found.map_err(|e| Problem::Inside(e.to_string()))??
        }
    };
    let mut response = send(media, body);
    let headers = response.headers_mut();
    headers.insert(
        header::ETAG,
        HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"0\"")),
    );
    if let Some(name) =
        file.and_then(|f| HeaderValue::from_str(&format!("attachment; filename=\"{f}\"")).ok())
    {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    Ok(response)
}

/// Does what somebody wants changed.
async fn change(state: &Arc<State>, request: Request<Incoming>) -> Result<Response<Sent>, Problem> {
    let path = request.uri().path().to_owned();
    let (change, of) = changes::change(request.method().as_str(), &path).ok_or(Problem::Method)?;
    let of = of.to_owned();
    let body = Limited::new(request.into_body(), changes::BODY_BYTES_MAX);
    let body = timeout(HEAD_TIME_MAX, body.collect()).await;
    let body = body
        .map_err(|_| Problem::TooSlow)?
        .map_err(|_| Problem::TooLong)?
        .to_bytes();
    let database = state.database.clone();
    let done = tokio::task::spawn_blocking(move || {
        let sent = changes::sent(change, &body)?;
        (change.run)(&mut Store::open(&database)?, &of, &sent, &changes::now())
    });
    let done = done.await.map_err(|e| Problem::Inside(e.to_string()))??;
    if change.rules {
        state.builder.ask();
    }
    Ok(send("application/json", done.to_string()))
}

fn send(media: &'static str, body: impl Into<hyper::body::Bytes>) -> Response<Sent> {
    let mut response = Response::new(Sent::whole(body));
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response
}

/// The path of a finding in the API leads, without `/api`, to the page that shows it.
fn lead(path: &str) -> Result<Response<Sent>, Problem> {
    let none = || Problem::NotFound(format!("There is nothing at {path}."));
    let api = format!("/api{path}");
    let (api, of) = route(&api).map(|(r, of)| (r.path, of)).ok_or_else(none)?;
    let place = match (api, of) {
        ("/api/speakers/{name}", name) => format!("/#speaker?name={name}"),
        (_, "") => format!("/#{}", path.trim_start_matches('/')),
        (_, id) => format!("/#{id}"),
    };
    let mut response = Response::new(Sent::whole(""));
    *response.status_mut() = StatusCode::FOUND;
    response.headers_mut().insert(
        header::LOCATION,
        HeaderValue::from_str(&place).map_err(|_| none())?,
    );
    Ok(response)
}

fn live(state: &Arc<State>) -> Result<Response<Sent>, Problem> {
    let place = Arc::clone(&state.listeners)
        .try_acquire_owned()
        .map_err(|_| Problem::TooMuch)?;
    let mut response = Response::new(Sent::live(state.news.clone(), place));
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream"),
    );
    Ok(response)
}
