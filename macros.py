"""The only file that knows the site generator: its macros, and the files it publishes besides."""

import logging
import os
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache, wraps
from html import escape, unescape
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
from mkdocs_macros.plugin import MacrosPlugin

from comparison.checks import check, current_addresses
from comparison.export import adr, feed, llms_txt, tables
from comparison.history import permalinks
from comparison.history.commits import Step, last_changes, last_touched, published, steps
from comparison.history.git import NoHistory
from comparison.load import prose
from comparison.load.errors import Invalid, Mistake, annotated
from comparison.load.loader import DATA, ROOT, load
from comparison.model import facts, measurements
from comparison.model.comparison import Key
from comparison.pages import advice, changelog, claims, dictionary, performance, sections, tasks
from comparison.pages.edit_links import Links
from comparison.pages.page import Page as DrawnPage
from comparison.pages.page import mistakes
from comparison.publish import csp
from comparison.publish.social_cards import card


def define_env(env: MacrosPlugin) -> None:
    """Give the pages their macros; called once for a build by MkDocs, for each page by Zensical."""
    extra = env.conf["extra"]

    @cache
    def days() -> dict[Key, date]:
        return last_changes(ROOT, DATA)

    def page() -> DrawnPage:
        where = env.page
        links, read_from = _links(extra), _read_from(where)
        return DrawnPage(load(), where.url, changes=days(), links=links, read_from=read_from)

    def section(name: str) -> str:
        drawn = sections.section(page(), name)
        _describe(env.page, load().matrix.sections[name].summary)
        return drawn

    def task(name: str) -> str:
        drawn = tasks.task(page(), name)
        _describe(env.page, load().matrix.tasks[name].summary)
        env.page.meta.setdefault("hide", ["navigation"])  # too many to stand in it; see not_in_nav
        return drawn

    def changed() -> str:
        return changelog.changelog(page(), feed.newest(_log()))

    def repository_file(path: str) -> str:
        """Return a link to a file of the repository, or its name where no repository is set."""
        home = extra.get("repository", "").rstrip("/")
        return f"[`{path}`]({home}/blob/main/{path})" if home else f"`{path}`"

    def on_page(draw: Callable[..., str]) -> Callable[..., str]:
        return lambda *names: draw(page(), *names)

    own = {one.__name__: one for one in (section, task, changed, repository_file)}
    macros = own | {draw.__name__: on_page(draw) for draw in DRAWN}
    for name in prose.MACROS:
        env.macro(_drawn(macros[name], env), name)  # type: ignore[no-untyped-call]  # the plugin has no types


DRAWN = (
    *(sections.table, sections.selection, sections.coverage, sections.levels, tasks.tasks),
    *(claims.claims, claims.verdicts, claims.articles, dictionary.dictionary),
    *(advice.general, advice.situations, advice.questions),
    *(performance.exhibit, performance.measured, performance.conditions),
)
"""The macros that draw from the data alone, by their own names."""


def _describe(page: Page, summary: str) -> None:
    """Give a page its description, which the theme does not escape."""
    page.meta.setdefault("description", escape(" ".join(summary.split())))


def _drawn(macro: Callable[..., str], env: MacrosPlugin) -> Callable[..., str]:
    """Return the macro so that the first on a page shows the mistakes, where there are some.

    A build, for which CI is set, stops at them; MkDocs' stops before, in on_files.
    """

    @wraps(macro)
    def draw(*names: Any) -> str:
        try:
            return macro(*names)
        except Invalid as invalid:
            if os.environ.get("CI", "false") != "false":
                raise Abort(str(invalid)) from None
            already = env.page.meta.setdefault("mistakes", macro) is not macro
            return "…" if already else mistakes(invalid)

    return draw


