#!/usr/bin/env python3
"""Kills `firsthand add` at random moments, and what makes findings for the desk, and looks at what is left.

  store.py BIN [SEED] [--kills N]

The last line counts the checks. Run from the root of the repository.
"""
import glob, json, os, random, re, signal, sqlite3, subprocess, sys, tempfile, threading, time, urllib.request

from counts import Counts

KILLS = 10


def pages(folder, n):
    """The example, and as many articles again that are like it and not the same."""
    with open(os.path.join(folder, "pages.jsonl"), "w") as out:
        for i in range(n):
            text = (f"The ferry at landing {i} is stopped, Mayor Ines Calder said on Monday. Repairs will take {i + 2} weeks, "
                    f"she told the Sellmoor Post, and cost {i + 1} million crowns. Nobody was hurt at landing {i}.")
            out.write(json.dumps({"url": f"https://post.example/ferry/{i}", "title": f"Ferry {i} stopped", "text": text}) + "\n")
    return [os.path.join(folder, "pages.jsonl"), "examples/pile"]


def add(binary, db, paths):
    return subprocess.Popen([binary, "add", *paths, "--db", db], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def sound(db):
    """The articles in the findings and the pages that are kept, in a file that is whole."""
    with sqlite3.connect(db) as c:
        assert c.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert c.execute("PRAGMA foreign_key_check").fetchall() == []
        articles = c.execute("SELECT articles FROM summary").fetchone()[0]
        assert articles == c.execute("SELECT count(*) FROM articles").fetchone()[0]
        return articles, c.execute("SELECT count(*) FROM readings").fetchone()[0]


def desk(binary, db, *args):
    """A desk on a store, and a function that asks it."""
    process = subprocess.Popen([binary, "serve", "--db", db, "--port", "0", *args], stderr=subprocess.PIPE, text=True)
    home = re.search(r"http:\S+", process.stderr.readline())[0]

    def ask(path, method="GET", **body):
        request = urllib.request.Request(f"{home}{path}", json.dumps(body).encode() if body else None, {"Origin": home[:-1]}, method=method)
        return urllib.request.urlopen(request, timeout=60)

    return process, ask


def makers(of):
    """Processes that make findings for this one, each with its arguments."""
    found = {}
    for place in glob.glob("/proc/[0-9]*"):
        try:
            parent = int(open(f"{place}/stat").read().rpartition(")")[2].split()[1])
            if parent == of:
                found[int(place[6:])] = open(f"{place}/cmdline").read().split("\0")
        except (OSError, ValueError):
            pass
    # Between its fork and its exec a process has the arguments of the first.
    return {pid: args for pid, args in found.items() if "build" in args}


def lives(pid):
    try:
        return open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(does, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        now = does()
        if now:
            return now
        time.sleep(0.005)


def rulings(binary, db, check):
    """What makes findings for the desk is another process: killed, it is told and made good; and it does not outlive the desk."""
    process, ask = desk(binary, db, "--no-model")
    try:
        summary = lambda: json.load(ask("api"))
        ids = [a["id"] for a in json.load(ask("api/articles?limit=4"))["items"]]
        news, told = ask("api/live"), []
        threading.Thread(target=lambda: told.extend(iter(news.readline, b"")), daemon=True).start()
        heard = lambda: [json.loads(line[6:]) for line in list(told) if line.startswith(b"data: {")]
        ask("api/rulings", "POST", ruling=f"merge {ids[0]} {ids[1]}")
        made = until(lambda: makers(process.pid))
        check("findings are made by another process, as the desk was told to", made and all("--no-model" in args for args in made.values()))
        check("its stages are told", until(lambda: any(n["stage"] for n in heard())))
        for pid in made:
            os.kill(pid, signal.SIGKILL)
        check("that it was killed is told", until(lambda: any("SIGKILL" in (n["problem"] or "") for n in heard())))
        check("the desk answers, and says that findings are behind", not summary()["current"] and process.poll() is None)
        check("the ruling is kept", len(json.load(ask("api/rulings"))["items"]) == 1)
        ask("api/findings", "POST")
        check("findings are made when that is asked for", until(lambda: summary()["current"]))
        check("and the problem is over", until(lambda: heard()[-1] == {"stage": None, "problem": None}))
        event = lambda article: next(a["event"] for a in json.load(ask(f"api/articles/{article}"))["heads"]["articles"] if a["id"] == article)
        check("they know the ruling", event(ids[0]) == event(ids[1]))
        ask("api/rulings", "POST", ruling=f"split {ids[2]}")
        (maker,) = until(lambda: makers(process.pid)) or [0]
        process.kill()
        process.wait()
        check("what makes findings ends with the desk", maker and until(lambda: not lives(maker), 5))
    finally:
        process.kill()
        process.communicate()
    with sqlite3.connect(db) as c:
        check("it ended before they were made", c.execute("SELECT findings < changes FROM state").fetchone() == (1,))
    done = subprocess.run([binary, "build", "--db", db, "--no-model"], capture_output=True, text=True)
    check(f"a command makes them: {done.stdout} {done.stderr}", done.returncode == 0 and "made anew" in done.stdout)
    with sqlite3.connect(db) as c:
        check("nothing is lost", c.execute("SELECT findings = changes, (SELECT count(*) FROM rulings WHERE warning IS NULL) FROM state").fetchone() == (1, 2))
    nowhere = subprocess.run([binary, "build", "--db", db + ".none"], capture_output=True, text=True)
    check(f"no store is made where none is: {nowhere.stderr}", nowhere.returncode == 2 and not os.path.exists(db + ".none"))


def main():
    kills = KILLS
    if "--kills" in sys.argv:
        at = sys.argv.index("--kills")
        kills = int(sys.argv[at + 1])
        del sys.argv[at : at + 2]
    binary = sys.argv[1]
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 30)
    random.seed(seed)
    killed = 0
    counts = Counts("store", f" (seed {seed})")
    check = counts.check

    with tempfile.TemporaryDirectory() as folder:
        paths = pages(folder, 400)
        whole = os.path.join(folder, "whole.db")
        from_ = time.monotonic()
        process = add(binary, whole, paths)
        process.communicate()
        took = time.monotonic() - from_
        articles, kept = sound(whole)
        check("one addition of all is whole", process.returncode == 0 and articles == kept > 400)

        db, before, tries = os.path.join(folder, "news.db"), (0, 0), 0
        # On a machine with much else to do a run may end before its time: it is no kill and another one is begun.
        while killed < kills and tries < 5 * kills:
            tries += 1
            if before[0] == kept:
                # Another addition to what is whole has nothing to do.
                for left in glob.glob(db + "*"):
                    os.remove(left)
                before = (0, 0)
            process = add(binary, db, paths)
            time.sleep(random.random() * took)
            process.send_signal(signal.SIGKILL)
            process.communicate()
            killed += process.returncode == -signal.SIGKILL
            if not os.path.exists(db) or os.path.getsize(db) == 0:
                check("nothing yet", before == (0, 0))
                continue
            with sqlite3.connect(db) as c:
                tables = c.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if tables == 0:
                check("nothing yet", before == (0, 0))
                continue
            now = sound(db)
            # Findings are those of all pages or those from before; a page that was kept stays.
            check("findings are whole or as they were", now[0] in (before[0], kept))
            check("no page is lost", before[1] <= now[1] and now[1] in (0, kept))
            before = now
        check("all were killed at work", killed == kills)
        process = add(binary, db, paths)
        process.communicate()
        check("the next addition ends it", process.returncode == 0 and sound(db) == (articles, kept))

        with sqlite3.connect(db) as a, sqlite3.connect(whole) as b:
            for table in ("articles", "quotations", "events", "statements", "changes", "edges"):
                sql = f"SELECT count(*) FROM {table}"
                check(f"as many {table} as in one go", a.execute(sql).fetchall() == b.execute(sql).fetchall())

        two = os.path.join(folder, "two.db")
        both = [add(binary, two, [path]) for path in paths]
        said = [p.communicate()[1].decode() for p in both]
        check(f"two at one time: {said}", all(p.returncode == 0 for p in both) and sound(two) == (articles, kept))

        # A file-size limit is a disk that is full.
        full = os.path.join(folder, "full.db")
        add(binary, full, ["examples/pile"]).communicate()
        state = sound(full)
        limit = os.path.getsize(full) + 200_000
        small = subprocess.run(["bash", "-c", f'trap "" XFSZ; ulimit -f {limit // 1024}; exec "$@"', "-", binary, "add", *paths, "--db", full],
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        said = small.stderr.decode()
        check(f"a full disk is named: {small.returncode} {said}", small.returncode == 2 and "cannot use the database" in said)
        check("and nothing in the file is lost", sound(full)[0] == state[0])
        process = add(binary, full, paths)
        process.communicate()
        check("and it goes on when there is room", sound(full) == (articles, kept))

        # Who reads is seen by who writes elsewhere, however often the reader has looked at the file: else the writer, taking itself for
        # the only one, would remove the file of changes that the reader still has open.
        process, ask = desk(binary, full)
        try:
            for i in range(20):
                threads = [threading.Thread(target=lambda j: ask(f"api/search?q=ferry+{i}{j}").read(), args=(j,)) for j in range(4)]
                [t.start() for t in threads], [t.join() for t in threads]
            ask("api/notes", "POST", about="e", words="seen")
            c = sqlite3.connect(full)
            c.execute("INSERT INTO notes VALUES (NULL, '2031-05-09T10:00:00Z', 'e', 'written elsewhere', NULL)")
            c.commit()
            c.close()
            check("a writer elsewhere sees that the desk reads", os.path.exists(full + "-wal") and os.path.exists(full + "-shm"))
            time.sleep(1.5)
            check("and the desk sees what it wrote", b"written elsewhere" in ask("api/notes").read())
        finally:
            process.terminate()
            process.communicate()
        check("the file is whole", sound(full) == (articles, kept))
        rulings(binary, full, check)
        check("and whole after rulings", sound(full) == (articles, kept))
    counts.end()


if __name__ == "__main__":
    main()
