"""Signing in with a key: the browser gets a cookie that scripts cannot read, and keeps no key.

    GET    /fovea/v1/session   whether keys are asked for, and whether this browser is signed in
    POST   /fovea/v1/session   {"key": "fovea-…"} -> the cookie
    DELETE /fovea/v1/session   signs out

The cookie is a statement about a key, signed with what the server keeps of that key (``Keys.verify_session``):
nothing is stored for it, every process can check it, and revoking the key ends it at once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fovea.errors import InvalidRequest, NotAuthenticated, NotPermitted
from fovea.server.answers import JSON
from fovea.server.auth import SESSION_COOKIE, SESSION_PATH, same_site
from fovea.server.body import read_json_body
from fovea.storage.keys import session_token

if TYPE_CHECKING:
    from fovea.server.app import Service

LASTS_S = 7 * 86_400
_MAX_BODY_BYTES = 4096


def routes(service: Service) -> list[Route]:
    settings = service.settings

    async def state(request: Request) -> Response:
        required, key = await service.authenticator.session(request.headers)
        return JSON({"required": required, "signed_in": key is not None})

    async def sign_in(request: Request) -> Response:
        _refuse_other_sites(request)
        body = await read_json_body(request, max_bytes=_MAX_BODY_BYTES, pause_s=settings.body_timeout_s)
        secret = _key(bytes(body))
        if await service.storage.keys.verify(secret) is None:
            raise NotAuthenticated("invalid x-api-key")
        response = JSON({"required": True, "signed_in": True})
        token = session_token(secret, int(time.time()) + LASTS_S)
        _set_cookie(response, request, token, LASTS_S)
        return response

    async def sign_out(request: Request) -> Response:
        _refuse_other_sites(request)
        required, _ = await service.authenticator.session(request.headers)
        response = JSON({"required": required, "signed_in": False})
        _set_cookie(response, request, "", 0)
        return response

    def _set_cookie(response: Response, request: Request, value: str, max_age_s: int) -> None:
        response.set_cookie(
            SESSION_COOKIE,
            value,
            max_age=max_age_s,
            path=settings.root_path or "/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="strict",
        )

    return [
        Route(SESSION_PATH, state, methods=["GET"]),
        Route(SESSION_PATH, sign_in, methods=["POST"]),
        Route(SESSION_PATH, sign_out, methods=["DELETE"]),
    ]


def _key(body: bytes) -> str:
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as exc:
        raise InvalidRequest("The request body is not valid JSON") from exc
    key = value.get("key") if isinstance(value, dict) else None
    if not isinstance(key, str) or not key:
        raise InvalidRequest("key: Field required")
    return key


def _refuse_other_sites(request: Request) -> None:
    if not same_site(request.headers):
        raise NotPermitted("A session can be changed from this server's own pages only.")
