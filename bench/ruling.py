#!/usr/bin/env python3
"""What a ruling takes, of the process that serves and of the one that makes the findings:

  ruling.py BIN STORE

The store keeps one more ruling after it, which is taken back: use a copy, or one that `firsthand add` made for this.
"""
import json, re, subprocess, sys, threading, time, urllib.request


def peak_mib(pid):
    return int(re.search(r"VmHWM:\s+(\d+)", open(f"/proc/{pid}/status").read())[1]) // 1024


def children(pid):
    return subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()


def main():
    binary, db = sys.argv[1:3]
    desk = subprocess.Popen([binary, "serve", "--db", db, "--port", "0"], stderr=subprocess.PIPE, text=True)
    home = re.search(r"http:\S+", desk.stderr.readline())[0]
    threading.Thread(target=desk.stderr.read, daemon=True).start()

    def ask(path, method="GET", **body):
        request = urllib.request.Request(f"{home}api{path}", json.dumps(body).encode() if body else None, {"Origin": home[:-1]}, method=method)
        return json.load(urllib.request.urlopen(request))

    try:
        for path in ["", "/events?limit=100", "/search?q=police", "/speakers?limit=100", "/events?origins=1&articles=2&order=size"]:
            ask(path)
        one, other = [a["id"] for a in ask("/articles?limit=2")["items"]]
        before, begun, maker, answers = peak_mib(desk.pid), time.monotonic(), 0, []
        number = ask("/rulings", "POST", ruling=f"merge {one} {other}")["id"]
        while not ask("")["current"]:
            for child in children(desk.pid):
                try:
                    maker = max(maker, peak_mib(child))
                except (OSError, TypeError):
                    pass  # It ended meanwhile.
            asked = time.monotonic()
            ask("/events")
            answers.append(time.monotonic() - asked)
            time.sleep(0.2)
        print(f"{ask('')['summary']['articles']} articles: findings made in {time.monotonic() - begun:.0f} s by a process of {maker} MiB at most; the one that "
              f"serves had {before} MiB at most before and {peak_mib(desk.pid)} MiB after, slowest of {len(answers)} answers meanwhile {1000 * max(answers):.0f} ms")
        ask(f"/rulings/{number}", "DELETE")
    finally:
        desk.terminate()


main()
