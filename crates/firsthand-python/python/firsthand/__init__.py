"""How many independent origins stand behind the news, who said what, and how the words changed.

Every function takes *records*: a list (or any iterable) of dicts, a pandas or polars frame, a pyarrow table, or whatever
else hands out Arrow. The columns have the usual names (``text`` or ``html``, ``url``, ``title``, ``date``, ``source``,
``authors``, ``language``, ``id``); ``columns={"text": "story"}`` names another. A record that cannot be read is named in a
`RecordWarning` and left out. Nothing is sent anywhere, and nothing here says that a thing is true.
"""

from __future__ import annotations

import html as _html
import json as _json
import os as _os
import warnings as _warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, Union

import pyarrow as _pa

from . import _firsthand
from ._progress import shown as _shown

__all__ = ["RecordWarning", "Report", "clean", "dedup", "quotes", "report", "signatures"]
__version__: str = _firsthand.__version__

Records = Union[Iterable[Mapping[str, Any]], Iterable[str], Any]
Progress = Union[bool, Callable[[str], None], None]

#: The height of a report in a notebook, in pixels.
HEIGHT = 640
#: Above so many bytes a page is not put into a notebook, which would hold it twice.
INLINE_BYTES_MAX = 24 << 20


class RecordWarning(UserWarning):
    """A record could not be read; the message begins with its place or its id."""


class Report:
    """Everything that was found in a pile: tables, the JSON report, and a page that shows it."""

    def __init__(self, native: Any) -> None:
        self._native = native

    @property
    def tables(self) -> list[str]:
        """The names of the tables; docs/database.md describes each."""
        return _firsthand.tables()

    def table(self, name: str) -> _pa.Table:
        """A table of the database, as `firsthand export --format parquet` writes it."""
        return _pa.table(self._native.table(name))

    def __getitem__(self, name: str) -> _pa.Table:
        return self.table(name)

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """What could not be read: its place, and why."""
        return self._native.skipped()

    def json(self) -> str:
        """The report as `firsthand report --format json` writes it."""
        return self._native.json()

    def to_dict(self) -> dict[str, Any]:
        """The same as Python objects."""
        return _json.loads(self._native.json())

    def html(self) -> str:
        """One page that shows everything and fetches nothing."""
        return self._native.html()

    def save(self, path: str | _os.PathLike[str]) -> None:
        """Writes the report: the page to a name in ``.html``, the JSON to any other."""
        is_page = _os.fspath(path).lower().endswith((".html", ".htm"))
        with open(path, "w", encoding="utf-8") as file:
            file.write(self.html() if is_page else self.json())

    def __repr__(self) -> str:
        names = ("article", "text", "event", "story")
        plural = {"story": "stories"}
        counts = zip(self._native.counts(), names)
        said = [f"{n} {name if n == 1 else plural.get(name, name + 's')}" for n, name in counts]
        return f"<firsthand.Report: {', '.join(said)}>"

    def _repr_html_(self) -> str:
        page = self.html()
        if len(page) > INLINE_BYTES_MAX:
            return f"<p>{_html.escape(repr(self))}: too large to show here; use <code>save(\"report.html\")</code>.</p>"
        # Its script runs in an origin of its own and sees nothing of the notebook.
        return (
            f'<iframe title="firsthand report" sandbox="allow-scripts" style="width:100%;height:{HEIGHT}px;border:0" '
            f'srcdoc="{_html.escape(page, quote=True)}"></iframe>'
        )


def report(
    records: Records,
    *,
    model: bool = True,
    overrides: str = "",
    columns: Mapping[str, str] | None = None,
    progress: Progress = None,
) -> Report:
    """The whole job on a pile. ``overrides`` are rulings, a line each, as in a pile's ``firsthand.overrides``.

    ``progress`` is called with a few words as each stage begins; True shows them, None shows them in notebooks only.
    """
    with _shown(progress) as at:
        found = Report(_firsthand.report(_arrow(records), _names(columns), model, overrides, at))
    _warn(found.skipped, 3)
    return found


def clean(
    records: Records, *, columns: Mapping[str, str] | None = None, progress: Progress = None
) -> _pa.Table:
    """The article text, without what else stands on the page; copies have one ``text_id``."""
    with _shown(progress) as at:
        table, skipped = _firsthand.clean(_arrow(records), _names(columns), at)
    return _told(table, skipped)


def quotes(
    records: Records,
    *,
    model: bool = True,
    columns: Mapping[str, str] | None = None,
    progress: Progress = None,
) -> _pa.Table:
    """Who said what, article by article: a row a quotation."""
    with _shown(progress) as at:
        table, skipped = _firsthand.quotes(_arrow(records), _names(columns), model, at)
    return _told(table, skipped)


def dedup(
    records: Records,
    *,
    threshold: float = 0.5,
    keep: Literal["longest", "earliest", "best"] = "longest",
    prefer: Sequence[str] = (),
    columns: Mapping[str, str] | None = None,
) -> _pa.Table:
    """What becomes of each record of a corpus, as `firsthand dedup --table` says it: a row a record, in their order. The records
    of the outlets in `prefer`, told by name or host, are kept before others, those of the first before all."""
    table, skipped = _firsthand.dedup(_arrow(records), _names(columns), threshold, keep, list(prefer))
    return _told(table, skipped)


def signatures(records: Records, *, columns: Mapping[str, str] | None = None) -> _pa.Table:
    """The bands of the MinHash signature of each article's text: two that share one are worth comparing."""
    table, skipped = _firsthand.signatures(_arrow(records), _names(columns))
    return _told(table, skipped)


def _arrow(records: Any) -> Any:
    """What the library can read: frames that do not hand out Arrow themselves are turned into what does."""
    if isinstance(records, (str, bytes, Mapping)):
        raise TypeError("records are a list of records or a frame; put a single one into a list")
    is_pandas = type(records).__module__.split(".")[0] == "pandas"
    if is_pandas and not hasattr(records, "__arrow_c_stream__"):
        return _pa.Table.from_pandas(records, preserve_index=False)
    return records


def _names(columns: Mapping[str, str] | None) -> list[str]:
    return [f"{key}={name}" for key, name in (columns or {}).items()]


def _told(table: Any, skipped: list[tuple[str, str]]) -> _pa.Table:
    _warn(skipped, 4)
    return _pa.table(table)


def _warn(skipped: list[tuple[str, str]], level: int) -> None:
    """Warns of each where the user's own call stands, ``level`` frames up."""
    for place, reason in skipped:
        _warnings.warn(f"{place}: {reason}", RecordWarning, stacklevel=level)
