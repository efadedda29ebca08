"""Addresses and tricks that must not lead inside. For each: an error, and not one packet."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from fovea.errors import InvalidRequest
from fovea.images.fetch import Fetcher, FetchPolicy

#: Each as the host of a URL.
HOSTS = [
    # loopback, in every spelling
    *("127.0.0.1", "127.0.0.2", "127.255.255.254", "127.1", "127.0.1", "127.000.000.001", "2130706433"),
    *("017700000001",),
    *("0x7f000001", "0x7f.0.0.1", "0x7f.1", "0177.0.0.1", "0177.1", "00000177.0.0.1", "0x7F.0x0.0x0.0x1", "127.0x1"),
    *(
        "0",
        "0.0.0.0",
        "00",
        "0x0",
        "127.0.0.1.",
        "127.0.0.1..",
        "2130706433.",
        "0x7f000001.",
        "017700000001.",
        "127.1.",
    ),
    *("localhost", "localhost.", "LOCALHOST", "LocalHost.", "localhost.localdomain", "ip6-localhost", "a.localhost"),
    *("[::1]", "[0:0:0:0:0:0:0:1]", "[0000::1]", "[::]", "[::0001]", "[0::0]"),
    # other alphabets for the same digits and dots
    *("１２７.０.０.１", "①②⑦.⓪.⓪.①", "127。0。0。1", "127．0．0．1", "127｡0｡0｡1", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ", "ｌｏｃａｌｈｏｓｔ"),
    *(
        "127.0.0.1%00.example.com",
        "%31%32%37.0.0.1",
        "127.0.0.1%2f",
        "127%2E0%2E0%2E1",
        "l%6fcalhost",
        "loc\u00adalhost",
    ),
    # private, shared, link-local and metadata
    *("10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.168.255.255", "0x0a000001"),
    *("100.64.0.1", "100.127.255.255", "100.100.100.200", "169.254.169.254", "169.254.0.1", "169.254.170.2"),
    *("2852039166", "0xa9fea9fe", "0xa9.0xfe.0xa9.0xfe", "0251.0376.0251.0376", "169.254.43518", "0251.0xfe.43518"),
    *(
        "168.63.129.16",
        "192.0.0.192",
        "192.0.0.1",
        "metadata",
        "metadata.google.internal",
        "instance-data.ec2.internal",
    ),
    # reserved, documentation, benchmarks, multicast, broadcast
    *("0.1.2.3", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "198.19.255.255", "192.88.99.1"),
    *("192.31.196.1", "192.52.193.1", "192.175.48.1"),
    *("224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "4294967295", "4294967297", "256.1.1.1"),
    # IPv6: unique local, link-local, site-local, zones, multicast, documentation, discard
    *("[fc00::1]", "[fd00::1]", "[fd00:ec2::254]", "[fd20:ce::254]", "[fe80::1]", "[fe80::1%25lo]", "[fe80::1%25eth0]"),
    *("[fec0::1]", "[::1%25lo]", "[2606:4700::1%25eth0]", "[ff02::1]", "[ff0e::1]", "[2001:db8::1]", "[3fff::1]"),
    *("[100::1]", "[5f00::1]", "[3ffe::1]", "[2620:4f:8000::1]"),
    # IPv4 inside IPv6: mapped, compatible, translated, NAT64, 6to4, Teredo, ISATAP
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::ffff:10.0.0.1]", "[::ffff:169.254.169.254]", "[::127.0.0.1]"),
    *("[::ffff:0:127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::8.8.8.8]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::1]"),
    *("[2002:7f00:1::]", "[2002:a9fe:a9fe::]", "[2002:808:808::]", "[2001::1]", "[2001:0:53aa:64c:0:0:80ff:fffe]"),
    *("[2606:4700::5efe:7f00:1]", "[2606:4700::200:5efe:a00:1]", "[2001:10::1]", "[2001:20::1]", "[2001:2::1]"),
    # names that answer with such addresses
    *(
        "rebind.test",
        "private.test",
        "mapped.test",
        "metadata.test",
        "nat64.test",
        "zero.test",
        "mixed.test",
        "six.test",
    ),
    *("127.0.0.1.nip.io", "xn--lcalhost-54a.test", "private.test.", "PRIVATE.test", "none.test"),
]
#: Whole URLs. {port} is a port on which somebody on this machine listens.
URLS = [
    *(
        "file:///etc/passwd",
        "file://localhost/etc/passwd",
        "FILE:///etc/passwd",
        "ftp://127.0.0.1:{port}/",
        "/etc/passwd",
    ),
    *(
        "gopher://127.0.0.1:{port}/_GET",
        "dict://127.0.0.1:{port}/",
        "ldap://127.0.0.1:{port}/",
        "data:image/png;base64,AA",
    ),
    *("jar:http://127.0.0.1:{port}/!/", "ws://127.0.0.1:{port}/", "unix:///run/docker.sock", "javascript:alert(1)"),
    *("http+unix://%2Frun%2Fdocker.sock/", "//127.0.0.1:{port}/", "127.0.0.1:{port}", "", " ", "http://", "https:///x"),
    *(
        "http://user@127.0.0.1:{port}/",
        "http://user:secret@public.test:{port}/",
        "http://public.test@127.0.0.1:{port}/",
    ),
    *(
        "http://public.test:80@127.0.0.1:{port}/",
        "http://127.0.0.1:{port}\\@public.test/",
        "http://public.test\\@127.0.0.1:{port}/",
    ),
    *("http://127.0.0.1:{port}#@public.test/", "http://public.test#@127.0.0.1:{port}", "http:/\\127.0.0.1:{port}/"),
    *("http:127.0.0.1:{port}", "http:\\\\127.0.0.1:{port}", "http://127.0.0.1:{port}\t/", "http://127.0.0.1\n:{port}/"),
    *(
        "http://127.0.0.1:{port}/\r\nHost: public.test",
        "\x00http://127.0.0.1:{port}/",
        "http://[::1]:{port}/",
        "http://[::1/",
    ),
    *(
        "http://127.0.0.1:0/",
        "http://public.test:22/",
        "http://public.test:25/",
        "http://public.test:99999/",
        "http://public.test:6e1/",
    ),
    *("http://0:{port}/", "http://127.1:{port}/", "http://[::ffff:127.0.0.1]:{port}/", "http://private.test:{port}/"),
    "http://public.test/" + "a" * 9000,
]
ANSWERS: dict[str, str | list[str]] = {
    "localhost": "127.0.0.1",
    "localhost.localdomain": "127.0.0.1",
    "ip6-localhost": "::1",
    "a.localhost": "127.0.0.1",
    "metadata": "169.254.169.254",
    "metadata.google.internal": "169.254.169.254",
    "instance-data.ec2.internal": "169.254.169.254",
    "rebind.test": "127.0.0.1",
    "private.test": "127.0.0.1",
    "mapped.test": "::ffff:127.0.0.1",
    "metadata.test": "169.254.169.254",
    "nat64.test": "64:ff9b::7f00:1",
    "zero.test": "0.0.0.0",
    "mixed.test": "93.184.216.34 127.0.0.1",
    "six.test": "::1 fd00::1",
    "127.0.0.1.nip.io": "127.0.0.1",
    "xn--lcalhost-54a.test": "127.0.0.1",
    "public.test": "93.184.216.34",
}


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A socket of this machine on which a connection would be noticed, by IPv4 and IPv6."""
    with socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True) as listener:
        listener.setblocking(False)
        yield listener


