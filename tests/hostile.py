"""Text that tries to be more than text, a site that has it wherever it takes text, and its twin.

A vector that runs sets window.hit. The twin has harmless text in the same places.
"""

import json
import re
import shlex
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import unified_diff
from functools import cache
from inspect import isclass
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import yaml

from comparison.load.loader import FILES
from comparison.load.schemas import KINDS
from comparison.markdown import LANGUAGES, problems
from comparison.model import facts, measurements
from comparison.model.answers import Statement
from comparison.model.fields import (
    Address,
    Aspect,
    Because,
    Brief,
    Command,
    InstallCommand,
    Long,
    Record,
    Says,
    Sentence,
    ServerCommand,
    Short,
    Source,
    Title,
)
from tests.conftest import build
from tests.example import FULL, ROOT, write_site
from tests.html_trees import pages, parsed

SCRIPT = "<script>hit=1</script>"
VECTORS = [
    *(SCRIPT, "<ScRiPt/x>hit=1</sCrIpT >", "<img src=x onerror=hit=1>"),
    *("<img/src=x/onerror=hit=1//", "<svg onload=hit=1>", f"<svg><style>{SCRIPT}</style></svg>"),
    *(f"<math><mtext>{SCRIPT}", f"<iframe srcdoc='{SCRIPT}'></iframe>"),
    *("<object data=javascript:hit=1></object>", "<base href=//a.example/>"),
    *("<meta http-equiv=refresh content=0;url=//a.example>", "<style>*{display:none}</style>"),
    *("<p style=background:url(javascript:hit=1)>x</p>", "</style><style>@import'//a.example'"),
    *("<form><button formaction=javascript:hit=1>", "<details open ontoggle=hit=1><summary>x"),
    *("<input autofocus onfocus=hit=1>", "<a href=javascript:hit=1>x</a>", "<b id=__config>x</b>"),
    *("__config", '" onmouseover="hit=1', "' onmouseover='hit=1", "` onmouseover=`hit=1"),
    *(f'">{SCRIPT}', f"'>{SCRIPT}", f"-->{SCRIPT}", "<!-- x", f"<![CDATA[{SCRIPT}", f"]]>{SCRIPT}"),
    *("<?x ?><!DOCTYPE x>", f"</title>{SCRIPT}", f"</textarea></select>{SCRIPT}"),
    *(f"</script>{SCRIPT}", f"</code></pre>{SCRIPT}", f"</td></tr></table>{SCRIPT}"),
    *("</a></p></div></section></article>x", "&lt;script&gt;hit=1&lt;/script&gt;"),
    *("&#60;script&#62;hit=1&#x3c;/script>", "&quot; onclick=&quot;hit=1"),
    *("&amp;lt;b&amp;gt; &lt &copy &notin;", "[x](javascript:hit=1)", "[x](<javascript:hit=1>)"),
    *("[x](JaVa\tScRiPt:hit=1)", "[x](java&#115;cript:hit=1)"),
    *("[x](data:text/html,<script>hit=1</script>)", "[x](vbscript:hit) ![x](javascript:hit=1)"),
    *('[x](https://a.example/"onclick=hit=1)', "[x](//a.example) [x](http://a.example)"),
    *("<javascript:hit=1> <https://a.example>", "[x][y]\n\n[y]: javascript:hit=1\n\n[x]"),
    *("![x](x){onerror=hit=1}", "{{ 7 * 7 }} {{ config }} {{ section('x') }}"),
    *("{% raw %} {% include 'mkdocs.yml' %}", "{# x {% endraw %} {%", '--8<-- "mkdocs.yml"'),
    *("{: onclick=hit=1 } {: #x .y }", "{ .x onclick=hit=1 } {#x}", "<div markdown>**x**</div>"),
    *("<div markdown='1'>\n\n# x\n\n</div>", "\n\n```html\n<b>x</b>\n```\n\n"),
    *("\n\n``````` {.x onclick=hit=1}\nx\n```````\n\n", "~~~ ``` x", '=== "x"'),
    *('\n\n=== "x"\n\n    <b>x</b>\n\n', '!!! note "x"', "# x {: onclick=hit=1 }"),
    *("\n\n# x\n\nx\n===\n\n---\n\n", "\n\n- x\n\n    <b>x</b>\n\n> x\n\n1. x\n"),
    *("| a | b |\n|---|---|\n| <b>x</b> | y |", "**x** *x* __x__ ~~x~~ ==x== ++x++", f"`{SCRIPT}`"),
    *("*`x*` [`](https://a.example/) `` ` ``", "`${hit=1}`", "\n\n<script>\nhit=1\n</script>\n\n"),
    *("\n\n    <b>x</b>\n\n", "[^1] *[x]: y\n\n[^1]: x", f"\\{SCRIPT} \\[x\\] \\", "=1+1"),
    *("{address} {rows} {differences}", '{"base": "//a.example", "search": "x"}'),
    *("wzxhzdk:0 klzzwxh:0001 STXampETX", ":material-x: :smile: (c) -- ... ^x^ ||x||"),
]
LINKED = [vector for vector in VECTORS if not any(problems(vector))]
"""Those that inline Markdown of the data may hold; the loader refuses links that mislead."""
BEYOND = ["\x02wzxhzdk:0\x03 \x02amp\x03", "\x0c<b>", "\x1c<b>"]
"""What the loader refuses in data and programs; a server may answer it."""
HOST, REPOSITORY = "a.example", "https://host.example/owner/name"
ADDRESSES = [
    *("/#javascript:hit=1", "/?x=&quot;onmouseover=hit=1#x", "/&#x22;&#x3e;&lt;b#x"),
    *("/(hit=1)#*x*_y_", "/%22onload=hit=1#%3Cscript%3E", "/$hit=1;,+!@x#~:~:text=x"),
    *("/data:text/html,hit//..;/#javascript:x", "/o/r/blob/1.0/--8--.py"),
]
"""What may follow the host of a source."""
PLAIN, INLINE = (Title, Sentence), (Aspect, Because, Brief, Short, Says, Long)
NAMES = {"Measured.subject", "Measured.column"}
"""What is no text but names a part of the measurements."""
UNIQUE = (".title", ".name", ".states", ".asks", ".about", "Statement.says", ".none")
"""What no two parts may have in common."""
MARKDOWN = "`*_[]()\\"
"""The signs that inline Markdown of the data knows; a harmless twin has them at the same places."""


