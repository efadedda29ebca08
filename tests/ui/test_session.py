"""A key becomes a cookie, and the cookie speaks for the key: only from our own pages, and only while both hold."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from fovea import storage
from fovea.engines.echo import EchoEngine
from fovea.storage.keys import session_token
from fovea.testing import Server, serving

VERSION = {"anthropic-version": "2026-10-21"}
OURS = {"sec-fetch-site": "same-origin"}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[Server]:
    with serving(EchoEngine(), home=home) as running:
        yield running


@pytest.fixture
def key(home: Path, server: Server) -> tuple[str, str]:
    """(id, key)"""

    async def make() -> tuple[str, str]:
        async with storage.open(home) as store:
            made, secret = await store.keys.create("browser")
            return made.id, secret

    return asyncio.run(make())


@pytest.fixture
def browser(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers=VERSION, timeout=30) as client:
        yield client


def sign_in(browser: httpx.Client, secret: str, **headers: str) -> httpx.Response:
    return browser.post("/fovea/v1/session", json={"key": secret}, headers={**OURS, **headers})


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: httpx.Client, key: tuple[str, str]) -> None:
    response = sign_in(browser, key[1])
    assert response.json() == {"required": True, "signed_in": True}
    cookie = response.headers["set-cookie"]
    for part in ("fovea_session=", "HttpOnly", "SameSite=strict", "Path=/"):
        assert part in cookie
    assert key[1].split("-", 2)[2] not in cookie  # the secret itself may hold hyphens


def test_the_cookie_opens_the_api_and_signing_out_closes_it(browser: httpx.Client, key: tuple[str, str]) -> None:
    assert browser.get("/v1/models").status_code == 401
    sign_in(browser, key[1])
    assert browser.get("/v1/models", headers=OURS).status_code == 200
    assert browser.get("/fovea/v1/session").json() == {"required": True, "signed_in": True}
    browser.delete("/fovea/v1/session", headers=OURS)
    assert browser.get("/v1/models", headers=OURS).status_code == 401


@pytest.mark.parametrize(
    "foreign",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
    ],
)
def test_another_sites_page_cannot_use_the_cookie(
    browser: httpx.Client, key: tuple[str, str], foreign: dict[str, str]
) -> None:
    sign_in(browser, key[1])
    answer = browser.get("/v1/models", headers=foreign)
    assert answer.status_code == 403
    assert answer.json()["error"]["type"] == "permission_error"
    assert browser.post("/fovea/v1/session", json={"key": key[1]}, headers=foreign).status_code == 403
    assert browser.delete("/fovea/v1/session", headers=foreign).status_code == 403


def test_revoking_the_key_ends_its_sessions(browser: httpx.Client, key: tuple[str, str], home: Path) -> None:
    sign_in(browser, key[1])

    async def revoke() -> None:
        async with storage.open(home) as store:
            await store.keys.revoke(key[0])

    asyncio.run(revoke())
    assert browser.get("/v1/models", headers=OURS).status_code == 401


def test_a_cookie_cannot_be_stretched_forged_or_outlived(browser: httpx.Client, key: tuple[str, str]) -> None:
    good = session_token(key[1], int(time.time()) + 60)
    key_id, expires, signature = good.split(".")
    for token, status in (
        (good, 200),
        (f"{key_id}.{int(expires) + 1}.{signature}", 401),
        (f"{key_id}.{expires}.{'0' * 64}", 401),
        (session_token(key[1], int(time.time()) - 1), 401),
        ("nonsense", 401),
        ("", 401),
    ):
        answer = browser.get("/v1/models", headers={**OURS, "cookie": f"fovea_session={token}"})
        assert answer.status_code == status, token


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b'{"key": "fovea-000000000000-no"}', 401, "invalid x-api-key"),
        (b"{}", 400, "key: Field required"),
        (b"[]", 400, "key: Field required"),
        (b"{", 400, "not valid JSON"),
    ],
)
def test_a_wrong_key_and_a_wrong_body_are_refused(browser: httpx.Client, body: bytes, status: int, said: str) -> None:
    answer = browser.post("/fovea/v1/session", content=body, headers={**OURS, "content-type": "application/json"})
    assert (answer.status_code, said in answer.json()["error"]["message"]) == (status, True)
