//! Why is there no answer? In words for the user.

use std::fmt;

/// Why an address gave no page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It is no address of the web.
    NoAddress,
    /// It leads to this machine or its own network.
    Private,
    /// The site's robots.txt asks not to.
    Robots,
    /// It leads on and on.
    Redirects,
    /// It is larger than this many bytes.
    TooLarge(u64),
    /// The server answered with this status; seconds that it asks to wait, where it does.
    Status(u16, Option<u64>),
    /// The network or the server failed.
    Failed(String),
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::NoAddress => f.write_str("it is no address of the web (http or https)"),
            Refusal::Private => f.write_str(
                "it leads to this machine or its own network, which a stranger's text may not ask for \
                 (--allow-private allows it)",
            ),
            Refusal::Robots => f.write_str("the site's robots.txt asks programs not to read it"),
            Refusal::Redirects => f.write_str("it leads on and on to other addresses"),
            Refusal::TooLarge(bytes) => {
                write!(f, "it is larger than {} MiB, the most that is read", bytes >> 20)
            }
            Refusal::Status(status, _) => write!(f, "the server answers with status {status}"),
            Refusal::Failed(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for Refusal {}
