#!/usr/bin/env python3
"""Scores quotations, cues and speakers on the German Wikinews set, beside a direct-quotes-only baseline.

    python3 bench/german.py target/release/firsthand eval-data/german-quotes/dev

The set: Petersen-Frey and Biemann 2024, "Dataset of Quotation Attribution in German News Articles".
A word counts as found where a span of the tool and one of the gold cover it: precision, recall and
F1 over the words of all articles, for what is said, cues and speakers. Below it, for the direct
quotations of the gold: found (more than half of its words lie in one quotation of the tool's), and of those the speaker right (the mention shares a word with the gold's).
The baseline takes every stretch within quotation marks for what is said, and knows no cue and no
speaker; a scoring set only, since its licence is non-commercial.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

MARKED = re.compile(r"„([^„“”]+)[“”]|\"([^\"]+)\"|»([^«»]+)«|«([^«»]+)»")
PARTS = ("quote", "cue", "speaker")


def spans(part):
    return [(s["charBegin"], s["charEnd"]) for s in part["spans"]]


def gold(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    found = []
    for a in document["annotations"]:
        found.append({part: spans(a[part]) for part in PARTS} | {"direct": a["type"] == "Direct"})
    return document["originalText"], found


def ours(binary, texts):
    """The tool's quotations of every text, in the gold's shape."""
    with tempfile.TemporaryDirectory() as folder:
        for i, text in enumerate(texts):
            pathlib.Path(folder, f"{i:05}.txt").write_text(text, encoding="utf-8", newline="")
        run = subprocess.run([binary, "report", folder, "--format", "json"], capture_output=True)
        if run.returncode:
            sys.exit(run.stderr.decode())
    report = json.loads(run.stdout)
    place = {a["id"]: int(pathlib.Path(a["locator"]).stem) for a in report["articles"]}
    out = [[] for _ in texts]
    for a in report["articles"]:
        if a["content"] != texts[place[a["id"]]]:
            sys.exit("content is not the file's text, so gold offsets do not hold")
    for q in report["quotations"]:
        mention = (q.get("speaker") or {}).get("mention")
        out[place[q["article"]]].append({
            "quote": [(s["start"], s["end"]) for s in q["content"]],
            "cue": [(q["cue"]["start"], q["cue"]["end"])] if q.get("cue") else [],
            "speaker": [(mention["start"], mention["end"])] if mention else [],
        })
    return out


def baseline(texts):
    return [[{"quote": [m.span()], "cue": [], "speaker": []} for m in MARKED.finditer(t)] for t in texts]


def words(text, spans_):
    """The places of the words that the spans cover."""
    return {w.start() for w in re.finditer(r"\w+", text) if any(a <= w.start() < b for a, b in spans_)}


def f1(texts, want, mine, part):
    hit = given = asked = 0
    for text, w, m in zip(texts, want, mine):
        w = words(text, [s for q in w for s in q[part]])
        m = words(text, [s for q in m for s in q[part]])
        hit, given, asked = hit + len(w & m), given + len(m), asked + len(w)
    p, r = hit / given if given else 0.0, hit / asked if asked else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def direct(texts, want, mine):
    n = found = named = right = 0
    for text, w, m in zip(texts, want, mine):
        mine_words = [(words(text, q["quote"]), q) for q in m]
        for q in w:
            inside = words(text, q["quote"])
            if not q["direct"] or not inside:
                continue
            n += 1
            # A clause that holds words in marks is one quotation of ours, and two of the gold's.
            best = max(mine_words, key=lambda x: (len(x[0] & inside), -len(x[0])), default=None)
            if best is None or len(best[0] & inside) * 2 <= len(inside):
                continue
            found += 1
            who = words(text, q["speaker"])
            named += bool(who)
            right += bool(who & words(text, best[1]["speaker"]))
    return n, found, named, right


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("binary")
    parse.add_argument("folder")
    arguments = parse.parse_args()
    documents = [gold(p) for p in sorted(pathlib.Path(arguments.folder).glob("*.json"))]
    if not documents:
        sys.exit(f"{arguments.folder}: no article here")
    texts, want = [t for t, _ in documents], [q for _, q in documents]
    print(f"{len(texts)} articles, {sum(map(len, want))} quotations\n")
    print(f"{'':12}{'said P':>8}{'R':>7}{'F1':>7}{'cue P':>8}{'R':>7}{'F1':>7}{'speaker P':>11}{'R':>7}{'F1':>7}")
    for name, mine in (("firsthand", ours(arguments.binary, texts)), ("baseline", baseline(texts))):
        figures = [f1(texts, want, mine, part) for part in PARTS]
        widths = (8, 8, 11)
        row = "".join(f"{p:>{w}.3f}{r:>7.3f}{f:>7.3f}" for w, (p, r, f) in zip(widths, figures))
        print(f"{name:12}{row}")
        n, found, named, right = direct(texts, want, mine)
        print(f"{'':12}direct: {n}, found {found / n:.3f}, speaker right {right / named if named else 0:.3f} of {named}")


if __name__ == "__main__":
    main()
