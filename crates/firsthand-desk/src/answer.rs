//! What does a question get: an answer, or a problem in one shape?

use firsthand_store::StoreError;
use hyper::body::Bytes;
use serde_json::json;

/// What is sent for a question that has an answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) media: &'static str,
    pub(crate) body: Bytes,
    /// The name under which a browser keeps it, where it is to be kept.
    pub(crate) file: Option<String>,
}

impl Answer {
    pub(crate) fn json(body: String) -> Self {
        Answer {
            media: "application/json",
            body: body.into(),
            file: None,
        }
    }

    pub(crate) fn csv(body: String, file: &str) -> Self {
        Answer {
            media: "text/csv; charset=utf-8",
            body: body.into(),
            file: Some(file.to_owned()),
        }
    }
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Problem {
    /// There is nothing under this id or path.
    NotFound(String),
    /// It has another id now; the path of that.
    Moved(String),
    /// The question cannot be understood.
    Bad(String),
    /// The question is not allowed from there.
    Refused(&'static str),
    /// It needs a token.
    NoToken,
    /// The path answers other methods.
    Method,
    /// What was sent is too long.
    TooLong,
    /// It was sent too slowly.
    TooSlow,
    /// It is an export, which keeps nothing.
    Export,
    /// It would take more work than one question may ask for.
    TooMuch,
    /// The database cannot be read.
    Inside(String),
}

impl Problem {
    pub(crate) fn status(&self) -> u16 {
        match self {
            Problem::NotFound(_) => 404,
            Problem::Moved(_) => 301,
            Problem::Bad(_) => 400,
            Problem::Refused(_) => 403,
            Problem::NoToken => 401,
            Problem::Method => 405,
            Problem::TooLong => 413,
            Problem::TooSlow => 408,
            Problem::Export => 409,
            Problem::TooMuch => 503,
            Problem::Inside(_) => 500,
        }
    }

    /// The problem as RFC 9457 has it: `type`, `title`, `status`, `detail`.
    pub(crate) fn json(&self) -> String {
        let (title, detail) = match self {
            Problem::NotFound(what) => ("Not found", what.clone()),
            Problem::Moved(to) => ("Moved", format!("It is at {to} now.")),
            Problem::Bad(why) => ("Cannot be understood", why.clone()),
            Problem::Refused(why) => ("Refused", (*why).to_owned()),
            Problem::NoToken => (
                "Token needed",
                "Send the token that `firsthand serve` printed: Authorization: Bearer TOKEN."
                    .to_owned(),
            ),
            Problem::Method => (
                "Method not allowed",
                "The path answers other methods.".to_owned(),
            ),
            Problem::TooLong => (
                "Too long",
                "The request is longer than it may be.".to_owned(),
            ),
            Problem::TooSlow => ("Too slow", "The request did not come in time.".to_owned()),
            Problem::Export => (
                "An export",
                "This database is made anew by each `firsthand report --db` and keeps no notes; `firsthand add` makes one that does.".to_owned(),
            ),
            Problem::TooMuch => (
                "Too much work",
                "The question takes more work than one may ask for; narrow it down.".to_owned(),
            ),
            Problem::Inside(why) => ("The database cannot be read", why.clone()),
        };
        let mut out = json!({"type": "about:blank", "title": title, "status": self.status(), "detail": detail});
        if let Problem::Moved(to) = self {
            out["moved_to"] = json!(to.rsplit('/').next());
        }
        out.to_string()
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(e: rusqlite::Error) -> Self {
        match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => Problem::TooMuch,
            _ => Problem::Inside(e.to_string()),
        }
    }
}

impl From<StoreError> for Problem {
    fn from(e: StoreError) -> Self {
        match e {
            StoreError::Export => Problem::Export,
            StoreError::Sqlite(e) => e.into(),
            e => Problem::Inside(e.to_string()),
        }
    }
}
