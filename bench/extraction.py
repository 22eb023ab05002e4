#!/usr/bin/env python3
"""firsthand beside trafilatura on the pages of trafilatura's own evaluation, in one run on one core.

  extraction.py BIN DATA [--firsthand-only] [--half 0|1] [--json]

DATA holds `tests/evaldata.json` and the pages under `tests/cache` and `tests/eval`, as in trafilatura's repository.
trafilatura comes from PyPI and is no dependency of firsthand:

  python3 -m venv peer && peer/bin/pip install trafilatura lxml_html_clean
  peer/bin/python bench/extraction.py target/release/firsthand DATA

Text is scored as trafilatura scores itself (tests/eval_common.py): each page has stretches that the text must hold and
stretches that it must not; white space is evened out. A page that gives nothing misses all of its stretches.
Authors are right when the set of names is the gold's, without case; dates when the day is the gold's. Both are asked of
the pages that have a gold author or date; `false` counts those whose annotation names none and that get one.
Both run on one core: firsthand is one process over all pages, reading and JSON included; of trafilatura only the time
inside `extract` counts, once without and once with metadata.
"""
import argparse, json, os, re, subprocess, sys, tempfile, time, zlib


def norm(text):
    return re.sub(r"\s+", " ", text or "").strip()


def place(data, name):
    for folder in ("cache", "eval"):
        path = os.path.join(data, "tests", folder, name)
        if os.path.isfile(path):
            return path
    sys.exit(f"{name} is not there")


def names(value):
    """The set of author names in a list or in one string."""
    parts = value if isinstance(value, list) else re.split(r"[;,/]| und | and | & ", value or "")
    return {norm(re.sub(r"[^\w ]", " ", p)).lower() for p in parts} - {""}


def run_firsthand(binary, paths):
    """What firsthand reads off each page, and the seconds it took."""
    with tempfile.TemporaryDirectory() as there:
        out = os.path.join(there, "clean.json")
        # A list of pages in one folder of links, so that one process reads them all.
        folder = os.path.join(there, "pages")
        os.mkdir(folder)
        back = {}
        for i, path in enumerate(paths):
            link = os.path.join(folder, f"{i:04}.html")
            os.symlink(os.path.abspath(path), link)
            back[link] = path
        start = time.perf_counter()
        run = [binary, "clean", folder, "--format", "json", "--jobs", "1", "-o", out]
        if subprocess.run(run, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode > 1:
            sys.exit("firsthand clean failed")
        seconds = time.perf_counter() - start
        got = {}
        for a in json.load(open(out, encoding="utf-8"))["articles"]:
            when = a["published"] or {}
            # A bound from the text is no date of publication.
            day = when.get("earliest") if when.get("earliest") == when.get("latest") else None
            got[back[a["locator"]]] = (a["body"], a.get("authors") or [], day, a["title"])
    return got, seconds


def run_trafilatura(paths):
    from trafilatura import bare_extraction, extract
    got, text_seconds, all_seconds = {}, 0.0, 0.0
    options = dict(include_comments=False, include_tables=True, include_formatting=False)
    extract(b"<html><body><p>text</p></body></html>")
    for path in paths:
        page = open(path, "rb").read()
        start = time.perf_counter()
        text = extract(page, **options)
        text_seconds += time.perf_counter() - start
        start = time.perf_counter()
        doc = bare_extraction(page, with_metadata=True, **options)
        all_seconds += time.perf_counter() - start
        got[path] = (text or "", doc.author if doc else None, doc.date if doc else None, doc.title if doc else None)
    return got, text_seconds, all_seconds


def score(items, got):
    tp = fp = fn = tn = skipped = 0
    authors, dates, titles = [0, 0, 0, 0], [0, 0, 0, 0], [0, 0]
    for item, path in items:
        body, author, day, title = got.get(path, ("", None, None, None))
        body = norm(body)
        skipped += not body
        wanted = sum(norm(w) in body for w in item["with"])
        wrong = sum(norm(w) in body for w in item["without"])
        tp, fn = tp + wanted, fn + len(item["with"]) - wanted
        fp, tn = fp + wrong, tn + len(item["without"]) - wrong
        if "author" in item:
            gold, mine = names(item["author"]), names(author)
            where = 0 if gold else 2
            authors[where] += (mine == gold) if gold else bool(mine)
            authors[where + 1] += 1
        if "date" in item:
            gold = item["date"]
            where = 0 if gold else 2
            dates[where] += (day == gold[:10]) if gold else bool(day)
            dates[where + 1] += 1
        if item.get("title"):
            titles[0] += re.findall(r"\w+", (title or "").lower()) == re.findall(r"\w+", item["title"].lower())
            titles[1] += 1
    p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
    return {"precision": p, "recall": r, "f1": 2 * p * r / max(p + r, 1e-9), "accuracy": (tp + tn) / max(tp + fp + fn + tn, 1),
            "author": authors[0] / max(authors[1], 1), "author_false": f"{authors[2]}/{authors[3]}",
            "date": dates[0] / max(dates[1], 1), "date_false": f"{dates[2]}/{dates[3]}",
            "title": titles[0] / max(titles[1], 1), "nothing": skipped}


def half(name):
    """Which half a page is in: by its name, so that every program that cuts the set agrees."""
    return zlib.crc32(name.encode()) & 1


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("binary")
    ask.add_argument("data")
    ask.add_argument("--firsthand-only", action="store_true")
    ask.add_argument("--half", type=int, choices=(0, 1))
    ask.add_argument("--json", action="store_true")
    args = ask.parse_args()
    with open(os.path.join(args.data, "tests", "evaldata.json"), encoding="utf-8") as f:
        items = [(v, place(args.data, v["file"])) for v in json.load(f).values()]
    if args.half is not None:
        items = [(v, p) for v, p in items if half(v["file"]) == args.half]
    paths = sorted({p for _, p in items})
    megabytes = sum(os.path.getsize(p) for p in paths) / 1e6
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for p in paths:  # Both find the pages in the file cache.
        open(p, "rb").read()
    rows = []
    got, seconds = run_firsthand(args.binary, paths)
    rows.append(("firsthand", score(items, got), seconds, None))
    if not args.firsthand_only:
        from importlib.metadata import version
        got, seconds, more = run_trafilatura(paths)
        rows.append((f"trafilatura {version('trafilatura')}", score(items, got), seconds, more))
    if args.json:
        print(json.dumps({name: {**s, "pages_per_second": len(paths) / t} for name, s, t, _ in rows}))
        return
    print(f"{len(items)} annotated pages, {len(paths)} files, {megabytes:.0f} MB, one core\n")
    print("| | P | R | F1 | accuracy | author | false | date | false | title | nothing | pages/s | MB/s |")
    print("|---|" + "---|" * 12)
    for name, s, t, more in rows:
        figures = " | ".join(f"{s[k]:.4f}" for k in ("precision", "recall", "f1", "accuracy"))
        rest = f"{s['author']:.3f} | {s['author_false']} | {s['date']:.3f} | {s['date_false']} | {s['title']:.3f} | {s['nothing']}"
        print(f"| {name} | {figures} | {rest} | {len(paths) / t:.0f} | {megabytes / t:.1f} |")
        if more:
            print(f"\n{name} with metadata: {len(paths) / more:.0f} pages/s, {megabytes / more:.1f} MB/s")
    if len(rows) > 1:
        print(f"\nfirsthand reads {rows[1][2] / rows[0][2]:.1f} times as many pages a second as {rows[1][0]}.")


if __name__ == "__main__":
    main()
