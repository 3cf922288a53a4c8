"""Finish a built site, whatever built it: policies, cards, and the days in the sitemap."""

import gzip
import json
import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from pathlib import Path

from comparison.disk_cache import Kept
from comparison.publish import csp
from comparison.publish.social_cards import card, picture

DATA = "data/v1/comparison.json"
"""What other programs read of the site, and this one: the names on the cards."""
THEME = "404.html"
"""The page without content, whose scripts are the theme's own."""
META = re.compile(r'<meta (?:property|name)="([\w:-]+)" content="([^"]*)">')
"""What overrides/main.html says of a page: what is shown where it is shared, and its sources."""
UNCOLOURED = re.compile(r'<span class="[nw]">([^<]*)</span>')
"""Names and spaces of highlighted code: a third of its elements, in the colour of all code."""
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)
"""What says in a style sheet why a rule is there: a tenth of it, and nothing to a browser."""
LISTED = re.compile(r"<loc>(.*?)</loc>(?:\s*<lastmod>.*?</lastmod>)?")


def finish(site: Path, touched: Mapping[str, date], kept: Kept) -> None:
    """Give each page below site its policy and its card, and the sitemap the days of changes.

    Code is left with the elements that colour it, and style sheets without their comments.

    touched: the day on which each file of the repository last changed; kept: the cards that were
    drawn before. Raises OSError where a page cannot be written, ValueError where one has no head.
    """
    frameworks = json.loads((site / DATA).read_bytes())["frameworks"].values()
    columns = [f"{framework['name']} {framework['checked']['version']}" for framework in frameworks]
    trusted = csp.scripts((site / THEME).read_text("utf-8"))
    days: dict[str, date] = {}
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        start, tag, rest = UNCOLOURED.sub(r"\1", html).partition("<head>")
        if not tag:
            raise ValueError(f"{file.relative_to(site)} has no head")
        policy = (
            f'<meta http-equiv="Content-Security-Policy" content="{csp.policy(html, trusted)}">'
        )
        file.write_text(f"{start}<head>{policy}{rest}", "utf-8")
        head, _, _ = rest.partition("</head>")
        about = {name: unescape(content) for name, content in META.findall(head)}
        if "og:image" in about:
            own = "-".join(file.parent.relative_to(site).parts) or "home"
            if about["og:image"].endswith(f"/{own}.png"):  # a row has that of its section
                _draw(site, about, columns, kept)
            if day := _last(about.get("sources", "").split(), touched):
                days[about["og:url"]] = day
    for style in (site / "assets").glob("*.css"):
        style.write_text(COMMENT.sub("", style.read_text("utf-8")), "utf-8")
    _date(site / "sitemap.xml", days)


def _draw(site: Path, about: Mapping[str, str], columns: Sequence[str], kept: Kept) -> None:
    """Draw the card that is shown where somebody shares a link to the page."""
    kicker = about.get("article:section", about["og:site_name"])
    file = site / "cards" / about["og:image"].rpartition("/")[2]
    file.parent.mkdir(exist_ok=True)
    drawing = card(kicker, about["og:title"], about["og:description"], columns)
    file.write_bytes(picture(drawing, file.name, kept))


def _last(sources: Sequence[str], touched: Mapping[str, date]) -> date | None:
    """Return the day on which the newest of some files and folders changed, if that is known."""
    days = [day for path, day in touched.items() if path.startswith(tuple(sources))]
    return max(days, default=None)


def _date(sitemap: Path, days: Mapping[str, date]) -> None:
    def dated(match: re.Match[str]) -> str:
        day = days.get(unescape(match[1]))
        return f"<loc>{match[1]}</loc>\n         <lastmod>{day}</lastmod>" if day else match[0]

    content = LISTED.sub(dated, sitemap.read_text("utf-8"))
    sitemap.write_text(content, "utf-8")
    packed = sitemap.with_name("sitemap.xml.gz")
    if packed.exists():
        made = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
        packed.write_bytes(gzip.compress(content.encode(), mtime=made))
