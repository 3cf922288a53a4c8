"""The only file that knows MkDocs: it adds generated pages and files, and guides the search."""

import logging
import re
from contextlib import suppress
from datetime import date
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from comparison.checks import check, current_addresses
from comparison.export import adr, feed, llms_txt, tables
from comparison.history import permalinks
from comparison.history.commits import changed_steps, last_touched, published
from comparison.history.git import NoHistory
from comparison.load.errors import Invalid, Mistake, annotated
from comparison.load.loader import DATA, ROOT, documents, load
from comparison.model import facts, measurements
from comparison.pages import changelog
from comparison.pages.generated import generated
from comparison.pages.page import Page as DrawnPage
from comparison.publish import csp
from comparison.publish.social_cards import card

NOT_SEARCHED = re.compile(
    r"<(table|section|p)\b[^>]* data-search-exclude\b.*?</\1>"
    r'|<div class="[^"]*\bhighlight">.*?</pre></div>',
    re.DOTALL,
)
"""What the search leaves out, in elements that hold none of their own kind; and code."""
SOURCE_MAP = re.compile(r"\s*(//|/\*)# sourceMappingURL=\S+?(\*/)?\s*\Z")
LINK = re.compile(r"Doc file '([^']+)' contains an? (?:[a-z]+ )*link (?:to )?'([^']+)'")
"""What MkDocs says of a link that leads nowhere."""
log = logging.getLogger("mkdocs.hooks")
last_good: dict[str, str] = {}
"""What was published beside the pages last, while the data was good."""
last_pages: dict[str, str] = {}
"""The pages that the data asked for last, while it could be read."""
building = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is built, and not served while somebody writes."""
    global building
    building = command == "build"
    logging.getLogger("mkdocs.structure.pages").addFilter(_placed)


def _placed(record: logging.LogRecord) -> bool:
    """Say of a broken link where it stands, as mistakes in the data are said."""
    said = record.getMessage()
    if (found := LINK.search(said)) and record.levelno >= logging.WARNING:
        file = f"docs/{found[1]}"
        before = (ROOT / file).read_text("utf-8").partition(found[2])[0]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        mistake = Mistake(file, line, column, "", said)
        record.msg, record.args = str(mistake), ()
        print(annotated([mistake]), end="")
    return True


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Give a page the day on which it, or what it is drawn from, last changed, for the sitemap."""
    sources = (f"docs/{page.file.src_uri}", *page.meta.get("sources", ()))
    days = [day for path, day in _touched().items() if path.startswith(sources)]
    page.update_date = str(max(days)) if days else page.update_date


@event_priority(100)
def _before_search(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Hide what the search leaves out, and code: to read that takes a quarter of a build."""
    page.meta["whole"] = page.content
    page.content = NOT_SEARCHED.sub("", page.content or "")


@event_priority(-100)
def _after_search(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Bring back what the search was not to read."""
    page.content = page.meta.pop("whole")


on_page_context = CombinedEvent(_before_search, _after_search)


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Give the pages of a built site their content security policy; main.html asks for it.

    It allows the scripts that stand in the theme's page without a page: no title, no content, an
    empty navigation. What comes out of the data is not there, so that none of it, even if it broke
    out of its place, can ever get a hash. A served site has no policy: the live reload is a script
    that is added to the finished page.
    """
    if building:
        page = env.get_template("main.html")

        @cache  # pages of one depth are alike
        def of_page(base_url: str) -> str:
            empty = get_context(Navigation([], []), [], config, base_url=base_url)
            return csp.policy(page.render(empty, policy=None))

        env.globals["policy"] = of_page


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Draw the card that is shown where somebody shares a link to the page."""
    if not building:
        return
    columns = [one.release for one in load().matrix.frameworks.values()]
    kicker = page.parent.title if page.parent else config.site_name
    title = config.site_name if page.is_homepage else Markup(page.title).striptags()
    said = unescape(page.meta.get("description", ""))
    file = Path(config.site_dir, "cards", f"{page.url.strip('/').replace('/', '-') or 'home'}.png")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(card(str(kicker), str(title), said, columns))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that the data asks for, and the data for other programs.

    A mistake ends a build. While the site is served it is said, and the last good files stay.
    """
    for name, content in _pages().items():
        files.append(File.generated(config, name, content=content))
    try:
        published = _published(config)
        last_good.clear()
        last_good.update(published)
    except Invalid as invalid:
        print(annotated(invalid.mistakes), end="")
        if building:
            raise Abort(str(invalid)) from None
        log.error(str(invalid))
    for name, content in last_good.items():
        files.append(File.generated(config, name, content=content))
    _without_source_maps(files, config)
    return files


def _pages() -> dict[str, str]:
    """Return the pages of the data, valid or not; the last ones where it cannot be read at all."""
    if DATA in documents(ROOT):
        last_pages.clear()
        last_pages.update(generated(documents(ROOT)[DATA].data))
    return last_pages


def _published(config: MkDocsConfig) -> dict[str, str]:
    """Return the text of each file that is published beside the pages, by its address."""
    site = f"{str(config.site_url).rstrip('/')}/"
    comparison = check(ROOT)
    matrix = comparison.matrix
    data = tables.files(matrix) | tables.row_files(matrix)
    data |= tables.samples(comparison.figures.values())
    data |= adr.files(comparison, site)
    everything = {f"{tables.FOLDER}/{name}": content for name, content in data.items()}
    everything["llms.txt"] = llms_txt.index(matrix, site)
    everything["llms-full.txt"] = llms_txt.full(comparison, site)
    log, name = changed_steps(ROOT, DATA), str(config.site_name)
    everything[f"{tables.FOLDER}/changes.json"] = feed.as_json(log)
    everything[f"{tables.FOLDER}/addresses.json"] = permalinks.as_json(_addresses())
    page = DrawnPage(comparison)
    everything[feed.FEED] = feed.as_atom(
        log, site, name, lambda step: changelog.changed(page, step, site)
    )
    for file in (facts.FILE, measurements.FILE):
        if not (ROOT / file).is_file():
            what = "is missing; restore it, or see `make help` for what writes it"
            raise Invalid([Mistake(file, 1, 1, "", what)])
        everything[f"{tables.FOLDER}/{file.rpartition('/')[2]}"] = (ROOT / file).read_text("utf-8")
    return everything


def _without_source_maps(files: Files, config: MkDocsConfig) -> None:
    """Leave out the theme's source maps, more than a megabyte, and what asks a browser for them."""
    for file in list(files):
        if file.src_uri.endswith(".map"):
            files.remove(file)
        elif file.src_uri.endswith((".js", ".css")) and SOURCE_MAP.search(file.content_string):
            files.remove(file)
            text = SOURCE_MAP.sub("", file.content_string)
            files.append(File.generated(config, file.src_uri, content=text))


@cache
def _touched() -> dict[str, date]:
    return last_touched(ROOT)


def _addresses() -> set[str]:
    """Return every address that leads somewhere: those of now, and those of the history."""
    with suppress(NoHistory):
        return {*current_addresses(), *published(ROOT)}
    return {*current_addresses()}