def test_the_table_is_as_long_as_promised() -> None:
    assert len({*HOSTS, *URLS}) >= 120


@pytest.mark.parametrize("robots", [False, True], ids=["at once", "after robots.txt"])
async def test_nothing_leads_inside(
    robots: bool, door: socket.socket, connections: list[tuple[str, int]], names: Any
) -> None:
    port = door.getsockname()[1]
    resolver = names()
    resolver.answers = dict(ANSWERS)
    policy = FetchPolicy(allow_http=True, robots_txt=robots, timeout_s=5)
    passed, told = [], []
    urls = [f"http://{host}:{port}/image.png" for host in HOSTS] + [url.replace("{port}", str(port)) for url in URLS]
    async with Fetcher(policy, resolve=resolver) as fetcher:
        for url in urls:
            try:
                await fetcher.fetch(url, max_bytes=1000, at="messages.0.content.0.image.source.url")
            except InvalidRequest as exc:
                told.append(f"{exc.message} {exc.details}")
            else:
                passed.append(url)
    assert passed == []
    # Nothing of what was found out about the inside goes to the client.
    assert not [text for text in told if any(word in text for word in ("127.", "169.254", "10.", "global", "refused"))]
    # A public name whose path is the trick may be connected to; the hook lets nothing leave.
    assert {host for host, _ in connections} <= {"93.184.216.34"}
    with pytest.raises(BlockingIOError):
        door.accept()