class Deal:
    """Deals vectors out: each place gets the next ones, as many as there is room for."""

    def __init__(self, hostile: bool, first: int = 0) -> None:
        """Take whether they are dealt or their harmless twins: the same words without the signs."""
        self.hostile = hostile
        self.first = first
        self.dealt = Counter[str]()

    def text(self, place: str, limit: int, signs: str = "") -> str:
        """Return text for a kind of place; signs: those that its twin has, too."""
        pool = LINKED if signs == MARKDOWN else VECTORS
        chosen = self._next(place, pool)
        while len(f"{chosen}\n\n{self._peek(place, pool)}") <= limit:
            longer = chosen + ("\n\n" if self.dealt[place] % 2 else " ") + self._peek(place, pool)
            if pool is LINKED and any(problems(longer)):  # together they may be a link
                break
            chosen = longer
            self.dealt[place] += 1
        return chosen if self.hostile else " ".join(_tame(chosen, signs).split())

    def lines(self, place: str, pool: list[str] = VECTORS) -> str:
        """Return a vector for a kind of place that shows lines; its twin has as many.

        Lines of answers are compared: those of twins are equal where those of vectors are.
        """
        vector = self._next(place, pool)
        numbered = re.sub(r"[^\w\n ]|_", lambda sign: f".{ord(sign[0])}.", vector)
        return vector if self.hostile else numbered

    def word(self, place: str) -> str:
        """Return text that a shell reads as one word of one line."""
        return shlex.quote(" ".join(self.text(place, 80).split()))

    def address(self, place: str) -> str:
        """Return an address that no other place of the kind has."""
        rest = self._next(place, ADDRESSES)
        return f"https://{HOST}/{self.dealt[place]}{rest if self.hostile else '/x#x'}"

    def _peek(self, place: str, pool: list[str]) -> str:
        return pool[(self.first + self.dealt[place]) % len(pool)]

    def _next(self, place: str, pool: list[str]) -> str:
        vector = self._peek(place, pool)
        self.dealt[place] += 1
        return vector


def _tame(text: str, signs: str) -> str:
    """Return text with a full stop for each sign but these and those that begin an address."""

    def tamed(sign: str) -> str:
        return sign if sign.isalnum() or sign in signs else " " if sign.isspace() else "."

    host = f"https://{HOST}/"
    return host.join("".join(map(tamed, part)) for part in text.split(host))


