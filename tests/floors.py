#!/usr/bin/env python3
"""Quality floors: a score may not fall below the figure in floors.json unless somebody lowers it there and says why.

  floors.py BIN SHARED [--print | --methods]

Runs the scorer of SHARED on its data, one floor a line; the task `extraction` is scored by bench/extraction.py. Where SHARED is not there every floor counts as skipped.
--print writes the scores as a Markdown table instead; --methods puts that table into METHODS.md.
"""
import json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def at(tree, path):
    for key in path.split("."):
        tree = tree[key]
    return tree


def unpacked(shared):
    """The folder with the evaluation data, unpacked once beside the build."""
    folder = os.environ.get("FIRSTHAND_EVAL_DATA") or os.path.join(HERE, "..", "target", "eval-data")
    if not os.path.isdir(os.path.join(folder, "pile")):
        subprocess.run([os.path.join(shared, "data", "unpack"), folder], check=True, stdout=subprocess.DEVNULL)
    return folder


def into_methods(table):
    """Puts the rows in the place of those that stand in METHODS.md below the head of the table of scores."""
    path, head = os.path.join(HERE, "..", "METHODS.md"), "| task | score | measured | floor |\n|---|---|---|---|\n"
    with open(path, encoding="utf-8") as file:
        before, rest = file.read().split(head)
    lines = rest.splitlines(keepends=True)
    while lines[0].startswith("|"):
        lines.pop(0)
    with open(path, "w", encoding="utf-8") as file:
        file.write(before + head + "".join(f"{row}\n" for row in table) + "".join(lines))


def main():
    binary, shared = sys.argv[1:3]
    runs = json.load(open(os.path.join(HERE, "floors.json")))
    if not os.path.isdir(os.path.join(shared, "score")):
        print(f"floors: 0 passed, 0 failed, {sum(len(r['floors']) for r in runs)} skipped")
        return
    data = unpacked(shared)
    passed = failed = 0
    as_table, table = {"--print", "--methods"} & set(sys.argv), []
    for run in runs:
        args = [a.format(shared=shared, data=data, bench=os.path.join(HERE, "..", "bench")) for a in run["args"]]
        command = [os.path.join(shared, "score", "score.py"), binary, run["task"], *args]
        if run["task"] == "extraction":
            command = [os.path.join(HERE, "..", "bench", "extraction.py"), binary, *args]
        out = subprocess.run([sys.executable, *command], capture_output=True, text=True)
        scores = json.loads(out.stdout) if out.returncode == 0 else None
        if scores is None:
            print(f"floor {run['task']}: {out.stderr.strip()[-400:]}")
        for name, floor in run["floors"].items():
            got = at(scores, name) if scores else None
            if isinstance(got, str):  # "3/56": the count alone is held
                got = int(got.split("/")[0])
            at_most = run.get("at_most", [])
            ok = got is not None and (got <= floor if name in at_most else got >= floor)
            passed, failed = passed + ok, failed + (not ok)
            if as_table:
                got = round(got, 4) if isinstance(got, float) else got
                table.append(f"| {run.get('as', run['task'])} | `{name}` | {got} | {'at most ' if name in at_most else ''}{floor} |")
                print(table[-1], flush=True)
            elif not ok:
                print(f"floor {run['task']}: {name} is {got}, {'at most' if name in at_most else 'at least'} {floor} is asked")
    if "--methods" in sys.argv:
        into_methods(table)
    print(f"floors: {passed} passed, {failed} failed, 0 skipped")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
