"""Time from a slider moved, and from it let go, to the new chart in the browser, on a workbench being served.

Start one with `cellworth serve --no-browser`, then:

    python benchmarks/slider_to_chart.py http://127.0.0.1:8765 10

The last number is how often each slider is let go; before, it is dragged over a few places. One slider stands
for each group: what it moves decides what is computed again. Of an answer, what the engine took is told too;
the rest is the way there and back, and the page.
"""

import os
import shutil
import statistics
import sys
import time

from playwright.sync_api import sync_playwright

SLIDERS = {
    "markets and plants": '.slider[data-name="programmes.leaf.volume_factor"]',
    "money and contracts": '.slider[data-name="purchases.electrodes.price"]',
    "terms of a deal": '.slider[data-name="bidders.japanese_strategic.funding"]',
    "weight of the worst tenth": ".slider.risk",
}
DRAGGED = 3
MEASURED = (
    "performance.getEntriesByName('slider to chart')"
    ".map(({detail, duration}) => [detail.scenarios, detail.part, duration, detail.engine])"
)
LET_GO = 2048
DRAGGING = "dragging"
PATIENCE_SECONDS = 120
SEEN = """([part, least, letGo, patience]) => new Promise((done, failed) => {
  const last = ({ detail, startTime }) => detail.scenarios < letGo && startTime >= (window.moved ?? 0);
  const counts = (entry) => part === "dragging" ? last(entry) : entry.detail.part === part;
  const look = () => {
    if (performance.getEntriesByName("slider to chart").filter(counts).length < least) return;
    observer.disconnect();
    clearTimeout(late);
    done();
  };
  const observer = new PerformanceObserver(look);
  const late = setTimeout(() => failed(new Error(`no ${part} in ${patience} s`)), 1000 * patience);
  observer.observe({ type: "measure", buffered: true });
  look();
})"""
"""Told by the page itself: asking it again and again would take the time that is measured. Of a slider being
dragged the answer to its last move counts, so that none is under way when it is let go."""
MOVED = "addEventListener('input', () => { window.moved = performance.now(); }, true)"


def main(address, moves):
    print("load before:", " ".join(f"{each:.1f}" for each in os.getloadavg()), f"on {os.cpu_count()} cores")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        began = time.monotonic()
        page.goto(f"{address}/#/decide")
        waited(page, "answer", 1)
        print(f"page to first answer: {1000 * (time.monotonic() - began):.0f} ms")
        waited(page, "all", 1)
        page.evaluate(MOVED)
        every = [found for name in SLIDERS for found in dragged(page, name, moves)]
        print("All sliders")
        told(every)
        browser.close()
    print("load after:", " ".join(f"{each:.1f}" for each in os.getloadavg()))


def dragged(page, name, moves):
    """Drag a slider and let it go, again and again; its times."""
    place = page.locator(SLIDERS[name])
    if not place.count():
        page.get_by_label("Any other input").fill(SLIDERS[name].split('"')[1])
        page.get_by_label("Any other input").press("Enter")
    handle = place.locator("input[type=range]")
    handle.scroll_into_view_if_needed()
    page.evaluate("performance.clearMeasures()")
    for move in range(moves):
        box = handle.bounding_box()
        # No place twice: an answer that is kept would count as a quick one.
        for step in range(DRAGGED + 1):
            share = 0.2 + 0.6 * (step * moves + move) / ((DRAGGED + 1) * moves)
            page.mouse.move(box["x"] + box["width"] * share, box["y"] + box["height"] / 2)
            if step:
                waited(page, DRAGGING, 1)
            else:
                page.mouse.down()
        page.mouse.up()
        waited(page, "map", move + 1)
    print(f"{name[0].upper()}{name[1:]}")
    found = page.evaluate(MEASURED)
    told(found)
    return found


def drags(found):
    return [each for each in found if each[0] < LET_GO]


def waited(page, part, least):
    page.evaluate(SEEN, [part, least, LET_GO, PATIENCE_SECONDS])


def told(found):
    few = min((scenarios for scenarios, *_ in found), default=0)
    line("  dragging, answer and its chart", few, drags(found))
    for part, what in (("answer", "answer and its chart"), ("map", "switch map")):
        line(f"  let go, {what}", LET_GO, [each for each in found if each[0] == LET_GO and each[1] == part])


def line(what, scenarios, found):
    if len(found) < 2:
        return
    durations = [duration for _, _, duration, _ in found]
    last = statistics.quantiles(durations, n=20, method="inclusive")[-1]
    middle = statistics.median(durations)
    print(f"{what}, {scenarios} scenarios: median {middle:.0f} ms, p95 {last:.0f} ms, n {len(durations)}")
    if all(part == "answer" for _, part, _, _ in found):
        engine = statistics.median(engine for _, _, _, engine in found)
        rest = statistics.median(duration - engine for _, _, duration, engine in found)
        print(f"    of which the engine: median {engine:.0f} ms; all else: median {rest:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
