"""A server on a port, for all tests of the HTTP door."""

from __future__ import annotations

from collections.abc import Iterator

import anthropic
import httpx
import pytest

from fovea.engines.echo import EchoEngine
from fovea.testing import Server, serving


@pytest.fixture(scope="package")
def echo_server() -> Iterator[Server]:
    with serving(EchoEngine()) as server:
        yield server


@pytest.fixture
def http(echo_server: Server) -> Iterator[httpx.Client]:
    headers = {"anthropic-version": "2023-06-01", "x-api-key": "any"}
    with httpx.Client(base_url=echo_server.url, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture
def sdk(echo_server: Server) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=echo_server.url, api_key="any", max_retries=0)
