"""firsthand dedup, text-dedup and rensa on one file of planted copies: time with reading and writing, memory, recall.

    python3 -m venv VENV && VENV/bin/pip install text-dedup==0.4.0 rensa==0.5.0
    VENV/bin/python bench/dedup.py PLANTED.jsonl target/release/firsthand [--only firsthand] [--runs 9] [--flags "--threshold 0.8"]

PLANTED.jsonl and PLANTED.truth.tsv come from bench/plant.py. Every tool is a process of its own that reads the file and
writes what it keeps; all figures are of the same runs: after one that warms the machine, --runs of each tool in a row, of
which the median of time and memory is told; who takes more than ten seconds runs once. Memory is the largest process of
the tool. The others run at their defaults (text-dedup: threshold 0.7, runs of 5 words; rensa: 0.8, 128 slots, as in its
README, with words for tokens, and also with runs of 5 words, which is what the others compare).

A removal is right when the record is one of a planted pair and the other one is kept. Recall: planted pairs of which one
is removed; precision: removals that are right.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RENSA = """
import json, sys
from rensa import RMinHashDeduplicator
n = int(sys.argv[3])
def tokens(text):
    words = text.split()
    return words if n == 1 else [" ".join(words[i:i + n]) for i in range(len(words) - n + 1)]
dedup = RMinHashDeduplicator(threshold=0.8, num_perm=128, use_lsh=True)
lines = open(sys.argv[1]).readlines()
keep = dedup.add_pairs((str(i), tokens(json.loads(line)["text"])) for i, line in enumerate(lines))
with open(sys.argv[2], "w") as out:
    out.writelines(line for line, kept in zip(lines, keep) if kept)
"""

#: A tool whose first run takes longer is not run again.
SLOW_S = 10


def measured(command: list[str], log: pathlib.Path) -> tuple[float, float, float]:
    """Seconds on the wall, of processors, and MB at most."""
    start = time.monotonic()
    with log.open("w") as err:
        process = subprocess.Popen(command, stdout=err, stderr=err, env={**os.environ, "HF_HUB_OFFLINE": "1"})
        _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[:4]} failed: {log.read_text()[-2000:]}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def kept_of(path: pathlib.Path) -> set[str]:
    if path.is_dir():
        import datasets

        return set(datasets.load_from_disk(str(path))["id"])
    return {json.loads(line)["id"] for line in path.open()}


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("planted", type=pathlib.Path)
    args.add_argument("firsthand")
    args.add_argument("--only", default="")
    args.add_argument("--runs", type=int, default=9)
    args.add_argument("--flags", default="", help="of firsthand dedup")
    args = args.parse_args()
    ids = {json.loads(line)["id"] for line in args.planted.open()}
    truth = [line.rstrip("\n").split("\t") for line in args.planted.with_suffix(".truth.tsv").open()]
    folder = pathlib.Path(tempfile.mkdtemp(prefix="dedup-bench-"))
    planted = str(args.planted)
    tools = {
        "firsthand": ([args.firsthand, "dedup", planted, *args.flags.split(), "-o", "{out}.jsonl"], ".jsonl"),
        "rensa, words": ([sys.executable, "-c", RENSA, planted, "{out}.jsonl", "1"], ".jsonl"),
        "rensa, runs of 5": ([sys.executable, "-c", RENSA, planted, "{out}.jsonl", "5"], ".jsonl"),
        "text-dedup": (
            [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", planted, "--split", "train",
             "--column", "text", "--output", "{out}", "--cache_dir", str(folder / "cache"), "--batch_size", "10000",
             "--num_proc", "2"],
            "",
        ),
    }
    kinds = sorted({t[2] for t in truth})
    print(f"{len(ids)} records, {len(truth)} of them planted copies\n")
    print("| tool | wall | CPU | memory | precision | recall | " + " | ".join(kinds) + " |")
    print("|---" * (6 + len(kinds)) + "|")
    tools = {name: tool for name, tool in tools.items() if name.startswith(args.only)}
    runs = {name: [] for name in tools}
    for name, (command, suffix) in tools.items():
        out = str(folder / name.replace(" ", "").replace(",", "-"))
        command = [part.format(out=out) if "{out}" in part else part for part in command]
        while len(runs[name]) <= args.runs and not (runs[name] and runs[name][0][0] > SLOW_S):
            if suffix:
                pathlib.Path(out + suffix).unlink(missing_ok=True)
            else:
                shutil.rmtree(out, ignore_errors=True)
            runs[name].append(measured(command, folder / "log"))
        runs[name] = runs[name][1:] or runs[name]
    for name, (_, suffix) in tools.items():
        out = str(folder / name.replace(" ", "").replace(",", "-"))
        wall, cpu, mb = (statistics.median(figures) for figures in zip(*runs[name]))
        removed = ids - kept_of(pathlib.Path(out + suffix))
        found = {kind: [0, 0] for kind in kinds}
        right = 0
        for copy, original, kind in truth:
            one = (copy in removed) != (original in removed)
            found[kind][0] += one
            found[kind][1] += 1
            right += one
        cells = [f"{a / max(b, 1):.3f}" for a, b in found.values()]
        precision = right / max(len(removed), 1)
        print(f"| {name} | {wall:.3f} s | {cpu:.2f} s | {mb:.0f} MB | {precision:.4f} | {right / max(len(truth), 1):.4f} | "
              + " | ".join(cells) + " |", flush=True)
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
