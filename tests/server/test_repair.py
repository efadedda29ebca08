"""POST /fovea/v1/repair with a Messages body: the mended request is the one that the server then answers."""

from __future__ import annotations

import httpx

from fovea.testing import image_source, picture_file


def test_a_refused_request_is_mended_and_answered(http: httpx.Client) -> None:
    blocks = [image_source(picture_file(8001, 20)), image_source(picture_file(), "image/jpeg")]
    url = {"type": "image", "source": {"type": "file", "file_id": "file_1"}}
    asked = {"model": "claude-x", "max_tokens": 200, "messages": [{"role": "user", "content": blocks}]}
    assert http.post("/v1/messages", json=asked).status_code == 400
    mended = http.post("/fovea/v1/repair", json=asked).json()
    assert [change["at"] for change in mended["changes"]] == ["messages.0.content.0"] * 2 + ["messages.0.content.1"]
    answer = http.post("/v1/messages", json=mended["request"])
    assert "picture 1568x4" in answer.json()["content"][0]["text"]

    asked["messages"] = [{"role": "user", "content": [url]}]
    left = http.post("/fovea/v1/repair", json=asked).json()
    assert (left["changes"], left["request"]) == ([], asked)
    assert [one["at"] for one in left["unchecked"]] == ["messages.0.content.0"]


def test_what_cannot_be_mended_is_a_400_that_names_each_place(http: httpx.Client) -> None:
    broken = image_source(b"\x89PNG\r\n\x1a\nnothing")
    asked = {
        "messages": [
            {"role": "user", "content": [broken]},
            {"role": "assistant", "content": "?"},
            {"role": "user", "content": "Well?"},
        ]
    }
    refused = http.post("/fovea/v1/repair", json=asked)
    assert refused.status_code == 400
    assert refused.json()["error"]["details"]["faults"][0]["at"] == "messages.0.content.0"
    kept = http.post("/fovea/v1/repair", params={"earlier": "placeholder"}, json=asked).json()
    assert kept["request"]["messages"][0]["content"][0]["type"] == "text"
    assert http.post("/fovea/v1/repair", params={"earlier": "drop"}, json=asked).status_code == 400
