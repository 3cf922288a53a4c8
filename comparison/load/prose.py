"""The pages that people write: whether each calls macros as they want it, and hides nothing."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path as Folder

import jinja2
from jinja2 import nodes

from comparison.load import encoding
from comparison.load.cited_code import names_of
from comparison.load.cross_references import unknown
from comparison.load.errors import Finding, Invalid, Mistake, Path, did_you_mean, shown
from comparison.model.comparison import Comparison
from comparison.model.matrix import Matrix

MACROS: dict[str, tuple[str, ...]] = {
    "section": ("section",),
    "task": ("task",),
    "row": ("row",),
    "moved": ("section", "old"),
    **dict.fromkeys(("dictionary_section", "claims_section"), ("section",)),
    "table": ("row?",),
    "block": ("row",),
    **dict.fromkeys(("selection", "coverage", "tasks", "levels", "dictionary", "claims"), ()),
    **dict.fromkeys(("articles", "situations", "questions"), ()),
    **dict.fromkeys(("opening", "level_map"), ()),
    **dict.fromkeys(("chips", "errands"), ("question",)),
    "same_task": ("task",),
    "checked_claims": ("claim",),
    "exhibit": ("exhibit", "subject?"),
    "pairs": ("exhibit",),
    **dict.fromkeys(("measured", "median"), ("exhibit", "subject", "column?")),
    **dict.fromkeys(("speed", "conditions", "changed"), ()),
    "contrasts": ("contrast",),
    "words": ("entry",),
    "program": ("task", "name"),
    "situation": ("situation",),
    "repository_file": ("file",),
}
"""What pages may call, with the kinds of names that each is given; "?" where it may have none."""
IN_SENTENCES = {"measured", "median", "repository_file"}
"""The macros that stand in a sentence; the others draw blocks."""
FILES = {".md", ".css", ".js", ".svg", ".png"}
"""What may lie in docs/: any other file would be published as it is, without a policy."""
RAW = re.compile(r"\{% *(end)?raw *%\}")
BRACES = "To show braces, write {% raw %}{{ name }}{% endraw %}"
REFUSED = {
    r"<!--|<!\[|<\?|<!doctype|\{#": "a comment is hidden from readers; remove it"
    " (an id is written {: #id })",
    r"\{[{%][-+]|[-+][}%]\}": "write braces without - or + beside them",
    r"</?(meta|base|i?frame|frameset|object|embed|applet|form|script|style|link|template|noscript"
    r"|svg|math|title)\b": "this element is not allowed, not even as code;"
    " write its name without <",
    r"<[a-z][^>]*?\s(style|srcdoc|formaction|on[a-z]+)\s*=|\{:[^}]*\b(style|srcdoc|on[a-z]+)\s*=": (
        "this attribute is not allowed; put styles into docs/assets/site.css"
    ),
    r"(?:\]\(\s*<?|\]:\s*<?|<|\b(?:href|src)\s*=\s*[\"']?)\s*(?!https:)"
    r"(?:[a-z][a-z0-9+.-]*:(?!\s)|[^\s)]*&#)": ("a link must lead to https:// or to a page"),
    r"!\[[^\]]*\]\(\s*<?\s*(?:https?:)?//": "put the picture into docs/; no other is loaded",
}
"""What may stand nowhere on a page, and what to do instead."""
FRONT_MATTER = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
OTHER_HEAD = re.compile(r" {0,3}[\w-]+:")
"""How a first line begins that MkDocs reads as a head of its own, without ---."""
FRONT = re.compile(
    r"description: [^\s<>\"'&\\|>*!{\[][^<>\"&\\]*|(hide|search):|  - (navigation|toc)"
    r"|  exclude: true|  boost: \d(\.\d)?"
)
PAGED = ("dictionary", "claims")
"""The pages below which each section has one, too."""
ENVIRONMENT = jinja2.Environment()


def findings(root: Folder, known: Comparison) -> Iterator[Mistake]:
    """Yield every mistake on the pages in root/docs; known: every name that they may use."""
    for file in sorted((root / "docs").rglob("*")):
        name = file.relative_to(root).as_posix()
        if file.is_file() and file.suffix not in FILES:
            problem = "is not allowed here: it would be published as it is; pages end in .md"
            yield Mistake(name, 1, 1, "", problem)
        elif file.suffix in (".md", ".svg"):
            try:
                content = encoding.read(file, name)
            except Invalid as invalid:
                yield from invalid.mistakes
                continue
            yield from _refused(content, name, set() if file.suffix == ".md" else {"svg", "title"})
            if file.suffix == ".md":
                yield from _front_matter(content, name)
                yield from _calls(content, name, root, known)


def _refused(content: str, name: str, allowed: set[str]) -> Iterator[Mistake]:
    plain = RAW.sub("", content)
    for pattern, problem in REFUSED.items():
        for match in re.finditer(pattern, plain, re.IGNORECASE):
            if not allowed.intersection(match.groups()):
                line = plain.count("\n", 0, match.start())
                column = match.start() - plain.rfind("\n", 0, match.start())
                quoted = shown(" ".join(match[0].split()))
                yield Mistake(name, line + 1, column, "", f"{quoted}: {problem}")


def _front_matter(content: str, name: str) -> Iterator[Mistake]:
    front = FRONT_MATTER.match(content)
    if OTHER_HEAD.match(content):
        problem = "the first line is read as front matter; put a heading or an empty line before it"
        yield Mistake(name, 1, 1, "", problem)
    for number, line in enumerate(front[1].splitlines() if front else [], 2):
        if not FRONT.fullmatch(line):
            problem = "the front matter may have description: with plain text, hide: with lines as"
            yield Mistake(name, number, 1, "", f"{problem} `  - toc`, and nothing else")


def _calls(content: str, name: str, root: Folder, known: Comparison) -> Iterator[Mistake]:
    lines = ["", *content.split("\n"), ""]
    try:
        tree = ENVIRONMENT.parse(content.replace("{#", "{ "))  # a comment is refused as one
    except jinja2.TemplateSyntaxError as error:
        column = max(lines[error.lineno].find("{"), 0) + 1
        yield Mistake(name, error.lineno, column, "", f"{error.message}. {BRACES}")
        return
    except RecursionError:
        yield Mistake(name, 1, 1, "", f"the text in braces is nested too deeply. {BRACES}")
        return
    for node in tree.body:
        if not isinstance(node, nodes.Output):
            column = max(lines[node.lineno].find("{%"), 0) + 1
            yield Mistake(
                name, node.lineno, column, "", f"only macros can be called here. {BRACES}"
            )
            continue
        for part in node.nodes:
            if not isinstance(part, nodes.TemplateData):
                column = max(lines[part.lineno].find("{{"), 0) + 1
                around_it = lines[part.lineno - 1 : part.lineno + 2]
                for problem in _call(part, around_it, root, known):
                    yield Mistake(name, part.lineno, column, "", problem)


def _call(part: nodes.Expr, lines: list[str], root: Folder, known: Comparison) -> Iterator[str]:
    """Yield what is wrong with what stands in braces; lines: its line, with those around it."""
    called = part.node if isinstance(part, nodes.Call) else part
    if not isinstance(called, nodes.Name) or called.name not in MACROS:
        macro = called.name if isinstance(called, nodes.Name) else "like this"
        meant = did_you_mean(macro, MACROS)
        yield f"there is no macro {shown(macro)}; {meant}{'' if meant[-1] == '?' else '.'} {BRACES}"
        return
    if not isinstance(part, nodes.Call):
        yield f"write {called.name}() with brackets. {BRACES}"
        return
    before, line, after = lines
    alone = re.fullmatch(r"\{\{ [^{}]* \}\}", line) and not before.strip() and not after.strip()
    if called.name not in IN_SENTENCES and not alone:
        yield f"{called.name}() must stand alone on its line, with an empty line before and after"
    given = [_name(argument) for argument in part.args]
    more = part.kwargs or part.dyn_args or part.dyn_kwargs
    wanted = [kind.removesuffix("?") for kind in MACROS[called.name]]
    needed = sum(not kind.endswith("?") for kind in MACROS[called.name])
    if None in given or not needed <= len(given) <= len(wanted) or more:
        call = ", ".join(f'"{kind}"' for kind in wanted)
        yield f"write it as {called.name}({call}), with names in quotes"
        return
    yield from _names(dict(zip(wanted, given, strict=False)), root, known)


def _name(argument: nodes.Expr) -> str | list[str] | None:
    """Return the name that a macro is given, or the names; None where it is none in quotes.

    Nothing is computed: what stands on a page may take for ever.
    """
    if isinstance(argument, nodes.List):
        names = [item.value for item in argument.items if isinstance(item, nodes.Const)]
        texts = [name for name in names if isinstance(name, str)]
        return texts if len(texts) == len(argument.items) else None
    value = argument.value if isinstance(argument, nodes.Const) else None
    return value if isinstance(value, str) else None


def _is_in(root: Folder, name: str) -> bool:
    """Return whether a name is that of a file in the repository, and not of one elsewhere."""
    steps = Folder(name).parts
    return bool(steps) and not {"..", ".git", "/"} & {*steps} and (root / name).is_file()


def _names(given: dict[str, object], root: Folder, known: Comparison) -> Iterator[str]:
    exhibit = known.figures.get(str(given.get("exhibit")))
    unmeasured = known.measurements is None
    rows = {key: row for _, key, row in known.matrix.rows()}
    details = [f"{key}/{detail.about}" for key, row in rows.items() for detail in row.details]
    entries = known.dictionary.entries
    names: dict[str, Collection[str]] = {
        "section": known.matrix.sections,
        "task": known.matrix.tasks,
        "row": rows,
        "old": [key for section in known.matrix.sections.values() for key in section.old_rows],
        "question": known.questions.questions,
        "claim": known.claims.claims,
        "exhibit": [str(given.get("exhibit"))] if unmeasured else known.figures,
        "subject": exhibit.lines if exhibit else [str(given.get("subject"))],
        "column": exhibit.columns if exhibit else [str(given.get("column"))],
        "contrast": [*rows, *details, *entries],
        "entry": entries,
        "situation": known.situations.situations,
        "name": _names_in(root, str(given.get("task"))) if "name" in given else [],
        "file": [str(given.get("file"))] if _is_in(root, str(given.get("file"))) else [],
    }
    for kind, value in given.items():
        for name in value if isinstance(value, list) else [value]:
            yield from (problem for _, problem in unknown((), str(name), kind, names[kind]))


def _names_in(root: Folder, task: str) -> list[str]:
    """Return what the programs of a task define and use; nothing where there is no such task."""
    return [name for names in names_of(root).get(task, {}).values() for name in names]


def taken(matrix: Matrix, root: Folder) -> Iterator[Finding]:
    """Yield each section, row and task whose page, made from the data, is there already."""
    pages: dict[Path, str] = {("sections", name): name for name in matrix.sections}
    pages |= {("tasks", name): f"code/{name}" for name in matrix.tasks}
    pages |= {("sections", at, "rows", key): f"{at}/{key}" for at, key, _ in matrix.rows()}
    beside = ((("sections", name), at) for at in PAGED for name in matrix.sections)
    for path, page in (*pages.items(), *((path, f"{at}/{path[1]}") for path, at in beside)):
        if (root / "docs" / f"{page}.md").exists():
            yield path, f"its page is generated; rename or remove docs/{page}.md"
        elif (root / "docs" / page).exists():
            yield path, f"there is a folder docs/{page}; choose another key"
