"""How many pictures a second the page paints while a film plays through the whole coach.

    python -m benchmarks.painting                                    the project's own film of squats
    python -m benchmarks.painting clip.mp4 --width 3840 --height 2160

Needs a Chromium. Nothing else should be running: the pose model shares the machine with the browser.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from playwright.sync_api import Page

from tests.chromium import chromium
from tests.running import running

FILM = Path(__file__).parent.parent / "tests" / "fixtures" / "films" / "squat_front_good.mp4"
GOAL_FPS = 25.0  # pictures a second
WARMING_S = 2.0  # before it is counted: the model wakes up
# Each painting of a body begins by clearing its canvas; each frame of the browser is one call back.
COUNT = """window.painted = window.frames_shown = 0;
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...area) { painted += 1; clear.apply(this, area); };
const count = () => { frames_shown += 1; requestAnimationFrame(count); };
requestAnimationFrame(count);"""
TALLY = "[performance.now() / 1000, painted, frames_shown]"


def rates(page: Page, seconds: float) -> tuple[float, float]:
    """Pictures painted and frames shown, each in a second."""
    page.wait_for_timeout(WARMING_S * 1000)
    start, painted, shown = page.evaluate(TALLY)
    page.wait_for_timeout(seconds * 1000)
    end, painted_then, shown_then = page.evaluate(TALLY)
    return (painted_then - painted) / (end - start), (shown_then - shown) / (end - start)


def main() -> int:
    """Play the film, count, and say; 1 when the goal is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.painting", description=__doc__)
    parser.add_argument("film", type=Path, nargs="?", default=FILM)
    parser.add_argument("--seconds", type=float, default=8.0, metavar="N")
    parser.add_argument("--width", type=int, default=1920, metavar="PX")
    parser.add_argument("--height", type=int, default=1080, metavar="PX")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as data,
        running(Path(data), source=str(asked.film), exercise="squat") as server,
        chromium() as browser,
    ):
        page = browser.new_page(viewport={"width": asked.width, "height": asked.height})
        page.add_init_script(COUNT)
        page.goto(server.address)
        page.click(".stage-buttons .primary")
        page.wait_for_selector(".follow[data-present=true]", timeout=60_000)
        painted, shown = rates(page, asked.seconds)
    print(f"{painted:.1f} pictures a second painted (goal {GOAL_FPS:.0f}), {shown:.1f} frames a second shown")
    return 0 if painted >= GOAL_FPS else 1


if __name__ == "__main__":
    raise SystemExit(main())
