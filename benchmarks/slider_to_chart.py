"""Time from a slider let go to the new chart in the browser, on a workbench that is being served.

Start one with `cellworth serve --no-browser`, then:

    python benchmarks/slider_to_chart.py http://127.0.0.1:8765 40

The last number is how often the slider moves.
"""

import shutil
import statistics
import sys
import time

from playwright.sync_api import sync_playwright

SCENARIOS = 2048
INPUT = "programmes.leaf.volume_factor"
LAST = (
    "performance.getEntriesByName('slider to chart')"
    ".map(({detail, duration}) => [detail.scenarios, detail.light, duration])"
)
PATIENCE_SECONDS = 120


def measured(page, light):
    found = page.evaluate(LAST)
    return [duration for scenarios, alone, duration in found if scenarios == SCENARIOS and alone == light]


def main(address, moves):
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        began = time.monotonic()
        page.goto(f"{address}/#/decide")
        waited(page, 1)
        print(f"first answer and chart: {1000 * (time.monotonic() - began):.0f} ms")
        box = page.locator(f'.slider[data-name="{INPUT}"] input[type=text]')
        for move in range(moves):
            box.fill(f"{0.7 + 0.013 * move:.3f}")
            box.press("Enter")
            waited(page, move + 2)
        told("slider to the answer and its chart, 2,048 scenarios", measured(page, light=True)[1:])
        told("slider to the map too, 2,048 scenarios", measured(page, light=False)[1:])
        browser.close()


def waited(page, count):
    end = time.monotonic() + PATIENCE_SECONDS
    while len(measured(page, light=False)) < count:
        if time.monotonic() > end:
            raise TimeoutError(f"{len(measured(page, light=False))} of {count} charts drawn")
        page.wait_for_timeout(10)


def told(what, durations):
    ninety_five = statistics.quantiles(durations, n=20)[-1]
    print(
        f"{what}: median {statistics.median(durations):.0f} ms, p95 {ninety_five:.0f} ms, n {len(durations)}"
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
