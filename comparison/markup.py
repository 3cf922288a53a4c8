"""A text in; the HTML or Markdown that shows it, and nothing else, out."""

import io
import re
import tokenize
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

MARKDOWN = MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape"])
"""Inline CommonMark of answers and notes: code, emphasis and https links; all else is text."""
MARKDOWN.validateLink = lambda url: url.startswith("https://")  # type: ignore[method-assign]
LAYOUT = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE),
    *(tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING, tokenize.ENDMARKER),
}
"""Tokens that say nothing to a reader of the program."""
LANGUAGES = {".css": "css", ".html": "html+jinja", ".py": "python", ".svg": "html+jinja"}
"""The files that are shown as part of a program, and what the highlighter calls their language."""


def literal(value: object) -> Markup:
    """Return what a template writes of a value: as it is if it is HTML, else as harmless text."""
    return value if isinstance(value, Markup) else _without_fences(escape(value))


def inline(text: str) -> Markup:
    """Return an answer or a note as HTML, with everything that is not allowed as harmless text."""
    return _without_fences(MARKDOWN.renderInline(" ".join(text.split())))


def _without_fences(html: str) -> Markup:
    """Return HTML of a text without signs that begin a code block of Markdown.

    Those are found before elements are: three of them on a line of their own would open a block
    amid an element or an attribute, and name attributes for it.
    """
    return Markup(str(html).replace("`", "&#96;").replace("~", "&#126;"))


def heading(text: str) -> Markup:
    """Return plain text for a Markdown heading or tab: neither language sees a sign of its own."""
    plain = " ".join(text.split())
    return Markup(re.sub(r"[^\w ]|_", lambda sign: f"&#{ord(sign[0])};", plain))


def place(url: str) -> str:
    """Return where a source leads, in a few words: host or repository, page, and section."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    home = str(parts.hostname).removeprefix("www.")
    if steps[2:3] in (["blob"], ["raw"]) and len(steps) > 4:
        home, steps = f"{steps[1]} {steps[3][:10]}", steps[4:]
    steps = [step for step in steps if step not in {"en", "stable", "latest"}]
    section = f" § {parts.fragment}" if parts.fragment else ""
    return f"{home}: {'/'.join(steps[-2:]) or 'home'}{section}"


def fenced(code: str, language: str, title: str) -> Markup:
    """Return a code block as Markdown; the fence is longer than any run of backticks inside."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    block = f'{fence} {{.{language} title="{title}"}}\n{code.rstrip()}\n{fence}'
    return Markup(block)


def size(code: str) -> str:
    """Return how large a program is: lines with code on them, and tokens as Python counts them."""
    shown = [
        token
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type not in LAYOUT
    ]
    return f"{len({token.start[0] for token in shown})} lines of code, {len(shown)} tokens"
