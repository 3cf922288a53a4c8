"""Answers and plain text in; Markdown that is safe inside a table's cell, out."""

import re
from collections.abc import Iterable, Sequence

from markdown_it.token import Token

from comparison.markdown import MARKDOWN
from comparison.pages.answers import AnswerView


def cell(view: AnswerView) -> str:
    """Return an answer as the cell of a Markdown table: level, text, and numbered sources."""
    numbered = enumerate(view.answer.sources, 1)
    sources = " ".join(f"[{number}]({href(source)})" for number, source in numbered)
    return f"{answer(view)} {sources}".strip()


def answer(view: AnswerView) -> str:
    """Return the level, the releases and the text of an answer as Markdown."""
    return f"({view.about}) {said(view.text)}" if view.about else said(view.text)


def said(text: str) -> str:
    """Return inline Markdown of the data as Markdown that shows the same anywhere."""
    return _beginning(_markdown(MARKDOWN.parseInline(text)[0].children or []))


def _markdown(tokens: list[Token]) -> str:
    text, links = "", []
    for token in tokens:
        if token.type == "code_inline":
            pad = " " if token.content.startswith("`") or token.content.endswith("`") else ""
            code = re.sub(r"\s+", " ", token.content).replace("|", "\\|")
            text += f"{token.markup}{pad}{code}{pad}{token.markup}"
        elif token.type == "link_open":
            links.append(f"]({href(str(token.attrs['href']))})")
            text += "["
        elif token.type == "link_close":
            text += links.pop()
        else:
            text += _escaped(token.content) if token.content else token.markup or " "
    return text


def href(url: str) -> str:
    """Return an address without the signs that would end a link or a cell."""
    return re.sub(r"[()|]", lambda sign: f"%{ord(sign[0]):X}", url)


def plain(text: str) -> str:
    """Return text of which Markdown sees no sign as its own."""
    return _beginning(_escaped(text))


def _escaped(text: str) -> str:
    escaped = re.sub(r"[\\`*_\[\]|#~]", r"\\\g<0>", re.sub(r"\s+", " ", text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;")


def _beginning(markdown: str) -> str:
    """Return Markdown that begins no list, quotation or heading where it begins a line."""
    return re.sub(r"^\s*(?=[-+>=])|^\s*\d+(?=[.)](\s|$))", r"\g<0>\\", markdown)


def head(columns: Sequence[str]) -> list[str]:
    """Return the two lines that begin a table whose first column has no title."""
    return [line(["", *map(plain, columns)]), line(["---"] * (len(columns) + 1))]


def line(cells: Iterable[str]) -> str:
    """Return cells as a line of a table."""
    return f"| {' | '.join(cells)} |"
