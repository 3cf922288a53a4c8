"""Say which addresses may stand on the site, as sources, links in texts, homes or articles."""

import re

SIGN = r"[A-Za-z0-9._~:/?@!$&()*+,;=-]|%[0-9A-Fa-f]{2}"
"""What an address is made of, beside the sign that begins its fragment:
https://www.rfc-editor.org/rfc/rfc3986#appendix-A."""
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
NUMBER = r"(?:[1-5]?[0-9]{1,4}|6(?:[0-4][0-9]{3}|5(?:[0-4][0-9]{2}|5(?:[0-2][0-9]|3[0-5]))))"
INSIDE = "arpa|corp|home|internal|intranet|invalid|lan|local|localdomain|localhost|onion|test"
"""Names that are none, or another machine's, outside of a network:
https://www.iana.org/assignments/special-use-domain-names."""
RULES = {
    r"https://[\s\S]*": "must begin with https://",
    rf"(?:{SIGN})*(?:#(?:{SIGN}|#)*)?": "has a character that no address has; percent-encode it",
    r"https://[A-Za-z0-9][^/?#@]*(?:[/?#][\s\S]*)?": (
        "must name a host behind https://, without user and password"
    ),
    rf"https://(?!(?:[^/?#:]*\.)?[xX][nN]--)(?:{LABEL}\.)+(?!(?:{INSIDE})(?:[:/?#]|$))"
    rf"[A-Za-z](?:[A-Za-z0-9-]{{0,61}}[A-Za-z0-9])(?:[:/?#][\s\S]*)?": (
        "must lead to a public host by its name in plain letters, such as docs.python.org"
    ),
    rf"https://[^/?#:]*(?::0*(?!0){NUMBER})?(?:[/?#][\s\S]*)?": (
        "has a port that does not exist; remove it"
    ),
    r"(?![^?#]*/(?:\.|%2[eE]){1,2}(?:[/?#]|$))[\s\S]*": (
        "must name its page without . and .. as steps of the way"
    ),
}
"""What every address must match as a whole, in this order, and what to say where it does not. As
Python and as the editors' JavaScript read it."""
AT_A_TAG = (
    r"[^?#]*/(?:blob|raw)/(?:refs/tags/)?(?![^/]*\.[xX]/)"
    r"(?=[A-Za-z_+@.-]*[0-9])[A-Za-z0-9._+@-]+/[^/?#][^?#]*"
)
"""A repository's file with a tag or commit in its address, as code hosts write it; both have a
digit, and names of branches have none, or end in .x."""
SECTION = r"[^#]*#(?:(?!:~:)|:~:text=)(?:%20|[^A-Za-z0-9%])*(?:[A-Za-z0-9]|%(?!20))[\s\S]*"
"""An address with a fragment that says something."""
PROVES = (
    "point to the section that proves the answer: add #section,"
    " or link the file at a tag (…/blob/<tag>/<file>)"
)
DEEP_RULE = rf"(?:{SECTION}|{AT_A_TAG}(?:[?#][\s\S]*)?)"


def _whole(rules: list[str]) -> str:
    """Return one pattern that matches what every rule matches as a whole."""
    return "^" + "".join(f"(?={rule}$)" for rule in rules)


PATTERN = _whole(list(RULES))
"""The rules as one pattern, for editors."""
DEEP_PATTERN = _whole([*RULES, DEEP_RULE])


def problem(url: str) -> str:
    """Return what is wrong with an address, and what to write; nothing where it may stand here."""
    problems = (text for rule, text in RULES.items() if not re.fullmatch(rule, url))
    return next(problems, "")


def https(url: str) -> str:
    """Return url if it is an address that may stand here; raise ValueError if not."""
    if wrong := problem(url):
        raise ValueError(wrong)
    return url


def deep(url: str) -> str:
    """Return url if it names one place in a source; raise ValueError if not."""
    if not re.fullmatch(DEEP_RULE, url):
        raise ValueError(f"must {PROVES}")
    return url
