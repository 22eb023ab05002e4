#!/usr/bin/env python3
"""What firsthand promises of itself: the same bytes, no socket, nothing lost on a bad disk, a server that strangers cannot stop.

  trust.py BIN [OTHER_BIN] [--connections N]

OTHER_BIN is another build of the same tree (debug and release), whose report has to be the same bytes. What this machine cannot
show (strace or a mounted disk that is forbidden) counts as skipped, with its reason. The last line counts the checks.
"""
import contextlib, glob, hashlib, http.client, json, os, random, resource, select, shutil, socket, sqlite3, subprocess, sys, tempfile, threading, time, urllib.parse

from counts import Counts

PILE = "examples/pile"
NOTE = b'{"about": "e", "words": "seen"}'
counts = Counts("trust")
check, skip = counts.check, counts.skip


def run(*command, **options):
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=300, **options)


def same_bytes(binaries):
    """Of the report, whatever the threads, the order of the files and the build."""
    files = sorted(glob.glob(f"{PILE}/*"))
    random.seed(1)
    mixed = random.sample(files, len(files))
    seen = set()
    for binary in binaries:
        for threads in ["1", "2", "7"]:
            for order in [files, files[::-1], mixed]:
                done = run(binary, "report", *order, "--format", "json", env={**os.environ, "RAYON_NUM_THREADS": threads})
                seen.add(hashlib.sha256(done.stdout).hexdigest())
    check(f"one report of {len(binaries)} builds, 3 numbers of threads, 3 orders", len(seen) == 1, seen)


def no_socket(binary):
    """`report` and its kin open none."""
    if not shutil.which("strace"):
        return skip("no socket", "no strace here")
    with tempfile.TemporaryDirectory() as folder:
        log, db = os.path.join(folder, "calls"), os.path.join(folder, "news.db")
        trace = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", log]
        if run(*trace, "true").returncode:
            return skip("no socket", "strace may not look at processes here")
        for command in [["report", PILE, "--db", db], ["report", PILE, "--format", "html"], ["add", PILE, "--db", os.path.join(folder, "s.db")],
                        ["quotes", PILE], ["clean", PILE], ["dedup", PILE, "-o", os.path.join(folder, "kept.jsonl")], ["trace", "no intention", PILE]]:
            done = run(*trace, binary, *command)
            # A thread that ends while strace lets go of it leaves a line without a call: `18082 ???( <detached ...>`.
            calls = [line for line in open(log) if "???(" not in line]
            check(f"no call of the network by {command[0]}", done.returncode == 0 and not calls, calls or done.stderr)


def manual(binary):
    """A page of the manual for each command, and completions that shells can read."""
    commands = [line.split()[0] for line in run(binary, "--help").stdout.decode().split("Commands:")[1].split("Options:")[0].splitlines()
                if line.startswith("  ") and line[2] not in " "]
    with tempfile.TemporaryDirectory() as folder:
        run(binary, "man", "-o", folder)
        pages = set(os.listdir(folder))
        for command in commands:
            check(f"a page on {command}", command == "help" or f"firsthand-{command}.1" in pages, pages)
    for shell, look in [("bash", ["bash", "-n"]), ("zsh", ["zsh", "-n"]), ("fish", ["fish", "-n"])]:
        text = run(binary, "completions", shell).stdout
        check(f"completions for {shell} name each command", all(c.encode() in text for c in commands), text[:200])
        if shutil.which(shell):
            with tempfile.NamedTemporaryFile() as file:
                file.write(text)
                file.flush()
                check(f"{shell} reads them", run(*look, file.name).returncode == 0)


def sound(db):
    with contextlib.closing(sqlite3.connect(db)) as c:
        return (c.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not c.execute("PRAGMA foreign_key_check").fetchall()
                and c.execute("SELECT count(*) FROM readings").fetchone()[0])


