"""Measure what a reader of the built site waits for: bytes, requests, shifts, times to paint.

python -m tests.reading prints the median of five first visits on a phone with an empty cache, and
what Lighthouse says, where Node's npx is there to run it.
"""

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from comparison.load.loader import ROOT, load
from comparison.model.matrix import Matrix
from comparison.pages import sections
from comparison.pages.page import Page as DrawnPage
from tests.programs import find

RUNS = 5
SCORES = ("performance", "accessibility", "best-practices", "seo")
PHONE = ViewportSize(width=390, height=844)
VISITED = ("", "all/", "requests/", "claims/", "choose/", "performance/", "code/json-body/")
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => (sum += one.value)))
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => resolve(sum), 500);
})"""
TO_PAINT = """([selector, change]) => new Promise((resolve) => {
  const field = document.querySelector(selector);
  const began = performance.now();
  if (change === "click") field.click();
  else {
    field.value = change;
    field.dispatchEvent(new Event("input", {bubbles: true}));
  }
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})"""


class Packed(SimpleHTTPRequestHandler):
    """Serves files with gzip, as GitHub Pages does."""

    def send_head(self) -> Any:
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        if not file.is_file():
            return super().send_head()
        content = gzip.compress(file.read_bytes(), 9, mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(file))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return io.BytesIO(content)

    def handle(self) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # a browser that has closed
            super().handle()

    def log_message(self, *arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of the loopback, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Packed, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def visit(browser: Browser, url: str) -> tuple[float, int, int, float]:
    """Visit a page for the first time: KiB transferred, requests, those elsewhere, and shift."""
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[int] = []
    asked: list[str] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(url, wait_until="networkidle")
    shift = page.evaluate(SHIFTS)
    context.close()
    asked = [one for one in asked if not one.startswith("data:")]
    away = sum(not one.startswith("http://127.0.0.1") for one in asked)
    return sum(sizes) / 1024, len(asked), away, shift


def lighthouse(url: str, program: str) -> str:
    """Return the median scores that Lighthouse gives a page on a phone, or why there are none."""
    if not (npx := shutil.which("npx")):
        return "not run; Lighthouse needs npx, which comes with Node 22 or newer"
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = [npx, "--yes", "lighthouse@13", url, "--quiet", "--output=json"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(SCORES)}"]
    scores: dict[str, list[float]] = {name: [] for name in SCORES}
    for _ in range(RUNS):
        variables = os.environ | {"CHROME_PATH": program}
        done = subprocess.run(command, env=variables, capture_output=True, text=True)
        if done.returncode:
            return f"not run; Lighthouse failed: {done.stderr.strip()[-200:]}"
        for name, category in json.loads(done.stdout)["categories"].items():
            scores[name].append(category["score"] * 100)
    return ", ".join(f"{name} {median(values):.0f}" for name, values in scores.items())


def widened(matrix: Matrix, rows: int, columns: int) -> Matrix:
    """Return a matrix with so many rows and columns, copied from those of another."""
    given = list(matrix.frameworks.items())
    names = {f"{given[n % len(given)][0]}-{n}": given[n % len(given)] for n in range(columns)}
    found = [row for section in matrix.sections.values() for row in section.rows.values()]
    copies = {
        f"row-{n}": found[n % len(found)].model_copy(
            update={
                "answers": {
                    name: found[n % len(found)].answers[key] for name, (key, _) in names.items()
                }
            }
        )
        for n in range(rows)
    }
    section = next(iter(matrix.sections.values())).model_copy(update={"rows": copies})
    frameworks = {name: framework for name, (_, framework) in names.items()}
    return matrix.model_copy(update={"frameworks": frameworks, "sections": {"all": section}})


def to_paint(page: Page, url: str, html: str | None = None) -> dict[str, float]:
    """Change a filter and a column, and return the milliseconds until the next paint."""
    if html:
        page.route(url, lambda route: route.fulfill(body=html, content_type="text/html"))
    found: dict[str, list[float]] = {"filter": [], "column": []}
    for _ in range(RUNS):
        page.goto(url)
        found["filter"].append(page.evaluate(TO_PAINT, ["input[name=text]", "pydantic"]))
        page.goto(url)
        found["column"].append(page.evaluate(TO_PAINT, ["input[name=columns]", "click"]))
    page.unroute_all()
    return {name: median(values) for name, values in found.items()}


def main() -> int:
    """Measure site/, print a line for each figure; return 1 where there is none."""
    site = ROOT / "site"
    if not (site / "index.html").is_file():
        print("There is no site; build it: make build", file=sys.stderr)
        return 1
    packed = {file: len(gzip.compress(file.read_bytes(), 9)) for file in site.rglob("*.*")}
    index = packed[site / "search/search_index.json"]
    pages = sum(size for file, size in packed.items() if file.suffix == ".html")
    print(f"search index: {index / 1024:.1f} KiB, {index / pages:.3f} of the HTML it covers")
    program, options = str(find()), ["--no-sandbox", "--disable-gpu"]
    with served(site) as url:
        for address in VISITED:
            print(f"/{address}: Lighthouse: {lighthouse(url + address, program)}", flush=True)
    with served(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        for address in VISITED:
            runs = [visit(browser, url + address) for _ in range(RUNS)]
            size, count, away, shift = (median(one) for one in zip(*runs, strict=True))
            print(
                f"/{address}: {size:.1f} KiB in {count} requests, {away} elsewhere, shift {shift}"
            )
        page = browser.new_page()
        html = (site / "all/index.html").read_text("utf-8")
        begin, end = html.index('<form class="cmp-choose">'), html.index("</article>")
        large = sections.selection(
            DrawnPage(replace(load(), matrix=widened(load().matrix, 500, 4)), "all/")
        )
        for name, content in {
            "all rows": None,
            "500 rows x 4": html[:begin] + large + html[end:],
        }.items():
            times = to_paint(page, f"{url}all/", content)
            print(f"{name}: " + ", ".join(f"{one} {ms:.0f} ms" for one, ms in times.items()))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
