#!/usr/bin/env python3
"""Runs the commands in the book and compares what they print.

  book.py BIN [PAGE...]

A block of `console` has commands after "$ " and what they print below; a line with … alone stands for any lines. All commands of a
page are run in one empty folder, in which `examples` is. The last line counts the commands.
"""
import os, pathlib, re, subprocess, sys, tempfile

from counts import Counts

ROOT = pathlib.Path(__file__).resolve().parent.parent


def commands(page):
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text(), re.M | re.S):
        for part in re.split(r"^\$ ", block, flags=re.M)[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed.splitlines()


def agrees(expected, printed):
    """Whether lines are as expected, each … standing for any number of them."""
    at, free = 0, False
    for i, line in enumerate(expected):
        if line == "…":
            free = True
            continue
        while free and at < len(printed) and printed[at] != line:
            at += 1
        if at >= len(printed) or printed[at] != line:
            return False
        at, free = at + 1, False
    return free or at == len(printed)


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    pages = [pathlib.Path(p).resolve() for p in sys.argv[2:]] or sorted((ROOT / "docs/book").glob("*.md"))
    counts = Counts("book")
    for page in pages:
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(ROOT / "examples", os.path.join(folder, "examples"))
            os.mkdir(os.path.join(folder, "bin"))
            os.symlink(binary, os.path.join(folder, "bin", "firsthand"))
            env = {**os.environ, "PATH": os.path.join(folder, "bin") + ":" + os.environ["PATH"]}
            for command, expected in commands(page):
                if command.startswith("sqlite3 "):
                    # Python's own, for who has no sqlite3.
                    command = "python3 -c 'import sqlite3, sys; [print(*r, sep=\"|\") for r in sqlite3.connect(sys.argv[1]).execute(sys.argv[2])]' " + command[8:]
                done = subprocess.run(["bash", "-c", command], cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, text=True, timeout=300)
                holds = agrees(expected, done.stdout.replace("\u00a0", " ").splitlines())
                counts.check(f"{page.name}: {command}", holds, "\n".join(done.stdout.splitlines()[:15]))
    for page in pages:
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
            counts.check(f"{page.name} leads to {link}, which is not there", (page.parent / link).exists())
    counts.end()


main()
