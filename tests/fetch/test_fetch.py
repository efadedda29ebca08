"""What comes back from an address: images, and everything that only pretends to be one."""

from __future__ import annotations

import asyncio
import datetime
import gzip
import ssl
import zlib
from pathlib import Path
from typing import Any

import pytest

from fovea.errors import InvalidRequest
from fovea.images.fetch import Fetcher, FetchFailed, FetchPolicy

FAILED = "Unable to download the file. Please verify the URL and try again."
HERE = FetchPolicy(allow_http=True, robots_txt=False, allow_networks=("127.0.0.0/8",), timeout_s=5)


def answer(body: bytes, *headers: str, status: str = "200 OK") -> Any:
    async def respond(_: str, writer: Any) -> None:
        head = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""])
        writer.write(head.encode() + body)
        await writer.drain()

    return respond


async def fetched(serve: Any, handler: Any, policy: FetchPolicy = HERE, *, max_bytes: int = 100_000) -> bytes:
    async with serve(handler) as server, Fetcher(policy) as fetcher:
        return await fetcher.fetch(server.url(), max_bytes=max_bytes)


async def refusal(serve: Any, handler: Any, policy: FetchPolicy = HERE, **options: Any) -> FetchFailed:
    with pytest.raises(FetchFailed) as refused:
        await fetched(serve, handler, policy, **options)
    assert refused.value.details
    return refused.value


async def test_the_bytes_come_as_they_are(serve: Any) -> None:
    assert await fetched(serve, answer(b"\x89PNG...")) == b"\x89PNG..."


async def test_a_request_says_who_asks_and_nothing_else(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cookie, no credential, no referrer; a proxy in the environment is not used."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with serve(answer(b"x", "Set-Cookie: a=b")) as server, Fetcher(HERE) as fetcher:
        for _ in range(2):
            await fetcher.fetch(server.url("/a%20b.png?q=1#part"), max_bytes=10)
    first, second = server.requests
    assert first == second
    assert first.startswith("GET /a%20b.png?q=1 HTTP/1.1\r\n")
    headers = {line.partition(":")[0].lower() for line in first.strip().splitlines()[1:]}
    assert headers == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert "User-Agent: fovea/" in first


async def test_many_are_fetched_at_once_and_come_back_in_order(serve: Any) -> None:
    arrived = 0
    all_here = asyncio.Event()

    async def wait_for_each_other(request: str, writer: Any) -> None:
        nonlocal arrived
        arrived += 1
        if arrived == 4:
            all_here.set()
        await all_here.wait()
        await answer(request.split()[1].encode())(request, writer)

    async with serve(wait_for_each_other) as server, Fetcher(HERE) as fetcher:
        wanted = [(server.url(f"/{n}"), f"messages.0.content.{n}", 100) for n in range(4)]
        assert await fetcher.fetch_all(wanted) == [b"/0", b"/1", b"/2", b"/3"]


async def test_one_request_gets_so_many_connections_and_no_more(serve: Any) -> None:
    now = most = 0

    async def count(request: str, writer: Any) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        await asyncio.sleep(0.02)
        await answer(b"x")(request, writer)
        now -= 1

    async with serve(count) as server, Fetcher(HERE) as fetcher:
        await fetcher.fetch_all([(server.url(f"/{n}"), "", 100) for n in range(40)])
    assert most == HERE.concurrency_per_request


async def test_the_first_failure_ends_the_others(serve: Any) -> None:
    async def hang_or_fail(request: str, writer: Any) -> None:
        if "/bad" in request:
            await answer(b"no", status="404 Not Found")(request, writer)
        else:
            await asyncio.sleep(30)

    async with serve(hang_or_fail) as server, Fetcher(HERE) as fetcher:
        wanted = [(server.url("/slow"), "messages.0.content.0", 100), (server.url("/bad"), "messages.0.content.1", 100)]
        with pytest.raises(FetchFailed) as refused:
            await fetcher.fetch_all(wanted)
    assert refused.value.message == FAILED
    assert refused.value.details == {
        "error_code": "url_fetch_failed",
        "reason": "http_404",
        "path": "messages.0.content.1",
    }


async def test_a_slow_loris_runs_into_the_deadline(serve: Any) -> None:
    async def drip(_: str, writer: Any) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b".")
            await writer.drain()
            await asyncio.sleep(0.02)

    quick = FetchPolicy(allow_http=True, robots_txt=False, allow_networks=("127.0.0.0/8",), timeout_s=0.3)
    assert (await refusal(serve, drip, quick)).details["reason"] == "timeout"


