"""The only file that knows the site generator: its macros, and the files it publishes besides."""

from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs_macros.plugin import MacrosPlugin

from comparison import export
from comparison.load import load
from comparison.mistakes import Invalid
from comparison.model import Matrix
from comparison.render import Drawing


def define_env(env: MacrosPlugin) -> None:
    """Give the pages their macros; called by mkdocs-macros-plugin, once or before each page."""

    def drawing() -> Drawing:
        return Drawing(_matrix(), env.page.url)

    def describe(kind: str, name: str) -> None:
        summary = " ".join(drawing().summary(kind, name).split())
        env.page.meta.setdefault("description", escape(summary))  # the theme does not

    def section(name: str) -> str:
        describe("section", name)
        return drawing().section(name)

    def task(name: str) -> str:
        describe("task", name)
        env.page.meta.setdefault("hide", ["navigation"])  # too many to stand in it; see not_in_nav
        return drawing().task(name)

    def table(name: str | None = None) -> str:
        return drawing().table(name)

    def tasks() -> str:
        return drawing().tasks()

    def levels() -> str:
        return drawing().levels()

    def repository_file(path: str) -> str:
        """Return a link to a file of the repository, or its name where no repository is set."""
        home = env.conf.extra.get("repository", "").rstrip("/")
        return f"[`{path}`]({home}/blob/main/{path})" if home else f"`{path}`"

    for macro in (section, task, table, tasks, levels, repository_file):
        env.macro(macro)  # type: ignore[no-untyped-call]  # the plugin has no types


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish the matrix as data; a hook of MkDocs, so that strict mode checks the links to it."""
    for name, content in export.files(_matrix()).items():
        files.append(File.generated(config, f"{export.FOLDER}/{name}", content=content))
    return files


def _matrix() -> Matrix:
    try:
        return load()
    except Invalid as invalid:
        raise Abort(f"{invalid}") from None
