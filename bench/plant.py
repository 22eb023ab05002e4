"""Plants copies of known origin among real articles, to see which of them a tool finds.

    python3 bench/plant.py PILE.jsonl PLANTED.jsonl [--records N] [--copies 0.3] [--seed 1]

Takes the articles of PILE that share no tenth of their runs of eight words with another one, and plants one edited
copy for some of them; the records come in random order, with fields `id`, `title`, `date`, `source` and `text`. What
was done stands beside it in PLANTED.truth.tsv: the id of the copy, of its original, and the kind of editing:

    same, headline (another), cut (10 to 40 % from the end), reorder (of paragraphs), replace05 to replace40 (so much of
    the sentences), furniture (a menu, teasers and comments: 25 to 100 % of the article's words), furniture+replace10,
    furniture+furniture (of two outlets, around either)

With more records than PILE has articles, the others are made: the sentences of two real articles in another order,
with every fourth word another, about 3 KB each. No text of anybody is in this repository; they come from PILE.
"""

import argparse
import json
import pathlib
import random
import re
import zlib

RUN = 8
KINDS = [
    "same", "headline", "cut", "reorder", "replace05", "replace10", "replace20", "replace40",
    "furniture", "furniture", "furniture+replace10", "furniture+furniture",
]
SENTENCE = re.compile(r"(?<=[.!?]) +")
MADE_BYTES = 3000


def distinct(records: list[dict]) -> list[dict]:
    """The records that share hardly a run of words with one before, by an eighth of their runs."""
    seen: set[int] = set()
    out = []
    for record in records:
        words = re.findall(r"\w+", record["text"].lower())
        runs = {zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(len(words) - RUN + 1)}
        runs = {run for run in runs if run % 8 == 0}
        if len(words) >= 150 and len(runs) >= 12 and len(runs & seen) * 10 < len(runs):
            out.append(record)
        seen |= runs
    return out


class Editor:
    def __init__(self, donors: list[dict], rng: random.Random):
        self.rng = rng
        self.sentences = [s for d in donors for p in d["text"].split("\n") for s in SENTENCE.split(p) if len(s) > 40]
        self.titles = [d.get("title") or d["text"][:60] for d in donors]
        self.menus = ["\n".join(self.rng.sample(self.titles, 12)) for _ in range(30)]

    def sentence(self) -> str:
        """A sentence that nobody wrote."""
        words = self.rng.choice(self.sentences).split()
        self.rng.shuffle(words)
        return " ".join(words)

    def replace(self, text: str, share: float) -> str:
        paragraphs = [SENTENCE.split(p) for p in text.split("\n")]
        places = [(i, j) for i, p in enumerate(paragraphs) for j, s in enumerate(p) if s.strip()]
        for i, j in self.rng.sample(places, max(1, round(len(places) * share))):
            paragraphs[i][j] = self.sentence()
        return "\n".join(" ".join(p) for p in paragraphs)

    def furnish(self, text: str) -> str:
        words = len(text.split()) * self.rng.uniform(0.25, 1.0)
        menu = self.rng.choice(self.menus)
        tail = ["Related"] + self.rng.sample(self.titles, 5) + ["Comments"]
        used = len(menu.split()) + sum(len(t.split()) for t in tail)
        while used < words:
            comment = self.sentence()
            tail.append(comment)
            used += len(comment.split())
        return "\n".join([menu, text, *tail])

    def edit(self, kind: str, text: str) -> str:
        lines = text.split("\n")
        if kind == "headline":
            # Where there is no line of its own for the headline, one is put on top.
            rest = lines[1:] if len(lines[0]) < 200 and len(lines) > 2 else lines
            return "\n".join([self.rng.choice(self.titles), *rest])
        if kind == "cut":
            return text[: int(len(text) * self.rng.uniform(0.6, 0.9))]
        if kind == "reorder":
            self.rng.shuffle(lines)
            return "\n".join(lines)
        if kind.startswith("replace"):
            return self.replace(text, int(kind[-2:]) / 100)
        if kind == "furniture+replace10":
            return self.furnish(self.replace(text, 0.1))
        return self.furnish(text) if kind.startswith("furniture") else text


def made(base: list[list[list[str]]], words: list[str], rng: random.Random) -> str:
    """A text that shares no run of five words with any other but by chance."""
    sentences = rng.choice(base) + rng.choice(base)
    rng.shuffle(sentences)
    out, size = [], 0
    for sentence in sentences:
        sentence = sentence[:]
        gap = range(rng.randrange(4), len(sentence), 4)
        for i, word in zip(gap, rng.choices(words, k=len(gap))):
            sentence[i] = word
        out.append(" ".join(sentence))
        size += len(out[-1]) + 1
        if size > MADE_BYTES:
            break
    return "\n".join(" ".join(out[i : i + 3]) for i in range(0, len(out), 3))


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("pile", type=pathlib.Path)
    args.add_argument("planted", type=pathlib.Path)
    args.add_argument("--records", type=int, default=0)
    args.add_argument("--copies", type=float, default=0.3)
    args.add_argument("--seed", type=int, default=1)
    args = args.parse_args()
    rng = random.Random(args.seed)
    records = [json.loads(line) for line in args.pile.open()]
    real = distinct(records)
    rng.shuffle(real)
    donors, real = real[: len(real) // 10], real[len(real) // 10 :]
    editor = Editor(donors, rng)
    originals = round((args.records or len(real) * (1 + args.copies)) / (1 + args.copies))
    base = [[s.split() for p in r["text"].split("\n") for s in SENTENCE.split(p) if s] for r in real]
    words = [w for d in donors for w in d["text"].split()]
    with args.planted.open("w") as out, args.planted.with_suffix(".truth.tsv").open("w") as truth:
        waiting: list[str] = []

        def put(record: dict, text: str) -> None:
            fields = {key: record.get(key) for key in ("id", "title", "date", "source")}
            waiting.append(json.dumps({**fields, "text": text}, ensure_ascii=False) + "\n")
            if len(waiting) >= 50_000:
                flush()

        def flush() -> None:
            rng.shuffle(waiting)
            out.writelines(waiting)
            waiting.clear()

        for i in range(originals):
            record = real[i] if i < len(real) else {"title": rng.choice(editor.titles), "date": None, "source": None}
            text = record["text"] if i < len(real) else made(base, words, rng)
            record = {**record, "id": f"o{i}"}
            kind = rng.choice(KINDS) if rng.random() < args.copies else None
            put(record, editor.furnish(text) if kind == "furniture+furniture" else text)
            if kind:
                put({**record, "id": f"k{i}"}, editor.edit(kind, text))
                truth.write(f"k{i}\to{i}\t{kind}\n")
        flush()


if __name__ == "__main__":
    main()