def spoil(project: Path, deal: Deal) -> None:
    """Write into every file that a project's pages are drawn from, wherever it takes text."""
    for name in FILES:
        file = project / name
        file.write_text(spoiled(name, file.read_text("utf-8"), deal), "utf-8")
    _json(project / facts.FILE, lambda found: _facts(found, deal))
    _json(project / measurements.FILE, lambda found: _measured(found, deal))
    for file in sorted(project.glob("snippets/*/exchanges.json")):
        _json(file, lambda found: _exchanges(found, deal))
    for file in sorted(project.glob("snippets/*/*/**/*")):
        if file.suffix in LANGUAGES:
            _program(file, deal)


def spoiled(name: str, text: str, deal: Deal) -> str:
    """Return a file of data with what is dealt wherever its records take text."""
    data = _filled(KINDS[Path(name).stem], yaml.load(text, yaml.BaseLoader), "", deal)
    written: str = yaml.dump(data, sort_keys=False, default_style='"', width=sys.maxsize)
    return re.sub(r'(?m)^( *"date": )"([\d-]+)"$', r"\1\2", written)


def _filled(hint: Any, value: Any, place: str, deal: Deal) -> Any:
    """Return a value of that type with text in it wherever it takes text."""
    if NoneType in get_args(hint):
        hint = get_args(hint)[0]
    if hint in (*PLAIN, *INLINE) and place not in NAMES:
        limit, signs = hint.__metadata__[0].max_length, MARKDOWN if hint in INLINE else ""
        if place.endswith((".terms", *UNIQUE)):  # a page sorts terms; a twin's stand in this order
            return f"{deal.dealt.total():03} {deal.text(place, limit - 4, signs)}"
        return deal.text(place, limit, signs)
    if hint == InstallCommand:
        return value
    if hint in (Command, ServerCommand):
        return f"run --port 8000 {deal.word(place)}"
    if hint in (Address, Source):  # one of a change log's must name the release
        return value if "#v" in value else deal.address("addresses")
    if isclass(hint) and issubclass(hint, Record):
        hints = get_type_hints(hint, include_extras=True)
        return {
            key: _filled(kind, one, f"{hint.__name__}.{key}", deal)
            for key, one in value.items()
            for kind in [hints.get(key.replace("-", "_"), Statement)]
        }
    if isinstance(value, str):
        return value
    parts = get_args(get_args(hint)[0] if get_origin(hint) is Annotated else hint)
    if isinstance(value, dict):
        return {key: _filled(parts[-1], one, place, deal) for key, one in value.items()}
    return [_filled(parts[0], one, place, deal) for one in value]


def _json(file: Path, change: Callable[[Any], None]) -> None:
    found = json.loads(file.read_text("utf-8"))
    change(found)
    file.write_text(json.dumps(found), "utf-8")


def _facts(found: Any, deal: Deal) -> None:
    for known in found["frameworks"].values():
        known.update(
            {name: deal.text("facts", 160, MARKDOWN) for name in known if name != "version"}
        )
    for name in ("python", "platform"):
        found[name] = deal.text(name, 100)
    found["packages"] = {name: deal.text("packages", 100) for name in found["packages"]}


def _measured(found: Any, deal: Deal) -> None:
    for subject in found["subjects"].values():
        subject["label"] = deal.text("label", 100, MARKDOWN)
        if "command" in subject:
            subject["command"] = deal.text("command", 160)
    for number, pair in enumerate(found["pairs"]):
        if "title" in pair:  # a title that comes twice is one lane
            pair["title"] = f"{deal.text('title', 100, MARKDOWN)} {number}"
    for name in ("machine", "packages"):
        texts = [deal.text(name, 100) for _ in found[name]]
        found[name] = {
            f"{deal.text(name, 60)} {key}": text
            for key, text in zip(found[name], texts, strict=True)
        }
    found["endpoints"] = {name: deal.text("endpoints", 100) for name in found["endpoints"]}


def _exchanges(found: Any, deal: Deal) -> None:
    """Write before each text of a message, and before equal texts the same."""

    @cache
    def spoiled(text: str) -> str:
        return f"{deal.lines('messages', [*VECTORS, *BEYOND])} {text}"

    @cache
    def shown(text: str) -> str:
        return deal.text("shows", 300, MARKDOWN)

    def everywhere(value: Any) -> Any:
        if isinstance(value, dict):
            return {spoiled(key): everywhere(one) for key, one in value.items()}
        if isinstance(value, list):
            return [everywhere(one) for one in value]
        return spoiled(value) if isinstance(value, str) else value

    for exchange in found["exchanges"]:
        for message in (exchange["request"], *exchange["responses"].values()):
            message.update({part: everywhere(value) for part, value in message.items()})
        exchange["shows"] = {name: shown(text) for name, text in exchange["shows"].items()}


