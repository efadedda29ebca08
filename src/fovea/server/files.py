"""The Files API. Bodies go through in pieces, both ways: a file of any size costs the same memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from fovea.errors import FoveaError, InvalidRequest, TooLarge
from fovea.limits import MIB
from fovea.server.answers import JSON
from fovea.server.body import BodyPieces, BodyTimedOut, drain
from fovea.server.messages import caller_of
from fovea.wire.files import deleted_file, file_object, file_page, file_page_beta, is_beta
from fovea.wire.request import known_version
from fovea.wire.response import Json

if TYPE_CHECKING:
    from fovea.storage import FilePage, Storage, StoredFile, Upload

MIN_EXPIRES_IN_S, MAX_EXPIRES_IN_S = 3600, 90 * 86_400
MAX_LIMIT, DEFAULT_LIMIT, MAX_IDS = 1000, 20, 100
#: Room for boundaries, headers and the other part around a file.
_FORM_BYTES = 64 * 1024
_FIELD_BYTES = 1024
_PIECE_BYTES = MIB


class Service(Protocol):
    """What these endpoints need of the server."""

    @property
    def storage(self) -> Storage: ...


def routes(service: Service, *, pause_s: float = 60.0) -> list[Route]:
    """``pause_s`` is how long an upload may stand still."""

    async def files(request: Request) -> Response:
        known_version(request.headers.get("anthropic-version"))
        if request.method == "POST":
            return await _create(service.storage, request, pause_s)
        return await _list(service.storage, request)

    async def file(request: Request) -> Response:
        known_version(request.headers.get("anthropic-version"))
        workspace, file_id = _workspace(request), request.path_params["file_id"]
        if request.method == "DELETE":
            await service.storage.files.delete(workspace, file_id)
            return JSON(deleted_file(file_id))
        return JSON(_json(request, await service.storage.files.get(workspace, file_id)))

    async def content(request: Request) -> Response:
        known_version(request.headers.get("anthropic-version"))
        found, pieces = await service.storage.files.open(_workspace(request), request.path_params["file_id"])
        first = await anext(pieces, b"")  # fails, if it fails, while there is still a status to choose
        return StreamingResponse(
            _after(first, pieces),
            media_type=found.mime_type,
            headers={
                "content-length": str(found.size_bytes),
                "content-disposition": f"attachment; filename*=UTF-8''{quote(found.filename, safe='')}",
                # A browser must never take a stored file for a page of this server.
                "x-content-type-options": "nosniff",
                "content-security-policy": "sandbox",
            },
        )

    return [
        Route("/v1/files", files, methods=["GET", "POST"]),
        Route("/v1/files/{file_id}", file, methods=["GET", "DELETE"]),
        Route("/v1/files/{file_id}/content", content),
    ]


async def _after(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in rest:
        yield piece


def _workspace(request: Request) -> str:
    return caller_of(request).workspace


def _wants_beta(request: Request) -> bool:
    return is_beta(request.headers.get("anthropic-beta"))


def _json(request: Request, file: StoredFile) -> Json:
    return file_object(**asdict(file), beta=_wants_beta(request))


# --- lists -------------------------------------------------------------------------------------------------------


async def _list(storage: Storage, request: Request) -> Response:
    query, workspace, files = request.query_params, _workspace(request), storage.files
    beta = _wants_beta(request)
    for name in ("page", "ids[]", "ids") if beta else ("before_id", "after_id"):
        if name in query:
            raise InvalidRequest(f"{name}: Extra inputs are not permitted")
    limit = _integer("limit", query.get("limit", str(DEFAULT_LIMIT)), 1, MAX_LIMIT)
    if beta:
        if "before_id" in query and "after_id" in query:
            raise InvalidRequest("before_id: not permitted together with after_id")
        if before_id := query.get("before_id"):
            found = await files.list_before(workspace, limit=limit, before_id=before_id)
        elif after_id := query.get("after_id"):
            found = await files.list_after(workspace, limit=limit, after_id=after_id)
        else:
            found = await files.list(workspace, limit=limit)
        return JSON(file_page_beta(_objects(request, found), has_more=found.has_more))
    if ids := [*query.getlist("ids[]"), *query.getlist("ids")]:
        if "page" in query or "limit" in query:
            raise InvalidRequest("ids: not permitted together with page or limit")
        unique = list(dict.fromkeys(ids))
        if len(unique) > MAX_IDS:
            raise InvalidRequest(f"ids: List should have at most {MAX_IDS} items after validation, not {len(unique)}")
        found = await files.list_ids(workspace, unique)
    else:
        found = await files.list(workspace, limit=limit, page=query.get("page"))
    return JSON(file_page(_objects(request, found), next_page=found.next_page))


def _objects(request: Request, page: FilePage) -> list[Json]:
    return [_json(request, file) for file in page.files]


def _integer(name: str, text: str, least: int, most: int) -> int:
    if not (text.removeprefix("-").isascii() and text.removeprefix("-").isdigit() and len(text) < 20):
        raise InvalidRequest(f"{name}: Input should be a valid integer, unable to parse string as an integer")
    value = int(text)
    if value < least:
        raise InvalidRequest(f"{name}: Input should be greater than or equal to {least}")
    if value > most:
        raise InvalidRequest(f"{name}: Input should be less than or equal to {most}")
    return value


# --- uploads -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Part:
    """The head of a part of a form."""

    name: str
    filename: str | None
    media_type: str | None


async def _create(storage: Storage, request: Request, pause_s: float) -> Response:
    body = BodyPieces(request, pause_s)
    try:
        return JSON(_json(request, await _receive(storage, request, body)))
    except FoveaError as exc:
        # A client that is still sending would see a broken connection instead of the reason.
        if not body.complete and not isinstance(exc, BodyTimedOut):
            await drain(request)
        raise


async def _receive(storage: Storage, request: Request, body: BodyPieces) -> StoredFile:
    boundary = _boundary(request.headers.get("content-type", ""))
    announced = request.headers.get("content-length", "0")
    if announced.isdigit() and int(announced) > storage.files.max_bytes + _FORM_BYTES:
        raise TooLarge(f"File exceeds the maximum size of {storage.files.max_bytes} bytes.")
    async with storage.files.upload(_workspace(request)) as upload:
        form = _Form(upload)
        async for event in _parsed(body, boundary):
            await form.take(event)
        return await form.commit()


class _Form:
    """The two parts that an upload may have, in any order, each once."""

    def __init__(self, upload: Upload) -> None:
        self._upload = upload
        self._seen: dict[str, _Part] = {}
        self._current = ""
        self._expires_in = bytearray()
        self._pending: list[bytes] = []
        self._pending_bytes = 0

    async def take(self, event: _Part | bytes) -> None:
        if isinstance(event, _Part):
            if event.name not in ("file", "expires_in_seconds"):
                raise InvalidRequest(f"{event.name[:80]}: Extra inputs are not permitted")
            if event.name in self._seen:
                raise InvalidRequest(f"{event.name}: given more than once")
            self._seen[event.name] = event
            self._current = event.name
        elif self._current == "file":
            self._pending.append(event)
            self._pending_bytes += len(event)
            if self._pending_bytes >= _PIECE_BYTES:
                await self._flush()
        else:
            self._expires_in += event
            if len(self._expires_in) > _FIELD_BYTES:
                raise InvalidRequest("expires_in_seconds: Input should be a valid integer")

    async def _flush(self) -> None:
        piece = b"".join(self._pending)
        self._pending.clear()
        self._pending_bytes = 0
        await self._upload.write(piece)

    async def commit(self) -> StoredFile:
        part = self._seen.get("file")
        if part is None:
            raise InvalidRequest("file: Field required")
        expires_in_s = None
        if "expires_in_seconds" in self._seen:
            text = self._expires_in.decode("utf-8", "replace").strip()
            expires_in_s = _integer("expires_in_seconds", text, MIN_EXPIRES_IN_S, MAX_EXPIRES_IN_S)
        await self._flush()
        if not self._upload.size_bytes:
            raise InvalidRequest("file: file cannot be empty")
        return await self._upload.commit(filename=part.filename, declared=part.media_type, expires_in_s=expires_in_s)


def _boundary(content_type: str) -> bytes:
    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data":
        raise InvalidRequest(
            f"content-type: expected multipart/form-data, found {kind.decode('latin-1')[:80] or 'none'}"
        )
    boundary = options.get(b"boundary", b"")
    if not 1 <= len(boundary) <= 70:  # RFC 2046
        raise InvalidRequest("content-type: multipart/form-data needs a boundary of 1 to 70 characters")
    return boundary


async def _parsed(body: BodyPieces, boundary: bytes) -> AsyncIterator[_Part | bytes]:
    """The heads of the parts and, after each, its bytes in pieces. Raises unless the form comes to its end."""
    events: list[_Part | bytes] = []
    headers: dict[bytes, bytes] = {}
    field, value = bytearray(), bytearray()
    complete = False

    def header_ended() -> None:
        headers[bytes(field).lower()] = bytes(value)
        field.clear()
        value.clear()

    def headers_finished() -> None:
        events.append(_part(headers))
        headers.clear()

    def ended() -> None:
        nonlocal complete
        complete = True

    parser = MultipartParser(
        boundary,
        {
            "on_header_field": lambda data, start, end: field.extend(data[start:end]),
            "on_header_value": lambda data, start, end: value.extend(data[start:end]),
            "on_header_end": header_ended,
            "on_headers_finished": headers_finished,
            "on_part_data": lambda data, start, end: events.append(data[start:end]),
            "on_end": ended,
        },
    )
    async for chunk in body:
        try:
            parser.write(chunk)
        except FormParserError as exc:
            raise InvalidRequest("The request body is not valid multipart/form-data.") from exc
        for event in events:
            yield event
        events.clear()
    if not complete:
        raise InvalidRequest("The request body ends before its multipart/form-data does.")


def _part(headers: dict[bytes, bytes]) -> _Part:
    disposition, options = parse_options_header(headers.get(b"content-disposition", b""))
    try:
        name = options.get(b"name", b"").decode("utf-8")
        filename = options[b"filename"].decode("utf-8") if b"filename" in options else None
    except UnicodeDecodeError as exc:
        raise InvalidRequest("file: invalid filename: it is not UTF-8") from exc
    if disposition != b"form-data" or not name:
        raise InvalidRequest("The request body is not valid multipart/form-data: a part has no name.")
    media_type = headers.get(b"content-type", b"").decode("latin-1") or None
    return _Part(name, filename, media_type)
