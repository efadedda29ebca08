"""The web app's files: strict headers, nothing outside the folder, and a page that helps where nothing was built."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from fovea.server import ui


def client(folder: Path) -> TestClient:
    return TestClient(Starlette(routes=ui.routes(folder)))


@pytest.fixture
def built(tmp_path: Path) -> TestClient:
    (tmp_path / "secret.txt").write_text("outside")
    folder = tmp_path / "_ui"
    (folder / "assets").mkdir(parents=True)
    (folder / "samples").mkdir()
    (folder / "index.html").write_text("<!doctype html><title>Fovea</title>")
    (folder / "early.js").write_text("1")
    (folder / "samples" / "a.png").write_bytes(b"\x89PNG")
    (folder / "assets" / "index-abc.js").write_text("let a = 1;" * 500)
    return client(folder)


@pytest.mark.parametrize("place", ui.PLACES)
def test_every_place_is_the_same_page_and_is_never_kept_by_a_cache(built: TestClient, place: str) -> None:
    response = built.get(place)
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"
    assert "Fovea" in response.text


@pytest.mark.parametrize("path", ["/", "/early.js", "/samples/a.png", "/assets/index-abc.js"])
def test_every_file_has_the_security_headers(built: TestClient, path: str) -> None:
    headers = built.get(path).headers
    assert {name: headers[name] for name in ui.HEADERS} == ui.HEADERS
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]


def test_hashed_files_are_kept_for_good_and_sent_compressed(built: TestClient) -> None:
    response = built.get("/assets/index-abc.js")
    assert "immutable" in response.headers["cache-control"]
    assert response.headers["content-encoding"] == "gzip"


def test_an_unchanged_page_is_not_sent_again(built: TestClient) -> None:
    etag = built.get("/").headers["etag"]
    assert built.get("/", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/secret.txt", "/assets/../../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/..%2fsecret.txt", "/no"]
)
def test_nothing_but_the_app_is_served(built: TestClient, path: str) -> None:
    response = built.get(path)
    assert response.status_code == 404
    assert "outside" not in response.text


def test_without_a_built_app_the_page_says_how_to_build_it(tmp_path: Path) -> None:
    response = client(tmp_path / "nothing").get("/")
    assert response.status_code == 200
    assert "npm --prefix web run build" in response.text
    assert response.headers["content-security-policy"] == ui.HEADERS["content-security-policy"]
