#!/usr/bin/env python3
"""Fits data/scorecard.txt anew. Needs numpy, L3S-GN1 and trafilatura's evaluation set.

  fit.py L3S_DIR TRAFILATURA_DIR

L3S_DIR holds `annotated/`, TRAFILATURA_DIR holds `tests/evaldata.json` and the pages under `tests/`.
L3S-GN1 is for research use only; this writes weights alone, no text of it.

The facts of every line come from `cargo test -p firsthand-io facts -- --ignored` (html/calibrate.rs). The fit is a
logistic regression by Newton steps: a line of L3S-GN1 is article text when most of its letters are annotated so, and
weighs by its words; a line of trafilatura's set counts where the set wants it or does not want it.
"""
import collections, json, os, shutil, subprocess, sys, tempfile

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
CARD = os.path.join(HERE, "data", "scorecard.txt")
# Ridge penalty, exponents of the word count of a line, and share of the second set, chosen on a third of the pages
# held out.
L2, WORDS_EXPONENT, SECOND_EXPONENT, SECOND_SHARE = 3.0, 0.6, 0.25, 0.4
# A fact seen on fewer lines (of the first set) or pages (of the second) has no weight.
LINES_MIN, LABELLED_MIN = 15, 8
POINTS_MIN = 0.005


def facts(folder):
    """(page, letters by annotation, words, facts, text) of every line of the pages in a folder."""
    with tempfile.TemporaryDirectory() as there:
        out = os.path.join(there, "facts.tsv")
        env = dict(os.environ, FIRSTHAND_PAGES=os.path.abspath(folder), FIRSTHAND_OUT=out)
        run = ["cargo", "test", "-q", "-p", "firsthand-io", "--lib", "calibrate::facts", "--", "--ignored"]
        subprocess.run(run, check=True, env=env, cwd=HERE, stdout=subprocess.DEVNULL)
        for line in open(out, encoding="utf-8"):
            row = line.rstrip("\n").split("\t", 4)
            if len(row) == 5:
                name, gold, words, found, text = row
                yield name, json.loads(gold), int(words), found.split(), " ".join(text.split())


def first(folder):
    """Lines of L3S-GN1: facts, whether article text, weight."""
    for _, gold, words, found, _ in facts(os.path.join(folder, "annotated")):
        yield found, gold[2] * 2 > sum(gold), max(words, 1) ** WORDS_EXPONENT


def second(folder):
    """Lines of trafilatura's set that it speaks of; of the others the facts alone."""
    pages = {e["file"]: e for e in json.load(open(os.path.join(folder, "tests", "evaldata.json"))).values()}
    with tempfile.TemporaryDirectory() as there:
        for base, _, files in os.walk(os.path.join(folder, "tests")):
            for name in files:
                if name in pages:
                    shutil.copy(os.path.join(base, name), there)
        for name, _, words, found, text in facts(there):
            holds = lambda key: any(" ".join(s.split()) in text for s in pages[name].get(key, []))
            if "title:it" in found:
                wanted = None
            else:
                wanted = True if holds("with") else False if holds("without") else None
            yield found, wanted, max(words, 1) ** SECOND_EXPONENT


def fitted(rows, weights, names):
    at = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)), np.float32)
    for i, (found, _, _) in enumerate(rows):
        x[i, [at[f] for f in found if f in at]] = 1
    y = np.array([bool(r[1]) for r in rows], float)
    b = np.zeros(len(names))
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (weights * (y - p)) - L2 * b
        curve = (x * (weights * p * (1 - p)).astype(np.float32)[:, None]).T @ x + L2 * np.eye(len(b))
        step = np.linalg.solve(curve.astype(float), slope)
        b += step
        if abs(step).max() < 1e-3:
            break
    return b


def main():
    l3s, more = list(first(sys.argv[1])), list(second(sys.argv[2]))
    seen, labelled = collections.Counter(), collections.Counter()
    for rows in (l3s, more):
        for found, _, _ in rows:
            seen.update(set(found))
    more = [r for r in more if r[1] is not None]
    for found, _, _ in more:
        labelled.update(set(found))
    names = sorted(f for f in seen if labelled[f] >= LABELLED_MIN or seen[f] >= LINES_MIN)
    a, b = (np.array([r[2] for r in rows]) for rows in (l3s, more))
    weights = np.r_[a / a.sum() * len(a), b / b.sum() * len(a) * SECOND_SHARE]
    points = fitted(l3s + more, weights, names)
    head = [line for line in open(CARD, encoding="utf-8") if line.startswith("#")]
    with open(CARD, "w", encoding="utf-8") as out:
        out.writelines(head)
        out.writelines(f"{n} {p:.2f}\n" for n, p in zip(names, points) if abs(p) >= POINTS_MIN)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
