#!/usr/bin/env python3
"""Lets `firsthand watch` and `firsthand fetch` loose on a site that this script serves on this machine.

  watch.py BIN

The last line counts the checks. Run from the root of the repository.
"""
import contextlib, gzip, hashlib, html, http.server, json, os, sqlite3, subprocess, sys, tempfile, threading

from counts import Counts

PAGE = """<html><head><title>{title}</title><meta property="og:site_name" content="{outlet}"></head><body><nav>Home
Sport</nav><article><h1>{title}</h1><p>{text}</p>{more}</article></body></html>"""
MORE = """<p>The harbour office opens at nine on every day of the week, and the landing
below the old toll house stays open to boats of all kinds until the evening.</p>"""
# What an agency sent out, as five papers carry it, and one that has other words.
WIRE = """SELLMOOR (Norda) - Sellmoor has no plans to close the fish market before the winter, harbour director Ada Venn told the Norda
news agency on Monday.</p><p>"We have no plans to {words} before the winter," Venn told Norda. "What comes after that depends on the price
of ice and on the new lease."</p><p>The market sold 4,100 tonnes of herring last year, 300 fewer than the year before, the agency said."""
# A title of which a shell would make something.
HOSTILE = "Ammonia $(touch {0}/owned) `touch {0}/owned` '; touch {0}/owned; ' hurts 14"
FERRY = "The ferry over the Sill is stopped until {until}, Mayor Ines Calder said on Monday. Repairs cost two million crowns, she told the Post."


def page(outlet="The Sellmoor Post", more=MORE, **parts):
    return PAGE.format(outlet=outlet, more=more, **parts)


