"""Time and memory of a command against the number of records, as a table and a picture.

    python3 bench/plant.py PILE.jsonl MILLION.jsonl --copies 0.35 --records 1000000
    python3 bench/growth.py MILLION.jsonl target/release/firsthand docs/dedup.svg [--command "dedup --jobs 1"]
    python3 bench/growth.py PILE.jsonl target/release/firsthand docs/growth.svg --command "report --format json" --sizes 1250,2500,5000,10000

Each size is the first so many lines of the input, in a file of its own that is deleted again; each is run once (small
ones of `dedup` three times, the median counts). The picture shows the time of processors, which hardly depends on what else the
machine does. The slope is that of the least squares line through the logarithms: 1 means that twice as many records take
twice as long.
"""

import argparse
import math
import os
import pathlib
import shlex
import statistics
import subprocess
import tempfile
import time

SIZES = "10000,30000,100000,300000,1000000"
WIDTH, HEIGHT, LEFT, TOP, PLOT_W, PLOT_H = 720, 320, 60, 40, 260, 220


def run(command: list[str]) -> tuple[float, float, float]:
    """Seconds of processors, on the wall, and MB at most."""
    start = time.monotonic()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - start, usage.ru_maxrss / 1024


def slope(points: list[tuple[float, float]]) -> float:
    xs, ys = ([math.log(p[i]) for p in points] for i in (0, 1))
    mx, my = statistics.fmean(xs), statistics.fmean(ys)
    return sum((x - mx) * (y - my) for x, y in zip(xs, ys)) / sum((x - mx) ** 2 for x in xs)


def panel(left: int, title: str, unit: str, points: list[tuple[float, float]]) -> str:
    """A plot with logarithms on both axes."""
    low_y = math.floor(math.log10(min(p[1] for p in points)))
    high_y = math.ceil(math.log10(max(p[1] for p in points)))
    low_x, high_x = math.log10(points[0][0]), math.log10(points[-1][0])

    def at(x: float, y: float) -> tuple[float, float]:
        along = (math.log10(x) - low_x) / max(high_x - low_x, 1e-9)
        up = (math.log10(y) - low_y) / max(high_y - low_y, 1e-9)
        return left + along * PLOT_W, TOP + PLOT_H - up * PLOT_H

    out = [f'<text x="{left}" y="{TOP - 16}" class="t">{title}: slope {slope(points):.2f}</text>']
    for power in range(low_y, high_y + 1):
        _, y = at(points[0][0], 10**power)
        out.append(f'<path d="M{left} {y:.1f}h{PLOT_W}" class="g"/>')
        out.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10**power:g} {unit}</text>')
    for x, _ in points:
        px, _ = at(x, 10**low_y)
        label = f"{x / 1000:g}k" if x < 1_000_000 else f"{x / 1e6:g}M"
        out.append(f'<text x="{px:.1f}" y="{TOP + PLOT_H + 18}" text-anchor="middle">{label}</text>')
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*p) for p in points))
    out.append(f'<polyline points="{line}"/>')
    for point in points:
        x, y = at(*point)
        text = f"{point[1]:.2f}" if point[1] < 10 else f"{point[1]:.0f}"
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>')
        out.append(f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle" class="v">{text}</text>')
    return "\n".join(out)


def main() -> None:
    args = argparse.ArgumentParser()
    args.add_argument("million", type=pathlib.Path)
    args.add_argument("firsthand")
    args.add_argument("picture", type=pathlib.Path)
    args.add_argument("--command", default="dedup", help="of firsthand, with its flags")
    args.add_argument("--sizes", default=SIZES)
    args = args.parse_args()
    times, memory = [], []
    print("| records | CPU | wall | memory |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="growth-", dir=args.million.parent) as folder:
        part, kept = pathlib.Path(folder, "in.jsonl"), pathlib.Path(folder, "out.jsonl")
        for size in map(int, args.sizes.split(",")):
            records = 0
            with args.million.open("rb") as lines, part.open("wb") as out:
                for line, _ in zip(lines, range(size)):
                    out.write(line)
                    records += 1
            command = [args.firsthand, *shlex.split(args.command), str(part), "-o", str(kept)]
            runs = [run(command) for _ in range(3 if args.command.startswith("dedup") and size <= 100_000 else 1)]
            cpu, wall, mb = (statistics.median(r[i] for r in runs) for i in range(3))
            times.append((records, cpu))
            memory.append((records, mb))
            print(f"| {records:,} | {cpu:.2f} s | {wall:.2f} s | {mb:.0f} MB |", flush=True)
    panels = panel(LEFT, "time of processors", "s", times), panel(LEFT + PLOT_W + 100, "memory", "MB", memory)
    args.picture.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="11">\n'
        f"<title>firsthand {args.command}: time and memory against the number of records</title>\n"
        "<style>text{fill:#444}.t{font-size:14px;fill:#111}.v{fill:#1a5a96}.g{stroke:#ddd}"
        "polyline{fill:none;stroke:#1a5a96;stroke-width:2}circle{fill:#1a5a96}</style>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n' + "\n".join(panels)
        + f'\n<text x="{LEFT}" y="{HEIGHT - 12}">records, both axes logarithmic</text>\n</svg>\n'
    )
    print(f"slope of time {slope(times):.2f}, of memory {slope(memory):.2f}")


if __name__ == "__main__":
    main()
