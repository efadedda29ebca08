"""Saved prompts with versions, and thumbs on answers. Neither holds an image.

GET    /fovea/v1/prompts          the newest version of each, without its body
GET    /fovea/v1/prompts/{name}   all versions of one, newest first
PUT    /fovea/v1/prompts/{name}   {"body": {…}} -> the next version
DELETE /fovea/v1/prompts/{name}
POST   /fovea/v1/feedback         {"request_id": "req_…", "rating": "up" | "down", "comment"?: "…"}
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fovea.errors import InvalidRequest
from fovea.server.answers import JSON
from fovea.server.body import read_json_body
from fovea.server.messages import caller_of
from fovea.wire.models import rfc3339

if TYPE_CHECKING:
    from fovea.server.app import Service
    from fovea.storage import Prompt

MAX_NAME_CHARS = 200
#: A prompt is text and references; a comment is a few sentences.
MAX_PROMPT_BYTES = 1024 * 1024
MAX_COMMENT_CHARS = 4000
_MAX_FEEDBACK_BYTES = 64 * 1024
_REQUEST_ID = re.compile(r"req_[A-Za-z0-9]{1,56}")


def routes(service: Service) -> list[Route]:
    async def _body(request: Request, max_bytes: int, allowed: set[str]) -> dict[str, Any]:
        data = await read_json_body(request, max_bytes=max_bytes, pause_s=service.settings.body_timeout_s)
        try:
            value = orjson.loads(data)
        except orjson.JSONDecodeError as exc:
            raise InvalidRequest("The request body is not valid JSON") from exc
        if not isinstance(value, dict):
            raise InvalidRequest("Input should be an object")
        for name in value:
            if name not in allowed:
                raise InvalidRequest("Extra inputs are not permitted", path=name[:64])
        return value

    async def list_prompts(request: Request) -> Response:
        found = await service.storage.prompts.list(caller_of(request).workspace)
        return JSON({"data": [_entry(prompt) for prompt in found]})

    async def get_prompt(request: Request) -> Response:
        workspace, name = caller_of(request).workspace, request.path_params["name"]
        await service.storage.prompts.get(workspace, name)  # says so where there is none
        versions = await service.storage.prompts.list(workspace, name)
        rows = [{"version": p.version, "created_at": rfc3339(p.created_at), "body": p.body} for p in versions]
        return JSON({"name": name, "versions": rows})

    async def save_prompt(request: Request) -> Response:
        name = request.path_params["name"]
        if not 1 <= len(name) <= MAX_NAME_CHARS:
            raise InvalidRequest(f"has {len(name)} characters; 1 to {MAX_NAME_CHARS} are allowed", path="name")
        body = (await _body(request, MAX_PROMPT_BYTES, {"body"})).get("body")
        if not isinstance(body, dict):
            raise InvalidRequest("Field required" if body is None else "Input should be an object", path="body")
        _refuse_image_bytes(body, "body")
        return JSON(_entry(await service.storage.prompts.save(caller_of(request).workspace, name, body)))

    async def delete_prompt(request: Request) -> Response:
        await service.storage.prompts.delete(caller_of(request).workspace, request.path_params["name"])
        return Response(status_code=204)

    async def add_feedback(request: Request) -> Response:
        body = await _body(request, _MAX_FEEDBACK_BYTES, {"request_id", "rating", "comment"})
        request_id, rating, comment = body.get("request_id"), body.get("rating"), body.get("comment", "")
        if not isinstance(request_id, str) or not _REQUEST_ID.fullmatch(request_id):
            raise InvalidRequest("Input should be the request-id of an answer: req_…", path="request_id")
        if rating not in ("up", "down"):
            raise InvalidRequest("Input should be 'up' or 'down'", path="rating")
        if not isinstance(comment, str) or len(comment) > MAX_COMMENT_CHARS:
            raise InvalidRequest(f"Input should be text of at most {MAX_COMMENT_CHARS} characters", path="comment")
        note = await service.storage.feedback.add(caller_of(request).workspace, request_id, rating, comment)
        return JSON({"id": note.id, "request_id": note.request_id, "rating": note.rating})

    return [
        Route("/fovea/v1/prompts", list_prompts, methods=["GET"]),
        Route("/fovea/v1/prompts/{name:path}", get_prompt, methods=["GET"]),
        Route("/fovea/v1/prompts/{name:path}", save_prompt, methods=["PUT"]),
        Route("/fovea/v1/prompts/{name:path}", delete_prompt, methods=["DELETE"]),
        Route("/fovea/v1/feedback", add_feedback, methods=["POST"]),
    ]


def _entry(prompt: Prompt) -> dict[str, Any]:
    return {"name": prompt.name, "version": prompt.version, "created_at": rfc3339(prompt.created_at)}


def _refuse_image_bytes(value: Any, path: str) -> None:
    """What is saved outlives a request, and image bytes do not: an image is saved by address or file id."""
    if isinstance(value, dict):
        if value.get("type") == "base64":
            raise InvalidRequest("image bytes are not kept; upload the image and save its file id", path=path)
        for name, inner in value.items():
            _refuse_image_bytes(inner, f"{path}.{name[:64]}")
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            _refuse_image_bytes(inner, f"{path}.{position}")
