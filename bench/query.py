"""How long `firsthand dedup --index FILE --query -` takes to answer for one article, asked one after another.

    target/release/firsthand dedup --index corpus.idx CORPUS.jsonl -o kept.jsonl
    python3 bench/query.py corpus.idx ASKED.jsonl target/release/firsthand [--records 5000]

ASKED.jsonl is any file of JSON lines, such as the corpus itself (then everything is a copy of something) or other
articles. Each line is written to the standard input of one process, and its answer is waited for: the time holds both
pipes, reading the record, looking it up, and writing. Prints percentiles in milliseconds, and the memory of the process.
"""

import argparse
import json
import pathlib
import subprocess
import time


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("index", type=pathlib.Path)
    args.add_argument("asked", type=pathlib.Path)
    args.add_argument("firsthand")
    args.add_argument("--records", type=int, default=5000)
    args = args.parse_args()
    command = [args.firsthand, "dedup", "--index", str(args.index), "--query", "-"]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    times, new = [], 0
    with args.asked.open("rb") as asked:
        for line, _ in zip(asked, range(args.records)):
            before = time.perf_counter()
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
            times.append((time.perf_counter() - before) * 1e3)
            new += json.loads(answer).get("new") is True
            if len(times) == 1:
                print(f"opened and answered once: {(time.perf_counter() - start) * 1e3:.1f} ms")
    status = pathlib.Path(f"/proc/{process.pid}/status")
    memory = [l.split()[1] for l in status.read_text().splitlines() if l.startswith("VmHWM")] if status.exists() else []
    process.stdin.close()
    process.wait()
    times.sort()
    cells = [f"{p} %: {times[min(len(times) - 1, len(times) * p // 100)]:.3f} ms" for p in (50, 90, 99)]
    print(f"{len(times)} asked, {new} new; {', '.join(cells)}, longest: {times[-1]:.3f} ms")
    if memory:
        print(f"memory: {int(memory[0]) / 1024:.0f} MB; index: {args.index.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
