"""robots.txt (RFC 9309), read from strangers: no regular expressions, time linear in rules × path."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

#: RFC 9309 asks for at least 500 KiB to be read; what follows is ignored.
MAX_BYTES = 512 * 1024
_MAX_RULES = 5000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules for one agent: (pattern, allowed)."""

    rules: tuple[tuple[str, bool], ...] = ()

    def allows(self, path: str) -> bool:
        """``path`` with its query, as sent. The longest matching pattern decides; of two, the one that allows."""
        wanted = _normal(path)
        verdict = (-1, True)
        for pattern, allowed in self.rules:
            if (len(pattern), allowed) > verdict and _matches(pattern, wanted):
                verdict = (len(pattern), allowed)
        return verdict[1]


ALLOW_ALL = Robots()
DISALLOW_ALL = Robots((("/", False),))


def parse(text: bytes, agent: str) -> Robots:
    """The group for ``agent``, or else the one for ``*``. Groups for the same agent count as one."""
    mine: list[tuple[str, bool]] = []
    general: list[tuple[str, bool]] = []
    named = False
    agents: set[str] = set()
    in_rules = True
    for line in text[:MAX_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        field, _, value = line.partition("#")[0].partition(":")
        field, value = field.strip().lower(), value.strip()
        if field == "user-agent":
            if in_rules:
                agents, in_rules = set(), False
            agents.add(value.lower())
            named = named or value.lower() == agent
        elif field in ("allow", "disallow"):
            in_rules = True
            rule = (_normal(value), field == "allow")
            if not value:  # "Disallow:" alone forbids nothing
                continue
            if agent in agents:
                mine.append(rule)
            if "*" in agents:
                general.append(rule)
    return Robots(tuple((mine if named else general)[:_MAX_RULES]))


def _normal(path: str) -> str:
    """One spelling for each path: octets are compared, however they were escaped."""
    return quote(unquote_to_bytes(path), safe="/*$?=&;:@,+!~'()-._")


def _matches(pattern: str, path: str) -> bool:
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or path == first
    at = len(first)
    *middle, last = rest
    for piece in middle:  # leftmost matches leave the most room for what follows
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    if anchored:
        return len(path) - at >= len(last) and path.endswith(last)
    return path.find(last, at) >= 0