async def test_headers_without_end_are_cut_off(serve: Any) -> None:
    async def endless(_: str, writer: Any) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"X-More: " + b"x" * 8000 + b"\r\n")
            await writer.drain()

    assert (await refusal(serve, endless)).message == FAILED


async def test_a_body_without_end_is_cut_off(serve: Any) -> None:
    async def endless(_: str, writer: Any) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"1000\r\n" + bytes(0x1000) + b"\r\n")
            await writer.drain()

    refused = await refusal(serve, endless)
    assert refused.details["reason"] == "too_large"
    assert refused.message.endswith("maximum: more than 133332 bytes")


@pytest.mark.parametrize("length", ["10737418240", "99999999999999999999999", "-1", "1e9", "5, 6"])
async def test_a_length_is_not_believed(serve: Any, length: str) -> None:
    async def lie(_: str, writer: Any) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\nx".encode())

    assert (await refusal(serve, lie)).details["reason"] in ("too_large", "unreachable")


async def test_a_body_shorter_than_announced_is_no_image(serve: Any) -> None:
    async def short(_: str, writer: Any) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx")

    assert (await refusal(serve, short)).details["reason"] == "unreachable"


@pytest.mark.parametrize("size", [100_000, 100_001])
async def test_the_limit_is_exact(serve: Any, size: int) -> None:
    if size == 100_000:
        assert len(await fetched(serve, answer(bytes(size)))) == size
    else:
        assert (await refusal(serve, answer(bytes(size)))).details["reason"] == "too_large"


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress)]
)
async def test_compressed_bodies_are_inflated_up_to_the_limit(serve: Any, encoding: str, pack: Any) -> None:
    assert await fetched(serve, answer(pack(b"image" * 100), f"Content-Encoding: {encoding}")) == b"image" * 100
    bomb = pack(bytes(50_000_000))
    assert len(bomb) < 100_000
    assert (await refusal(serve, answer(bomb, f"Content-Encoding: {encoding}"))).details["reason"] == "too_large"


@pytest.mark.parametrize("headers", ["Content-Encoding: br", "Content-Encoding: gzip, gzip", "Content-Encoding: gzip"])
async def test_a_body_that_does_not_inflate_is_refused(serve: Any, headers: str) -> None:
    assert (await refusal(serve, answer(b"\x00not compressed", headers))).message == FAILED


async def test_an_answer_of_nothing_is_refused(serve: Any) -> None:
    assert (await refusal(serve, answer(b""))).details["reason"] == "empty"


@pytest.mark.parametrize("status", ["204 No Content", "206 Partial", "304 Not Modified", "401 No", "404 No", "500 No"])
async def test_any_other_status_is_refused(serve: Any, status: str) -> None:
    assert (await refusal(serve, answer(b"", status=status))).details["reason"] == f"http_{status[:3]}"


async def test_five_redirects_are_followed_and_a_sixth_is_not(serve: Any) -> None:
    async def count_down(request: str, writer: Any) -> None:
        left = int(request.split()[1].strip("/"))
        if left:
            await answer(b"", f"Location: /{left - 1}", status="302 Found")(request, writer)
        else:
            await answer(b"there")(request, writer)

    async with serve(count_down) as server, Fetcher(HERE) as fetcher:
        assert await fetcher.fetch(server.url("/5"), max_bytes=10) == b"there"
        with pytest.raises(FetchFailed) as refused:
            await fetcher.fetch(server.url("/6"), max_bytes=10)
    assert refused.value.details["reason"] == "too_many_redirects"


async def test_a_redirect_in_a_loop_ends(serve: Any) -> None:
    async def loop(request: str, writer: Any) -> None:
        await answer(b"", "Location: /image.png", status="301 Moved")(request, writer)

    assert (await refusal(serve, loop)).details["reason"] == "too_many_redirects"


async def test_nobody_there_is_an_error_without_an_address(serve: Any) -> None:
    async with serve(answer(b"")) as server:
        pass
    async with Fetcher(HERE) as fetcher:
        with pytest.raises(FetchFailed) as refused:
            await fetcher.fetch(server.url(), max_bytes=10)
    assert refused.value.message == FAILED
    assert refused.value.details == {"error_code": "url_fetch_failed", "reason": "unreachable"}


# --- robots.txt ----------------------------------------------------------------------------------------------------


def site(robots: bytes, status: str = "200 OK") -> Any:
    async def respond(request: str, writer: Any) -> None:
        if request.startswith("GET /robots.txt "):
            await answer(robots, status=status)(request, writer)
        else:
            await answer(b"image")(request, writer)

    return respond