class Site(http.server.ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.at, self.pages, self.asked, self.posted = f"http://127.0.0.1:{self.server_port}", {}, [], []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def page(self, path, text, kind="text/html; charset=utf-8", **fields):
        body = text if isinstance(text, bytes) else text.encode()
        self.pages[path] = (200, {"Content-Type": kind, "ETag": f'"{hashlib.sha256(body).hexdigest()[:8]}"', **fields}, body)

    def feed(self, path, items):
        entries = "".join(f"<item><title>{t}</title><link>{u}</link><pubDate>{d}</pubDate></item>" for u, t, d in items)
        self.page(path, f"<rss><channel><title>The Sellmoor Post</title>{entries}</channel></rss>", "application/rss+xml")


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, fields, body = self.server.pages.get(self.path, (404, {}, b"nothing"))
        if fields.get("ETag") and self.headers.get("If-None-Match") == fields["ETag"]:
            status, body = 304, b""
        self.server.asked.append((self.path, status, {k.lower(): v for k, v in self.headers.items()}))
        self.send_response(status)
        for field in fields.items():
            self.send_header(*field)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == "/hook":
            self.server.posted.append(sent)
        self.send_response(204 if self.path == "/hook" else 500)
        self.end_headers()

    def log_message(self, *_):
        pass


def main():
    # A proxy has no part in what stays on this machine.
    for name in [n for n in os.environ if "proxy" in n.lower()]:
        del os.environ[name]
    binary, site = sys.argv[1], Site()
    counts = Counts("watch")
    check = counts.check

    with tempfile.TemporaryDirectory() as folder:
        db, told = os.path.join(folder, "news.db"), os.path.join(folder, "told.jsonl")

        def watch(*args, allow=True):
            for path in (site.asked,):
                path.clear()
            args = ["--db", db, "--once", *args] + ["--allow-private"] * allow
            run = subprocess.run([binary, "watch", *args], capture_output=True, text=True, timeout=300)
            return run.returncode, run.stdout + run.stderr

        def ask(sql):
            with contextlib.closing(sqlite3.connect(db, isolation_level=None)) as c:
                return c.execute(sql).fetchall()

        def again():
            with contextlib.closing(sqlite3.connect(db, isolation_level=None)) as c:
                c.execute("UPDATE feeds SET due = '2000-01-01T00:00:00Z'")
                c.execute("UPDATE watched SET due = '2000-01-01T00:00:00Z'")

        feed = site.at + "/feed"
        code, said = watch("--feed", feed, allow=False)
        check(f"an address of this machine is refused: {said}", code == 1 and "own network" in said and not site.asked)
        again()

        site.page("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
        site.page("/ferry", page(title="Ferry stopped", text=FERRY.format(until="June")))
        site.page("/bridge", page(title="Bridge stays open", text="The bridge stays open, engineer Tom Hale told the Post."))
        site.page("/closed/1", page(title="Not for programs", text="Nothing."))
        site.page("/bomb", gzip.compress(b"<p>" + b"0" * (24 << 20)), **{"Content-Encoding": "gzip"})
        items = [("/ferry", "Ferry stopped", "Mon, 5 May 2031 10:00:00 GMT"), (site.at + "/bridge?utm_source=feed", "Bridge", "x"),
                 ("/closed/1", "Closed", "x"), ("/bomb", "Bomb", "x"), ("file:///etc/passwd", "Passwords", "x")]
        site.pages["/bridge?utm_source=feed"] = site.pages["/bridge"]
        site.feed("/feed", items)
        code, said = watch("--feed", feed, "--notify", f"cat >> {told}", "--webhook", site.at + "/hook")
        check(f"two pages are added: {said}", ask("SELECT articles FROM summary") == [(2,)])
        check("the page that robots.txt closes is not asked", "robots.txt" in said and all(p != "/closed/1" for p, *_ in site.asked))
        check("a page that unpacks without end is named", "16 MiB" in said)
        check("what is not on the web is not asked", len(ask("SELECT url FROM watched")) == 4)
        check("and what failed is in the exit status", code == 1)
        check("it says who asks", all(h["user-agent"].startswith("firsthand/") for *_, h in site.asked))

        code, said = watch("--feed", feed)
        check("what is not due is not asked", code == 0 and not site.asked)
        again()
        watch("--feed", feed)
        unchanged = {p for p, status, _ in site.asked if status == 304}
        check(f"what has not changed is not sent again: {site.asked}", {"/feed", "/ferry"} <= unchanged)

        site.page("/ferry", page(title="Ferry stopped", text=FERRY.format(until="August")))
        again()
        code, said = watch("--feed", feed, "--notify", f"cat >> {told}", "--webhook", site.at + "/hook")
        check(f"another text is another version: {said}", ask("SELECT place FROM revisions") == [(0,), (1,)])
        check("with the time when it was taken", all(t for (t,) in ask("SELECT taken FROM readings")))
        lines = [json.loads(line) for line in open(told)] if os.path.exists(told) else []
        kinds = [line["kind"] for line in lines]
        check(f"which is told: {lines}", kinds.count("revision") == 1)
        check("to the address too", [p["kind"] for p in site.posted] == kinds)
        again()
        watch("--feed", feed, "--notify", f"cat >> {told}", "--webhook", site.at + "/hook")
        check("once", len(open(told).readlines()) == len(lines))

        # Many reports on one origin, changed words that matter, a correction: each told once, to both, and never read by a shell.
        papers = [f"{town} Courier" for town in ("Arlo", "Bryn", "Cade", "Dorn", "Elva")]
        for i, paper in enumerate(papers):
            site.page(f"/wire{i}", page(outlet=paper, more="", title="Fish market stays open", text=WIRE.format(words="close the fish market")))
        site.page("/other", page(outlet="Fenn Herald", more="", title="Venn speaks on market", text=WIRE.format(words="close the whole fish market")))
        fixed = "Fourteen people were treated after an ammonia leak in the ice works, the hospital said.</p><p>Correction: An earlier version of this article said that 41 people were treated. The hospital says that it was 14."
        site.page("/fixed", page(outlet="Gorm News", more="", title=html.escape(HOSTILE.format(folder)), text=fixed))
        site.feed("/wire", [(f"/wire{i}", "Fish market", "x") for i in range(5)] + [("/other", "Market", "x"), ("/fixed", "Ammonia", "x")])
        before = len(lines)
        notify = ("--feed", site.at + "/wire", "--notify", f"cat >> {told}")
        site.posted.clear()
        code, said = watch(*notify, "--webhook", site.at + "/down")
        new = [json.loads(line) for line in open(told)][before:]
        about = lambda kind: [a for a in new if a["kind"] == kind]
        check(f"an event that grows on one origin is told: {new}", len(about("growth")) == 1 and about("growth")[0]["text"].startswith("6 articles and one origin"))
        check("with the id of the event", about("growth") and ask(f"SELECT articles FROM events WHERE id = '{about('growth')[0]['about']}'") == [(6,)])
        check(f"a material change is told: {new}", len(about("material")) >= 1 and "whole" in about("material")[0]["text"])
        check("with the id of the statement", about("material") and ask(f"SELECT count(*) FROM statements WHERE id = '{about('material')[0]['about']}'") == [(1,)])
        check(f"a correction is told: {new}", len(about("correction")) == 1 and "41 people" in about("correction")[0]["text"])
        check("what a stranger wrote is passed on as it is", about("correction") and about("correction")[0]["text"].startswith(HOSTILE.format(folder)))
        check("and is run by nobody", not os.path.exists(os.path.join(folder, "owned")))
        check(f"an address that does not answer is named: {said}", "could not be handed over" in said and not site.posted)
        check("and the alert is kept for it", ask("SELECT count(*) FROM alerts WHERE told IS NULL AND handed = 'command'") == [(len(new),)])
        watch(*notify, "--webhook", site.at + "/hook")
        check("it has all of them once it answers", sorted(p["text"] for p in site.posted) == sorted(a["text"] for a in new))
        check("the command was told once", len(open(told).readlines()) == before + len(new))
        again()
        watch(*notify, "--webhook", site.at + "/hook")
        check("and nobody twice", len(site.posted) == len(new) and len(open(told).readlines()) == before + len(new))
        check("no alert waits", ask("SELECT count(*) FROM alerts WHERE told IS NULL") == [(0,)])

        # Feeds that are none, or too many.
        many = [(f"/p{i}", f"Page {i}", "x") for i in range(10_000)]
        site.feed("/many", many)
        site.page("/broken", b"<rss><channel><item><title>No end <![CDATA[", "text/xml")
        site.page("/latin", '<?xml version="1.0" encoding="utf-8"?><rss><item><title>Caf\xe9</title><link>/cafe</link></item></rss>'.encode("latin-1"), "text/xml")
        site.page("/bombs", '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><item><title>&b;</title><link>/&b;</link></item></rss>', "text/xml")
        opml = os.path.join(folder, "feeds.opml")
        with open(opml, "w") as out:
            out.write("<opml><body>" + "".join(f'<outline xmlUrl="{site.at}/{n}"/>' for n in ("broken", "latin", "bombs", "gone")) + "</body></opml>")
        code, said = watch("--opml", opml)
        check(f"a broken feed is named: {said}", "/broken" in said and "ends within an entry" in said)
        check("a feed that is not there is named", "/gone: the server answers with status 404" in said)
        check("a wrong charset costs no entry", ask("SELECT count(*) FROM watched WHERE url LIKE '%/cafe'") == [(1,)])
        check("no entity is expanded", not ask("SELECT 1 FROM watched WHERE url LIKE '%aaaa%'"))
        with contextlib.closing(sqlite3.connect(db, isolation_level=None)) as c:
            c.execute("UPDATE watched SET due = NULL")
        process = subprocess.Popen([binary, "watch", "--feed", site.at + "/many", "--db", db, "--allow-private"],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            process.communicate(timeout=6)
        except subprocess.TimeoutExpired:
            process.send_signal(2)
        out, err = process.communicate(timeout=60)
        left = os.path.exists(db + "-wal")
        check(f"ten thousand entries are bounded: {err[:300]}", "10000 entries" in err)
        check("and kept", ask("SELECT count(*) FROM watched WHERE url LIKE '%/p%'") == [(1000,)])
        check(f"an interrupt ends it cleanly: {process.returncode}", process.returncode in (0, 1) and not left)
        check("the file is whole", ask("PRAGMA integrity_check") == [("ok",)] and not ask("PRAGMA foreign_key_check"))

        saved = os.path.join(folder, "saved")
        fetch = lambda *a: subprocess.run([binary, "fetch", *a], capture_output=True, text=True, timeout=120)
        run = fetch(site.at + "/ferry", site.at + "/closed/1", "-o", saved, "--allow-private")
        line = json.loads(run.stdout.splitlines()[0])
        body = open(os.path.join(saved, line["file"]), "rb").read()
        check("a page is saved as received", body == site.pages["/ferry"][2] and line["sha256"] == hashlib.sha256(body).hexdigest())
        check("with time and head", line["at"].endswith("Z") and dict(line["fields"])["etag"] and run.returncode == 1)
        check("in a list", open(os.path.join(saved, ".manifest.jsonl")).read() == run.stdout)
        archive = os.path.join(folder, "saved.warc.gz")
        run = fetch(site.at + "/ferry", site.at + "/bridge", "-o", archive, "--allow-private")
        read = subprocess.run([binary, "quotes", archive, "--format", "json"], capture_output=True, text=True)
        urls = [a["url"] for a in json.loads(read.stdout)["articles"]]
        check(f"an archive is read again: {read.stderr}", sorted(urls) == [site.at + "/bridge", site.at + "/ferry"])
        check("without the flag nothing is saved", fetch(site.at + "/ferry", "-o", saved).returncode == 1)
    counts.end()


if __name__ == "__main__":
    main()
