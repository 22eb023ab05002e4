#!/usr/bin/env python3
"""Builds the wheel, installs it with pip, and tries it as a researcher would, beside the command on the same pile.

  python.py BIN FOLDER    the command, and the folder where the environment is kept, installed once

The last line counts the checks. Run from the root of the repository.
"""
import json, os, subprocess, sys, tempfile, threading, time, warnings
from pathlib import Path

from counts import Counts
from environment import environment, install

PACKAGES = ["maturin==1.16.*", "pyarrow", "pandas", "polars", "nbclient", "nbformat", "ipykernel"]
CRATE = "crates/firsthand-python"
NOTEBOOK = "docs/tutorial.ipynb"


def wheel(folder):
    """The Python of a virtual environment that has the packages and the wheel of now."""
    bin = environment(folder, PACKAGES)
    python = os.path.join(bin, "python")
    wheels = os.path.abspath(os.path.join(folder, "wheels"))
    subprocess.run(
        # The same target folder as everything else, whose dependencies are built already.
        [os.path.join(bin, "maturin"), "build", "--release", "-q", "--locked", "-m", f"{CRATE}/Cargo.toml",
         "--target-dir", os.path.abspath("target"), "-i", python, "-o", wheels],
        check=True,
    )
    newest = max(Path(wheels).glob("*.whl"), key=os.path.getmtime)
    install(bin, newest)
    assert "abi3" in newest.name, newest.name
    return python


def pile():
    """The example as records."""
    pages = sorted(Path("examples/pile").iterdir())
    kind = lambda page: "html" if page.suffix == ".html" else "text"
    return [{"id": page.name, kind(page): page.read_text()} for page in pages]