def bad_disk(binary):
    """A full disk, a file that may not be written, two writers at once."""
    with tempfile.TemporaryDirectory() as folder:
        small = os.path.join(folder, "small")
        os.mkdir(small)
        db = os.path.join(small, "news.db")
        if run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", small).returncode:
            skip("a full disk", "no disk can be mounted here")
        else:
            try:
                first = run(binary, "add", f"{PILE}/harbour-times.txt", "--db", db)
                check("a first addition fits", first.returncode == 0, first.stderr)
                with open(os.path.join(small, "filler"), "wb") as out:
                    left = shutil.disk_usage(small).free
                    out.write(b"x" * max(0, left - 64 * 1024))
                full = run(binary, "add", PILE, "--db", db)
                check("a full disk is an error that says so", full.returncode != 0 and b"full" in full.stderr.lower(), full.stderr)
                check("what was there is there", sound(db) == 1)
                os.remove(os.path.join(small, "filler"))
                with open(os.path.join(small, "big"), "wb") as out:
                    out.write(b"x" * (1 << 20))
                report = run(binary, "report", PILE, "--format", "html", "-o", os.path.join(small, "r.html"))
                if report.returncode:
                    check("no half report is left", not os.path.exists(os.path.join(small, "r.html")), os.listdir(small))
            finally:
                run("umount", "-l", small)
        db = os.path.join(folder, "ro.db")
        run(binary, "add", f"{PILE}/harbour-times.txt", "--db", db)
        if os.geteuid() == 0:
            ro = os.path.join(folder, "ro")
            os.mkdir(ro)
            if run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", ro).returncode:
                skip("a read-only disk", "no disk can be mounted here")
            else:
                try:
                    shutil.copy(db, os.path.join(ro, "news.db"))
                    run("mount", "-o", "remount,ro", ro)
                    done = run(binary, "add", PILE, "--db", os.path.join(ro, "news.db"))
                    check("a read-only file is an error that names it", done.returncode != 0 and b"news.db" in done.stderr, done.stderr)
                finally:
                    run("umount", "-l", ro)
        else:
            os.chmod(db, 0o444)
            done = run(binary, "add", PILE, "--db", db)
            check("a read-only file is an error that names it", done.returncode != 0 and b"ro.db" in done.stderr, done.stderr)
        both = os.path.join(folder, "both.db")
        files = sorted(glob.glob(f"{PILE}/*"))
        writers = [subprocess.Popen([binary, "add", *part, "--db", both], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
                   for part in (files[:12], files[12:])]
        codes = [(w.communicate()[1], w.returncode) for w in writers]
        for part, (said, code) in zip((files[:12], files[12:]), codes):
            if code:
                check("a second writer is told that another writes", b"both.db" in said, said)
                check("and goes in afterwards", run(binary, "add", *part, "--db", both).returncode == 0)
        check("two writers: nothing is lost", sound(both) == len(files), codes)


def too_large(binary):
    """A pile that does not fit into memory is refused before the work begins, and no page of it is lost."""
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, "news.db")
        little = dict(os.environ, FIRSTHAND_MEMORY="700000")
        rulings = os.path.join(folder, "firsthand.overrides")
        split = ["split", os.path.join(PILE, sorted(os.listdir(PILE))[0]), PILE, "--overrides", rulings]
        for command in (["report", PILE], ["add", PILE, "--db", db], split):
            done = run(binary, *command, env=little)
            check(f"{command[0]} of what does not fit says what it needs", done.returncode == 2 and b"MB of memory" in done.stderr, done.stderr)
        check("nothing is ruled on it", not os.path.exists(rulings))
        pages = sound(db)
        check("its pages are kept", pages > 0, pages)
        check("and read where there is room", run(binary, "build", "--db", db).returncode == 0 and sound(db) == pages)


def ask(port, path="/api/events", headers=None, method="GET", body=None):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    c.request(method, path, body, headers or {})
    answer = c.getresponse()
    return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), answer.read()


