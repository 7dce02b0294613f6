"""Waiting for a page whose policy forbids evaluated scripts: asked from outside, not polled inside."""

import time

PATIENCE_SECONDS = 60.0
PAUSE_MS = 25
SETTLED = "document.querySelectorAll('.stale, .status > progress:not([hidden])').length === 0"


def until(page, expression, *, patience=PATIENCE_SECONDS):
    """Wait until an expression is true on the page."""
    end = time.monotonic() + patience
    while not page.evaluate(expression):
        if time.monotonic() > end:
            raise TimeoutError(
                f"never became true: {expression}; page says: {page.locator('main').inner_text()[:600]}"
            )
        page.wait_for_timeout(PAUSE_MS)


def settled(page, ready=".plot svg"):
    """Wait until what is shown is there and not out of date."""
    page.wait_for_selector(ready, state="attached", timeout=1000 * PATIENCE_SECONDS)
    until(page, SETTLED)
