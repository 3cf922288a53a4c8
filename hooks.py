"""Add generated pages and files to MkDocs, and guide its search; no other file knows MkDocs."""

import gc
import logging
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from markdown import Extension
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from comparison.checks import check
from comparison.export import search_index
from comparison.export.site_files import files_of
from comparison.history.cache import FOLDER
from comparison.load.errors import Invalid, Mistake, annotated
from comparison.load.loader import DATA, ROOT, documents
from comparison.pages.generated_pages import generated
from comparison.pages.page import TEMPLATES

DRAWN = re.compile(
    r"^<(div|figure|form|section|table)\b(?![^\n]*</\1>).*?^</\1>\n(?=\n)",
    re.DOTALL | re.MULTILINE,
)
"""Several lines of HTML as macros draw them, before a blank line."""
ID = re.compile(r'<\w[^>]*? id="([^"]*)"')
SOURCE_MAP = re.compile(r"\s*(//|/\*)# sourceMappingURL=\S+?(\*/)?\s*\Z")
LINK = re.compile(r"Doc file '([^']+)' contains an? (?:[a-z]+ )*link (?:to )?'([^']+)'")
"""What MkDocs says of a link that leads nowhere."""
log = logging.getLogger("mkdocs.hooks")
last_good: dict[str, str] = {}
"""What was published beside the pages last, while the data was good."""
last_meant: dict[str, search_index.Meant] = {}
"""What rows and entries are found by, as last_good."""
last_pages: dict[str, str] = {}
"""The pages that the data asked for last, while it could be read."""
building = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether the site is built, and not served while somebody writes."""
    global building
    building = command == "build"
    gc.set_threshold(100_000)  # what is read lives on; to look for garbage takes a tenth of a build
    logging.getLogger("mkdocs.structure.pages").addFilter(_placed)


def _placed(record: logging.LogRecord) -> bool:
    """Say of a broken link where it stands, as mistakes in the data are said."""
    message = record.getMessage()
    if (broken := LINK.search(message)) and record.levelno >= logging.WARNING:
        file = f"docs/{broken[1]}"
        before = (ROOT / file).read_text("utf-8").partition(broken[2])[0]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        mistake = Mistake(file, line, column, "", message)
        record.msg, record.args = str(mistake), ()
        print(annotated([mistake]), end="")
    return True


class _AsDrawn(Extension):  # type: ignore[misc]  # it has no types
    """Keep HTML of macros from two slow parsers: one copies it, the other looks for anchors."""

    def extendMarkdown(self, md: Any) -> None:
        """Run behind what reads code, before both parsers."""
        self.store = md.htmlStash.store
        md.preprocessors.register(self, "drawn", 22)

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of a page with a mark in place of each piece."""
        return DRAWN.sub(self._kept, "\n".join(lines)).split("\n")

    def _kept(self, piece: re.Match[str]) -> str:
        whole = piece[0].count(f"<{piece[1]}") == piece[0].count(f"</{piece[1]}")
        return f"{self.store(piece[0])}\n" if whole else piece[0]


def on_config(config: MkDocsConfig) -> None:
    """Let HTML of macros into the pages as it is, and compile templates only once."""
    config.markdown_extensions.append(_AsDrawn())
    folder = ROOT / FOLDER / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    TEMPLATES.bytecode_cache = FileSystemBytecodeCache(str(folder))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Compile the theme's templates only once, too."""
    env.bytecode_cache = TEMPLATES.bytecode_cache


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Tell MkDocs of anchors in HTML that no parser saw."""
    page.present_anchor_ids = (page.present_anchor_ids or set()) | {*ID.findall(html)}


@event_priority(100)
def _before_search(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Hide what the search leaves out, and code: to read that takes a quarter of a build."""
    page.meta["whole"] = page.content
    page.content = search_index.readable(page.content or "")


@event_priority(-100)
def _after_search(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> None:
    """Bring back what the search was not to read."""
    page.content = page.meta.pop("whole")


on_page_context = CombinedEvent(_before_search, _after_search)


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """Let the search find rows and entries by their words, and names by their parts."""
    index = Path(config.site_dir, "search/search_index.json")
    index.write_text(search_index.completed(index.read_text("utf-8"), last_meant), "utf-8")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that the data asks for, and the data for other programs.

    A mistake ends a build. While the site is served it is said, and the last good files stay.
    """
    for name, content in _pages().items():
        files.append(File.generated(config, name, content=content))
    try:
        site = f"{str(config.site_url).rstrip('/')}/"
        comparison = check(ROOT)
        published = files_of(comparison, ROOT, site, str(config.site_name))
        last_meant.update(search_index.meant(comparison))
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
        last_pages.update(generated({name: read.data for name, read in documents(ROOT).items()}))
    return last_pages


def _without_source_maps(files: Files, config: MkDocsConfig) -> None:
    """Leave out the theme's source maps, more than a megabyte, and what asks a browser for them."""
    for file in list(files):
        if file.src_uri.endswith(".map"):
            files.remove(file)
        elif file.src_uri.endswith((".js", ".css")) and SOURCE_MAP.search(file.content_string):
            files.remove(file)
            text = SOURCE_MAP.sub("", file.content_string)
            files.append(File.generated(config, file.src_uri, content=text))
