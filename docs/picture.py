#!/usr/bin/env python3
"""Draws the output of a terminal command as an SVG: the picture in README.md.

    COLUMNS=92 firsthand report examples/pile --color always | sed -n "1,3p;101,103p;124,149p;230,262p" |
        python3 docs/picture.py --lines 1-70 --title "firsthand report examples/pile" > docs/report.svg

Python's standard library only. It knows the few escape codes that firsthand writes: bold, dim,
underline and the sixteen colours.
"""
import argparse
import re
import sys
import unicodedata
from html import escape

FONT = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace"
SIZE, CELL, LINE = 14, 8.43, 20  # font size, width of a column, height of a line, in pixels
EDGE, BAR = 20, 38  # space around the text, height of the title bar
PAPER, BAR_PAPER, INK, DIM = "#14161b", "#1d2027", "#d7dae0", "#868d9b"
COLOURS = {33: "#e8c268", 35: "#d79bea", 36: "#6cc4d6"}  # yellow, magenta, cyan
ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def columns(text):
    """How many columns of a terminal `text` takes."""
    wide = (2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
    return sum(0 if unicodedata.combining(c) else w for c, w in zip(text, wide))


def runs(line, style):
    """The stretches of a line with their styles; `style` goes on from line to line."""
    at = 0
    for code in [*ESCAPE.finditer(line), None]:
        text = line[at : code.start() if code else len(line)]
        if text:
            yield text, dict(style)
        if not code:
            return
        at = code.end()
        for n in (int(n or 0) for n in code[1].split(";")):
            if n == 0:
                style.clear()
            elif n in (1, 2, 4):
                style[{1: "bold", 2: "dim", 4: "underline"}[n]] = True
            elif n in COLOURS:
                style["colour"] = COLOURS[n]


def tspan(text, style, column):
    fill = style.get("colour", DIM if style.get("dim") else INK)
    look = f' fill="{fill}"'
    look += ' font-weight="700"' if style.get("bold") else ""
    look += ' text-decoration="underline"' if style.get("underline") else ""
    width = columns(text) * CELL
    place = f'x="{EDGE + column * CELL:.1f}" textLength="{width:.1f}"'
    return f"<tspan {place}{look}>{escape(text)}</tspan>"


def picture(lines, title):
    width = 2 * EDGE + CELL * max((columns(ESCAPE.sub("", l)) for l in lines), default=0)
    height = BAR + 2 * EDGE + LINE * len(lines) - (LINE - SIZE)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" '
        f'width="{width:.0f}" height="{height}" role="img" aria-label="{escape(title)}">',
        f'<rect width="100%" height="100%" rx="10" fill="{PAPER}"/>',
        f'<path d="M0 {BAR}V10a10 10 0 0 1 10-10H{width - 10:.0f}a10 10 0 0 1 10 10V{BAR}z" fill="{BAR_PAPER}"/>',
        f'<g font-family="{escape(FONT)}" font-size="{SIZE}" xml:space="preserve">',
        f'<text x="{EDGE}" y="{BAR / 2 + SIZE / 3:.1f}" fill="{DIM}">$ <tspan fill="{INK}">{escape(title)}</tspan></text>',
    ]
    style = {}
    for i, line in enumerate(lines):
        column, spans = 0, []
        for text, look in runs(line, style):
            # Viewers fold white space, so each stretch between gaps is placed by itself.
            for piece in re.split(r"(^ +| +$| {2,})", text):
                if piece.strip():
                    spans.append(tspan(piece, look, column))
                column += columns(piece)
        if spans:
            y = BAR + EDGE + SIZE + i * LINE - 2
            out.append(f'<text y="{y}">{"".join(spans)}</text>')
    return "\n".join([*out, "</g>", "</svg>", ""])


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--lines", default="1-40", help="which lines to draw, as 1-40")
    args.add_argument("--title", default="firsthand report", help="the command over the picture")
    args = args.parse_args()
    first, last = (int(n) for n in args.lines.split("-"))
    lines = sys.stdin.read().split("\n")[first - 1 : last]
    while lines and not ESCAPE.sub("", lines[-1]).strip():
        lines.pop()
    sys.stdout.write(picture(lines, args.title))


if __name__ == "__main__":
    main()