def _program(file: Path, deal: Deal) -> None:
    """Write behind a program: as text of many lines where it is Python, as it is where not."""
    vectors = [deal.lines(file.suffix) for _ in range(20)]
    if file.suffix == ".py":
        lines = [vector.replace("\\", "/") for vector in vectors]  # which escapes what follows
        vectors = [f'"""\n{text}\n"""\n# {text.replace(chr(10), " ")}' for text in lines]
    with file.open("a", encoding="utf-8") as program:
        program.write("\n" + "\n".join(vectors) + "\n")


SITE = FULL | {
    **{f"snippets/alone/left/app{suffix}": "app = 1" for suffix in LANGUAGES},
    "snippets/alone/left/more.py": "more = 1",
    "snippets/alone/left/most.py": "most = 1",
    "docs/performance.md": '# Speed\n\n{{ speed() }}\n\n{{ measured("alone-hello", "flask") }}',
    "docs/method.md": "# Method\n\n## How it was measured\n\n{{ conditions() }}\n\n"
    "## Which samples count",
    "docs/loads.md": (ROOT / "docs/loads/hello.md").read_text("utf-8").replace("../", ""),
}
"""The small project with every kind of program and of chart."""
SAID = {"aria-label", "data-column", "data-for", "title"}
"""Attributes that hold text of the data."""
DESCRIBED = {"description", "og:title", "og:description", "og:image:alt"}
"""Metadata that does."""
UNSAFE = {"javascript", "data", "vbscript"}


def twins(folder: Path, first: int = 0) -> tuple[Path, Path]:
    """Build both sites below a folder, and return where they are; first: the first vector."""
    for name in ("hostile", "harmless"):
        project = folder / name
        write_site(project, SITE)
        spoil(project, Deal(name == "hostile", first))
        built = build(project, project / "site", REPOSITORY=REPOSITORY)
        assert built.returncode == 0, built.stdout + built.stderr
    return folder / "hostile/site", folder / "harmless/site"


def shown(site: Path) -> dict[str, Any]:
    """Return the elements of each page by its address, and of each text that the search shows."""
    entries = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    return pages((site, "")) | {
        f"search: {entry['location']} {part}": parsed(entry[part])
        for entry in entries
        for part in ("title", "text", "said")
        if part in entry
    }


def differences(trees: dict[str, Any], others: dict[str, Any]) -> list[str]:
    """Return where pages differ in more than text from their twins, and what is unsafe in them."""
    found = [f"{page}: only in one of them" for page in trees.keys() ^ others.keys()]
    for page in trees.keys() & others.keys():
        shapes = list(shape(trees[page])), list(shape(others[page]))
        found += [f"{page}: {line}" for line in unified_diff(*shapes, "hostile", "harmless", n=0)]
        found += [f"{page}: {attribute}" for attribute in unsafe(trees[page])]
    return found


def shape(element: Any, way: str = "") -> Iterator[str]:
    """Yield the way to each element with its attributes, but for what depends on a text."""
    here = f"{way}/{element.tag}.{element.attrib.get('class') or element.attrib.get('id')}"
    yield f"{here} {sorted((name, _value(element, name)) for name in element.attrib)}"
    if element.tag == "code" and "highlight" in here:  # each has the tokens of its own text
        others = {(one.tag, *(one.attrib.keys() - {"class"})) for one in list(element.iter())[1:]}
        yield from map(str, others - {("span",)})
        return
    for child in element:
        yield from shape(child, here)


def _value(element: Any, name: str) -> str:
    """Return the value of an attribute; of one that may hold text of the data, nothing."""
    value: str = element.attrib[name]
    if element.tag == "meta" and name == "content":
        named = element.attrib.get("name") or element.attrib.get("property")
        return "" if named in DESCRIBED else value
    if name == "href" and value.startswith((f"https://{HOST}/", f"{REPOSITORY}/issues/new?")):
        return ""
    return "" if name in SAID else value


def unsafe(page: Any) -> Iterator[str]:
    """Yield each attribute that runs something, whatever its twin has."""
    for element in page.iter():
        for name, value in element.attrib.items():
            scheme = re.sub(r"[\s\x00-\x20]", "", value).partition(":")[0].lower()
            if name.startswith("on") or name == "style" or (name not in SAID and scheme in UNSAFE):
                yield f'{element.tag} {name}="{value}"'
