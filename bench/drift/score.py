#!/usr/bin/env python3
"""Scores a tool on the invented drift pairs beside this file: score.py BIN [development|held_out]"""
import json
import os
import subprocess
import sys
import tempfile


def read(bin_, texts):
    """The report on a few texts, and the quotations of each by its key."""
    with tempfile.TemporaryDirectory() as d:
        path = os.path.join(d, "texts.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for key, text in texts.items():
                f.write(json.dumps({"id": key, "date": "2024-03-05", "text": text}) + "\n")
        out = subprocess.run([bin_, "report", path, "--format", "json"], capture_output=True, check=True)
    report = json.loads(out.stdout)
    key_of = {a["id"]: a["record"] for a in report["articles"]}
    quotations = {key: set() for key in texts}
    for q in report["quotations"]:
        quotations[key_of[q["article"]]].add(q["id"])
    return report, quotations


def judge(report, one, other):
    """The changes between two sets of quotations; None where no statement holds one of each."""
    found, changes = False, []
    for s in report["statements"]:
        a, b = set(s["quotations"]) & one, set(s["quotations"]) & other
        if a and b:
            found = True
            wide = lambda side: side.union(*(v["quotations"] for v in s["versions"] if side & set(v["quotations"])))
            a, b = wide(a), wide(b)
            changes += [c for c in s["changes"] if (c["from"] in a and c["to"] in b) or (c["from"] in b and c["to"] in a)]
    return changes if found else None


def prf(tp, fp, fn):
    p, r = tp / (tp + fp) if tp + fp else 0, tp / (tp + fn) if tp + fn else 0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0}


def main(bin_, half=None):
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "pairs.jsonl"), encoding="utf-8") as f:
        pairs = [json.loads(line) for line in f]
    pairs = [p for p in pairs if half in (None, p["half"])]
    if not pairs:
        sys.exit(__doc__)
    same, apart, kinds, material = [0] * 3, [0] * 3, [0] * 3, [0] * 3
    add = lambda counts, gold, mine: counts.__setitem__(slice(None), [
        counts[0] + bool(gold and mine), counts[1] + bool(mine and not gold), counts[2] + bool(gold and not mine)])
    for p, after in zip(pairs, pairs[1:] + pairs[:1]):
        report, of = read(bin_, {"a": p["a_text"], "b": p["b_text"], "c": after["b_text"]})
        changes, stray = judge(report, of["a"], of["b"]), judge(report, of["a"], of["c"])
        for gold, mine in ((p["same_utterance"], changes is not None), (False, stray is not None)):
            add(same, gold, mine)
            add(apart, not gold, not mine)
        add(material, p["material"], any(c["material"] for c in changes or []))
        if p["same_utterance"]:
            gold = {c["kind"] for c in p["changes"]} - {"punctuation_case"}
            mine = {c["kind"] for c in changes or []}
            for kind in gold | mine:
                add(kinds, kind in gold, kind in mine)
    same, apart = prf(*same), prf(*apart)
    print(json.dumps({"pairs": len(pairs), "same_macro_f1": round((same["f1"] + apart["f1"]) / 2, 4), "same": same, "not_same": apart,
                      "change_kind": prf(*kinds), "material": prf(*material)}, indent=1))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(*sys.argv[1:])
