#!/usr/bin/env python3
"""Input made to do harm: is each piece read or named, in bounded time and memory?

  hostile.py BIN [--print] [--large]

Every piece is given to `firsthand report` by itself, which has to end with exit code 0 or 1 within a second for each
100 KB (and two to begin with) of a processor's time, and within 300 MB and 120 times the piece (a report holds its findings; an
article that is nothing but quotations has that many). `--print` prints the table of METHODS.md; `--large` takes 100,000 articles where it is 5,000
otherwise, and gives a million to `firsthand dedup`. The last line counts the pieces. All of the text is made here.
"""
import gzip, json, os, random, resource, subprocess, sys, tempfile, time

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
    yield "questions and answers, a megabyte", "a.txt", repeated("Q: Why?\nA: No.\n", mb)
    yield "a host of 50,000 labels", "a.jsonl", record({"text": PROSE.format(1, 2, 3), "url": f"http://{'a.' * 50_000}com/"})
    yield "points behind a hundred thousand “", "a.txt", repeated("“", 300_000) + repeated(".", mb // 2)
    yield "a megabyte of spaces in a line", "a.txt", b"He said yes." + b" " * mb + b"She said no."
    yield "a megabyte of said", "a.txt", repeated("said, ", mb)
    yield "a megabyte of links in Markdown", "a.md", repeated("[a](b) ![c](d) ", mb)
    yield "a transcript of a megabyte", "a.txt", "".join(f"CALDER: {shuffled(i)}\n" for i in range(5_000)).encode()
    yield "5,000 speakers", "a.txt", "".join(f"“We wait {i} weeks,” said {name(i)}, an official.\n\n" for i in range(5_000)).encode()
    yield "400 quotations of the same stretches", "a.txt", of_stretches(400)
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
    yield "10^5 columns", "a.csv", b",".join(b"c%d" % i for i in range(100_000)) + b",text\n" + b"x," * 100_000 + b"y\n"
    yield "a feed of 10^5 entries", "a.rss", b"<rss><channel>" + b"<item><title>A</title><description>B</description></item>" * 100_000
    yield "a billion laughs", "a.rss", b'<!DOCTYPE x [<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(9)) + b"]><rss><channel><item><title>&j;</title></item></channel></rss>"
    yield "WARC, lengths too long", "a.warc", warc(lambda n, i: n + 100_000_000 if i % 3 else n)
    yield "WARC, lengths too short", "a.warc", warc(lambda n, i: n // 2 if i % 3 else n)
    yield "WARC, lengths of 20 digits", "a.warc", warc(lambda n, i: 99_999_999_999_999_999_999)
    yield "a gigabyte of zeros in gzip", "a.txt.gz", gzip_of_zeros(1024)
    yield "ten gigabytes of zeros in zstd", "a.jsonl.zst", zstd_of_zeros(10)
    yield "a gzip in a gzip", "a.txt.gz", gzip.compress(gzip_of_zeros(64))
    yield "no Parquet behind its name", "a.parquet", b"PAR1" + os.urandom(1000) + (2 ** 31 - 1).to_bytes(4, "little") + b"PAR1"
    papers = ", ".join(f"the {name(k)} Post" for k in range(20))
    yield "1,000 articles that credit 20 papers", "a.jsonl", many(1_000, lambda i: article(i, f"The ferry is stopped, according to {papers}. {shuffled(i)}"))
    count = 100_000 if large else 5_000
    yield f"{count:,} articles of the same words", "a.jsonl", many(count, lambda i: article(i, PROSE.format(1, 2, 3) * 2))
    yield f"{count:,} articles that share one paragraph", "a.jsonl", many(count, lambda i: article(i, PROSE.format(1, 2, 3) + shuffled(i)))
    if large:
        yield "1,000,000 articles of the same words, dedup", "a.jsonl", many(1_000_000, lambda i: article(i, PROSE.format(1, 2, 3) * 2))
        yield "1,000,000 articles that share one paragraph, dedup", "a.jsonl", many(
            1_000_000, lambda i: article(i, PROSE.format(1, 2, 3) + shuffled(i)))


def is_json(path):
    """Whether a report is whole, or each of the records that are left."""
    with open(path, encoding="utf-8") as file:
        return all(json.loads(line) is not None for line in file)


def run(binary, what, name, content, folder):
    path = os.path.join(folder, name)
    with open(path, "wb") as out:
        out.write(content)
    out = os.path.join(folder, "out.jsonl" if what.endswith("dedup") else "out.json")
    before = time.monotonic()
    with open(os.path.join(folder, "err"), "wb") as err:
        options = ["dedup", path] if what.endswith("dedup") else ["report", path, "--format", "json"]
        process = subprocess.Popen([binary, *options, "-o", out], stderr=err, stdin=subprocess.DEVNULL,
                                   preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (1800, 1800)))
        _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    said = open(os.path.join(folder, "err"), "rb").read().decode(errors="replace")
    whole = code == 1 if not os.path.exists(out) else is_json(out)
    for left in (path, out):
        if os.path.exists(left):
            os.remove(left)
    return code, whole, said, time.monotonic() - before, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    binary, options = sys.argv[1], sys.argv[2:]
    failed = passed = 0
    if "--print" in options:
        print("| input | size, MB | seconds of processors | memory, MB | what came of it |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for what, name, content in pieces("--large" in options):
            code, whole, said, wall, cpu, memory = run(binary, what, name, content, folder)
            size = len(content)
            # What it was unpacked to is bounded by the reader: 64 MiB, or 250 times the piece.
            bytes_ = max(size, min(64 << 20, 1100 * size) if name.endswith(("gz", "zst")) else 0)
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
