"""Every failure that Fovea can report to a client.

    FoveaError
    ├─ InvalidRequest          400  invalid_request_error
    │  ├─ UnknownRoute         404  not_found_error        no such path
    │  └─ MethodNotAllowed     405  invalid_request_error
    ├─ NotAuthenticated        401  authentication_error
    ├─ NotPermitted            403  permission_error
    ├─ NotFound                404  not_found_error        a model, a file, a batch, a prompt
    ├─ Conflict                409  conflict_error
    ├─ TooLarge                413  request_too_large
    ├─ RateLimited             429  rate_limit_error
    ├─ EngineFailed            500  api_error              the engine, or Fovea itself, broke
    ├─ EngineTimedOut          504  timeout_error
    └─ Overloaded              529  overloaded_error       the queue is full, or the server is stopping

An error's message is written for the client. The text of a foreign exception never goes into it:
chain that exception with ``from`` and let the door log it beside the request id.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar


class FoveaError(Exception):
    """A failure with a place in the Messages API's error envelope.

    ``path`` is where in the request it was found (``messages.0.content.1.image.source.base64``); the API
    writes it before the message. ``details`` goes out as ``error.details`` and holds at least ``error_code``.
    ``retry_after_s`` becomes the ``retry-after`` header.
    """

    status: ClassVar[int] = 500
    type: ClassVar[str] = "api_error"

    def __init__(
        self,
        message: str,
        *,
        path: str | None = None,
        details: Mapping[str, Any] | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        self.message = f"{path}: {message}" if path else message
        self.path = path
        self.details = dict(details) if details else None
        self.retry_after_s = retry_after_s
        super().__init__(self.message)


class InvalidRequest(FoveaError):
    status, type = 400, "invalid_request_error"


class UnknownRoute(InvalidRequest):
    status, type = 404, "not_found_error"


class MethodNotAllowed(InvalidRequest):
    status, type = 405, "invalid_request_error"


class NotAuthenticated(FoveaError):
    status, type = 401, "authentication_error"


class NotPermitted(FoveaError):
    status, type = 403, "permission_error"


class NotFound(FoveaError):
    status, type = 404, "not_found_error"


class Conflict(FoveaError):
    status, type = 409, "conflict_error"


class TooLarge(FoveaError):
    status, type = 413, "request_too_large"


class RateLimited(FoveaError):
    status, type = 429, "rate_limit_error"


class EngineFailed(FoveaError):
    status, type = 500, "api_error"


class EngineTimedOut(FoveaError):
    status, type = 504, "timeout_error"


class Overloaded(FoveaError):
    status, type = 529, "overloaded_error"
