"""A mail as programs show it: its subject over its sender, and whom it went to, none of them with a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fovea.engines.reader.language.amounts import find_dates
from fovea.engines.reader.values import Line, Page

_SENDER = re.compile(
    r"^(?:(?:from|de|von|寄件者|寄件人|发件人|發件人)\s*[:：]?\s*)?(?P<name>[^<>@]{2,40}?)\s*[<＜]\s*(?P<address>[\w.+\-]+@[^>＞]+)[>＞]"
)
_TO = re.compile(r"^(?:to|para|an|a|致|收件者|收件人)\s*[:：]?\s+(?P<who>\S.*)$", re.I)
_COPY = re.compile(r"\s*[·,;\-–—|]?\s*\bcc\b\s*[:：]?\s*(?P<who>\S.*)$", re.I)
#: A file with its size, as mails show what is attached.
_ATTACHED = re.compile(r"^\W{0,3}[^\s/\\]+\.[a-z]{2,4}\d?\s*[(（]?\s*\d[\d.,]*\s?[kmg]?i?b\b", re.I)


def mail(page: Page) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(what, text, lines) of the head of a mail; nothing where a page has no sender as "Name <address>", and none over
    whom it went to."""
    at = next((n for n, row in enumerate(page.rows[:12]) if _SENDER.match(row.lines[0].text)), None)
    if at is None:
        yield from _by_name(page)
        return
    line = page.rows[at].lines[0]
    yield "sender", line.text, (line,)
    above = [row.lines[0] for row in page.rows[:at] if len(row.lines) == 1]
    heads = [x for x in above if x in page.headings] or above[-1:]
    if heads:
        yield "subject", heads[-1].text, (heads[-1],)
    for row in page.rows[at + 1 : at + 3]:
        if match := _TO.match(row.lines[0].text):
            copy = _COPY.search(match["who"])
            yield "recipient", match["who"][: copy.start()] if copy else match["who"], row.lines[:1]
            if copy:
                yield "cc", copy["who"], row.lines[:1]
            return


#: "to me", "para mí, Ana · 18 June, 16:40": whom a mail went to, below who wrote it.
_TO_ME = re.compile(
    r"^(?:to|para|a|寄給|寄给|發給|发给|傳給|收件者|收件人)\s?[:：]?\s*(?P<who>(?:me|mí|mi|我|you)(?:\b|(?=[\s,，、])|$)[^·|–—]*?)\s*(?:[·|–—-]\s*(?P<when>.*\d.*))?$",
    re.I,
)
_PERSON = re.compile(r"^[^\W\d_][^\d@:：<>]{1,40}$")


def _by_name(page: Page) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """The same of a mail that shows its sender's name alone, right over whom it went to."""
    for n, (above, row) in enumerate(pairwise(page.rows)):
        to = _TO_ME.match(row.lines[0].text)
        sender = above.lines[0]
        if not to or not _PERSON.match(sender.text) or abs(sender.left - row.lines[0].left) > 4 * sender.height:
            continue
        yield "sender", sender.text, (sender,)
        yield "recipient", to["who"].strip(" ,，"), row.lines[:1]
        came = to["when"] or next((x.text for x in (*above.lines[1:], *row.lines[1:]) if find_dates(x.text)), "")
        if came:
            yield "date", came, row.lines[:1] if to["when"] else (*above.lines[1:], *row.lines[1:])
        over = [other for other in page.rows[max(0, n - 2) : n] if len(other.lines) == 1]
        if over:
            yield "subject", over[-1].text, over[-1].lines
        return


def attachments(page: Page) -> tuple[Line, ...]:
    """Files with their sizes, the last thing on a page."""
    rows = [row for row in page.rows if all(_ATTACHED.match(line.text) for line in row.lines)]
    return tuple(line for row in rows for line in row.lines)
