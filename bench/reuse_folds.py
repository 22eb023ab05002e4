"""Are the thresholds that tell kinds of reuse apart fitted to the pairs that they were set on?

    python3 bench/reuse_folds.py ARTICLES.jsonl PAIRS.tsv target/release/firsthand [--folds 10] [--seed 1]

Asks `firsthand why` what each labelled pair shares, and does again what crates/firsthand/src/reuse/relation.rs does
with it. Then, fold by fold, the thresholds are chosen that are best on the other folds, and the fold is judged by these:
its pairs had no part in choosing. Folds never part the pairs of one article. Prints the score of
the thresholds as they are, that of the folds together, and what was chosen how often.

PAIRS.tsv has a header and columns pair, set, id, id, relation; ARTICLES.jsonl has the articles by `id`.
"""

import argparse
import collections
import concurrent.futures
import itertools
import json
import pathlib
import random
import subprocess
import tempfile

# The thresholds as they are, and what else could have been chosen.
AS_THEY_ARE = {"copy": 0.8, "whole": 0.9, "stretch": 14, "long": 20, "scattered": 45, "voice": 8}
GRID = {
    "copy": [0.7, 0.75, 0.8, 0.85, 0.9],
    "whole": [0.85, 0.9, 0.95],
    "stretch": [10, 12, 14, 16, 18, 20],
    "long": [16, 18, 20, 22, 25, 30],
    "scattered": [30, 35, 40, 45, 50, 60],
    "voice": [6, 8, 10, 12],
}
# Excerpts count as partial reuse, templates as none, as for the other scores.
FOLD = {"excerpt": "partial", "template": "none", "independent": "none", None: "none"}


def relation(o: dict, t: dict) -> str:
    least, most = sorted((o["containment_a"], o["containment_b"]))
    if least >= t["copy"] and most >= t["whole"]:
        return "copy"
    stretch = min(t["stretch"], t["long"]) if o["sentences"] >= 1 else t["long"]
    if o["longest"] >= stretch or (o["sentences"] >= 2 and o["narrated"] >= t["scattered"]):
        return "partial"
    return "quotes_only" if o["quoted"] >= t["voice"] else "none"


def macro_f1(pairs: list[tuple[str, str]]) -> float:
    seen = collections.Counter(pairs)
    classes = sorted({gold for gold, _ in seen})
    total = 0.0
    for c in classes:
        right = seen[c, c]
        of = sum(n for (gold, got), n in seen.items() if c in (gold, got)) + right
        total += 2 * right / of if of else 0.0
    return total / len(classes)


def asked(pair: tuple[dict, dict], firsthand: str) -> dict:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as pile:
        pile.writelines(json.dumps(article) + "\n" for article in pair)
        pile.flush()
        names = [article["id"] for article in pair]
        command = [firsthand, "why", *names, pile.name, "--no-model", "--jobs", "1", "--format", "json"]
        return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["reuse"]


def families(rows: list[list[str]]) -> list[list[int]]:
    """Rows that share articles, together."""
    of: dict[str, int] = {}
    out: dict[int, list[int]] = {}
    for i, row in enumerate(rows):
        old = {of[a] for a in row[2:4] if a in of}
        members = [i] + [j for o in old for j in out.pop(o)]
        out[i] = members
        of.update((a, i) for j in members for a in rows[j][2:4])
    return [sorted(members) for members in out.values()]


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("articles", type=pathlib.Path)
    args.add_argument("pairs", type=pathlib.Path)
    args.add_argument("firsthand")
    args.add_argument("--folds", type=int, default=10)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    rows = [line.rstrip("\n").split("\t") for line in args.pairs.open()][1:]
    wanted = {a for row in rows for a in row[2:4]}
    articles = {a["id"]: a for a in map(json.loads, args.articles.open()) if a["id"] in wanted}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        pairs = [(articles[row[2]], articles[row[3]]) for row in rows]
        shared = list(pool.map(lambda pair: asked(pair, args.firsthand), pairs))
    gold = [FOLD.get(row[4], row[4]) for row in rows]
    parted = [o["relation"] for o, g in zip(shared, gold) if FOLD.get(o["relation"], o["relation"]) != relation(o, AS_THEY_ARE)]
    print(f"{len(rows)} pairs, each looked at alone; {len(parted)} of them told otherwise by the command than here")
    choices = [dict(zip(GRID, values)) for values in itertools.product(*GRID.values())]
    # What is told is the same for many choices: each telling is made once.
    told: dict[tuple[str, ...], list[dict]] = collections.defaultdict(list)
    for choice in choices:
        told[tuple(relation(o, choice) for o in shared)].append(choice)
    now = [relation(o, AS_THEY_ARE) for o in shared]
    best = max(told, key=lambda got: macro_f1(list(zip(gold, got))))
    print(f"macro F1 as they are: {macro_f1(list(zip(gold, now))):.4f}; best of {len(choices)} choices on all pairs: "
          f"{macro_f1(list(zip(gold, best))):.4f}")
    groups = families(rows)
    random.Random(args.seed).shuffle(groups)
    judged: list[tuple[str, str]] = []
    chosen: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    for fold in range(args.folds):
        held = {i for group in groups[fold :: args.folds] for i in group}
        rest = [i for i in range(len(rows)) if i not in held]
        score = {got: macro_f1([(gold[i], got[i]) for i in rest]) for got in told}
        top = max(score.values())
        # Of choices that are equally good the one nearest to the middle of them all, key by key.
        equal = [c for got, s in score.items() if s == top for c in told[got]]
        middle = {k: sorted(c[k] for c in equal)[len(equal) // 2] for k in GRID}
        choice = min(equal, key=lambda c: (sum(abs(GRID[k].index(c[k]) - GRID[k].index(middle[k])) for k in GRID), list(c.values())))
        judged += [(gold[i], relation(shared[i], choice)) for i in sorted(held)]
        for k, v in choice.items():
            chosen[k][v] += 1
    print(f"macro F1 of {args.folds} folds, each by thresholds chosen on the others: {macro_f1(judged):.4f}")
    for k in GRID:
        print(f"  {k}: now {AS_THEY_ARE[k]}, chosen {', '.join(f'{v} ({n} times)' for v, n in sorted(chosen[k].items()))}")


if __name__ == "__main__":
    main()
