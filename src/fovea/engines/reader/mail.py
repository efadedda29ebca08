"""A mail as programs show it: its subject over its sender, and whom it went to, none of them with a label."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fovea.engines.reader.values import Line, Page

_SENDER = re.compile(
    r"^(?:(?:from|de|von|寄件者|寄件人|发件人|發件人)\s*[:：]?\s*)?(?P<name>[^<>@]{2,40}?)\s*[<＜]\s*(?P<address>[\w.+\-]+@[^>＞]+)[>＞]"
)
_TO = re.compile(r"^(?:to|para|an|a|致|收件者|收件人)\s*[:：]?\s+(?P<who>\S.*)$", re.I)
_COPY = re.compile(r"\s*[·,;\-–—|]?\s*\bcc\b\s*[:：]?\s*(?P<who>\S.*)$", re.I)
#: A file with its size, as mails show what is attached.
_ATTACHED = re.compile(r"^\W{0,3}[^\s/\\]+\.[a-z]{2,4}\d?\s*[(（]?\s*\d[\d.,]*\s?[kmg]?i?b\b", re.I)


def mail(page: Page) -> Iterator[tuple[str, str, tuple[Line, ...]]]:
    """(what, text, lines) of the head of a mail; nothing where a page has no sender as "Name <address>"."""
    at = next((n for n, row in enumerate(page.rows[:12]) if _SENDER.match(row.lines[0].text)), None)
    if at is None:
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


def attachments(page: Page) -> tuple[Line, ...]:
    """Files with their sizes, the last thing on a page."""
    rows = [row for row in page.rows if all(_ATTACHED.match(line.text) for line in row.lines)]
    return tuple(line for row in rows for line in row.lines)