def checks(command, scratch):
    """Each check as (name, function); a check fails by an exception."""
    import firsthand, pandas, polars, pyarrow, pyarrow.parquet

    records = pile()
    lines = os.path.join(scratch, "pile.jsonl")
    with open(lines, "w") as file:
        file.writelines(json.dumps(r) + "\n" for r in records)
    report = firsthand.report(records)

    def tables():
        out = os.path.join(scratch, "tables")
        subprocess.run([command, "export", lines, "--format", "parquet", "-o", out], check=True)
        names = sorted(path.stem for path in Path(out).glob("*.parquet"))
        assert sorted(report.tables) == names and len(names) > 40, names
        # Not these: where a page was read, and the hash of its bytes.
        of_place = {"articles": ["locator", "sha256"], "summary": ["about"], "skipped": ["locator"]}
        for name in names:
            ours, theirs = report[name], pyarrow.parquet.read_table(f"{out}/{name}.parquet")
            assert ours.schema.equals(theirs.schema), (name, ours.schema, theirs.schema)
            drop = of_place.get(name, [])
            assert ours.drop_columns(drop).equals(theirs.drop_columns(drop)), name
        assert report["quotations"].num_rows > 50

    def forms():
        expected = report.json()
        table = pyarrow.Table.from_pylist(records, pyarrow.schema([(n, pyarrow.string()) for n in ("id", "text", "html")]))
        large = table.cast(pyarrow.schema([(n, pyarrow.large_string()) for n in table.column_names]))
        frame = pandas.DataFrame(records)
        forms = {
            "generator": iter(records), "arrow": table, "large": large, "batches": table.to_reader(max_chunksize=7),
            "batch": table.combine_chunks().to_batches()[0], "pandas": frame, "polars": polars.DataFrame(records),
        }
        for name, form in forms.items():
            assert firsthand.report(form).json() == expected, name

    def values():
        text = "The ferry is safe, Mayor Ines Calder said on Monday."
        day = pandas.Timestamp("2031-05-08")
        rows = [{"id": 7, "text": text, "date": day, "authors": ["A. Crane", "B. Olt"], "shade": object()}]
        frame = polars.DataFrame([{**rows[0], "date": day.date(), "shade": 1}])
        for form in (rows, frame):
            article = firsthand.clean(form).to_pylist()[0]
            assert article["record"] == "7" and article["published_earliest"] == "2031-05-08", article
            assert article["authors"] == "A. Crane; B. Olt" and article["text"] == text, article
        named = firsthand.clean([{"story": text}], columns={"text": "story"})
        assert named.num_rows == 1
        assert firsthand.clean([text]).num_rows == 1

    def quotes():
        said = firsthand.quotes(["\"The bridge is safe,\" Mayor Ines Calder told Norda Wire on Monday.\n"]).to_pylist()
        assert [(q["speaker"], q["words"], q["kind"]) for q in said] == [("Ines Calder", "The bridge is safe,", "direct")], said
        ours = firsthand.quotes(records).column("id").to_pylist()
        assert ours == report["quotations"].column("id").to_pylist()

    def dedup():
        csv = os.path.join(scratch, "table.csv")
        twice = records + [{**records[0], "id": "again"}]
        with open(lines, "w") as file:
            file.writelines(json.dumps(r) + "\n" for r in twice)
        subprocess.run([command, "dedup", lines, "--table", "-o", csv], check=True, stderr=subprocess.DEVNULL)
        theirs = pandas.read_csv(csv)
        ours = firsthand.dedup(twice).to_pandas()
        for column in ("id", "keep", "reason", "containment"):
            assert list(ours[column]) == list(theirs[column]), column
        assert not ours.keep.all()
        texts = [{"id": o, "source": o, "text": records[0]["text"] + more} for o, more in [("Bay", ""), ("Post", " And more.")]]
        for prefer, kept in [([], [False, True]), (["bay"], [True, False])]:
            assert firsthand.dedup(texts, prefer=prefer).column("keep").to_pylist() == kept, prefer

    def signatures():
        text = " ".join(f"word{i}" for i in range(80))
        a, b, c = firsthand.signatures([text, text + " end", "quite other words stand here, and no more"]).column("bands").to_pylist()
        assert set(a) & set(b) and not set(a) & set(c) and len(a) == 32

    def errors():
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            found = firsthand.report([{"id": "a", "text": "The ferry stopped."}, {"title": "Ferry"}])
        assert [str(w.message) for w in told] == ["records#record 2: the record has no text"], told
        assert told[0].category is firsthand.RecordWarning and told[0].filename == __file__
        assert found.skipped == [("records#record 2", "the record has no text")]
        for wrong, kind, words in [
            (lambda: firsthand.report([{"text": "a"}, 5]), TypeError, "records#record 2"),
            (lambda: firsthand.report("a text"), TypeError, "list"),
            (lambda: firsthand.clean([{"text": "a"}], columns={"text": "story"}), ValueError, "story"),
            (lambda: firsthand.clean([{"text": "a"}], columns={"colour": "story"}), ValueError, "colour"),
            (lambda: firsthand.dedup([], threshold=2), ValueError, "threshold"),
            (lambda: report["events2"], KeyError, "events2"),
        ]:
            try:
                wrong()
            except kind as error:
                assert words in str(error), error
            else:
                raise AssertionError(f"no error: {words}")

    def lock():
        many = [{**r, "id": f"{i} {r['id']}"} for i in range(12) for r in records]
        ticks, done = [], threading.Event()

        def tick():
            while not done.wait(0.002):
                ticks.append(time.monotonic())

        thread = threading.Thread(target=tick)
        thread.start()
        start = time.monotonic()
        firsthand.quotes(many)
        end = time.monotonic()
        done.set()
        thread.join()
        during = [t for t in ticks if start < t < end]
        # With the lock held there would be none but at the edges.
        assert len(during) > 5, (len(during), end - start)

    def progress():
        stages = []
        firsthand.report(records, progress=stages.append)
        from firsthand._progress import STAGES

        assert stages == STAGES, stages

    def page():
        shown = report._repr_html_()
        assert shown.startswith("<iframe") and 'sandbox="allow-scripts"' in shown and shown.count("<") == 2
        assert repr(report).startswith(f"<firsthand.Report: {len(records)} articles, ")
        path = os.path.join(scratch, "page.html")
        report.save(path)
        assert open(path).read() == report.html()
        assert report.to_dict()["schema"] == "firsthand/report/1"

    def typed():
        assert (Path(firsthand.__file__).parent / "py.typed").exists()
        assert (Path(firsthand.__file__).parent / "_firsthand.pyi").exists()

    def tutorial():
        import nbclient, nbformat

        notebook = nbformat.read(NOTEBOOK, 4)
        nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": "docs"}}).execute()
        outputs = [o for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]
        assert not any(o.output_type == "error" for o in outputs)
        assert any("text/html" in o.get("data", {}) and "<iframe" in o["data"]["text/html"] for o in outputs)

    return [(f.__name__, f) for f in (tables, forms, values, quotes, dedup, signatures, errors, lock, progress, page, typed, tutorial)]


def inside(command):
    counts = Counts("python")
    with tempfile.TemporaryDirectory() as scratch:
        for name, check in checks(command, scratch):
            counts.attempt(name, check)
    counts.end()


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        inside(sys.argv[2])
    python = wheel(sys.argv[2])
    sys.exit(subprocess.run([python, __file__, "--inside", os.path.abspath(sys.argv[1])]).returncode)
