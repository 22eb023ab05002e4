"""Where is a long call? Said in a notebook in one line that changes, on a terminal only to those who ask."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Union

#: The stages of a whole run, in the library's own words; a shorter run ends before the last.
STAGES = [
    "telling article text from furniture",
    "looking for copies and shared passages",
    "reading quotations",
    "comparing wordings",
    "sorting into events",
    "tracing who has what from whom",
    "counting origins",
]


@contextmanager
def shown(progress: Union[bool, Callable[[str], None], None]) -> Iterator[Union[Callable[[str], None], None]]:
    """What the library calls as each stage begins."""
    if callable(progress):
        yield progress
    elif progress is False or (progress is None and not _in_notebook()):
        yield None
    elif _in_notebook():
        yield from _in_cell()
    else:
        yield lambda stage: print(f"firsthand: {stage}", file=sys.stderr)


def _in_cell() -> Iterator[Callable[[str], None]]:
    from IPython.display import HTML, display

    handle = display(HTML(""), display_id=True)

    def at(stage: str) -> None:
        done = STAGES.index(stage) if stage in STAGES else 0
        bar = f'<progress max="{len(STAGES)}" value="{done}"></progress>'
        handle.update(HTML(f"{bar} {stage}"))

    yield at
    handle.update(HTML(""))


def _in_notebook() -> bool:
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    return shell is not None and hasattr(shell, "kernel")
