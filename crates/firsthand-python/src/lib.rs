//! firsthand in Python. Records come in (`input`), the library's own functions run without Python's lock, and Arrow tables go out (`output`).
//! `stage` has the same as functions from batches to batches, for engines that spread them over machines.
//!
//! The package `firsthand` beside this (`python/`) is what people call; this module has no defaults and no words for them.

mod input;
mod output;
mod stage;

use firsthand::dedup::{Config, Keep};
use firsthand::quotation::Model;
use firsthand::{Overrides, Report, article, pipeline, reuse};
use firsthand_io::dedup::{Outlets, decide_pages};
use firsthand_io::memory;
use firsthand_store::Connection;
use pyo3::exceptions::{PyKeyError, PyMemoryError, PyValueError};
use pyo3::prelude::*;
use pyo3_arrow::PyTable;
use rayon::prelude::*;
use std::sync::Mutex;

/// What could not be read: where, and why.
type Skipped = Vec<(String, String)>;

/// A report, and the database of its findings once somebody asks for a table.
#[pyclass(frozen, name = "Report", module = "firsthand._firsthand")]
struct PyReport {
    report: Report,
    db: Mutex<Option<Connection>>,
}

#[pymethods]
impl PyReport {
    /// The JSON report.
    fn json(&self, py: Python<'_>) -> PyResult<String> {
        written(py, || {
            let mut out = Vec::new();
            firsthand_io::json::write(&self.report, &mut out).map(|()| out)
        })
    }

    /// The report as one page of HTML.
    fn html(&self, py: Python<'_>) -> PyResult<String> {
        written(py, || {
            let mut out = Vec::new();
            firsthand_io::html::write(&self.report, &mut out).map(|()| out)
        })
    }

    /// A table of the database.
    fn table(&self, py: Python<'_>, name: &str) -> PyResult<PyTable> {
        py.detach(|| {
            let tables = firsthand_store::tables().map_err(output::failed)?;
            let Some(table) = tables.into_iter().find(|t| t.name == name) else {
                return Err(PyKeyError::new_err(format!("there is no table {name:?}")));
            };
            let mut db = self.db.lock().unwrap_or_else(|e| e.into_inner());
            let db = match &mut *db {
                Some(db) => db,
                none => {
                    none.insert(firsthand_store::in_memory(&self.report).map_err(output::failed)?)
                }
            };
            output::of_database(&table, db)
        })
    }

    /// What could not be read.
    fn skipped(&self) -> Skipped {
        let skipped = self.report.skipped.iter();
        skipped
            .map(|s| (s.locator.clone(), s.reason.clone()))
            .collect()
    }

    /// Articles, texts, events, stories.
    fn counts(&self) -> (usize, usize, usize, usize) {
        let r = &self.report;
        (
            r.articles.len(),
            r.reuse.texts.len(),
            r.events.len(),
            r.stories.len(),
        )
    }
}

fn written(
    py: Python<'_>,
    write: impl FnOnce() -> std::io::Result<Vec<u8>> + Send,
) -> PyResult<String> {
    let bytes = py.detach(write)?;
    String::from_utf8(bytes).map_err(output::failed)
}

/// The whole pipeline; `progress` is called with a few words as each stage begins.
#[pyfunction]
fn report(
    py: Python<'_>,
    records: &Bound<'_, PyAny>,
    columns: Vec<String>,
    model: bool,
    overrides: &str,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyReport> {
    let (pages, skipped) = input::take(records, &columns)?;
    memory::suffices(&pages).map_err(|e| PyMemoryError::new_err(e.to_string()))?;
    let report = py.detach(|| {
        let ruled = Overrides::parse(overrides);
        let mut at = |stage: &str| tell(progress.as_ref(), stage);
        pipeline::run_with(pages, skipped, trained(model), &ruled, &mut at)
    });
    let db = Mutex::new(None);
    Ok(PyReport { report, db })
}

/// The article text and what is known of each article, copies told apart.
#[pyfunction]
fn clean(
    py: Python<'_>,
    records: &Bound<'_, PyAny>,
    columns: Vec<String>,
    progress: Option<Py<PyAny>>,
) -> PyResult<(PyTable, Skipped)> {
    let (pages, skipped) = input::take(records, &columns)?;
    py.detach(|| {
        let mut at = |stage: &str| tell(progress.as_ref(), stage);
        let report = pipeline::clean(pages, Vec::new(), &mut at);
        Ok((output::articles(&report)?, input::told(skipped)))
    })
}

/// Who said what, article by article.
#[pyfunction]
fn quotes(
    py: Python<'_>,
    records: &Bound<'_, PyAny>,
    columns: Vec<String>,
    model: bool,
    progress: Option<Py<PyAny>>,
) -> PyResult<(PyTable, Skipped)> {
    let (pages, skipped) = input::take(records, &columns)?;
    py.detach(|| {
        let mut at = |stage: &str| tell(progress.as_ref(), stage);
        let report = pipeline::quotes(pages, Vec::new(), trained(model), &mut at);
        Ok((output::quotations(&report)?, input::told(skipped)))
    })
}

/// What becomes of each record of a corpus.
#[pyfunction]
fn dedup(
    py: Python<'_>,
    records: &Bound<'_, PyAny>,
    columns: Vec<String>,
    threshold: f64,
    keep: &str,
    prefer: Vec<String>,
) -> PyResult<(PyTable, Skipped)> {
    if !(threshold > 0.0 && threshold <= 1.0) {
        let reason = "the threshold is a number above 0 and up to 1";
        return Err(PyValueError::new_err(reason));
    }
    let keep = match keep {
        "longest" => Keep::Longest,
        "earliest" => Keep::Earliest,
        "best" => Keep::Best,
        _ => return Err(PyValueError::new_err("keep is longest, earliest or best")),
    };
    let (pages, skipped) = input::take(records, &columns)?;
    py.detach(|| {
        let outlets = Outlets::new(prefer.iter().map(String::as_str));
        let decided = decide_pages(pages, &Config { threshold, keep }, &outlets);
        Ok((output::decided(&decided)?, input::told(skipped)))
    })
}

/// The bands of the signature of each article's text.
#[pyfunction]
fn signatures(
    py: Python<'_>,
    records: &Bound<'_, PyAny>,
    columns: Vec<String>,
) -> PyResult<(PyTable, Skipped)> {
    let (pages, skipped) = input::take(records, &columns)?;
    py.detach(|| {
        let bands = pages.into_par_iter().map(|page| {
            let article = article::one(page);
            let bands = reuse::bands(&article);
            (article, bands)
        });
        Ok((
            output::signatures(&bands.collect::<Vec<_>>())?,
            input::told(skipped),
        ))
    })
}

fn trained(model: bool) -> Option<&'static Model> {
    model.then(firsthand_io::model).flatten()
}

/// Tells Python how far we are; what goes wrong there stops nothing here.
fn tell(progress: Option<&Py<PyAny>>, stage: &str) {
    if let Some(progress) = progress {
        Python::attach(|py| {
            if let Err(error) = progress.call1(py, (stage,)) {
                error.write_unraisable(py, None);
            }
        });
    }
}

/// What the package `firsthand` is made of.
#[pymodule]
fn _firsthand(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<PyReport>()?;
    module.add_function(wrap_pyfunction!(report, module)?)?;
    module.add_function(wrap_pyfunction!(clean, module)?)?;
    module.add_function(wrap_pyfunction!(quotes, module)?)?;
    module.add_function(wrap_pyfunction!(dedup, module)?)?;
    module.add_function(wrap_pyfunction!(signatures, module)?)?;
    stage::add(module)
}
