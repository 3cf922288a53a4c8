"""The data, in; every source visited, and those that do not answer as they are cited, out.

It stands here and not in the package, which reads and writes texts alone: what the data says is
held against real servers here.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urldefrag

import httpx2

from comparison.load.errors import Invalid
from comparison.load.loader import ROOT
from comparison.load.source_urls import Citation, cited
from comparison.pages.edit_links import place
from contracts.public import Public
from contracts.turns import Turns
from contracts.visits import Outcome, Visit, Visitor

ANSWERS_WITHIN = 10.0
"""Seconds that a server may take for each step of an answer."""
ANCHORS_BY_SCRIPT = {"github.com"}
"""Hosts whose pages get some of their anchors from a script, so that they cannot be missed."""


class Source(NamedTuple):
    """An address, what became of it, and where it is cited."""

    address: str
    outcome: Outcome
    says: str
    citations: list[Citation]


def client(repository: str, transport: httpx2.BaseTransport) -> httpx2.Client:
    """Return a client that says who it is."""
    agent = f"source-check (+{repository})" if repository else "source-check"
    headers = {"User-Agent": agent, "Accept": "text/html, */*;q=0.8"}
    return httpx2.Client(transport=transport, headers=headers, timeout=ANSWERS_WITHIN)


def sources(addresses: dict[str, list[Citation]], visits: dict[str, Visit]) -> Iterator[Source]:
    """Yield each address with what the visit to its page says of it."""
    for address, citations in addresses.items():
        page, fragment = urldefrag(address)
        visit = visits[page]
        outcome, says = visit.outcome, visit.says
        if outcome is Outcome.ANSWERS and _lacks(visit, page, fragment):
            outcome, says = Outcome.NO_ANCHOR, f"#{fragment} is not there"
        elif outcome is Outcome.ANSWERS and visit.moved:
            outcome = Outcome.MOVED
        if visit.moved:
            new = visit.moved if "#" in visit.moved or not fragment else f"{visit.moved}#{fragment}"
            says = f"{says}; now at {new}".removeprefix("; ")
        yield Source(address, outcome, says, citations)


def _lacks(visit: Visit, page: str, fragment: str) -> bool:
    host = httpx2.URL(visit.moved or page).host
    return bool(visit.anchors and host not in ANCHORS_BY_SCRIPT and visit.anchors.lack(fragment))


def report(found: list[Source], repository: str) -> str:
    """Return what to do about the sources, as Markdown; a box before each that is to be checked."""
    lines = ["## Sources", ""]
    for outcome in Outcome:
        some = [source for source in found if source.outcome is outcome]
        if some and outcome is not Outcome.ANSWERS:
            lines += [f"### {outcome}", ""]
            # A server that lets no program look will not do so next time: no box to be ticked.
            sign = "-" if outcome is Outcome.BY_HAND else "- [ ]"
            for source in some:
                lines.append(f"{sign} {source.address} ({' '.join(source.says.split())})")
                lines += [
                    f"  - {place(repository, cited.file, cited.line)} {cited.where}"
                    for cited in source.citations
                ]
            lines.append("")
    answer = sum(source.outcome is Outcome.ANSWERS for source in found)
    return "\n".join([*lines, f"{answer} of {len(found)} sources answer as they are cited.", ""])


def main() -> int:
    """Print the report; return 0 whatever the sources say, 1 where they could not be asked."""
    parser = argparse.ArgumentParser(prog="python -m contracts.sources", description=__doc__)
    parser.add_argument(
        "--pause", type=float, default=1.0, help="seconds between two requests to one host"
    )
    arguments = parser.parse_args()
    repository = os.environ.get("REPOSITORY", "")
    try:
        addresses = cited(ROOT)
    except Invalid as invalid:
        print(invalid, file=sys.stderr)
        return 1
    with client(repository, Public()) as asking:
        visitor = Visitor(asking, Turns(arguments.pause))
        visits = visitor.visits(
            {urldefrag(address).url for address in addresses},
            lambda page, visit: sys.stderr.write(f"{page}: {visit.outcome}\n"),
        )
    if all(visit.outcome is Outcome.UNREACHED for visit in visits.values()):
        print("No source could be reached: is there a network?", file=sys.stderr)
        return 1
    print(report(list(sources(addresses, visits)), repository))
    return 0


if __name__ == "__main__":
    sys.exit(main())