def server(binary, connections):
    with tempfile.TemporaryDirectory() as folder:
        db = os.path.join(folder, "news.db")
        run(binary, "add", PILE, "--db", db)
        process = subprocess.Popen([binary, "serve", "--db", db, "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            said = ""
            while "http://127.0.0.1:" not in said:
                said += process.stdout.readline()
            port = int(said.split("http://127.0.0.1:")[1].split("/")[0].split()[0])
            threading.Thread(target=process.stdout.read, daemon=True).start()
            status, headers, _ = ask(port, "/")
            policy = headers.get("content-security-policy", "")
            check("the page's policy lets no inline script run", status == 200 and "script-src" in policy and "unsafe" not in policy, policy)
            check("no cookies", "set-cookie" not in headers)
            check("another host's name is refused", ask(port, headers={"Host": "evil.example"})[0] in (400, 403, 421))
            check("another page's change is refused", ask(port, "/api/notes", {"Origin": "http://evil.example", "Content-Type": "application/json"},
                                                          "POST", "{}")[0] in (400, 403))
            check("a head of a megabyte is refused", ask_head(port))
            bodies(port)
            for query in ["*" * 5000, '"' * 999, "a" + " OR a" * 900, "NEAR(" * 200, "(" * 1000, "\u202e\0", "a* " * 900, "^" * 50]:
                begun = time.monotonic()
                status = ask(port, "/api/search?q=" + urllib.parse.quote(query))[0]
                check(f"a hard question is answered or refused soon: {query[:8]}", status in (200, 400, 413, 414, 431, 503) and time.monotonic() - begun < 5, status)
            slow_connections(port, connections)
            check("it still runs", process.poll() is None)
            rss = int(open(f"/proc/{process.pid}/status").read().split("VmHWM:")[1].split()[0]) // 1024
            check("within 300 MB", rss < 300, rss)
        finally:
            process.kill()
            process.wait()
        check("others are not let in without a token", run(binary, "serve", "--db", db, "--port", "0", "--bind", "0.0.0.0",
              env={k: v for k, v in os.environ.items() if k != "FIRSTHAND_TOKEN"}).returncode == 2)


def bodies(port):
    """Changes whose bodies are too long, lie about their length, or come a byte a second: none is taken, each is answered or hung up on soon."""
    framed = [("a length beyond the bound", f"Content-Length: {len(NOTE) + 1_000_000}", [NOTE + b" " * 1_000_000]),
              ("a length of 18 digits", "Content-Length: 999999999999999999", [b'{"']),
              ("a length that is not reached", "Content-Length: 900", [NOTE]),
              ("two lengths", f"Content-Length: {len(NOTE)}\r\nContent-Length: 900", [NOTE]),
              ("a length below zero", "Content-Length: -1", [NOTE])]
    chunked = [("chunks without end", [b"10000\r\n" + b" " * 65536 + b"\r\n"] * 1_000),
               ("chunks of a byte without end", [b"1\r\n \r\n" * 100] * 5_000),
               ("a chunk that is longer than it says", [b"5\r\n", b"x" * 70_000]),
               ("a chunk that is shorter than it says", [b"f000\r\n" + NOTE + b"\r\n0\r\n\r\n"]),
               ("a chunk of 2^64 bytes", [b"10000000000000000\r\n" + b"x" * 10_000]),
               ("a chunk of 2^64 - 1 bytes", [b"ffffffffffffffff\r\n" + b"x" * 100_000]),
               ("a chunk whose size is no number", [b"five\r\nhello\r\n0\r\n\r\n"]),
               ("a size of a megabyte of noughts", [b"0" * 1_000_000 + b"5\r\nhello\r\n0\r\n\r\n"]),
               ("an extension without end", [b"5;" + b"a=b;" * 100] + [b"a=b;" * 10_000] * 200),
               ("trailers without end", [b"5\r\nhello\r\n0\r\n"] + [b"A: b\r\n" * 10_000] * 200)]
    framed += [(what, "Transfer-Encoding: chunked", parts) for what, parts in chunked]
    framed += [("a coding that nobody knows", "Transfer-Encoding: lirra", [NOTE])]
    status, took = send_body(port, f"Content-Length: {len(NOTE)}", [NOTE])
    check("a note is taken", status == 200, status)
    before = ask(port, "/api/notes")[2]
    for what, head, parts in framed:
        status, took = send_body(port, head, parts)
        check(f"{what} is refused soon", status in (None, 400, 408, 411, 413, 431) and took < 10, (status, took))
    for what, head, part in [("a byte a second", "Content-Length: 900", b" "), ("a chunk a second", "Transfer-Encoding: chunked", b"1\r\n \r\n")]:
        status, took = send_body(port, head, [part] * 30, pause=1)
        check(f"{what} is not waited for", status in (None, 400, 408, 413) and took < 10, (status, took))
    check("none of them is kept", ask(port, "/api/notes")[2] == before)


def send_body(port, head, parts, pause=0):
    """What a change is answered whose body comes in `parts`, and after how many seconds; no status where it is hung up on."""
    begun, said = time.monotonic(), b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as s:
        try:
            s.sendall(f"POST /api/notes HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
                      f"Content-Type: application/json\r\n{head}\r\n\r\n".encode())
            for part in parts:
                s.sendall(part)
                # Who is answered goes on no longer.
                if select.select([s], [], [], pause)[0]:
                    break
        except OSError:
            pass
        try:
            said = s.recv(1000)
        except OSError:
            pass
    return int(said.split()[1]) if said.startswith(b"HTTP/1.1 ") else None, time.monotonic() - begun


def ask_head(port):
    with socket.create_connection(("127.0.0.1", port), timeout=20) as s:
        try:
            s.sendall(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX: ".encode() + b"x" * (1 << 20))
            return b" 200 " not in s.recv(100)
        except OSError:
            return True


def slow_connections(port, count):
    """Connections that say half a head and nothing more, while a reader asks."""
    held, took, done = [], [], threading.Event()

    def reader():
        while not done.is_set() or len(took) < 5:
            begun = time.monotonic()
            try:
                took.append(time.monotonic() - begun if ask(port)[0] == 200 else 99)
            except OSError as e:
                took.append(99)
                print("trust: a reader was refused:", e)
            took[-1] = max(took[-1], time.monotonic() - begun)

    asking = threading.Thread(target=reader)
    asking.start()
    for _ in range(count):
        try:
            s = socket.create_connection(("127.0.0.1", port), timeout=20)
            s.sendall(b"GET / HTTP/1.1\r\nHost: ")
            held.append(s)
        except OSError:
            break
    done.set()
    asking.join()
    print(f"trust: {len(held)} slow connections, slowest answer of {len(took)} to a reader {max(took):.2f} s")
    check(f"{len(held)} slow connections do not stop a reader (slowest answer {max(took):.2f} s of {len(took)})", len(held) == count and max(took) < 5, took[-5:])
    for s in held:
        s.close()


def main():
    binaries = [a for i, a in enumerate(sys.argv[1:], 1) if not a.startswith("--") and sys.argv[i - 1] != "--connections"]
    connections = int(sys.argv[sys.argv.index("--connections") + 1]) if "--connections" in sys.argv else 1500
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, connections + 200)), hard))
    same_bytes(binaries)
    no_socket(binaries[0])
    manual(binaries[0])
    bad_disk(binaries[0])
    too_large(binaries[0])
    server(binaries[0], min(connections, min(hard, max(soft, connections + 200)) - 150))
    counts.end()


main()
