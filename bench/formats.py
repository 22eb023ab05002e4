"""Writes the records of a JSON-lines file in every other form that firsthand reads.

    python3 bench/formats.py PILE.jsonl FOLDER
    cargo run --release -p firsthand-io --example read -- FOLDER/*

Parquet is written where pyarrow is installed. In the archive every page is HTML.
"""

import csv
import gzip
import html
import json
import pathlib
import sys

KEYS = ["id", "url", "title", "date", "source", "text"]


def record_of_archive(record: dict) -> bytes:
    paragraphs = "".join(f"<p>{html.escape(p)}</p>\n" for p in record["text"].split("\n"))
    page = f"<html><head><title>{html.escape(record.get('title') or '')}</title></head><body>{paragraphs}</body></html>"
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{record.get('id')}>\r\n"
        f"WARC-Target-URI: {record.get('url') or 'http://news.example/'}\r\nWARC-Date: 2031-05-08T00:00:00Z\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def main(pile: str, folder: str) -> None:
    out = pathlib.Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    lines = pathlib.Path(pile).read_text().splitlines()
    records = [json.loads(line) for line in lines]
    rows = [{key: record.get(key) for key in KEYS} for record in records]
    (out / "pile.jsonl").write_text("\n".join(lines) + "\n")
    (out / "pile.json").write_text(json.dumps({"articles": records}, ensure_ascii=False))
    with gzip.open(out / "pile.jsonl.gz", "wt", compresslevel=6) as packed:
        packed.write("\n".join(lines) + "\n")
    with open(out / "pile.csv", "w", newline="") as table:
        writer = csv.DictWriter(table, KEYS)
        writer.writeheader()
        writer.writerows(rows)
    with open(out / "pile.warc", "wb") as plain, open(out / "pile.warc.gz", "wb") as packed:
        for record in records:
            plain.write(record_of_archive(record))
            packed.write(gzip.compress(record_of_archive(record), 6))
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), out / "pile.parquet", compression="zstd")


if __name__ == "__main__":
    main(*sys.argv[1:])
