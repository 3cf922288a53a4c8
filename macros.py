"""The only file that knows the site generator: its macros, and the files it publishes besides."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from functools import cache, partial
from html import escape, unescape
from pathlib import Path
from typing import Any, TypeVar

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

from comparison import (
    addresses,
    changelog,
    decisions,
    export,
    facts,
    measurements,
    plain_text,
    policy,
)
from comparison.advice import Advice
from comparison.cards import card
from comparison.claims import Claims
from comparison.dictionary import Dictionary
from comparison.history import Key, Step, last_changes, last_touched, published, steps
from comparison.links import Links
from comparison.load import (
    BESIDE,
    DATA,
    ROOT,
    AnyRecord,
    current_addresses,
    lines,
    load,
    load_beside,
)
from comparison.mistakes import Invalid
from comparison.model import Matrix
from comparison.questions import Questions
from comparison.render import Drawing
from comparison.repository import NoHistory
from comparison.situations import Situations

Read = TypeVar("Read")


def define_env(env: MacrosPlugin) -> None:
    """Give the pages their macros; called once for a build by MkDocs, for each page by Zensical."""
    extra = env.conf["extra"]

    @cache
    def days() -> dict[Key, date]:
        return last_changes(ROOT, DATA)

    def drawing(changes: dict[Key, date] | None = None) -> Drawing:
        page, here = env.page.url, _read_from(env.page)
        return Drawing(_matrix(), page, changes=changes, links=_links(extra), read_from=here)

    def advice() -> Advice:
        return Advice(_matrix(), env.page.url, read_from=_read_from(env.page))

    def describe(kind: str, name: str) -> None:
        summary = " ".join(drawing().summary(kind, name).split())
        env.page.meta.setdefault("description", escape(summary))  # the theme does not

    def section(name: str) -> str:
        describe("section", name)
        return drawing(days()).section(name)

    def task(name: str) -> str:
        describe("task", name)
        env.page.meta.setdefault("hide", ["navigation"])  # too many to stand in it; see not_in_nav
        return drawing().task(name)

    def table(rows: Collection[str] = ()) -> str:
        return drawing().table(rows)

    def selection() -> str:
        return drawing().selection()

    def coverage() -> str:
        return drawing().coverage()

    def tasks() -> str:
        return drawing().tasks()

    def dictionary() -> str:
        return drawing().dictionary(_beside(Dictionary))

    def claims() -> str:
        return advice().claims(_beside(Claims))

    def verdicts() -> str:
        return advice().verdicts(_beside(Claims))

    def articles() -> str:
        return advice().articles(_beside(Claims), _beside(Situations))

    def general() -> str:
        return advice().general(_beside(Situations))

    def situations() -> str:
        return advice().situations(_beside(Situations))

    def questions() -> str:
        return advice().questions(_beside(Questions), _beside(Claims), _beside(Situations))

    def changed() -> str:
        return drawing().changelog(changelog.newest(_log()))

    def exhibit(key: str) -> str:
        return drawing().exhibit(key)

    def measured(key: str, subject: str, column: str = "") -> str:
        return drawing().measured(key, subject, column)

    def conditions() -> str:
        return drawing().conditions()

    def levels() -> str:
        return drawing().levels()

    def repository_file(path: str) -> str:
        """Return a link to a file of the repository, or its name where no repository is set."""
        home = extra.get("repository", "").rstrip("/")
        return f"[`{path}`]({home}/blob/main/{path})" if home else f"`{path}`"

    for macro in (
        *(section, task, table, selection, coverage, tasks, levels),
        *(dictionary, claims, verdicts, articles, general, situations, questions),
        *(exhibit, measured, conditions, changed, repository_file),
    ):
        env.macro(macro)  # type: ignore[no-untyped-call]  # the plugin has no types


DRAWN_FROM = {
    "task": "snippets/",
    "section": DATA,
    "table": DATA,
    "selection": DATA,
    "tasks": DATA,
    "coverage": DATA,
    "changed": DATA,
    "dictionary": BESIDE[Dictionary][0],
    "claims": BESIDE[Claims][0],
    "articles": BESIDE[Claims][0],
    "situations": BESIDE[Situations][0],
    "general": BESIDE[Situations][0],
    "questions": BESIDE[Questions][0],
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
building = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is built, and not served while somebody writes."""
    global building
    building = command == "build"


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
            return policy.policy(page.render(empty, policy=None))

        env.globals["policy"] = of_page


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> None:
    """Draw the card that is shown where somebody shares a link to the page."""
    if not building:
        return
    columns = [one.release for one in _matrix().frameworks.values()]
    kicker = page.parent.title if page.parent else config.site_name
    title = config.site_name if page.is_homepage else Markup(page.title).striptags()
    said = unescape(page.meta.get("description", ""))
    file = Path(config.site_dir, "cards", f"{page.url.strip('/').replace('/', '-') or 'home'}.png")
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(card(str(kicker), str(title), said, columns))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the matrix as data; a hook of MkDocs, so that strict mode checks the links to it."""
    site = f"{str(config.site_url).rstrip('/')}/"
    matrix, situations = _matrix(), _beside(Situations)
    data = export.files(matrix) | export.row_files(matrix) | export.samples(ROOT)
    data |= decisions.files(matrix, situations.situations, site)
    everything = {f"{export.FOLDER}/{name}": content for name, content in data.items()}
    everything["llms.txt"] = plain_text.index(matrix, site)
    everything["llms-full.txt"] = plain_text.full(
        matrix, _beside(Claims), situations, _beside(Questions), site
    )
    log, name = _log(), str(config.site_name)
    everything[f"{export.FOLDER}/changes.json"] = changelog.as_json(log)
    everything[f"{export.FOLDER}/addresses.json"] = addresses.as_json(_addresses())
    drawing = Drawing(matrix)
    everything[changelog.FEED] = changelog.as_atom(
        log, site, name, lambda step: drawing.changed(step, site)
    )
    for name, content in everything.items():
        files.append(File.generated(config, name, content=content))
    for file in (facts.FILE, measurements.FILE):
        if not (ROOT / file).is_file():
            raise Abort(f"{file} is missing; restore it, or see `make help` for what writes it")
        written = (ROOT / file).read_text("utf-8")
        name = file.rpartition("/")[2]
        files.append(File.generated(config, f"{export.FOLDER}/{name}", content=written))
    return files


def _read_from(page: Page) -> str:
    """Return where relative links in HTML are read from: MkDocs leaves them to the browser, while
    Zensical, whose pages have a path, reads them as it reads links in Markdown: from the file.
    """
    return str(getattr(page, "path", page.url))


def _links(extra: dict[str, str]) -> Links | None:
    """Return where answers are edited and reported; None where no repository is set."""
    repository = extra.get("repository", "").rstrip("/")
    issues = (extra.get("issues") or f"{repository}/issues").rstrip("/")
    return Links(repository, issues, DATA, _loaded(lines)) if repository else None


@cache
def _touched() -> dict[str, date]:
    return last_touched(ROOT)


def _addresses() -> set[str]:
    """Return every address that leads somewhere: those of now, and those of the history."""
    with suppress(NoHistory):
        return {*_loaded(current_addresses), *published(ROOT)}
    return {*_loaded(current_addresses)}


def _log() -> list[Step]:
    return [step for step in steps(ROOT, DATA) if step.changes]


def _matrix() -> Matrix:
    return _loaded(load)


def _beside(kind: type[AnyRecord]) -> AnyRecord:
    return _loaded(partial(load_beside, kind))


def _loaded(reader: Callable[[], Read]) -> Read:
    try:
        return reader()
    except Invalid as invalid:
        raise Abort(f"{invalid}") from None
