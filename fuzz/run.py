#!/usr/bin/env python3
"""Fuzzes every target for so many seconds each, and prints a table of what was run.

  fuzz/run.py [SECONDS] [TARGET...]

Needs cargo-fuzz (`cargo install cargo-fuzz`). What is found along the way stays in target/fuzz/corpus; the seeds in fuzz/seeds are
the start. Ends with 1 where an input (10 KB at most) crashes, takes 2 s, or more than 2 GB; who takes a second is named by libFuzzer.
"""
import os, pathlib, re, subprocess, sys, time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGETS = ["files", "html", "feeds", "dates", "quotations", "report", "dedup", "parquet"]
OPTIONS = ["-max_len=10000", "-timeout=2", "-report_slow_units=1", "-rss_limit_mb=2048", "-print_final_stats=1"]


def main():
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 600
    # The flags of coverage are unstable, so the stable compiler has to be told to take them.
    env = {**os.environ, "RUSTC_BOOTSTRAP": "1", "CARGO_TARGET_DIR": str(ROOT / "target/fuzz")}
    failed = 0
    print("| target | seconds | runs | a second | corpus | memory, MB | crashes |\n|---|---|---|---|---|---|---|")
    for target in sys.argv[2:] or TARGETS:
        corpus = ROOT / "target/fuzz/corpus" / target
        corpus.mkdir(parents=True, exist_ok=True)
        command = ["cargo", "fuzz", "run", "--sanitizer", "none", "--fuzz-dir", str(ROOT / "fuzz"), target, str(corpus),
                   str(ROOT / "fuzz/seeds" / target), "--", *OPTIONS, f"-max_total_time={seconds}",
                   f"-artifact_prefix={corpus.parent}/{target}-"]
        begun = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace")
        stat = lambda name: (re.findall(rf"stat::{name}:\s*(\d+)", done.stderr) or ["?"])[-1]
        crashes = "none" if done.returncode == 0 else "see below"
        print(f"| {target} | {min(seconds, time.monotonic() - begun):.0f} | {stat('number_of_executed_units')} | {stat('average_exec_per_sec')} "
              f"| {len(list(corpus.iterdir()))} | {stat('peak_rss_mb')} | {crashes} |", flush=True)
        if done.returncode:
            failed = 1
            print("\n".join(done.stderr.splitlines()[-40:]))
    sys.exit(failed)


main()
