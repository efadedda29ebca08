"""The web app: the files that Vite built into ``fovea/_ui``, under a strict content security policy.

Everything is relative to the page, so the app works under whatever path prefix a proxy puts in front of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).parents[1] / "_ui"
#: The app's own addresses. Each is one level deep: see ``web/src/ui/router.ts``.
PLACES = ("/", "/workbench", "/lab")

HEADERS = {
    # Pictures are shown from memory (blob:) and from exported chats (data:); nothing is ever loaded from elsewhere.
    "content-security-policy": (
        "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
#: Vite puts a hash of the content into these files' names.
_IMMUTABLE = {"cache-control": "public, max-age=31536000, immutable"}
_REVALIDATE = {"cache-control": "no-cache"}

_NOT_BUILT = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Fovea</title>
<h1>Fovea answers, but its web app has not been built</h1>
<p>The API is ready at <code>/v1/messages</code>. An installed wheel brings the app along; in a checkout, build it with
Node 20.19 or newer and start the server again:</p>
<pre>npm --prefix web ci
npm --prefix web run build</pre>
</html>"""


class _Files(StaticFiles):
    """A folder's files with our headers; conditional requests are answered by Starlette."""

    def __init__(self, folder: Path, cache: dict[str, str]) -> None:
        super().__init__(directory=folder)
        self._headers = {**HEADERS, **cache}

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(self._headers)
        return response


def routes(folder: Path = FOLDER) -> list[BaseRoute]:
    """To be put after every other route. Without a built app, the places say how to build it."""
    if not (folder / "index.html").is_file():

        async def not_built(_: Request) -> Response:
            return HTMLResponse(_NOT_BUILT, headers={**HEADERS, **_REVALIDATE})

        return [Route(place, not_built) for place in PLACES]

    pages = _Files(folder, _REVALIDATE)

    async def page(request: Request) -> Response:
        return await pages.get_response("index.html", request.scope)

    def beside(name: str) -> Callable[[Request], Awaitable[Response]]:
        async def file(request: Request) -> Response:
            return await pages.get_response(name, request.scope)

        return file

    # Each file has a route of its own: a path that none of them is stays the API's to refuse.
    files = sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and folder / "assets" not in path.parents and path.name != "index.html"
    )
    return [
        *(Route(place, page) for place in PLACES),
        Mount("/assets", GZipMiddleware(_Files(folder / "assets", _IMMUTABLE))),
        *(Route(f"/{name}", beside(name)) for name in files),
    ]
