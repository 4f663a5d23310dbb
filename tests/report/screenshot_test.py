# SPDX-License-Identifier: Apache-2.0
"""Looks at a report in a real browser, at two widths.

Run: screenshot_test.py REPORT.html | WRITE_SAMPLE_REPORT_PROGRAM

A copy of the page gets a script that measures it (the page itself has none): no two texts of a
chart, cells of a row or headline tiles may overlap, nothing may stick out of its tile, the page may
not scroll sideways, and Chinese letters must be drawn as letters. Then it is photographed. Ends
with 77, "skipped", where there is no Chromium.
"""

import html
import json
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

SKIPPED = 77
WIDTHS = (1280, 390)
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--hide-scrollbars"]

# Chromium's window cannot be narrower than 500 px, so the page is measured in a frame.
CHECK = """
<script>
window.addEventListener('load', () => {
  const frame = document.getElementById('page'), page = frame.contentDocument;
  const box = e => e.getBoundingClientRect();
  const overlaps = list => {
    const found = [];
    for (let i = 0; i < list.length; ++i) for (let j = i + 1; j < list.length; ++j) {
      const a = box(list[i]), b = box(list[j]), slack = 0.6;
      if (a.left < b.right - slack && b.left < a.right - slack &&
          a.top < b.bottom - slack && b.top < a.bottom - slack)
        found.push([list[i].textContent, list[j].textContent]);
    }
    return found;
  };
  const all = (root, what) => Array.from(root.querySelectorAll(what));
  const report = {overlaps: [], texts: 0, cells: 0, tiles: 0, outside: []};
  for (const svg of all(page, 'svg')) {
    const texts = all(svg, 'text'), whole = box(svg);
    report.texts += texts.length;
    report.overlaps.push(...overlaps(texts));
    for (const text of texts) {
      const b = box(text);
      if (b.left < whole.left - 1 || b.right > whole.right + 1 || b.top < whole.top - 1 ||
          b.bottom > whole.bottom + 1) report.outside.push(text.textContent);
    }
  }
  for (const row of all(page, 'tr')) {
    const cells = all(row, 'th,td');
    report.cells += cells.length;
    report.overlaps.push(...overlaps(cells));
    for (const cell of cells) if (cell.scrollWidth > cell.clientWidth + 1)
      report.outside.push(cell.textContent);
  }
  const tiles = all(page, '.tile');
  report.tiles = tiles.length;
  report.overlaps.push(...overlaps(tiles));
  for (const tile of tiles) if (tile.scrollWidth > tile.clientWidth + 1)
    report.outside.push(tile.textContent);
  const sections = all(page, 'header,.lead,.tiles,section,footer');
  report.overlaps.push(...overlaps(sections).map(pair => pair.map(t => t.slice(0, 30))));
  report.width = frame.clientWidth;
  report.overflow = page.documentElement.scrollWidth - frame.clientWidth;
  report.height = page.documentElement.scrollHeight;
  const pixels = letter => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 64;
    const pen = canvas.getContext('2d');
    pen.font = '48px ' + getComputedStyle(page.body).fontFamily;
    pen.fillText(letter, 4, 52);
    return Array.from(pen.getImageData(0, 0, 64, 64).data).join();
  };
  const letters = ['电', '梯', '困', '报', '\\u{10FFFE}', ' '].map(pixels);
  report.letters = new Set(letters).size;
  report.scripts = all(page, 'script').length;
  report.fetched = performance.getEntriesByType('resource').length;
  const out = document.createElement('pre');
  out.id = 'report';
  out.textContent = JSON.stringify(report);
  document.body.append(out);
});
</script>
"""


def browser():
    return next((p for p in map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
                 if p), None)


def run(program, place, *arguments):
    command = [program, *FLAGS, f"--user-data-dir={place / 'profile'}", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=True).stdout


def measure(program, page, place, width):
    source = html.escape(page.read_text(encoding="utf-8"), quote=True)
    frame = (f'<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'
             f'<iframe id="page" style="border:0;width:{width}px;height:900px" '
             f'srcdoc="{source}"></iframe>{CHECK}</body>')
    copy = place / f"measured-{width}.html"
    copy.write_text(frame, encoding="utf-8")
    dom = run(program, place, "--window-size=1400,1000", "--dump-dom", copy.as_uri()).decode()
    start = dom.index('<pre id="report">') + len('<pre id="report">')
    return json.loads(html.unescape(dom[start:dom.index("</pre>", start)]))


def photograph(program, page, place, width, height):
    """A frame of the wanted width in a window of the same size; gives the file."""
    source = html.escape(page.read_text(encoding="utf-8"), quote=True)
    copy, photo = place / f"photo-{width}.html", place / f"photo-{width}.png"
    copy.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body style="margin:0">'
                    f'<iframe style="border:0;display:block;width:{width}px;height:{height}px" '
                    f'srcdoc="{source}"></iframe></body>', encoding="utf-8")
    run(program, place, f"--window-size={width},{height}", f"--screenshot={photo}", copy.as_uri())
    return photo


def look_at(photo):
    """Width, height and number of different byte values of a PNG's pixels."""
    data = photo.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "not a PNG"
    width, height = struct.unpack(">II", data[16:24])
    pixels, at = b"", 8
    while at < len(data):
        length, = struct.unpack(">I", data[at:at + 4])
        if data[at + 4:at + 8] == b"IDAT":
            pixels += data[at + 8:at + 8 + length]
        at += 12 + length
    return width, height, len(set(zlib.decompress(pixels)))


def check(program, page, place, width):
    seen = measure(program, page, place, width)
    print(f"{page.name} at {width} px: {seen['texts']} labels, {seen['cells']} cells, "
          f"{seen['tiles']} tiles, {seen['height']} px high")
    assert seen["width"] == width, seen["width"]
    assert seen["overlaps"] == [], f"overlap at {width} px: {seen['overlaps'][:10]}"
    assert seen["outside"] == [], f"sticking out at {width} px: {seen['outside'][:10]}"
    assert seen["overflow"] <= 0, f"scrolls sideways by {seen['overflow']} px at {width} px"
    assert seen["texts"] > 0 and seen["cells"] > 0 and seen["tiles"] > 0, "nothing was measured"
    assert seen["letters"] == 6, "Chinese letters look alike: is a Chinese font installed?"
    assert seen["scripts"] == 0 and seen["fetched"] == 0, "the page runs or fetches something"
    photo = photograph(program, page, place, width, 1600)
    wide, high, shades = look_at(photo)
    assert (wide, high) == (width, 1600), f"the photograph is {wide} x {high}"
    assert shades > 50, "the photograph is empty"


def main():
    program = browser()
    if program is None:
        print("skipped: no chromium")
        return SKIPPED
    given = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as name:
        place = pathlib.Path(name)
        if given.suffix == ".html":
            pages = [given]
        else:
            for language in ("zh", "en"):
                subprocess.run([str(given), str(place / language), language], check=True)
            pages = [place / language / "month-2026-03.html" for language in ("zh", "en")]
        for page in pages:
            for width in WIDTHS:
                check(program, page, place, width)
    return 0


if __name__ == "__main__":
    sys.exit(main())
