"""Give the pages the macros that draw parts of them from the data."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, wraps
from types import MappingProxyType
from typing import Any

from comparison.checks import refused
from comparison.export import feed
from comparison.history.commits import changed_steps, last_changes
from comparison.load import prose
from comparison.load.errors import Invalid
from comparison.load.loader import DATA, ROOT, load
from comparison.model.claims import FILE as CLAIMS
from comparison.model.comparison import Comparison, Key
from comparison.model.dictionary import FILE as DICTIONARY
from comparison.model.measurements import FILE as MEASUREMENTS
from comparison.model.questions import FILE as QUESTIONS
from comparison.model.situations import FILE as SITUATIONS
from comparison.pages import (
    advice,
    changelog,
    claims,
    contribute,
    dictionary,
    home,
    moving,
    performance,
    rows,
    sections,
    tasks,
)
from comparison.pages.edit_links import Links
from comparison.pages.generated_pages import front_matter, section_front_matter
from comparison.pages.page import Page, mistakes

DRAWN = (
    *(home.opening, home.chips, home.same_task, home.level_map, home.checked_claims, home.errands),
    *(sections.table, sections.selection, sections.coverage, sections.levels, tasks.tasks),
    *(claims.claims, claims.articles, dictionary.dictionary),
    *(advice.situations, advice.questions, contribute.block),
    *(performance.exhibit, performance.pairs, performance.speed, performance.median),
    *(performance.measured, performance.conditions),
    *(moving.contrasts, moving.words, moving.program, moving.situation),
)
"""The macros that draw from the data alone, by their own names."""
DRAWN_FROM = {
    **dict.fromkeys(("task", "same_task", "program"), "snippets/"),
    "level_map": DATA,
    **dict.fromkeys(
        ("section", "row", "moved", "table", "block", "selection", "tasks", "coverage", "changed"),
        DATA,
    ),
    "contrasts": DATA,
    **dict.fromkeys(("dictionary", "dictionary_section", "words"), DICTIONARY),
    **dict.fromkeys(("claims", "claims_section", "articles", "checked_claims"), CLAIMS),
    **dict.fromkeys(("situations", "situation", "opening", "chips"), SITUATIONS),
    **dict.fromkeys(("questions", "errands"), QUESTIONS),
    **dict.fromkeys(("exhibit", "pairs", "speed", "median", "measured"), MEASUREMENTS),
}
"""What each macro draws from; a page is as new as the newest of these that it calls."""
SCRIPTS = {
    "selection": "all_rows.js",
    **dict.fromkeys(("row", "situations"), "copy_buttons.js"),
    "dictionary": "finder.js",
    "claims": "verdicts.js",
}
"""The file in docs/assets/ that what a macro draws needs; overrides/main.html loads it."""


def define_env(env: Any) -> None:
    """Give the pages their macros; called once for a build by MkDocs, for each page by Zensical.

    env: the MacrosPlugin of either: its page has url and meta, its conf what mkdocs.yml says.
    """
    extra = env.conf["extra"]
    data = cache(load)
    extra["described"] = _described(data)

    @cache
    def days() -> dict[Key, date]:
        return last_changes(ROOT, DATA)

    def page(changes: Mapping[Key, date] = MappingProxyType({})) -> Page:
        # MkDocs leaves relative links in HTML to the browser, which reads them from the page's
        # address; Zensical, whose pages have a path, reads them as in Markdown, from the file.
        read_from = str(getattr(env.page, "path", env.page.url))
        return Page(data(), env.page.url, ROOT, changes, _links(extra, data), read_from)

    def section(key: str) -> str:
        return placed("section", key, sections.section(page(), key))

    def row(key: str) -> str:
        return placed("row", key, rows.row(page(days()), key))

    def moved(key: str, old: str) -> str:
        return placed("moved", key, rows.moved(page(), key, old), old)

    def task(key: str) -> str:
        return placed("task", key, tasks.task(page(), key))

    def dictionary_section(key: str) -> str:
        drawn = dictionary.dictionary_section(page(), key)
        titles = dictionary.filled(page())
        env.page.meta |= section_front_matter("dictionary", key, titles) | env.page.meta
        return drawn

    def claims_section(key: str) -> str:
        drawn = claims.claims_section(page(), key)
        sections = data().matrix.sections
        titles = {name: sections[name].title for name in claims.grouped(page())}
        env.page.meta |= section_front_matter("claims", key, titles) | env.page.meta
        return drawn

    def placed(macro: str, key: str, drawn: str, old: str = "") -> str:
        env.page.meta |= front_matter(data().matrix, macro, key, old) | env.page.meta
        return drawn

    def changed() -> str:
        return changelog.changelog(page(), feed.newest(changed_steps(ROOT, DATA)))

    def repository_file(path: str) -> str:
        """Return a link to a file of the repository, or its name where no repository is set."""
        home = extra.get("repository", "").rstrip("/")
        return f"[`{path}`]({home}/blob/main/{path})" if home else f"`{path}`"

    def on_page(draw: Callable[..., str]) -> Callable[..., str]:
        return lambda *names: draw(page(), *names)

    drawing = (section, row, moved, task, dictionary_section, claims_section)
    own = {macro.__name__: macro for macro in (*drawing, changed, repository_file)}
    macros = own | {draw.__name__: on_page(draw) for draw in DRAWN}
    for name in prose.MACROS:
        env.macro(_drawn(name, macros[name], env), name)


def _drawn(name: str, macro: Callable[..., str], env: Any) -> Callable[..., str]:
    """Return the macro so that it tells the page what it draws from.

    The first on a page shows the mistakes instead, where there are some; a build, for which CI is
    set, stops at them.
    """

    @wraps(macro)
    def draw(*names: Any) -> str:
        if source := DRAWN_FROM.get(name):
            whole = f"{source}{names[0]}/" if source.endswith("/") else source
            sources = env.page.meta.setdefault("sources", [])
            sources += [whole] if whole not in sources else []
        if script := SCRIPTS.get(name):
            env.page.meta.setdefault("scripts", {})[script] = True
        try:
            if invalid := refused():
                raise invalid
            return macro(*names)
        except Invalid as invalid:
            if os.environ.get("CI", "false") != "false":
                raise
            already = env.page.meta.setdefault("mistakes", macro) is not macro
            return "…" if already else mistakes(invalid)

    return draw


def _described(data: Callable[[], Comparison]) -> str:
    """Return for the foot of every page which releases are described; empty while data is wrong."""
    try:
        frameworks = data().matrix.frameworks.values()
    except Invalid:
        return ""
    releases = " and ".join(f"{column.name} {column.checked.version}" for column in frameworks)
    newest = max(column.checked.date for column in frameworks)
    return f"It describes {releases}, checked on {newest.day} {newest:%B %Y}."


def _links(extra: dict[str, str], data: Callable[[], Comparison]) -> Links | None:
    """Return where answers are edited and reported; None where no repository is set."""
    repository = extra.get("repository", "").rstrip("/")
    issues = (extra.get("issues") or f"{repository}/issues").rstrip("/")
    return Links(repository, issues, DATA, data().lines) if repository else None
