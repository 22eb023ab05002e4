//! How does a page come from the web? Politely: one request at a time, with a pause for each host, by what
//! its robots.txt allows, and only what has changed. And warily, for an address in a feed is a stranger's
//! text: no address of this machine or its network is asked unless the user allows it, however it is
//! named, and no answer may be endless.
//!
//! ```no_run
//! use firsthand_web::{Asked, Client};
//! let mut client = Client::new("firsthand/0.1", false);
//! let answer = client.get("https://post.example/fire", &Asked::default())?;
//! println!("{} has {} bytes", answer.url, answer.body.len());
//! # Ok::<(), firsthand_web::Refusal>(())
//! ```

mod address;
mod client;
mod refusal;
mod robots;
mod url;

pub use client::{Answer, Asked, Client, post};
pub use refusal::Refusal;
pub use url::join;
