"""Turn the data's text into HTML, or into Markdown that shows the same anywhere."""

import io
import re
import tokenize
import unicodedata
from collections.abc import Callable, Collection, Iterator
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from comparison import allowed_urls
from comparison.invisible_characters import shows

ROW = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""The address of a link in a reason, which is the key of a row: [templates](templates)."""
MARKDOWN = MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape"])
"""Inline CommonMark of answers and notes: code, emphasis and https links; all else is text."""
MARKDOWN.validateLink = lambda url: bool(  # type: ignore[method-assign]
    ROW.fullmatch(url) or not allowed_urls.problem(url)
)
WRITTEN = (
    MarkdownIt("zero").enable(["backticks", "emphasis", "link", "escape"]).disable("text_join")
)
"""The same, with every link that was meant, and with escaped signs apart from the text."""
WRITTEN.validateLink = lambda url: True  # type: ignore[method-assign]
HOST = re.compile(
    r"([a-z][a-z0-9+.-]*:)?//\S*|(\w[\w-]*\.)+(com|dev|edu|gov|io|net|org)([/:?#]\S*)?"
)
"""A text that a reader takes for an address."""
LONGEST, LONG = 300, 80
"""Characters that an address may have, and that are shown of one."""
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


def inline(text: str, row_url: Callable[[str], str] | None = None) -> Markup:
    """Return an answer or a note as HTML, with everything that is not allowed as harmless text.

    row_url: the address of a row by its key; without it, a link to a row is the words alone.
    """
    tokens = _tokens(" ".join(text.split()), row_url)
    return _without_fences(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def rows_in(text: str) -> list[str]:
    """Return the rows that an inline text links to, by their keys."""
    tokens = MARKDOWN.parseInline(text)[0].children or []
    links = [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]
    return [address for address in links if ROW.fullmatch(address)]


def _tokens(text: str, row_url: Callable[[str], str] | None) -> list[Token]:
    """Return the parts of an inline text, links to rows only where the way there is known."""
    kept, dropped = [], False
    for token in MARKDOWN.parseInline(text)[0].children or []:
        if token.type == "link_open":
            row = ROW.fullmatch(str(token.attrs["href"]))
            dropped = row is not None and row_url is None
            if row and row_url:
                token.attrs["href"] = row_url(row[0])
        if not (dropped and token.type in ("link_open", "link_close")):
            kept.append(token)
    return kept


def problems(text: str, to_rows: bool = False) -> Iterator[str]:
    """Yield what is wrong with an answer or a note: what shows nothing, and links that mislead.

    to_rows: whether its links may lead to rows.
    """
    tokens = WRITTEN.parseInline(" ".join(text.split()))[0].children or []
    if not shows("".join(token.content for token in tokens)):
        yield "shows nothing; write a text"
    for number, token in enumerate(tokens):
        if token.type == "link_open":
            yield from _link(str(token.attrs["href"]), tokens[number + 1 :], to_rows)
        elif token.type == "code_inline" and not shows(token.content):
            yield "has code that shows nothing; write the code, or remove the backticks"
        elif token.type == "text" and "](" in token.content:
            yield (
                "has a link that is none: write [text](https://…) without spaces and line breaks"
                " in the address; if no link is meant, put it between backticks"
            )


def _link(address: str, behind: list[Token], to_rows: bool) -> Iterator[str]:
    """Yield what is wrong with a link; behind: the tokens behind its beginning."""
    kinds = [token.type for token in behind]
    text = "".join(token.content for token in behind[: kinds.index("link_close")])
    shown = address if len(address) <= LONG else f"{address[: LONG - 1]}…"
    if not address:
        yield "has a link that leads nowhere; write [text](https://…)"
    elif not (to_rows and ROW.fullmatch(address)) and (
        problem := allowed_urls.problem(address)
        or (len(address) > LONGEST and f"is over {LONGEST} long")
    ):
        yield f"the link to {shown} {problem}"
    if not shows(text):
        yield f"the link to {shown} shows no text; write [text](https://…)"
    visible = unicodedata.normalize("NFKC", text).strip()
    if HOST.fullmatch(visible) and _bare(visible) != _bare(address):
        yield f"the text of the link to {shown} is another address; write the same, or words"


def _bare(address: str) -> str:
    return re.sub(r"^(https:)?//", "", address).removesuffix("/")


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


def plain_text(text: str) -> str:
    """Return what a reader sees of an answer or a note, for where no HTML can be."""
    return inline(text).striptags()


def label(url: str) -> str:
    """Return the label of a link to a source: host or repository, page, and section."""
    parts = urlsplit(url)
    steps = [step for step in parts.path.split("/") if step]
    home = str(parts.hostname).removeprefix("www.")
    if steps[2:3] in (["blob"], ["raw"]) and len(steps) > 4:
        home, steps = f"{steps[1]} {steps[3][:10]}", steps[4:]
    steps = [step for step in steps if step not in {"en", "stable", "latest"}]
    section = f" § {parts.fragment}" if parts.fragment else ""
    return f"{home}: {'/'.join(steps[-2:]) or 'home'}{section}"


def fenced(
    code: str, language: str, title: str = "", lit: Collection[int] = (), place: str = ""
) -> Markup:
    """Return a code block as Markdown; the fence is longer than any run of backticks inside.

    lit: the numbers of the lines to light up, from 1; place: the class of the column it is of.
    """
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    lines = f' hl_lines="{" ".join(map(str, lit))}"' if lit else ""
    named = f' title="{title}"' if title else ""
    column = f" .{place}" if place else ""
    block = f"{fence} {{.{language}{column}{named}{lines}}}\n{code.rstrip()}\n{fence}"
    return Markup(block)


def size(code: str) -> str:
    """Return how large a program is: lines with code on them, and tokens as Python counts them."""
    tokens = [
        token
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type not in LAYOUT
    ]
    return f"{len({token.start[0] for token in tokens})} lines of code, {len(tokens)} tokens"


def said(text: str, row_url: Callable[[str], str] | None = None) -> str:
    """Return inline Markdown of the data as Markdown that shows the same anywhere.

    row_url: the address of a row by its key; without it, a link to a row is the words alone.
    """
    return _beginning(_markdown(_tokens(text, row_url)))


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