DRAWN_FROM = {
    "task": "snippets/",
    "section": DATA,
    "table": DATA,
    "selection": DATA,
    "tasks": DATA,
    "coverage": DATA,
    "changed": DATA,
    "dictionary": "data/dictionary.yaml",
    "claims": "data/claims.yaml",
    "articles": "data/claims.yaml",
    "situations": "data/situations.yaml",
    "general": "data/situations.yaml",
    "questions": "data/questions.yaml",
    "exhibit": measurements.FILE,
    "measured": measurements.FILE,
}
"""What each macro draws from; a page is as new as the newest of these that it calls."""
CALL = re.compile(r"\{\{ *(\w+)\((?:\"([^\"]*)\")?.*?\}\}")
"""A macro that is called, and the first text it is given."""
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
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


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Give a page the day on which it, or what it is drawn from, last changed, for the sitemap."""
    own, drawn = _sources(page)
    sources = (own, *drawn)
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


def _edited(context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Tell the template where a page is edited: its own file where that says more than calls."""
    home = config.extra.get("repository", "").rstrip("/")
    own, drawn = _sources(page)
    prose = CALL.sub("", FRONT_MATTER.sub("", page.file.content_string)).strip()
    sources = dict.fromkeys([own, *drawn] if prose else drawn)
    context["edited"] = {  # type: ignore[typeddict-unknown-key]  # the template's own
        source: f"{home}/{'tree' if source.endswith('/') else 'edit'}/main/{source}"
        for source in sources
        if home and not source.endswith(".json")  # what is generated
    }


on_page_context = CombinedEvent(_before_search, _edited, _after_search)


def _sources(page: Page) -> tuple[str, list[str]]:
    """Return a page's own file, and the files and folders that it is drawn from."""
    calls = [(DRAWN_FROM.get(one), name) for one, name in CALL.findall(page.file.content_string)]
    drawn = [f"{where}{name}/" if where.endswith("/") else where for where, name in calls if where]
    return f"docs/{page.file.src_uri}", drawn


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
    """Publish the matrix as data; a hook of MkDocs, so that strict mode checks the links to it.

    A mistake ends a build. While the site is served it is said, and the last good data stays.
    """
    try:
        check()
        good = _published(config)
        last_good.clear()
        last_good.update(good)
    except Invalid as invalid:
        print(annotated(invalid.mistakes), end="")
        if building:
            raise Abort(str(invalid)) from None
        log.error(str(invalid))
    for name, content in last_good.items():
        files.append(File.generated(config, name, content=content))
    _without_source_maps(files, config)
    return files


def _published(config: MkDocsConfig) -> dict[str, str]:
    """Return the text of each file that is published beside the pages, by its address."""
    site = f"{str(config.site_url).rstrip('/')}/"
    comparison = load()
    matrix = comparison.matrix
    data = tables.files(matrix) | tables.row_files(matrix)
    data |= tables.samples(comparison.figures.values())
    data |= adr.files(comparison, site)
    everything = {f"{tables.FOLDER}/{name}": content for name, content in data.items()}
    everything["llms.txt"] = llms_txt.index(matrix, site)
    everything["llms-full.txt"] = llms_txt.full(comparison, site)
    log, name = _log(), str(config.site_name)
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


def _read_from(page: Page) -> str:
    """Return where relative links in HTML are read from: MkDocs leaves them to the browser, while
    Zensical, whose pages have a path, reads them as it reads links in Markdown: from the file.
    """
    return str(getattr(page, "path", page.url))


def _links(extra: dict[str, str]) -> Links | None:
    """Return where answers are edited and reported; None where no repository is set."""
    repository = extra.get("repository", "").rstrip("/")
    issues = (extra.get("issues") or f"{repository}/issues").rstrip("/")
    return Links(repository, issues, DATA, load().lines) if repository else None


@cache
def _touched() -> dict[str, date]:
    return last_touched(ROOT)


def _addresses() -> set[str]:
    """Return every address that leads somewhere: those of now, and those of the history."""
    with suppress(NoHistory):
        return {*current_addresses(), *published(ROOT)}
    return {*current_addresses()}


def _log() -> list[Step]:
    return [step for step in steps(ROOT, DATA) if step.changes]
