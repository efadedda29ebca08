"""What the guide promises: images by base64 and URL are gone when the answer is out.

A real server process does its work on marked images. Then everything that it could have written to is searched:
data folder, database, temporary folder, home and log, at the most talkative level.
"""

from __future__ import annotations

import base64
import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

MARK = b"MARK-a7f3e1-IN-THE-BYTES"
PLACE = b"GPS-24.993-121.301-PLACE"
SECRET_PATH = "/mark-b81c-in-the-address.jpg"


def marked_jpeg(seed: int) -> bytes:
    exif = Image.Exif()
    exif[Base.ImageDescription] = MARK.decode()
    exif.get_ifd(IFD.GPSInfo).update({GPS.GPSLatitude: (24.0, 59.0, 34.8), GPS.GPSProcessingMethod: PLACE})
    pixels = np.random.default_rng(seed).integers(0, 255, (90, 120, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", exif=exif, comment=MARK)
    return buffer.getvalue()


def spellings(mark: bytes) -> list[bytes]:
    """The mark as it is, in hex, and in base64 at each of the three offsets."""
    found = [mark, mark.hex().encode(), mark.hex().upper().encode()]
    for shift in range(3):
        text = base64.b64encode(b"\0" * shift + mark)
        found.append(text[4 if shift else 0 : -4])
    return found


def traces(folder: Path, marks: list[bytes]) -> list[str]:
    """Files under ``folder`` that hold one of ``marks``, in any spelling."""
    wanted = [spelling for mark in marks for spelling in spellings(mark)]
    return [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and any(spelling in path.read_bytes() for spelling in wanted)
    ]


@contextmanager
def website(body: bytes) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = self.path.startswith(SECRET_PATH)
            self.send_response(200 if found else 404)
            self.end_headers()
            self.wfile.write(body if found else b"")

        def log_message(self, *_: Any) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SECRET_PATH}"
        server.shutdown()


@contextmanager
def server_process(root: Path) -> Iterator[str]:
    for name in ("home", "data", "tmp", "cwd"):
        (root / name).mkdir()
    (root / "cwd" / "fovea.toml").write_text('[models.echo]\nengine = "echo"\n[aliases]\n"claude-*" = "echo"\n')
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("FOVEA_", "XDG_"))},
        "HOME": str(root / "home"),
        "TMPDIR": str(root / "tmp"),
        "FOVEA_HOME": str(root / "data"),
        "FOVEA_ALLOW_HTTP": "true",
        "FOVEA_ALLOW_NETWORKS": "127.0.0.1/32",
        "FOVEA_LOG_LEVEL": "debug",
    }
    with (root / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "fovea", "serve", "--port", "0"],
            cwd=root / "cwd",
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout
        try:
            line = process.stdout.readline()
            yield next(word for word in line.split() if word.startswith("http://"))
        finally:
            process.terminate()
            (root / "out").write_text(process.stdout.read())
            process.wait(30)
            process.stdout.close()


def test_images_by_base64_and_url_leave_no_trace(tmp_path: Path) -> None:
    image = marked_jpeg(1)
    assert MARK in image
    assert PLACE in image
    inline = {"type": "base64", "media_type": "image/jpeg", "data": base64.b64encode(image).decode()}

    def body(*sources: dict[str, str], **more: Any) -> dict[str, Any]:
        content = [{"type": "image", "source": source} for source in sources] + [{"type": "text", "text": "?"}]
        return {"model": "claude-x", "max_tokens": 500, "messages": [{"role": "user", "content": content}], **more}

    with website(image) as url, server_process(tmp_path) as address:
        by_url = {"type": "url", "url": url}
        wrong_type = {**inline, "media_type": "image/png"}
        broken = {**inline, "data": base64.b64encode(image[: len(image) // 2]).decode()}
        no_base64 = {**inline, "data": inline["data"][:-3] + "!!!"}
        with httpx.Client(base_url=address, headers={"anthropic-version": "2023-06-01"}, timeout=60) as http:
            for request, status in [
                (body(inline), 200),
                (body(by_url), 200),
                (body(inline, by_url, stream=True), 200),
                (body(wrong_type), 400),
                (body(broken), 400),
                (body(no_base64), 400),
                (body({"type": "url", "url": url + "-nothing"[1:]}), 200),
                (body({"type": "url", "url": url.replace("/mark", "/missing-mark")}), 400),
                (body(inline, unknown_field=inline["data"]), 400),
            ]:
                response = http.post("/v1/messages", json=request)
                assert response.status_code == status, response.text[:500]
                assert MARK not in response.content
            count = {name: value for name, value in body(inline).items() if name != "max_tokens"}
            assert http.post("/v1/messages/count_tokens", json=count).status_code == 200
            # A batch is an upload: its images are gone when it has ended.
            batch = {"requests": [{"custom_id": f"r{i}", "params": body(inline, by_url)} for i in range(3)]}
            made = http.post("/v1/messages/batches", json=batch).json()["id"]
            while http.get(f"/v1/messages/batches/{made}").json()["processing_status"] != "ended":
                time.sleep(0.05)
            results = http.get(f"/v1/messages/batches/{made}/results").content
            assert results.count(b'"succeeded"') == 3
            assert traces(tmp_path, [MARK, PLACE, SECRET_PATH.encode()]) == []
            # The search would find it: what is uploaded is kept, until it is deleted.
            uploaded = http.post("/v1/files", files={"file": ("kept.jpg", marked_jpeg(2))}).json()["id"]
            assert len(traces(tmp_path, [MARK])) == 1
            assert traces(tmp_path, [MARK])[0].startswith("data/blobs/")
            http.delete(f"/v1/files/{uploaded}")

    assert traces(tmp_path, [MARK, PLACE, SECRET_PATH.encode()]) == []
    # Nothing is written anywhere else.
    assert {path.name for path in (tmp_path / "tmp").iterdir()} == set()
    assert {path.name for path in (tmp_path / "data").iterdir()} <= {
        "fovea.db",
        "fovea.db-wal",
        "fovea.db-shm",
        "blobs",
    }