async def test_a_name_that_changes_its_answer_is_asked_once(connections: list[tuple[str, int]], names: Any) -> None:
    """The answer that was checked is the one connected to: a later one is never heard."""
    resolver = names(rebind_test=["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    async with Fetcher(FetchPolicy(allow_http=True, robots_txt=False), resolve=resolver) as fetcher:
        with pytest.raises(InvalidRequest):
            await fetcher.fetch("http://rebind.test:8080/image.png", max_bytes=1000)
    assert connections == [("93.184.216.34", 8080)]
    assert resolver.asked == ["rebind.test"]


async def test_the_address_is_checked_again_where_the_socket_is_made(
    connections: list[tuple[str, int]], names: Any
) -> None:
    """Even a resolver that slips an address past the check does not get a connection to it."""
    resolver = names(slipped_test="127.0.0.1")
    async with Fetcher(FetchPolicy(allow_http=True, robots_txt=False), resolve=resolver) as fetcher:

        async def unchecked(host: str, port: int) -> list[tuple[int, str]]:
            return [(socket.AF_INET, "127.0.0.1")]

        fetcher._addresses = unchecked  # type: ignore[method-assign]  # the first of the two checks, taken out
        with pytest.raises(InvalidRequest):
            await fetcher.fetch("http://slipped.test:8080/image.png", max_bytes=1000)
    assert connections == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "location",
    [
        *("http://127.0.0.2:{port}/", "http://[::1]:{port}/", "//127.0.0.2:{port}/x", "http://2130706434:{port}/"),
        *("http://inside.test:{port}/", "file:///etc/passwd", "gopher://127.0.0.2:{port}/", "http://169.254.169.254/"),
        *("http://user:pass@127.0.0.1:{port}/", "http://127.0.0.2:{port}\\@127.0.0.1/", "data:image/png,x", "http://["),
    ],
)
async def test_redirects_are_checked_like_first_addresses(
    status: int, location: str, connections: list[tuple[str, int]], names: Any, serve: Any
) -> None:
    async def redirect(_: str, writer: Any) -> None:
        target = location.replace("{port}", str(server.port))
        writer.write(f"HTTP/1.1 {status} Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode())

    policy = FetchPolicy(allow_http=True, robots_txt=False, allow_networks=("127.0.0.1/32",))
    async with serve(redirect) as server, Fetcher(policy, resolve=names(inside_test="127.0.0.3")) as fetcher:
        with pytest.raises(InvalidRequest, match="Unable to download the file"):
            await fetcher.fetch(server.url(), max_bytes=1000)
    assert connections == [("127.0.0.1", server.port)]


@pytest.mark.parametrize(
    ("allow", "deny", "host", "passes"),
    [
        ((), (), "cdn.example.com", True),
        (("cdn.example.com",), (), "cdn.example.com", True),
        (("cdn.example.com",), (), "CDN.Example.com.", True),
        (("cdn.example.com",), (), "evil.com", False),
        (("cdn.example.com",), (), "cdn.example.com.evil.com", False),
        ((".example.com",), (), "a.b.example.com", True),
        ((".example.com",), (), "example.com", True),
        ((".example.com",), (), "notexample.com", False),
        ((), (".example.com",), "a.example.com", False),
        ((".example.com",), ("bad.example.com",), "bad.example.com", False),
        ((), ("example.com",), "a.example.com", True),
    ],
)
async def test_hosts_can_be_allowed_and_denied(
    allow: tuple[str, ...], deny: tuple[str, ...], host: str, passes: bool, connections: Any
) -> None:
    def resolver(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]

    policy = FetchPolicy(allow_hosts=allow, deny_hosts=deny, robots_txt=False)
    async with Fetcher(policy, resolve=resolver) as fetcher:
        with pytest.raises(InvalidRequest):
            await fetcher.fetch(f"https://{host}/image.png", max_bytes=1000)
    assert bool(connections) == passes


async def test_only_https_unless_a_setting_allows_http(connections: Any) -> None:
    async with Fetcher(FetchPolicy()) as fetcher:
        with pytest.raises(InvalidRequest) as refused:
            await fetcher.fetch("http://example.com/a.png", max_bytes=1000, at="messages.0.content.1.image.source.url")
    assert refused.value.message == "messages.0.content.1.image.source.url.url: Only HTTPS URLs are supported."
    assert connections == []
