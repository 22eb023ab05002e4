"""`python -m firsthand.spark IN... OUT`: the tables of a pile, made on a Spark cluster or on Sail.

    read      a task a file: pages out of text, HTML, JSON lines, Parquet, WARC and the rest      mapInArrow
    alone     what shows in each page by itself: its quotations, its day                            mapInArrow
    find      what pages show together, all of a window in one task                               mapInArrow
    write     a folder of Parquet files a table                                                   mapInArrow

Scheduling, shuffling and trying again are Spark's. The tables are those of `firsthand export --parquet` on the same
input, row for row: what rests on pages together is the library's own run over all of them, and only what one page shows
alone is done elsewhere. So the third step is as large as one worker; ``--window month`` makes it as large as a month, and
its tables are then those of each month's pages by themselves.

IN and OUT are paths that every worker sees at the same place, and the wheel is installed on every worker.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from . import _firsthand

#: Bytes of a table's rows that travel together, about.
CHUNK_BYTES = 1 << 20
#: Pages that a task reads alone: some seconds of work.
PAGES_PER_TASK = 500
#: Pages and chunks that travel together: Spark holds the columns of so many at a time.
SETTINGS = {"spark.sql.parquet.columnarReaderBatchSize": "64", "spark.sql.execution.arrow.maxRecordsPerBatch": "64"}
#: Where things wait that are not tables yet, below OUT.
WORK = "_work"
#: How much of a day names its window.
WINDOWS = {"none": 0, "year": 4, "month": 7, "day": 10}
UNDATED = "undated"

SQL = {"text": "string", "integer": "bigint", "real": "double", "truth": "boolean"}
ARROW = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "truth": pa.bool_()}
Batches = Iterator[pa.RecordBatch]


def _ddl(names: list[str]) -> str:
    return ", ".join(f"{name} {'binary' if name in _firsthand.BYTES else 'string'}" for name in names)


def read(columns: list[str]):
    """Files to pages."""

    def run(batches: Batches) -> Batches:
        for batch in batches:
            for path in batch.column(0).to_pylist():
                yield from pa.table(_firsthand.read_pages(path, columns)).to_batches()

    return run


def alone(model: bool):
    """Pages to the same with what each shows by itself."""

    def run(batches: Batches) -> Batches:
        for batch in batches:
            yield from pa.table(_firsthand.read_alone(batch, model)).to_batches()

    return run


def find(model: bool, overrides: str, window: str):
    """All pages of some windows to the rows of every table, packed."""
    length = WINDOWS[window]

    def run(batches: Batches) -> Batches:
        windows: dict[str, list[pa.RecordBatch]] = {}
        for batch in batches:
            named = [_window(day, length) for day in batch.column("day").to_pylist()]
            for name in set(named):
                mask = pa.array([n == name for n in named])
                windows.setdefault(name, []).append(batch.filter(mask))
        for name in sorted(windows):
            report = _firsthand.find(pa.Table.from_batches(windows.pop(name)), model, overrides)
            for table in _firsthand.tables():
                rows = pa.table(report.table(table))
                some = max(1, rows.num_rows * CHUNK_BYTES // max(1, rows.nbytes))
                for start in range(0, rows.num_rows, some):
                    packed = _packed(rows.slice(start, some))
                    yield pa.RecordBatch.from_pydict(
                        {"window": [name], "table": [table], "chunk": [start], "rows": [packed]}
                    )

    return run


def unpacked(columns: list[tuple[str, str]], window: bool):
    """The packed rows of one table to rows."""
    schema = pa.schema([(name, ARROW[kind]) for name, kind in columns])

    def run(batches: Batches) -> Batches:
        for batch in batches:
            for name, rows in zip(batch.column("window").to_pylist(), batch.column("rows").to_pylist()):
                for part in pa.ipc.open_stream(rows).read_all().cast(schema).to_batches():
                    if window:
                        names = pa.array([name] * part.num_rows, pa.string())
                        part = pa.RecordBatch.from_arrays([*part.columns, names], [*schema.names, "window"])
                    yield part

    return run


def _window(day: str | None, length: int) -> str:
    if length == 0:
        return ""
    return day[:length] if day else UNDATED


def _packed(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as out:
        out.write_table(rows)
    return sink.getvalue().to_pybytes()


def job(
    spark: Any,
    paths: list[str],
    out: str,
    *,
    model: bool = True,
    overrides: str = "",
    columns: list[str] | None = None,
    window: str = "none",
) -> list[str]:
    """Reads ``paths`` and writes every table below ``out``; the names of the tables. Sets SETTINGS in the session."""
    from pyspark.sql import functions as F

    for key, value in SETTINGS.items():
        spark.conf.set(key, value)
    # Whole, for a worker stands in a folder of its own.
    paths, out = [os.path.abspath(path) for path in paths], os.path.abspath(out)
    files, unread = _firsthand.files(paths)
    if not files:
        raise SystemExit("firsthand: there is nothing to read")
    work = os.path.join(out, WORK)
    shutil.rmtree(work, ignore_errors=True)

    listed = spark.createDataFrame([(str(path),) for path in files], "path string").repartition(len(files))
    pages = listed.mapInArrow(read(columns or []), _ddl(_firsthand.PAGE))
    if unread:
        rows = [(place, None, None, None, None, reason, None) for place, reason in unread]
        pages = pages.unionByName(spark.createDataFrame(rows, _ddl(_firsthand.PAGE)))
    # On disk between the steps, so that a worker that is lost costs its tasks and no more.
    pages.write.mode("overwrite").parquet(f"{work}/pages")
    pages = spark.read.parquet(f"{work}/pages")
    tasks = max(1, -(-pages.count() // PAGES_PER_TASK))
    both = _ddl(_firsthand.PAGE + _firsthand.ALONE)
    pages.repartition(tasks).mapInArrow(alone(model), both).write.mode("overwrite").parquet(f"{work}/alone")

    pages = spark.read.parquet(f"{work}/alone")
    if window == "none":
        pages = pages.coalesce(1)
    else:
        pages = pages.repartition(F.coalesce(F.substring("day", 1, WINDOWS[window]), F.lit(UNDATED)))
    found = pages.mapInArrow(
        find(model, overrides, window), "window string, `table` string, chunk bigint, rows binary"
    )
    found.write.mode("overwrite").parquet(f"{work}/found")

    found = spark.read.parquet(f"{work}/found")
    tables = _firsthand.tables()
    filled = {row[0] for row in found.select("table").distinct().collect()}
    for table in tables:
        kinds = _firsthand.columns(table)
        if table not in filled:
            _write_empty(os.path.join(out, f"{table}.parquet"), kinds, window != "none")
            continue
        ddl = ", ".join(f"`{name}` {SQL[kind]}" for name, kind in kinds)
        ddl += ", window string" if window != "none" else ""
        rows = found.where(F.col("table") == table).coalesce(1)
        rows = rows.mapInArrow(unpacked(kinds, window != "none"), ddl)
        rows.write.mode("overwrite").parquet(os.path.join(out, f"{table}.parquet"))
    shutil.rmtree(work, ignore_errors=True)
    return tables


def _write_empty(folder: str, columns: list[tuple[str, str]], window: bool) -> None:
    """A table without a row, which not every engine writes."""
    import pyarrow.parquet as pq

    fields = [(name, ARROW[kind]) for name, kind in columns]
    fields += [("window", pa.string())] if window else []
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    pq.write_table(pa.schema(fields).empty_table(), os.path.join(folder, "part-00000.parquet"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m firsthand.spark", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="IN", help="folders and files, as of `firsthand report`")
    parser.add_argument("out", metavar="OUT", help="the folder for the tables")
    parser.add_argument("--list", action="store_true", help="IN are files that name a path a line")
    parser.add_argument("--master", help="a Spark master, such as spark://host:7077 or local[4]")
    parser.add_argument("--remote", help="a Spark Connect server, such as Sail's sc://localhost:50051")
    parser.add_argument("--window", choices=list(WINDOWS), default="none", help="find within these alone [none]")
    parser.add_argument("--overrides", metavar="FILE", help="what people rule, as in firsthand.overrides")
    parser.add_argument("--map", action="append", default=[], metavar="KEY=COLUMN", help="as of `firsthand report`")
    parser.add_argument("--no-model", action="store_true", help="quotations by the rules alone")
    args = parser.parse_args(arguments)

    paths = args.paths
    if args.list:
        paths = [line.strip() for name in paths for line in open(name) if line.strip()]
    ruled = open(args.overrides).read() if args.overrides else ""

    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("firsthand")
    builder = builder.remote(args.remote) if args.remote else builder
    builder = builder.master(args.master) if args.master else builder
    spark = builder.getOrCreate()
    try:
        tables = job(
            spark,
            paths,
            args.out,
            model=not args.no_model,
            overrides=ruled,
            columns=args.map,
            window=args.window,
        )
    finally:
        spark.stop()
    print(f"{len(tables)} tables in {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
