from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import httpx
import pytest

from fovea.engines.echo import EchoEngine
from fovea.testing import Server, serving


@pytest.fixture(scope="package", params=["sqlite and folder", "postgresql and s3"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a port; every test that asks for it runs on both pairs of back ends."""
    where: dict[str, Any] = {}
    if request.param == "postgresql and s3":
        where["database_url"] = request.getfixturevalue("new_database")()
        where["blobs_url"] = request.getfixturevalue("new_bucket")()
    home: Path = tmp_path_factory.mktemp("home")
    options = {"downloadable": True, "allow_http": True, "allow_networks": ("127.0.0.0/8",), "robots_txt": False}
    with serving(EchoEngine(), home=home, **where, **options) as running:
        yield running


@pytest.fixture
def sdk(server: Server) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=server.url, api_key="any", max_retries=0)


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers={"anthropic-version": "2023-06-01"}, timeout=60) as client:
        yield client