ROBOTS = FetchPolicy(allow_http=True, allow_networks=("127.0.0.0/8",), timeout_s=5)


async def test_robots_txt_is_honoured_in_the_words_of_the_api_and_asked_once(serve: Any) -> None:
    async with serve(site(b"User-agent: *\nDisallow: /private/\n")) as server, Fetcher(ROBOTS) as fetcher:
        assert await fetcher.fetch(server.url("/public.png"), max_bytes=10) == b"image"
        with pytest.raises(InvalidRequest) as refused:
            await fetcher.fetch(server.url("/private/a.png"), max_bytes=10)
    assert refused.value.message == "This URL is disallowed by the website's robots.txt file."
    assert [request.split()[1] for request in server.requests] == ["/robots.txt", "/public.png"]


async def test_many_images_of_one_site_ask_for_its_rules_once(serve: Any) -> None:
    async with serve(site(b"")) as server, Fetcher(ROBOTS) as fetcher:
        wanted = [(server.url(f"/{n}.png"), "", 10) for n in range(8)]
        assert await fetcher.fetch_all(wanted) == [b"image"] * 8
    assert [request.split()[1] for request in server.requests].count("/robots.txt") == 1


async def test_rules_that_could_not_be_had_are_asked_for_again(serve: Any) -> None:
    async def hang_up_first(request: str, writer: Any) -> None:
        if len(server.requests) > 2:  # the client tries a connection that breaks once more
            await site(b"")(request, writer)

    async with serve(hang_up_first) as server, Fetcher(ROBOTS) as fetcher:
        with pytest.raises(FetchFailed) as refused:
            await fetcher.fetch(server.url(), max_bytes=10, at="messages.0.content.0")
        assert refused.value.details["path"] == "messages.0.content.0"
        assert await fetcher.fetch(server.url(), max_bytes=10) == b"image"


@pytest.mark.parametrize(
    ("status", "passes"), [("404 Not Found", True), ("403 Forbidden", True), ("500 Broken", False), ("503 Busy", False)]
)
async def test_no_robots_txt_allows_and_a_broken_server_forbids(serve: Any, status: str, passes: bool) -> None:
    async with serve(site(b"", status)) as server, Fetcher(ROBOTS) as fetcher:
        if passes:
            assert await fetcher.fetch(server.url(), max_bytes=10) == b"image"
        else:
            with pytest.raises(InvalidRequest, match="robots"):
                await fetcher.fetch(server.url(), max_bytes=10)


async def test_a_setting_turns_robots_txt_off(serve: Any) -> None:
    async with serve(site(b"User-agent: *\nDisallow: /\n")) as server, Fetcher(HERE) as fetcher:
        assert await fetcher.fetch(server.url(), max_bytes=10) == b"image"


async def test_an_endless_robots_txt_is_read_in_part(serve: Any) -> None:
    rules = b"User-agent: *\nDisallow: /private\n" + b"# \n" * 1_000_000
    async with serve(site(rules)) as server, Fetcher(ROBOTS) as fetcher:
        assert await fetcher.fetch(server.url(), max_bytes=10) == b"image"
        with pytest.raises(InvalidRequest):
            await fetcher.fetch(server.url("/private"), max_bytes=10)


# --- TLS -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate and its key for images.test, signed by itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "images.test")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("images.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "images.test.pem"
    plain = serialization.NoEncryption()
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


async def test_tls_names_the_host_while_the_checked_address_is_connected_to(
    serve: Any, names: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Right SNI, right Host, and a certificate for another name is not taken."""
    asked: list[str] = []
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    context.sni_callback = lambda _socket, name, _context: asked.append(name)  # type: ignore[assignment]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    resolver = names(images_test="127.0.0.1", other_test="127.0.0.1")
    async with serve(answer(b"image"), ssl=context) as server, Fetcher(HERE, resolve=resolver) as fetcher:
        url = server.url(host="images.test", scheme="https")
        assert await fetcher.fetch(url, max_bytes=10) == b"image"
        with pytest.raises(FetchFailed):
            await fetcher.fetch(server.url(host="other.test", scheme="https"), max_bytes=10)
        with pytest.raises(FetchFailed):
            await fetcher.fetch(server.url(scheme="https"), max_bytes=10)
    assert asked[:2] == ["images.test", "other.test"]
    assert [r.split("Host: ")[1].split("\r\n")[0] for r in server.requests] == [f"images.test:{server.port}"]
