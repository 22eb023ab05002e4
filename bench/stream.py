"""Time and memory of the event stage against the number of articles of one month, as a table and a picture.

    python3 bench/stream.py PILE.jsonl docs/stream.svg [--sizes 10000,30000,100000,300000,1000000]

Builds and runs the example `stream` of firsthand-eval once for each size: it makes the articles from the sentences of
PILE.jsonl and hands them over in order of time. Reading is not counted. The picture shows the time of processors, which
hardly depends on what else the machine does. The slope is that of the least squares line through the logarithms: 1 means
that twice as many articles take twice as long.
"""

import argparse
import json
import math
import pathlib
import subprocess

WIDTH, HEIGHT, LEFT, TOP, PLOT_W, PLOT_H = 720, 320, 60, 40, 260, 220
SIZES = "10000,30000,100000,300000,1000000"


def slope(points: list[tuple[float, float]]) -> float:
    """Of the least squares line through the logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in points if y > 0]
    mx, my = (sum(v) / len(logs) for v in zip(*logs))
    return sum((x - mx) * (y - my) for x, y in logs) / sum((x - mx) ** 2 for x, _ in logs)


def plot(points: list[tuple[float, float]], left: int, title: str, unit: str) -> str:
    """One log-log panel."""
    lo_x, hi_x = (math.log10(f(x for x, _ in points)) for f in (min, max))
    lo_y, hi_y = (math.log10(f(y for _, y in points)) for f in (min, max))
    at = lambda x, y: (
        left + PLOT_W * (math.log10(x) - lo_x) / max(hi_x - lo_x, 1e-9),
        TOP + PLOT_H * (1 - (math.log10(y) - lo_y) / max(hi_y - lo_y, 1e-9)),
    )
    line = " ".join("%.1f,%.1f" % at(x, y) for x, y in points)
    out = [f'<text x="{left}" y="{TOP - 14}" font-weight="bold">{title}</text>',
           f'<polyline points="{line}" fill="none" stroke="#2563eb" stroke-width="2"/>']
    for x, y in points:
        cx, cy = at(x, y)
        out.append(f'<circle cx="{cx:.1f}" cy="{cy:.1f}" r="3" fill="#2563eb"/>')
        out.append(f'<text x="{cx:.1f}" y="{cy - 8:.1f}" text-anchor="middle">{y:,.0f} {unit}</text>')
        out.append(f'<text x="{cx:.1f}" y="{TOP + PLOT_H + 18}" text-anchor="middle">{x:,}</text>')
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pile")
    parser.add_argument("picture", type=pathlib.Path)
    parser.add_argument("--sizes", default=SIZES)
    args = parser.parse_args()
    cargo = ["cargo", "run", "--release", "--locked", "-q", "-p", "firsthand-eval", "--example", "stream", "--"]
    rows = []
    print("| articles | texts that differ | processor s | wall s | texts held | MB | pairwise F1 |\n|---|---|---|---|---|---|---|")
    for size in args.sizes.split(","):
        run = subprocess.run([*cargo, args.pile, size], check=True, capture_output=True, text=True)
        r = json.loads(run.stdout)
        rows.append(r)
        print(f"| {r['articles']:,} | {r['distinct']:.0%} | {r['cpu_s']} | {r['wall_s']} | {r['held']:,} | {r['memory_mb']:,} | {r['pairwise_f1']} |", flush=True)
    time = [(r["articles"], r["cpu_s"]) for r in rows]
    memory = [(r["articles"], r["memory_mb"]) for r in rows]
    print(f"slope of time {slope(time):.2f}, of memory {slope(memory):.2f}")
    panels = [plot(time, LEFT, f"Seconds of processors, slope {slope(time):.2f}", "s"),
              plot(memory, LEFT + PLOT_W + 80, f"Memory, slope {slope(memory):.2f}", "MB")]
    args.picture.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n' + "\n".join(panels) + "\n</svg>\n", encoding="utf-8")


if __name__ == "__main__":
    main()
