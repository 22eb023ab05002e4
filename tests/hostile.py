#!/usr/bin/env python3
"""Input made to do harm: is each piece read or named, in bounded time and memory?

  hostile.py BIN [--print] [--large] [--add]

Every piece is given to `firsthand report` by itself, which has to end with exit code 0 or 1 within a second for each
100 KB (and two to begin with) of a processor's time, and within 300 MB and 120 times the piece (a report holds its findings; an
article that is nothing but quotations has that many). `--print` prints the table of METHODS.md; `--large` takes 100,000 articles where it is 5,000
otherwise and 2,000 where it is 200, has half a million rows of one letter, and gives a million articles to `firsthand dedup`. Some pieces are given to `firsthand add` as well, with `--add` all of them. The last line counts the pieces. All of the text is made here.
"""
import contextlib, gzip, json, os, random, resource, sqlite3, subprocess, sys, tempfile, time

PROSE = ("The ferry at Sellmoor is stopped, Mayor Ines Calder said on Monday. “Repairs will take {0} weeks,” she told the "
         "Sellmoor Post, and cost {1} million crowns. Nobody was hurt at landing {2}, according to the harbour office. ")


def repeated(text, size):
    return (text * (size // len(text.encode()) + 1)).encode()[:size]


def many(count, of):
    return "".join(json.dumps(of(i)) + "\n" for i in range(count)).encode()


def record(fields):
    return many(1, lambda _: fields)


def article(i, text):
    return {"url": f"https://post{i % 997}.example/{i}", "title": f"Landing {i} stopped", "text": text, "date": "2025-05-12"}


def name(i):
    return f"{chr(65 + i % 26)}orin {chr(65 + i // 26 % 26)}el{'aeiou'[i % 5]}{'bdfgklmnr'[i % 9]}{'aeiou'[i // 5 % 5]}{'dlnrstvz'[i // 7 % 8]}"


def shuffled(i):
    words = PROSE.format(i, i + 1, i + 2).split()
    random.Random(i).shuffle(words)
    return " ".join(words)


def word(i):
    return f"{'bdfgklmnrst'[i % 11]}{'aeiou'[i // 11 % 5]}{'lnrstvz'[i // 55 % 7]}{'aeiou'[i // 385 % 5]}k"


def of_stretches(quotations):
    """Long quotations that each share five words with most others, and no more."""
    chance = random.Random(1)
    stretches = [" ".join(word(chance.randrange(1_925)) for _ in range(5)) for _ in range(1_100)]
    return "".join(f"“{' '.join(chance.choices(stretches, k=80)).capitalize()},” an official said.\n\n" for _ in range(quotations)).encode()


def soup(seed, words, size):
    """Words in any order: sentences that do not end, and whose every attribution has all that follows."""
    chance = random.Random(seed)
    return "".join(chance.choices(words, k=size * len(words) // len("".join(words).encode()))).encode()


def zstd_of_zeros(gigabytes):
    """Frames of one byte repeated: a block header of RLE type says 128 KB in four bytes."""
    block = ((128 << 10) << 3 | 1 << 1).to_bytes(3, "little") + b"\0"
    frame = bytes.fromhex("28b52ffd") + bytes([0b00000000, 0x78])  # single segment no, window 2^25
    last = (1 << 3 | 1 << 1 | 1).to_bytes(3, "little") + b"\0"
    return (frame + block * 8191 + last) * gigabytes


def gzip_of_zeros(megabytes):
    return gzip.compress(bytes(1 << 20) * megabytes, 9)


def warc(lie):
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + PROSE.format(1, 2, 3).encode() * 3
    def record(length):
        return (b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/a\r\nWARC-Date: 2025-05-12T00:00:00Z\r\n"
                b"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
                + str(length).encode() + b"\r\n\r\n" + body + b"\r\n\r\n")
    return b"".join(record(lie(len(body), i)) for i in range(2000))


# Pieces that a store takes otherwise than a report does: much of one kind of row, long values, letters that its indexes take apart.
ADDED = ("a megabyte of combining marks", "a megabyte of one word", "a megabyte of right-to-left overrides", "5,000 speakers", "400 quotations of the same stretches",
         "10,000 reports credited to 10,000 outlets", "a host of 50,000 labels", "10^5 authors", "lone surrogates and NUL in JSON", "NUL in text", "a list of 10^6 empty records",
         "Parquet, a text 100,000 structs deep", "200 articles, each with its own words behind 20 papers that have it from each other",
         "1,000 articles, each with its own number behind 20 papers that have it from each other")


# Half a million findings of next to no bytes: each row counts as 32, for what is kept of it is as much as of any other.
ROWS = 500_000
MANY_ROWS = f"{ROWS:,} rows of one letter"
ROW_BYTES = 32


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes(out) + bytes([n])


def thrift(value):
    """A value in Thrift's compact protocol: a dict is a struct by its fields' numbers, an int a number of 32 bits and (int,) one of 64."""
    kind = {int: 5, tuple: 6, bytes: 8, list: 9, dict: 12}
    if isinstance(value, (int, tuple)):
        n = value[0] if isinstance(value, tuple) else value
        return varint(n << 1 if n >= 0 else (-n << 1) - 1)
    if isinstance(value, bytes):
        return varint(len(value)) + value
    if isinstance(value, list):
        head = bytes([0xF0 | kind[type(value[0])]]) + varint(len(value)) if len(value) > 14 else bytes([len(value) << 4 | kind[type(value[0])]])
        return head + b"".join(map(thrift, value))
    fields, last = b"", 0
    for at, field in sorted(value.items()):
        fields, last = fields + bytes([at - last << 4 | kind[type(field)]]) + thrift(field), at
    return fields + b"\0"


def parquet(schema, path, texts, rows=None, **lies):
    """A table of one column of texts, `path` down in `schema`; `lies` are what is said in place of the truth."""
    plain = b"".join(len(t).to_bytes(4, "little") + t for t in texts)
    # Each text is there: as many definition levels as there are steps that may lack one, one run of the highest.
    steps = sum(1 for s in schema[1:] if s.get(3) == 1)
    repeats = sum(1 for s in schema[1:] if s.get(3) == 2)
    bits = (steps + repeats).bit_length()
    level = varint(len(texts) << 1) + (steps + repeats).to_bytes((bits + 7) // 8, "little")
    zero = varint(len(texts) << 1) + bytes((repeats.bit_length() + 7) // 8)
    levels = (len(zero).to_bytes(4, "little") + zero if repeats else b"") + (len(level).to_bytes(4, "little") + level if bits else b"")
    data = levels + lies.get("length", b"") + plain
    head = thrift({1: 0, 2: lies.get("unpacked", len(data)), 3: lies.get("packed", len(data)), 5: {1: lies.get("values", len(texts)), 2: 0, 3: 3, 4: 3}})
    of_column = {1: 6, 2: [0, 3], 3: path, 4: lies.get("codec", 0), 5: (lies.get("values", len(texts)),), 6: (len(head + data),),
                 7: (lies.get("column", len(head + data)),), 9: (lies.get("at", 4),)}
    rows = (len(texts) if rows is None else rows,)
    footer = thrift({1: 1, 2: schema, 3: rows, 4: [{1: [{2: (4,), 3: of_column}], 2: (len(data),), 3: rows}]})
    return b"PAR1" + head + data + footer + lies.get("footer", len(footer)).to_bytes(4, "little") + b"PAR1"


def column(name, children=0, may=0):
    return {3: may, 4: name, 5: children} if children else {1: 6, 3: may, 4: name, 6: 0}


def tables():
    texts = [PROSE.format(i, i + 1, i + 2).encode() for i in range(500)]
    flat = [column(b"root", 1), column(b"text")]
    yield "Parquet, a table of texts", parquet(flat, [b"text"], texts)
    yield "Parquet, texts in a list", parquet([column(b"root", 1), column(b"text", 1, 1), column(b"list", 1, 2), column(b"element", 0, 1)], [b"text", b"list", b"element"], texts)
    for deep in (30, 1_000, 100_000):
        names = [b"a%d" % i for i in range(deep)]
        yield f"Parquet, a text {deep:,} structs deep", parquet([column(b"root", 1)] + [column(n, 1, 1) for n in names] + [column(b"text")], names + [b"text"], texts)
        yield f"Parquet, a text {deep:,} lists deep", parquet([column(b"root", 1)] + [column(n, 1, 2) for n in names] + [column(b"text")], names + [b"text"], texts[:1])
    yield "Parquet, 2^62 rows", parquet(flat, [b"text"], texts, rows=2 ** 62)
    yield "Parquet, rows below zero", parquet(flat, [b"text"], texts, rows=-5)
    yield "Parquet, a page of 2^31 values", parquet(flat, [b"text"], texts, values=2 ** 31 - 1)
    yield "Parquet, a page of 2^31 bytes", parquet(flat, [b"text"], texts, packed=2 ** 31 - 1, unpacked=2 ** 31 - 1)
    yield "Parquet, a page that unpacks to 2^31 bytes", parquet(flat, [b"text"], texts, unpacked=2 ** 31 - 1, codec=6)
    yield "Parquet, a page of less than no bytes", parquet(flat, [b"text"], texts, packed=-1, unpacked=-1)
    yield "Parquet, a column of 2^62 bytes", parquet(flat, [b"text"], texts, column=2 ** 62)
    yield "Parquet, a column behind the end", parquet(flat, [b"text"], texts, at=2 ** 40)
    yield "Parquet, a column that begins below zero", parquet(flat, [b"text"], texts, at=-4)
    yield "Parquet, a text of 2^32 bytes", parquet(flat, [b"text"], texts, length=b"\xff\xff\xff\xff")
    yield "Parquet, a footer longer than the file", parquet(flat, [b"text"], texts, footer=2 ** 31 - 1)
    yield "Parquet, a schema of 2^31 children", parquet([column(b"root", 2 ** 31 - 1), column(b"text")], [b"text"], texts)
    yield "Parquet, a schema of -1 children", parquet([column(b"root", -1), column(b"text")], [b"text"], texts)


def chain(count=20):
    """Papers that each have it from the next."""
    said = " ".join(f"the {name(k)} Post reported that" for k in range(count))
    return said[0].upper() + said[1:]


def pieces(large):
    mb = 1 << 20
    yield "a megabyte of “", "a.txt", repeated("“", mb)
    yield "a megabyte of “ ‘ in turn", "a.txt", repeated("“He said ‘no ", mb)
    yield "a megabyte of \"", "a.txt", repeated('" ', mb)
    yield "a megabyte of (", "a.txt", repeated("(", mb)
    yield "a megabyte of one word", "a.txt", repeated("a", mb)
    yield "a megabyte of digits", "a.txt", repeated("7", mb)
    yield "a megabyte of line ends", "a.txt", b"\n" * mb
    yield "a megabyte of dates", "a.txt", repeated("12 May 2024, ", mb)
    yield "a megabyte of names", "a.txt", repeated("Ines Calder of the Sellmoor Post ", mb)
    yield "a megabyte of “according to”", "a.txt", repeated("according to ", mb)
    yield "a megabyte of “said that … said”", "a.txt", repeated("Ines Calder said that Tom Orr said that ", mb)
    yield "a megabyte of credits", "a.txt", repeated("Source: Lirra, as reported by Norda\n", mb)
    yield "10,000 reports credited to 10,000 outlets", "a.txt", "".join(f"The {name(i)} {i} Post reported that the ferry of landing {i} is stopped. " for i in range(10_000)).encode()
    yield "a megabyte of numbers", "a.txt", repeated("at least 12 people were killed and 7 hurt. ", mb)
    yield "a megabyte of abbreviations", "a.txt", repeated("U.S. Gen. A. B. ", mb)
    yield "a megabyte of right-to-left overrides", "a.txt", repeated("\u202eorr\u202d said \u2066no\u2069 ", mb)
    yield "a megabyte of combining marks", "a.txt", repeated("a" + "\u0301" * 500, mb)
    yield "a megabyte of Chinese without a stop", "a.txt", repeated("新闻记者说", mb)
    yield "a megabyte of points", "a.txt", repeated(".", mb)
    yield "a megabyte of points and no space", "a.txt", repeated("![](", mb)
    yield "a megabyte of “Dr.” in Danish", "a.txt", repeated("Dr. Calder’s ", mb)
    yield "a megabyte of Danish", "a.jsonl", record({"text": "Ministeren sagde, at færgen er stoppet i dag kl. 9, bl.a. på grund af branden. " * 12_500, "language": "da"})
    yield "a megabyte of Italian in which no sentence ends", "a.jsonl", record({"text": "non partirà oggi. " * 60_000, "language": "it"})
    yield "questions and answers, a megabyte", "a.txt", repeated("Q: Why?\nA: No.\n", mb)
    yield "a host of 50,000 labels", "a.jsonl", record({"text": PROSE.format(1, 2, 3), "url": f"http://{'a.' * 50_000}com/"})
    yield "points behind a hundred thousand “", "a.txt", repeated("“", 300_000) + repeated(".", mb // 2)
    yield "a megabyte of spaces in a line", "a.txt", b"He said yes." + b" " * mb + b"She said no."
    yield "a megabyte of said", "a.txt", repeated("said, ", mb)
    yield "a megabyte of links in Markdown", "a.md", repeated("[a](b) ![c](d) ", mb)
    yield "a megabyte of empty fences in Markdown", "a.md", repeated("```\n\n", mb)
    yield "a transcript of a megabyte", "a.txt", "".join(f"CALDER: {shuffled(i)}\n" for i in range(5_000)).encode()
    yield "5,000 speakers", "a.txt", "".join(f"“We wait {i} weeks,” said {name(i)}, an official.\n\n" for i in range(5_000)).encode()
    yield "400 quotations of the same stretches", "a.txt", of_stretches(400)
    yield "quotations in each other, of a few words", "a.txt", soup(6, ("a b c ", "told AFP ", "not ", "Source: ", "x ", "on Monday ", "“", "police "), 240_000)
    yield "three articles of periodic words without a stop", "a.jsonl", many(3, lambda i: article(i, " ".join(word(k % (50 + i)) for k in range(160_000))))
    yield "20,000 turns of 20 speakers", "a.txt", "".join(f"{name(i % 20)}: I think “we wait {i} weeks,” he said.\n" for i in range(20_000)).encode()
    yield "ordinary prose, a megabyte, one paragraph", "a.txt", repeated(PROSE.format(1, 2, 3), mb)
    yield "one paragraph of 15 MB", "a.txt", repeated(PROSE.format(1, 2, 3), 15 * mb)
    yield "one paragraph of 50 MB", "a.txt", repeated(PROSE.format(1, 2, 3), 50 * mb)
    yield "10^5 tags, each in the last", "a.html", b"<div>" * 100_000 + PROSE.encode()
    yield "10^5 tags that nothing closes", "a.html", b"<p><b><i>x " * 33_333
    yield "10^5 tables, each in the last", "a.html", b"<table><tr><td>" * 33_333 + b"x"
    yield "a megabyte of <", "a.html", b"<" * mb
    yield "a megabyte of &", "a.html", b"&" * mb
    yield "a comment that does not end", "a.html", b"<p>One.<!--" + b"- " * (mb // 2)
    yield "a script that does not end", "a.html", b"<p>One.<script>" + b"</scrip " * (mb // 8)
    yield "an attribute of a megabyte", "a.html", b"<p class='" + b"x " * (mb // 2) + b"'>" + PROSE.encode()
    yield "10^5 attributes", "a.html", b"<p " + b" ".join(b"a%d=1" % i for i in range(100_000)) + b">" + PROSE.encode()
    yield "10^5 links", "a.html", b"".join(b"<a href=/%d>Ferry %d stopped</a> " % (i, i) for i in range(100_000))
    yield "10^5 authors", "a.html", b"<script type='application/ld+json'>" + json.dumps({"@type": "NewsArticle", "author": [
        {"name": f"Tom Orr{i}"} for i in range(100_000)]}).encode() + b"</script>" + b"".join(b"<p>Landing %d." % i for i in range(5_000))
    yield "10^4 authors, each by the id of a record", "a.html", b"<script type='application/ld+json'>" + json.dumps(
        [{"@type": "NewsArticle", "author": [{"@id": f"#{i}"} for i in range(10_000)]}]
        + [{"@id": f"#{i}", "name": f"Tom Orr{i}"} for i in range(10_000)]).encode() + b"</script>" + PROSE.encode() * 3
    yield "JSON-LD 10^5 deep", "a.html", b"<script type='application/ld+json'>" + b'{"@graph":[' * 50_000 + b"</script>" + PROSE.encode()
    yield "JSON 10^4 deep", "a.json", b'{"a":' * 10_000 + b"1" + b"}" * 10_000
    yield "JSON 10^6 brackets", "a.json", b"[" * 1_000_000
    yield "lone surrogates and NUL in JSON", "a.jsonl", b'{"text":"\\ud800 \\u0000 \\udfff Ines Calder said no."}\n' * 10_000
    yield "NUL in text", "a.txt", PROSE.encode() * 100 + b"\0" * 1000 + PROSE.encode() * 100
    yield "a list of 10^6 empty records", "a.json", b"[" + b"{}," * 999_999 + b"{}]"
    yield "a quotation mark that CSV never closes", "a.csv", b'title,text\nOne,"' + PROSE.encode() * 20_000
    yield "marks and colons in any order", "a.csv", b"text,title,date\n" + soup(7, ('""', ":"), 400_000)
    yield "10^5 columns", "a.csv", b",".join(b"c%d" % i for i in range(100_000)) + b",text\n" + b"x," * 100_000 + b"y\n"
    yield "a feed of 10^5 entries", "a.rss", b"<rss><channel>" + b"<item><title>A</title><description>B</description></item>" * 100_000
    yield "a billion laughs", "a.rss", b'<!DOCTYPE x [<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(9)) + b"]><rss><channel><item><title>&j;</title></item></channel></rss>"
    yield "WARC, lengths too long", "a.warc", warc(lambda n, i: n + 100_000_000 if i % 3 else n)
    yield "WARC, lengths too short", "a.warc", warc(lambda n, i: n // 2 if i % 3 else n)
    yield "WARC, lengths of 20 digits", "a.warc", warc(lambda n, i: 99_999_999_999_999_999_999)
    yield "a gigabyte of zeros in gzip", "a.txt.gz", gzip_of_zeros(1024)
    yield "ten gigabytes of zeros in zstd", "a.jsonl.zst", zstd_of_zeros(10)
    for line in "{}", '{"text":"x"}':
        yield f"64 MB of the records {line} in gzip", "a.jsonl.gz", gzip.compress((line + "\n").encode() * (64_000_000 // len(line)), 9)
    yield "64 MB of rows of one letter in gzip", "a.csv.gz", gzip.compress(b"text\n" + b"x\n" * 32_000_000, 9)
    yield "20,000 rows of one letter", "a.csv", b"text\n" + b"x\n" * 20_000
    yield "50,000 rows of one sentence", "a.csv", b"text\n" + b"The ferry is stopped.\n" * 50_000
    if large:
        yield MANY_ROWS, "a.csv", b"text\n" + b"x\n" * ROWS
    yield "a gzip in a gzip", "a.txt.gz", gzip.compress(gzip_of_zeros(64))
    yield "no Parquet behind its name", "a.parquet", b"PAR1" + os.urandom(1000) + (2 ** 31 - 1).to_bytes(4, "little") + b"PAR1"
    papers = ", ".join(f"the {name(k)} Post" for k in range(20))
    yield "1,000 articles that credit 20 papers", "a.jsonl", many(1_000, lambda i: article(i, f"The ferry is stopped, according to {papers}. {shuffled(i)}"))
    count = 2_000 if large else 200
    yield f"{count:,} articles, each with its own words behind 20 papers that have it from each other", "a.jsonl", many(count, lambda i: article(i, f"{chain()} {shuffled(i)}"))
    yield "1,000 articles, each with its own number behind 20 papers that have it from each other", "a.jsonl", many(
        1_000, lambda i: article(i, f"{chain()} the ferry of landing {i} is stopped."))
    for what, table in tables():
        yield what, "a.parquet", table
    told = ("Correction: An earlier version said 12.", "Mira Calder said the ferry is stopped.")
    yield "3,000 articles of one notice of a correction", "a.jsonl", many(3_000, lambda i: article(i, " ".join(random.Random(i).choices(told, k=10))))
    count = 100_000 if large else 5_000
    yield f"{count:,} articles of the same words", "a.jsonl", many(count, lambda i: article(i, PROSE.format(1, 2, 3) * 2))
    yield f"{count:,} articles that share one paragraph", "a.jsonl", many(count, lambda i: article(i, PROSE.format(1, 2, 3) + shuffled(i)))
    if large:
        yield "1,000,000 articles of the same words, dedup", "a.jsonl", many(1_000_000, lambda i: article(i, PROSE.format(1, 2, 3) * 2))
        yield "1,000,000 articles that share one paragraph, dedup", "a.jsonl", many(
            1_000_000, lambda i: article(i, PROSE.format(1, 2, 3) + shuffled(i)))


def given(pieces, all_added):
    """Each piece, and as what is added where it is."""
    for what, name, content in pieces:
        yield what, name, content
        if (all_added and not what.endswith("dedup")) or what in ADDED:
            yield f"{what}, add", name, content


def is_json(path):
    """Whether a report is whole, or each of the records that are left."""
    with open(path, encoding="utf-8") as file:
        return all(json.loads(line) is not None for line in file)


def is_sound(path):
    """Whether a store is whole."""
    with contextlib.closing(sqlite3.connect(path)) as c:
        return c.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not c.execute("PRAGMA foreign_key_check").fetchall()


def run(binary, what, name, content, folder):
    path = os.path.join(folder, name)
    with open(path, "wb") as out:
        out.write(content)
    command = what.rpartition(", ")[2] if what.endswith((", dedup", ", add")) else "report"
    out = os.path.join(folder, {"dedup": "out.jsonl", "add": "out.db", "report": "out.json"}[command])
    before = time.monotonic()
    with open(os.path.join(folder, "err"), "wb") as err:
        options = {"dedup": ["-o", out], "add": ["--db", out], "report": ["--format", "json", "-o", out]}[command]
        process = subprocess.Popen([binary, command, path, *options], stdout=subprocess.DEVNULL, stderr=err, stdin=subprocess.DEVNULL,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (1800, 1800)))
        _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    said = open(os.path.join(folder, "err"), "rb").read().decode(errors="replace")
    whole = code == 1 if not os.path.exists(out) else (is_sound if command == "add" else is_json)(out)
    for left in (path, out, out + "-wal", out + "-shm"):
        if os.path.exists(left):
            os.remove(left)
    return code, whole, said, time.monotonic() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    binary, options = sys.argv[1], sys.argv[2:]
    failed = passed = 0
    if "--print" in options:
        print("| input | size, MB | seconds of processors | memory, MB | what came of it |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, name, content in given(pieces("--large" in options), "--add" in options):
            code, whole, said, wall, cpu, memory = run(binary, what, name, content, folder)
            size = len(content)
            # What it was unpacked to is bounded by the reader: 64 MiB, or 250 times the piece.
            bytes_ = max(size, min(64 << 20, 1100 * size) if name.endswith(("gz", "zst")) else 0)
            if what.startswith(MANY_ROWS):
                bytes_ = ROW_BYTES * ROWS
            ends = code in (0, 1) and whole and "panicked" not in said
            in_time, in_memory = cpu <= 2 + bytes_ / 1e5, memory <= 300 + 120 * bytes_ / 1e6
            passed, failed = passed + (ends and in_time and in_memory), failed + (not (ends and in_time and in_memory))
            if "--print" in options:
                fate = "read" if code == 0 else "named: " + (said.strip().splitlines() or [""])[0].split(folder)[-1].lstrip("/")[:90].replace("|", "\\|")
                print(f"| {what} | {size / 1e6:.2f} | {cpu:.2f} | {memory:.0f} | {fate} |", flush=True)
            if not (ends and in_time and in_memory):
                print(f"hostile fails: {what}: exit {code}, {cpu:.1f} s, {memory:.0f} MB of {size / 1e6:.1f}: {said[:300]}", flush=True)
    print(f"hostile: {passed} passed, {failed} failed")
    sys.exit(failed > 0)


main()
