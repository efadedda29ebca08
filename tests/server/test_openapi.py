"""The description of the API describes what is there."""

from __future__ import annotations

import httpx
from starlette.routing import Match

from fovea.server.openapi import ENDPOINTS
from fovea.testing import Server


def test_every_described_endpoint_exists_and_every_endpoint_is_described(
    echo_server: Server, http: httpx.Client
) -> None:
    from fovea.server.app import create_app

    document = http.get("/openapi.json").json()
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert described == {(method.upper(), path) for method, path, _, _ in ENDPOINTS}
    routes = create_app(echo_server.settings).router.routes
    for method, path in described:
        scope = {"type": "http", "method": method, "path": path.replace("{", "").replace("}", "")}
        assert any(route.matches(scope)[0] == Match.FULL for route in routes), (method, path)


def test_every_reference_leads_somewhere(http: httpx.Client) -> None:
    document = http.get("/openapi.json").json()
    names = set(document["components"]["schemas"])

    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [found for inner in value.values() for found in references(inner)]
        return [found for inner in value for found in references(inner)] if isinstance(value, list) else []

    found = {reference.removeprefix("#/components/schemas/") for reference in references(document)}
    assert found <= names


def test_the_page_needs_nothing_from_elsewhere(http: httpx.Client) -> None:
    page = http.get("/docs")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "http" not in page.text.replace("http-equiv", "")
