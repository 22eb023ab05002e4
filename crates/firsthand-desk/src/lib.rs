//! A database of firsthand as a page in the browser, and as a JSON API.
//!
//! | file | question |
//! |---|---|
//! | `route` | Which questions are there? The table behind the API and its OpenAPI document. |
//! | `asked`, `answer` | What is asked for; an answer, or a problem in one shape. |
//! | `lists`, `find`, `part`, `search` | What is listed; what is the finding with this id, and what belongs to it; where do words stand? |
//! | `watched` | What does `firsthand watch` do in this store? Feeds and alerts. |
//! | `objects` | How does a row become the object that the JSON report has for it? |
//! | `readers` | How is the database read, while another process may write to it? |
//! | `changes`, `build` | What may somebody change? Notes and rulings. How are findings made anew after that? |
//! | `http` | Who may ask, and how much? |
//! | `serve` | What happens between a socket and an answer? |
//! | `places` | Who has to go when too many are connected? |
//! | `page` | What does the browser load? The views of the HTML report, and `web/`. |
//!
//! A page is a hostile thing to serve to: any page in the browser may try to ask this server. So it listens to this
//! machine only unless told otherwise, looks at who a request says it is for and from, and changes nothing on `GET`.

mod answer;
mod asked;
mod build;
mod changes;
mod find;
mod http;
mod lists;
mod live;
mod objects;
mod openapi;
mod page;
mod part;
mod places;
mod readers;
mod route;
mod search;
mod serve;
mod watched;

pub use serve::{Desk, Options};
