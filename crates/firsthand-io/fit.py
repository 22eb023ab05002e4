#!/usr/bin/env python3
"""Fits data/scorecard.txt anew, and scores a card on pages that it was not fitted on. Needs numpy.

  fit.py TRAFILATURA_DIR [L3S_DIR]            writes data/scorecard.txt
  fit.py TRAFILATURA_DIR [L3S_DIR] --halves   fits on one half of the pages, scores the other, writes nothing

TRAFILATURA_DIR holds `tests/evaldata.json` and the pages under `tests/` (trafilatura's repository, Apache-2.0); L3S_DIR
holds `annotated/` (L3S-GN1, for research use only). This writes weights alone, no text of either.

The facts of every line come from `cargo test -p firsthand-io facts -- --ignored` (html/calibrate.rs). The fit is a
logistic regression by Newton steps. A line of trafilatura's set counts where the set wants it or does not want it; a
line of L3S-GN1 is article text when most of its letters are annotated so, and weighs by its words.
"""
import collections, json, os, re, subprocess, sys, tempfile, zlib

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
CARD = os.path.join(HERE, "data", "scorecard.txt")
# Ridge penalty, and exponents of the word count of a line in the two sets.
L2, L3S_EXPONENT, EXPONENT = 3.0, 0.6, 0.25
# What each set weighs in all. The ridge penalty is beside these.
WEIGHT, L3S_WEIGHT = 60_000, 45_000
# Points that every line gets besides: the lines that trafilatura's set speaks of are half unwanted, so that the bare fit
# leans to leaving out. This and the weight of L3S-GN1 are those with the most exact pages on four folds by site that lose
# neither precision nor recall beside what was before.
LEAN = 0.8
# A fact seen on fewer lines has no weight, nor has one with fewer points.
LINES_MIN, POINTS_MIN = 15, 0.005
# As in html/classify.rs, for the scores of the halves.
CHANGE_COST, COMMENT_POINTS, NEVER = 0.5, -3.0, {"in:figcaption", "in:select", "in:button", "in:textarea", "never:byline"}


def pages(folder):
    """The lines of every page in a folder: letters by annotation, words, facts, text."""
    with tempfile.TemporaryDirectory() as there:
        out = os.path.join(there, "facts.tsv")
        env = dict(os.environ, FIRSTHAND_PAGES=os.path.abspath(folder), FIRSTHAND_OUT=out)
        run = ["cargo", "test", "-q", "-p", "firsthand-io", "--lib", "calibrate::facts", "--", "--ignored"]
        subprocess.run(run, check=True, env=env, cwd=HERE, stdout=subprocess.DEVNULL)
        found = collections.defaultdict(list)
        for line in open(out, encoding="utf-8"):
            name, gold, words, facts, text = line.rstrip("\n").split("\t", 4)
            found[name].append((json.loads(gold), int(words), sorted(set(facts.split())), " ".join(text.split())))
        return found


def l3s(folder):
    """(page, facts, whether article text, weight, words of article text) of the lines of L3S-GN1."""
    for name, lines in pages(os.path.join(folder, "annotated")).items():
        yield name, [(facts, gold[2] * 2 > sum(gold), max(words, 1) ** L3S_EXPONENT, words, gold[2] / max(sum(gold), 1))
                     for gold, words, facts, _ in lines]


def trafilatura(folder):
    """The same of trafilatura's set, where it speaks of a line; and what it says of the page."""
    about = {e["file"]: e for e in json.load(open(os.path.join(folder, "tests", "evaldata.json"))).values()}
    with tempfile.TemporaryDirectory() as there:
        for base, _, files in sorted(os.walk(os.path.join(folder, "tests"))):
            for name in files:
                if name in about and not os.path.lexists(os.path.join(there, name)):
                    os.symlink(os.path.abspath(os.path.join(base, name)), os.path.join(there, name))
        for name, lines in pages(there).items():
            keys = {k: [" ".join(s.split()) for s in about[name][k]] for k in ("with", "without")}
            rows = []
            for _, words, facts, text in lines:
                says = [any(s in text for s in keys[k]) for k in ("with", "without")]
                wanted = None if "title:it" in facts or not any(says) else says[0]
                rows.append((facts, wanted, max(words, 1) ** EXPONENT, text))
            yield name, rows, keys


