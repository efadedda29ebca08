"""Bytes to a ``MessagesRequest``, or the error that the API would give. Start at ``parse``."""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from fovea.errors import InvalidRequest
from fovea.wire import body as bodies
from fovea.wire import rules
from fovea.wire.blocks import HIDDEN, Value
from fovea.wire.messages import (
    VERSIONS,
    AnyRequest,
    CountTokensRequest,
    MessagesRequest,
    Placed,
    Turn,
    Version,
    document_blocks,
    image_blocks,
    media_blocks,
)

__all__ = [
    "VERSIONS",
    "AnyRequest",
    "CountTokensRequest",
    "MessagesRequest",
    "Placed",
    "Turn",
    "Version",
    "document_blocks",
    "image_blocks",
    "known_version",
    "media_blocks",
    "parse",
    "parse_count",
    "validate",
]

R = TypeVar("R", bound=Value)


def parse(
    body: bodies.Body,
    *,
    version: str = "2023-06-01",
    sampling_parameters: Literal["refuse", "accept"] = "refuse",
) -> MessagesRequest:
    """The request in ``body``, which must not change while the request lives: long base64 stays in it.

    ``sampling_parameters`` says whether ``temperature``, ``top_p`` and ``top_k`` are refused under a version that
    has none. Raises ``InvalidRequest``, for the first fault alone.
    """
    request = _read(MessagesRequest, body)
    rules.check(request, known_version(version), sampling_parameters=sampling_parameters)
    return request


def parse_count(body: bodies.Body, *, version: str = "2023-06-01") -> CountTokensRequest:
    """As ``parse``, for a body that asks for its number of tokens."""
    request = _read(CountTokensRequest, body)
    rules.check_count(request, known_version(version))
    return request


def known_version(value: str | None) -> Version:
    """The ``anthropic-version`` header's value, if it is one that Fovea speaks."""
    if value is None:
        raise InvalidRequest("anthropic-version: header is required")
    for version in VERSIONS:
        if value == version:
            return version
    raise InvalidRequest(f"anthropic-version: {value[:32]!r} is not a known version; use {' or '.join(VERSIONS)}")


def validate(model: type[R], value: Any) -> R:
    """``value``, plain JSON, as a ``model``. Raises ``InvalidRequest`` with the API's path and words."""
    try:
        return model.model_validate(value)
    except ValidationError as exc:
        raise _problem(_first(exc)) from None


def _read(model: type[R], body: bodies.Body) -> R:
    value, views = bodies.load(body)
    context = {"views": views}
    try:
        request = model.model_validate(value, context=context)
    except ValidationError as exc:
        error = _first(exc)
        if not isinstance(error["input"], memoryview):
            raise _problem(error) from None
    else:
        if context["views"] == 0:
            return request
    # What looks like a base64 source may stand where any JSON may, in a tool's input for one. There it has to be
    # text like the rest.
    value, _ = bodies.load(body, views=False)
    return validate(model, value)


def _first(exc: ValidationError) -> ErrorDetails:
    return exc.errors(include_url=False)[0]


def _problem(error: ErrorDetails) -> InvalidRequest:
    """A pydantic error as the API words it."""
    path = [str(step) for step in error["loc"] if step not in HIDDEN]
    context = error.get("ctx", {})
    message = error["msg"]
    match error["type"]:
        case "extra_forbidden" if error["loc"][-1] in HIDDEN:
            path.append(str(error["loc"][-1]))
        case "literal_error" if path[:1] == ["messages"] and path[2:] == ["role"]:
            return _unexpected_role(error["input"])
        case "tuple_type":
            message = "Input should be a valid list"
        case "too_long" | "too_short":
            message = message.replace("Tuple", "List", 1)
        case "model_type" | "model_attributes_type" | "dict_type" | "mapping_type":
            message = "Input should be a valid dictionary"
        case "union_tag_not_found":
            path, message = [*path, "type"], "Field required"
        case "union_tag_invalid":
            # A tool without a type is a custom one, which pydantic is not told.
            expected = "'custom', " * (path[:1] == ["tools"]) + context["expected_tags"]
            message = (
                f"Input tag '{str(context['tag'])[:64]}' found using 'type' does not match any of the expected tags: "
                f"{expected}"
            )
    return InvalidRequest(message, path=".".join(step[:128] for step in path) or None)


def _unexpected_role(role: Any) -> InvalidRequest:
    if not isinstance(role, str):
        return InvalidRequest("Input should be 'user' or 'assistant'", path="messages")
    return InvalidRequest(f'Unexpected role "{role[:64]}". Allowed roles are "user" or "assistant".', path="messages")
