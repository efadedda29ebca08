"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

import time

import pytest

from fovea.images.robots import parse


def allows(text: str, path: str) -> bool:
    return parse(text.encode(), "fovea").allows(path)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("", "/a", True),
        ("User-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow:", "/a", True),
        ("user-AGENT : *\n  disallow :/a # no", "/ab", False),
        ("User-agent: other\nDisallow: /", "/a", True),
        ("User-agent: Fovea\nDisallow: /", "/a", False),
        # its own group, and only that
        ("User-agent: *\nDisallow: /\n\nUser-agent: fovea\nAllow: /", "/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: fovea\nDisallow: /x", "/a", True),
        # one group for several, groups of the same name together
        ("User-agent: a\nUser-agent: fovea\nDisallow: /a", "/a", False),
        ("User-agent: fovea\nDisallow: /a\nUser-agent: fovea\nDisallow: /b", "/b", False),
        # the longest match decides, allow wins a tie
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        # wildcards
        ("User-agent: *\nDisallow: /*.png", "/x/y.png?z", False),
        ("User-agent: *\nDisallow: /*.png$", "/x/y.png", False),
        ("User-agent: *\nDisallow: /*.png$", "/x/y.png?z", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a1c2b3", True),
        ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", False),
        ("User-agent: *\nDisallow: /a$", "/ab", True),
        ("User-agent: *\nDisallow: /*ab$", "/ab1ab", False),
        # octets, however they are escaped
        ("User-agent: *\nDisallow: /圖", "/%E5%9C%96.png", False),
        ("User-agent: *\nDisallow: /a%62", "/ab", False),
        ("\ufeffUser-agent: *\nDisallow: /", "/a", False),
        ("User-agent: *\r\nDisallow: /\r\n", "/a", False),
        ("Disallow: /", "/a", True),
        ("\x00\xff garbage", "/a", True),
    ],
)
def test_rules(text: str, path: str, allowed: bool) -> None:
    assert allows(text, path) is allowed


def test_rules_made_to_take_forever_do_not() -> None:
    text = "User-agent: *\n" + ("Disallow: /" + "*a" * 500 + "b\n") * 200
    begun = time.process_time()
    assert allows(text, "/" + "a" * 8000)
    assert time.process_time() - begun < 20
