"""GET /openapi.json, made from the wire's own classes, and /docs, a page that reads it without any script."""

from __future__ import annotations

import html
from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from fovea import __version__
from fovea.server.answers import JSON

_REF = "#/components/schemas/{model}"
#: (method, path, what it does, name of the request's schema)
ENDPOINTS: tuple[tuple[str, str, str, str | None], ...] = (
    (
        "post",
        "/v1/messages",
        "Answer a conversation about images and text; a stream with stream: true.",
        "MessagesRequest",
    ),
    ("post", "/v1/messages/count_tokens", "Count a request's input tokens.", "CountTokensRequest"),
    (
        "post",
        "/v1/messages/batches",
        "Make a batch: up to 100,000 requests in 256 MB, answered within 24 hours.",
        "BatchRequest",
    ),
    ("get", "/v1/messages/batches", "List the batches of this workspace, newest first.", None),
    ("get", "/v1/messages/batches/{batch_id}", "How far a batch is.", None),
    ("post", "/v1/messages/batches/{batch_id}/cancel", "Begin none of a batch's requests any more.", None),
    ("get", "/v1/messages/batches/{batch_id}/results", "What became of each request (JSONL), once it has ended.", None),
    ("delete", "/v1/messages/batches/{batch_id}", "Delete a batch that has ended, with its results.", None),
    ("get", "/v1/models", "List the models that this server answers with.", None),
    ("get", "/v1/models/{model_id}", "One model; aliases are resolved.", None),
    ("post", "/v1/files", "Upload a file (multipart), to use in many requests.", None),
    ("get", "/v1/files", "List the files of this workspace, newest first.", None),
    ("get", "/v1/files/{file_id}", "A file's metadata.", None),
    ("delete", "/v1/files/{file_id}", "Delete a file.", None),
    ("get", "/v1/files/{file_id}/content", "A file's bytes, where they may be downloaded.", None),
    (
        "post",
        "/fovea/v1/inspect",
        "What would happen to each image (multipart): size seen, tokens, price, limits.",
        None,
    ),
    (
        "post",
        "/fovea/v1/repair",
        "The nearest image (multipart) or Messages request (JSON) that breaks no limit, and what changed.",
        None,
    ),
    ("get", "/fovea/v1/limits", "The limit profiles, and whether sampling parameters are taken.", None),
    ("get", "/fovea/v1/prices", "Models, prices and the day of each price.", None),
    ("get", "/fovea/v1/prompts", "The newest version of each saved prompt.", None),
    ("get", "/fovea/v1/prompts/{name}", "All versions of a saved prompt, newest first.", None),
    ("put", "/fovea/v1/prompts/{name}", "Save a prompt's next version.", None),
    ("delete", "/fovea/v1/prompts/{name}", "Delete a prompt with its versions.", None),
    ("post", "/fovea/v1/feedback", "A thumb up or down for an answer, by its request id.", None),
    ("get", "/fovea/v1/session", "Whether keys are asked for, and whether this browser is signed in.", None),
    ("post", "/fovea/v1/session", "Sign in: a key becomes a cookie.", None),
    ("delete", "/fovea/v1/session", "Sign out.", None),
    ("get", "/healthz", "Whether the process is alive.", None),
    ("get", "/readyz", "Whether its engines answer.", None),
    ("get", "/metrics", "Counts and timings for Prometheus.", None),
)


def routes() -> list[Route]:
    async def openapi(_: Request) -> Response:
        return JSON(document())

    async def docs(_: Request) -> Response:
        policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
        return HTMLResponse(page(), headers={"content-security-policy": policy})

    return [Route("/openapi.json", openapi), Route("/docs", docs)]


@cache
def document() -> dict[str, Any]:
    """The OpenAPI 3.1 description of every endpoint."""
    from fovea.wire.batches import BatchRequest
    from fovea.wire.request import CountTokensRequest, MessagesRequest

    schemas: dict[str, Any] = {"Error": _ERROR}
    for model in (MessagesRequest, CountTokensRequest, BatchRequest):
        schema = model.model_json_schema(ref_template=_REF)
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    paths: dict[str, Any] = {}
    for method, path, summary, body in ENDPOINTS:
        paths.setdefault(path, {})[method] = _operation(path, summary, body)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fovea",
            "version": __version__,
            "summary": "The Claude Messages API for vision, self-hosted.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "key": {"type": "apiKey", "in": "header", "name": "x-api-key"},
                "bearer": {"type": "http", "scheme": "bearer"},
            },
        },
        "security": [{}, {"key": []}, {"bearer": []}],
    }


_ERROR: dict[str, Any] = {
    "type": "object",
    "required": ["type", "error"],
    "properties": {
        "type": {"const": "error"},
        "error": {
            "type": "object",
            "required": ["type", "message"],
            "properties": {"type": {"type": "string"}, "message": {"type": "string"}, "details": {"type": "object"}},
        },
        "request_id": {"type": "string"},
    },
}


def _operation(path: str, summary: str, body: str | None) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": summary,
        "responses": {
            "200": {"description": "Done"},
            "default": {
                "description": "Refused or failed",
                "content": {"application/json": {"schema": {"$ref": _REF.format(model="Error")}}},
            },
        },
    }
    parameters = [
        {"name": part[1:-1], "in": "path", "required": True, "schema": {"type": "string"}}
        for part in path.split("/")
        if part.startswith("{")
    ]
    if path.startswith("/v1/messages"):
        versions = {"type": "string", "enum": ["2023-06-01", "2026-10-21"]}
        parameters.append({"name": "anthropic-version", "in": "header", "required": True, "schema": versions})
    if path == "/v1/messages":
        parameters.append(
            {
                "name": "fovea-evidence",
                "in": "header",
                "required": False,
                "description": "With true, each claim is a text block of its own, whose field evidence says where on "
                "which image it was read. The answer has the same header: true, or false where the model's engine "
                "has no evidence to give.",
                "schema": {"type": "string", "enum": ["true", "false"], "default": "false"},
            }
        )
    if parameters:
        operation["parameters"] = parameters
    if body:
        schema = {"$ref": _REF.format(model=body)}
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return operation


@cache
def page() -> str:
    """The endpoints as a plain page. Needs nothing from elsewhere, so it works where there is no network."""
    rows = "\n".join(
        f"<tr><td><code>{method.upper()}</code></td><td><code>{html.escape(path)}</code></td><td>{html.escape(summary)}</td></tr>"
        for method, path, summary, _ in ENDPOINTS
    )
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Fovea API</title>
<style>
  body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem }}
  @media (prefers-color-scheme: dark) {{ body {{ background: #161618; color: #eee }} a {{ color: #8ab4f8 }} }}
  td {{ padding: .35rem .8rem .35rem 0; vertical-align: top }}
  code {{ font-size: .9em }}
</style>
<h1>Fovea API</h1>
<p>Fovea speaks the Claude Messages API: point an official SDK at this address.
The full description, with every field, is <a href="openapi.json">openapi.json</a>.</p>
<table>
{rows}
</table>
</html>
"""
