"""How long `firsthand dedup --index FILE --query -` takes to answer for one article, asked one after another.

    target/release/firsthand dedup --index corpus.idx CORPUS.jsonl -o kept.jsonl
    python3 bench/query.py corpus.idx ASKED.jsonl target/release/firsthand [--records 5000] [--warm 1000]

ASKED.jsonl is any file of JSON lines, such as the corpus itself (then everything is a copy of something) or other
articles. Each line is written to the standard input of one process, and its answer is waited for. Prints percentiles in
milliseconds, without the first answers (--warm), in which pages of the file come into the system's cache:

    on the wall: both pipes, reading the record, looking it up, writing, and waiting for a core
    of processors: what the command itself was running for, so that it is the same on a busy machine
    waiting: the command was ready and had no core (Linux tells both, /proc/PID/schedstat)

and the memory of the process.
"""

import argparse
import json
import pathlib
import subprocess
import time


def percentiles(name: str, times: list[float]) -> str:
    times = sorted(times)
    cells = [f"{p} %: {times[min(len(times) - 1, int(len(times) * p / 100))]:.3f} ms" for p in (50, 90, 99, 99.9)]
    return f"{name}: {', '.join(cells)}, longest: {times[-1]:.3f} ms"


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("index", type=pathlib.Path)
    args.add_argument("asked", type=pathlib.Path)
    args.add_argument("firsthand")
    args.add_argument("--records", type=int, default=5000)
    args.add_argument("--warm", type=int, default=1000)
    args = args.parse_args()
    command = [args.firsthand, "dedup", "--index", str(args.index), "--query", "-", "--jobs", "1"]
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    told = pathlib.Path(f"/proc/{process.pid}/schedstat")
    ran = lambda: [int(n) / 1e6 for n in told.read_text().split()[:2]] if told.exists() else [0.0, 0.0]
    walls, processors, waits, new, asked_n = [], [], [], 0, 0
    with args.asked.open("rb") as asked:
        for line, i in zip(asked, range(args.records + args.warm)):
            ran_before, before = ran(), time.perf_counter()
            process.stdin.write(line)
            process.stdin.flush()
            answer = process.stdout.readline()
            wall, ran_after = (time.perf_counter() - before) * 1e3, ran()
            asked_n += 1
            new += json.loads(answer).get("new") is True
            if i == 0:
                print(f"opened and answered once: {(time.perf_counter() - start) * 1e3:.1f} ms")
            if i >= args.warm:
                walls.append(wall)
                processors.append(ran_after[0] - ran_before[0])
                waits.append(ran_after[1] - ran_before[1])
    status = pathlib.Path(f"/proc/{process.pid}/status")
    memory = [l.split()[1] for l in status.read_text().splitlines() if l.startswith("VmHWM")] if status.exists() else []
    process.stdin.close()
    process.wait()
    print(f"{asked_n} asked, {new} new, the first {args.warm} not timed")
    print(percentiles("on the wall", walls))
    if told.exists() or any(processors):
        print(percentiles("of processors", processors))
        print(percentiles("waiting", waits))
    if memory:
        print(f"memory: {int(memory[0]) / 1024:.0f} MB; index: {args.index.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
