#!/usr/bin/env python3
"""Opens a database that firsthand wrote in a real Datasette and asks for every page of it.

  datasette.py BIN FOLDER    the command, and the folder where Datasette is kept, installed once

The last line counts the checks. Run from the root of the repository.
"""
import json, os, socket, subprocess, sys, tempfile, time, urllib.error, urllib.parse, urllib.request

from counts import Counts
from environment import environment

PACKAGES = ["datasette==0.65.5"]
READY_S = 30
# A proxy has no part in what stays on this machine.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Site:
    def __init__(self, command, *args):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        log = subprocess.DEVNULL
        self.process = subprocess.Popen([command, *args, "-h", "127.0.0.1", "-p", str(self.port)], stdout=log, stderr=log)
        until = time.monotonic() + READY_S
        while True:
            try:
                self.get("/-/versions.json")
                return
            except urllib.error.URLError:
                if time.monotonic() > until or self.process.poll() is not None:
                    self.process.kill()
                    raise
                time.sleep(0.1)

    def get(self, path, **query):
        """The text of a page; an answer that is no 200 is an exception."""
        query = f"?{urllib.parse.urlencode(query)}" if query else ""
        with OPENER.open(f"http://127.0.0.1:{self.port}{urllib.parse.quote(path)}{query}", timeout=READY_S) as page:
            return page.read().decode()

    def json(self, path, **query):
        return json.loads(self.get(path + ".json", **query))

    def rows(self, table, **query):
        return self.json(f"/news/{table}", _shape="objects", **query)["rows"]


def checks(site, bare):
    """Each check as (name, function); a check fails by an exception."""
    tables = [t for t in site.json("/news")["tables"] if not t["hidden"]]
    views = site.json("/news")["views"]
    described = {(d["table_name"], d["column_name"]): d["description"]
                 for d in site.rows("descriptions", _size="max")}

    def index():
        assert "news" in site.get("/") and "single_origin_events" in site.get("/news")
        assert len(tables) > 25 and len(views) >= 5, (len(tables), len(views))
    yield "the index names the database, its tables and its views", index

    for t in tables + views:
        def table(name=t["name"]):
            page, found = site.get(f"/news/{name}"), site.json(f"/news/{name}")
            # The example has no page that is skipped or that says where it was first published; the rest a store alone has.
            # The example has none of these: no bad page, no ruling, no headline that its body does not bear out.
            none = ("skipped", "syndicated_from", "headline_checks", "headline_bodies", "rulings", "event_overrides")
            may_be_empty = name in none or "Empty in an export." in described[name, ""]
            assert may_be_empty or (found["rows"] and "<table" in page), f"{name} is empty"
            for column in found["columns"]:
                assert described.get((name, column)) or column == "rowid", f"{name}.{column} is not described"
        yield f"the page of {t['name']}, and its JSON", table

    def search():
        for on in (site, bare):
            assert 'type="search"' in on.get("/news/articles") and 'type="search"' in on.get("/news/quotations")
        found = site.rows("articles", _search="warehouse fire")
        assert found and all("warehouse" in r["body"].lower() for r in found)
        assert site.rows("quotations", _search="no plans")
        assert not site.rows("quotations", _search="nosuchwordanywhere")
    yield "the search box, and what it finds", search

    def links():
        # Without any metadata: the labels come from the tables themselves.
        for table, column, to in [("quotations", "statement", "statements"), ("articles", "event", "events"),
                                  ("edges", "to_node", "nodes"), ("quotation_spans", "quotation", "quotations"),
                                  ("changes", "from_quotation", "quotations")]:
            cell = bare.rows(table, _labels="on", _size=1)[0][column]
            assert cell["label"] != cell["value"] and len(cell["label"]) > 3, cell
            assert f'href="/news/{to}/{cell["value"]}"' in bare.get(f"/news/{table}", _size=1)
            assert cell["value"] in bare.get(f"/news/{to}/{cell['value']}")
    yield "a foreign key is a link with a label, and leads to its row", links

    def receipts():
        sql = """select r.words, q.words as quoted from quotations q join receipts r on r.finding = 'quotation_spans'
                 and r.of = q.id where q.kind = 'direct' limit 50"""
        rows = site.json("/news", sql=sql, _shape="objects")["rows"]
        assert rows and all(r["words"] in r["quoted"] for r in rows)
    yield "a query of one's own gets the characters", receipts

    def canned():
        queries = {q["name"]: q for q in site.json("/news")["queries"]}
        assert len(queries) >= 8, queries
        for name, query in queries.items():
            asked = {p: {"word": "fire", "speaker": "%a%"}[p] for p in query["params"]} if query.get("params") else {}
            asked = asked or {p: v for p, v in [("word", "fire"), ("speaker", "%a%")] if f":{p}" in query["sql"]}
            rows = site.json(f"/news/{name}", _shape="objects", **asked)["rows"]
            assert rows or name == "changed_pages", f"{name} finds nothing"
            assert query["title"] in site.get(f"/news/{name}", **asked).replace("&#x27;", "'")
    yield "each canned query has a title and finds something", canned

    def facets():
        shown = site.json("/news/articles", _size=1)["facet_results"]
        assert {"outlet", "language", "own_reporting"} <= set(shown), shown.keys()
    yield "the facets of the metadata are offered", facets

    def metadata():
        assert described[("events", "origins_high")] in site.get("/news/events")
        assert "What firsthand found" in site.get("/")
    yield "the shipped metadata describes the columns", metadata


def main():
    binary, folder = sys.argv[1:3]
    command = os.path.join(environment(folder, PACKAGES), "datasette")
    counts = Counts("datasette")
    with tempfile.TemporaryDirectory() as out:
        db = os.path.join(out, "news.db")
        subprocess.run([binary, "report", "examples/pile", "--db", db], check=True, stdout=subprocess.DEVNULL)
        sites = []
        try:
            sites += [Site(command, db, "-m", "docs/metadata.yaml"), Site(command, db)]
            for name, check in checks(*sites):
                counts.attempt(name, check)
        finally:
            for site in sites:
                site.process.terminate()
                site.process.wait()
    counts.end()


if __name__ == "__main__":
    main()
