"""What goes back is what the official SDK requires, and says it all."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest
from anthropic import types
from anthropic.pagination import SyncPage
from anthropic.types import messages as batch_types

from fovea.errors import InvalidRequest, Overloaded, UnknownRoute
from fovea.wire import batches, files, models
from fovea.wire.response import Usage, empty_message, error_body, new_id

NOW = datetime(2026, 11, 22, 18, 5, 46, tzinfo=UTC)


def check(model: Any, value: dict[str, Any]) -> None:
    """The SDK's type reads ``value``, strictly, and knows every key of it."""
    read = model.model_validate_json(orjson.dumps(value), strict=True)
    assert not read.model_extra


def test_a_message_has_every_key_of_the_api() -> None:
    message = empty_message("msg_1", "reader", Usage(input_tokens=12, output_tokens=6))
    check(types.Message, message)
    assert set(message) == set(types.Message.model_fields)
    assert set(message["usage"]) == set(types.Usage.model_fields)


def test_the_usage_of_a_delta_has_every_key() -> None:
    check(types.MessageDeltaUsage, Usage().delta())
    assert set(Usage().delta()) == set(types.MessageDeltaUsage.model_fields)


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (UnknownRoute("Not found"), {"type": "not_found_error", "message": "Not found"}),
        (Overloaded("Overloaded"), {"type": "overloaded_error", "message": "Overloaded"}),
        (
            InvalidRequest("too wide", path="messages.0", details={"error_code": "image_dimensions_too_large"}),
            {
                "type": "invalid_request_error",
                "message": "messages.0: too wide",
                "details": {"error_code": "image_dimensions_too_large"},
            },
        ),
    ],
)
def test_an_errors_envelope(error: Any, expected: dict[str, Any]) -> None:
    assert error_body(error, "req_1") == {"type": "error", "error": expected, "request_id": "req_1"}
    assert "request_id" not in error_body(error, None)


def test_ids_look_like_the_apis_and_do_not_repeat() -> None:
    ids = {new_id("msg") for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(r"msg_01[1-9A-HJ-NP-Za-km-z]{22}", found) for found in ids)


def test_a_model_has_every_key_that_the_sdk_requires() -> None:
    info = models.ModelInfo("reader", "Fovea reader", NOW, max_input_tokens=200_000, max_tokens=8192, thinking=True)
    check(types.ModelInfo, info.whole())
    assert set(info.whole()) == set(types.ModelInfo.model_fields)
    assert set(info.whole()["capabilities"]) == set(types.ModelCapabilities.model_fields)
    page = SyncPage[types.ModelInfo].model_validate(models.id_page([info.whole()], has_more=False))
    assert (page.data[0].id, page.has_more, page.first_id, page.last_id) == ("reader", False, "reader", "reader")
    assert models.id_page([], has_more=False) == {"data": [], "has_more": False, "first_id": None, "last_id": None}


def test_times_are_rfc_3339_in_utc() -> None:
    taipei = NOW.astimezone(timezone(timedelta(hours=8)))
    assert (
        models.rfc3339(NOW)
        == models.rfc3339(taipei)
        == models.rfc3339(NOW.replace(tzinfo=None))
        == "2026-11-22T18:05:46Z"
    )


RECEIPT: dict[str, Any] = {
    "id": "file_1",
    "filename": "收據.png",
    "mime_type": "image/png",
    "size_bytes": 9,
    "created_at": NOW,
}


class TestFiles:
    def test_todays_shape(self) -> None:
        file = files.file_object(**RECEIPT, expires_at=NOW)
        check(types.FileMetadata, file)
        assert set(file) == set(types.FileMetadata.model_fields)
        assert files.file_object(**RECEIPT)["expires_at"] is None
        assert files.file_page([file], next_page=None) == {"data": [file], "next_page": None}

    def test_the_betas_shape(self) -> None:
        file = files.file_object(**RECEIPT, beta=True)
        assert "expires_at" not in file
        page = files.file_page_beta([file], has_more=True)
        assert page == {"data": [file], "has_more": True, "first_id": "file_1", "last_id": "file_1"}

    @pytest.mark.parametrize(
        ("header", "beta"),
        [
            (None, False),
            ("", False),
            ("files-api-2025-04-14", True),
            ("pdfs-2024-09-25, files-api-2025-04-14", True),
            ("files-api-2025-04-14x", False),
        ],
    )
    def test_the_header_that_selects_it(self, header: str | None, beta: bool) -> None:
        assert files.is_beta(header) is beta

    def test_a_deleted_file(self) -> None:
        check(types.DeletedFile, files.deleted_file("file_1"))


class TestBatches:
    def test_the_batch_object(self) -> None:
        batch = batches.batch_object(
            id="msgbatch_1", status="in_progress", counts=batches.Counts(processing=2), created_at=NOW, expires_at=NOW
        )
        check(batch_types.MessageBatch, batch)
        assert set(batch) == set(batch_types.MessageBatch.model_fields)
        check(batch_types.DeletedMessageBatch, batches.deleted_batch("msgbatch_1"))

    @pytest.mark.parametrize(
        "result",
        [
            batches.succeeded(empty_message("msg_1", "m", Usage()) | {"stop_reason": "end_turn"}),
            batches.errored(InvalidRequest("x"), "req_1"),
            batches.CANCELED,
            batches.EXPIRED,
        ],
        ids=lambda result: result["type"],
    )
    def test_a_line_of_results(self, result: dict[str, Any]) -> None:
        line = batches.result_line("a", result)
        assert line.count(b"\n") == 1
        check(batch_types.MessageBatchIndividualResponse, orjson.loads(line))