def fitted(sets, names):
    """Points of each fact. `sets` are lists of (facts, wanted, weight) with what each list weighs in all."""
    rows, weights = [], []
    for lines, whole in sets:
        scale = whole / sum(line[2] for line in lines)
        rows += lines
        weights += [line[2] * scale for line in lines]
    at = {n: i for i, n in enumerate(names)}
    x = np.zeros((len(rows), len(names)), np.float32)
    for i, line in enumerate(rows):
        x[i, [at[f] for f in line[0] if f in at]] = 1
    y, weights = np.array([bool(r[1]) for r in rows], float), np.array(weights)
    b = np.zeros(len(names))
    for _ in range(25):
        p = 1 / (1 + np.exp(-np.clip(x @ b, -30, 30)))
        slope = x.T @ (weights * (y - p)) - L2 * b
        curve = (x * (weights * p * (1 - p)).astype(np.float32)[:, None]).T @ x + L2 * np.eye(len(b))
        step = np.linalg.solve(curve.astype(float), slope)
        b += step
        if abs(step).max() < 1e-3:
            break
    b[names.index("bias:")] += LEAN
    return dict(zip(names, b))


def fit(own, other):
    """The card fitted on some pages of trafilatura's set and, where there are any, of L3S-GN1."""
    seen = collections.Counter()
    for _, lines, *_ in own + other:
        for line in lines:
            seen.update(line[0])
    names = sorted(f for f in seen if seen[f] >= LINES_MIN and not f.startswith("never:"))
    sets = [([line for _, lines, _ in own for line in lines if line[1] is not None], WEIGHT)]
    if other:
        sets.append(([line for _, lines in other for line in lines], L3S_WEIGHT))
    return fitted(sets, names)


def divided(lines, card):
    """As `divide` of html/classify.rs."""
    inside, outside, came = -1e9, 0.0, []
    for facts, *_ in lines:
        points = sum(card.get(f, 0.0) for f in facts)
        points += COMMENT_POINTS if any(f.startswith("comments:") for f in facts) else 0.0
        points = -50.0 if NEVER & set(facts) else points
        enter, leave = outside - CHANGE_COST, inside - CHANGE_COST
        came.append((inside >= enter, leave > outside))
        inside, outside = max(inside, enter) + points, max(outside, leave)
    article, now = [], inside > outside
    for stay, back in reversed(came):
        article.append(now)
        now = stay if now else back
    return article[::-1]


def scores(own, other, card):
    """Precision and recall on trafilatura's set; mean page F1 in words on L3S-GN1, and the share of its pages without an error."""
    tp = fp = wanted = exact = 0
    for _, lines, keys in own:
        chosen = divided(lines, card)
        text = " ".join(l[3] for l, c in zip(lines, chosen) if c and "title:it" not in l[0])
        tp += sum(s in text for s in keys["with"])
        fp += sum(s in text for s in keys["without"])
        wanted += len(keys["with"])
    f1s = []
    for _, lines in other:
        chosen = [c and "title:it" not in l[0] for l, c in zip(lines, divided(lines, card))]
        hit = sum(l[3] * l[4] for l, c in zip(lines, chosen) if c)
        both = sum(l[3] for l, c in zip(lines, chosen) if c) + sum(l[3] * l[4] for l in lines)
        if any(l[4] for l in lines):
            f1s.append(2 * hit / both)
            exact += all(c == (l[1] and "title:it" not in l[0]) or not l[3] for l, c in zip(lines, chosen))
    f1 = f", L3S-GN1 F1 {np.mean(f1s):.4f}, exact {exact / len(f1s):.3f} ({len(f1s)} pages)" if f1s else ""
    return f"P {tp / (tp + fp):.4f} R {tp / wanted:.4f} ({len(own)} pages){f1}"


def main():
    folders = [a for a in sys.argv[1:] if not a.startswith("--")]
    own = list(trafilatura(folders[0]))
    other = list(l3s(folders[1])) if len(folders) > 1 else []
    if "--halves" in sys.argv:
        half = lambda rows, h: [r for r in rows if zlib.crc32(r[0].encode()) & 1 == h]
        for h in (0, 1):
            for name, with_l3s in (("both sets", other), ("trafilatura's set alone", [])):
                card = fit(half(own, 1 - h), half(with_l3s, 1 - h))
                held = half(other, h) if with_l3s else other
                print(f"fitted on half {1 - h} of {name}; held out: {scores(half(own, h), held, card)}")
        return
    card = fit(own, other)
    head = [line for line in open(CARD, encoding="utf-8") if line.startswith("#")]
    with open(CARD, "w", encoding="utf-8") as out:
        out.writelines(head)
        out.writelines(f"{n} {p:.2f}\n" for n, p in sorted(card.items()) if abs(p) >= POINTS_MIN)
    print(f"on the pages of the fit: {scores(own, other, card)}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
