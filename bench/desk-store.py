"""A large database for the desk, from a small one: every row several times, with other ids, other days and other words.

    target/release/firsthand report PILE.jsonl --db base.db
    python3 bench/desk-store.py base.db large.db 100000

Each copy of the pile has a third of its longer words changed into words of the same length, so that spans hold and the
full-text indexes have the many words of a large store; its days are moved. Counts of origins and the like stay as they were
found: nothing new is found here, so the copies have nothing to do with each other.
"""

import datetime
import hashlib
import pathlib
import re
import sqlite3
import sys

# Days by which each copy lies behind the one before.
DAYS = 3
ID = re.compile(r"[aeqstyn][0-9a-f]{16}")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
WORD = re.compile(r"[a-z]{6,}")
# What a store keeps when its findings are made anew.
KEPT = {"state", "additions", "readings", "known_quotations", "unread", "overrides", "notes", "forwarding", "feeds", "watched", "alerts"}
# What is a text of the pile: its words are changed.
TEXTS = {"title", "body", "content", "words", "wording", "text", "before", "after", "name", "speaker", "outlet", "why", "occasion"}


def words(text: str, copy: int, known: dict[str, str]) -> str:
    def other(match: re.Match) -> str:
        word = match[0]
        if word not in known:
            changed = (sum(word.encode()) + copy) % 3 == 0
            known[word] = "".join(chr(97 + (ord(c) - 97 + copy) % 26) for c in word) if changed else word
        return known[word]

    return WORD.sub(other, text)


def main() -> None:
    base, out, wanted = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
    out.unlink(missing_ok=True)
    source = sqlite3.connect(base)
    db = sqlite3.connect(out)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
    schema = source.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    shadow = [n for t, n, s in schema if s.startswith("CREATE VIRTUAL TABLE")]
    tables = [(n, s) for t, n, s in schema if t == "table" and n not in shadow and not any(n.startswith(f"{v}_") for v in shadow)]
    for _, sql in tables:
        db.execute(sql)
    for pragma in ("application_id", "user_version"):
        db.execute(f"PRAGMA {pragma} = {source.execute(f'PRAGMA {pragma}').fetchone()[0]}")
    articles = source.execute("SELECT count(*) FROM articles").fetchone()[0]
    copies = -(-wanted // articles)
    # What is there once, or what a store keeps beside its findings.
    once = {"summary", "descriptions", "skipped", "rulings", *KEPT}
    for table, _ in tables:
        columns = [c for c in source.execute(f"PRAGMA table_xinfo({table})") if c[6] == 0]
        names = [c[1] for c in columns]
        ids = {c[1] for c in columns if c[5] == 1 and c[2] == "INTEGER"} | ({"reuse", "change", "brief_line", "edge", "cycle", "figure", "value", "correction", "headline_check"} & set(names))
        insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        rows = source.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
        for copy in range(0 if table == "event_facets" else 1 if table in once else copies):
            known: dict[str, str] = {}

            def value(name: str, v):
                if isinstance(v, int) and name in ids and table not in once:
                    return v + copy * 10_000_000
                if not isinstance(v, str) or not copy:
                    return v
                if ID.fullmatch(v):
                    return v[0] + hashlib.sha1(f"{v}{copy}".encode()).hexdigest()[:16]
                if DAY.fullmatch(v):
                    return str(datetime.date.fromisoformat(v) + datetime.timedelta(days=DAYS * copy))
                return words(v, copy, known) if name in TEXTS else v

            db.executemany(insert, ([value(n, v) for n, v in zip(names, row)] for row in rows))
    counts = [("articles",) * 2, ("texts",) * 2, ("events",) * 2, ("stories",) * 2, ("quotations",) * 2, ("statements",) * 2, ("pages", "articles")]
    for column, table in counts:
        db.execute(f"UPDATE summary SET {column} = (SELECT count(*) FROM {table})")
    for kind, name, sql in schema:
        if name in shadow:
            db.execute(sql)
            db.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")
    for kind, name, sql in schema:
        if kind in ("index", "view"):
            db.execute(sql)
    # What is read off from other rows, as the store does it.
    read_off = pathlib.Path(__file__).parent.parent.joinpath("crates/firsthand-store/src/schema/read_off.sql").read_text()
    for statement in read_off.split(";\n"):
        if statement.strip().startswith(("UPDATE", "DELETE", "INSERT")):
            db.execute(statement)
        elif "UPDATE" in statement:
            db.execute(statement[statement.index("UPDATE"):])
    db.commit()
    for table in ("articles", "events", "quotations", "edges"):
        print(table, db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    print(f"{out.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
