"""Fovea's whole server against the LiteLLM proxy, in front of the same upstream, in one interleaved run.

    python bench/proxy/run.py [--seconds 4] [--rounds 5] [--quick]

LiteLLM is installed from PyPI into a virtual environment of its own (``--litellm-venv``). Both servers are one
process on the first core; the stub upstream and the load generator share the second. Writes
``bench/results/proxy.md``. LiteLLM decodes no image; Fovea walks each one's structure, or decodes it if told to
(``[policy] verify = "decode"``): both are measured.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import product
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results" / "proxy.md"
KEY = "sk-bench"
SERVERS = ["litellm", "fovea structure", "fovea decode"]
SEEN = {"never seen": "image", "seen before": "again"}
CASES = {
    "text": "text",
    **{f"1 MB image, {title}": case for title, case in SEEN.items()},
    "500-event stream": "stream",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seconds", type=float, default=4)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--clients", type=int, default=8)
    options.add_argument("--litellm-venv", type=Path, default=Path(tempfile.gettempdir()) / "litellm-venv")
    options.add_argument("--without-litellm", action="store_true", help="only Fovea, for profiling")
    asked = options.parse_args()
    servers = SERVERS[1:] if asked.without_litellm else SERVERS
    litellm = None if asked.without_litellm else _install_litellm(asked.litellm_venv)
    with ExitStack() as stack, tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        _write_bodies(folder)
        upstream = _free_port()
        stack.enter_context(_process([sys.executable, HERE / "stub.py", str(upstream)], upstream, core=1))
        ports, pids = {}, {}
        for name in servers:
            ports[name] = _free_port()
            command, env = _command(name, folder, ports[name], upstream, litellm)
            pids[name] = stack.enter_context(
                _process(command, ports[name], core=0, env=env, log=folder / f"{name}.log")
            )
        idle = {name: _rss_mb(pids[name]) for name in servers}
        for name in servers:
            for case in CASES.values():
                _load(ports[name], folder, case, asked.clients, 1)
        rates: dict[tuple[str, str], list[float]] = {}
        waits: dict[tuple[str, str], list[float]] = {}
        costs: dict[tuple[str, str], list[float]] = {}
        wrong = dict.fromkeys(servers, 0)
        for number in range(asked.rounds):
            for title, case in CASES.items():
                for name in servers:
                    before = _cpu_s(pids[name])
                    found = _load(ports[name], folder, case, asked.clients, asked.seconds)
                    if found["answers"]:
                        spent = (_cpu_s(pids[name]) - before) / found["answers"] * 1000
                        costs.setdefault((title, name), []).append(spent)
                    rates.setdefault((title, name), []).append(found["per_s"])
                    waits.setdefault((title, name), []).append(found["p50_ms"])
                    wrong[name] += int(found["wrong"])
                    print(f"round {number + 1} {title:24} {name:16} {found}", flush=True)
        busy = {name: _rss_mb(pids[name]) for name in servers}
        added = _added_latency(ports, upstream, folder, asked)
    text = _report(servers, rates, waits, costs, wrong, idle, busy, added, asked)
    RESULTS.parent.mkdir(exist_ok=True)
    if not asked.without_litellm:
        RESULTS.write_text(text, encoding="utf-8")
    print(text)


# --- the servers ----------------------------------------------------------------------------------------------


def _install_litellm(venv: Path) -> Path:
    python = venv / "bin" / "python"
    if not (venv / "bin" / "litellm").exists():
        print(f"installing litellm[proxy] into {venv} ...", flush=True)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", "litellm[proxy]"], check=True)
    return venv


def _command(
    name: str, folder: Path, port: int, upstream: int, litellm: Path | None
) -> tuple[list[object], dict[str, str]]:
    url = f"http://127.0.0.1:{upstream}/v1"
    if name == "litellm":
        assert litellm is not None
        config = folder / "litellm.yaml"
        config.write_text(
            "model_list:\n"
            "  - model_name: claude-stub\n"
            f"    litellm_params: {{model: hosted_vllm/stub, api_base: '{url}', api_key: sk-stub}}\n"
            "litellm_settings: {telemetry: false, num_retries: 0}\n"
            "general_settings: {disable_spend_logs: true}\n"
        )
        env = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_LOG": "ERROR", "LITELLM_MASTER_KEY": KEY}
        run = ["--host", "127.0.0.1", "--port", str(port), "--num_workers", "1", "--telemetry", "False"]
        return [litellm / "bin" / "litellm", "--config", config, *run], env
    config = folder / f"{name}.toml"
    verify = name.split()[1]
    config.write_text(
        f'[policy]\nverify = "{verify}"\n[models.stub]\nengine = "openai"\nmodel = "stub"\nurl = "{url}"\n'
        '[aliases]\n"claude-*" = "stub"\n'
    )
    command = [Path(sys.executable).with_name("fovea"), "serve", "--port", str(port), "--config", config]
    return command, {"FOVEA_HOME": str(folder / "home"), "FOVEA_LOG_LEVEL": "warning"}


@contextmanager
def _process(
    command: list[object], port: int, *, core: int, env: dict[str, str] | None = None, log: Path | None = None
) -> Iterator[int]:
    pin = ["taskset", "-c", str(core)] if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1 else []
    out = log.open("wb") if log else subprocess.DEVNULL
    process = subprocess.Popen(
        [*pin, *map(str, command)], env={**os.environ, **(env or {})}, stdout=out, stderr=subprocess.STDOUT
    )
    try:
        deadline = time.monotonic() + 120
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 0.3).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise SystemExit(f"{command[0]} did not start: {log and log.read_text()[-2000:]}") from None
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _cpu_s(pid: int) -> float:
    """User and system time of a process and its finished and running children (Linux)."""
    total = 0.0
    for one in _tree(pid):
        with suppress(OSError):
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return total


def _rss_mb(pid: int) -> float:
    """Resident memory of a process and all below it (Linux)."""
    total = 0
    for one in _tree(pid):
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1])
    return total / 1000


def _tree(pid: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(after[1]), []).append(int(stat.parent.name))
    found, waiting = [], [pid]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


# --- the load -------------------------------------------------------------------------------------------------


def _write_bodies(folder: Path) -> None:
    image = base64.b64encode(_photo(786_432)).decode()
    source = {"type": "base64", "media_type": "image/jpeg", "data": image}
    look = [{"type": "image", "source": source}, {"type": "text", "text": "What is in the image?"}]
    common = {"model": "claude-stub", "max_tokens": 64}
    bodies = {
        "text": {**common, "messages": [{"role": "user", "content": "hello there"}]},
        "image": {**common, "messages": [{"role": "user", "content": look}]},
        "again": {**common, "messages": [{"role": "user", "content": look}]},
        "stream": {
            **common,
            "max_tokens": 500,
            "stream": True,
            "messages": [{"role": "user", "content": "hello there"}],
        },
        "direct": {
            "model": "stub",
            "max_tokens": 64,
            "stream": True,
            "messages": [
                {
                    "role": "user",
                    "content": [
                        {"type": "image_url", "image_url": {"url": f"data:image/jpeg;base64,{image}"}},
                        look[1],
                    ],
                }
            ],
        },
    }
    for name, body in bodies.items():
        (folder / f"{name}.json").write_text(json.dumps(body, separators=(",", ":")))


def _photo(size: int) -> bytes:
    """A JPEG of at most ``size`` bytes that fits every profile as it is: 1092 x 1092, soft shapes under grain."""
    import numpy as np
    from PIL import Image

    random = np.random.default_rng(1)
    y, x = np.mgrid[0:1092, 0:1092] / 1092
    base = np.stack([x, y, 1 - x], axis=-1) * 180 + 40
    pixels = (base + random.normal(0, 30, base.shape)).clip(0, 255).astype(np.uint8)
    best = b""
    for quality in range(30, 100):
        out = io.BytesIO()
        Image.fromarray(pixels).save(out, "JPEG", quality=quality)
        if out.tell() > size:
            break
        best = out.getvalue()
    return best


def _changing_at(folder: Path) -> int:
    """Where three values of the image's quantisation table stand in the body: any others make it another image."""
    body = (folder / "image.json").read_text()
    at = body.index("/9j/")  # the base64 of a JPEG's first bytes
    table = base64.b64decode(body[at : at + 800]).index(b"\xff\xdb") + 5
    return at + (table + 60) // 3 * 4


def _load(port: int, folder: Path, case: str, clients: int, seconds: float) -> dict[str, float]:
    must = "message_stop" if case == "stream" else "cat"
    path = "/v1/chat/completions" if case == "direct" else "/v1/messages"
    command = ["taskset", "-c", "1"] if (os.cpu_count() or 1) > 1 else []
    command += [sys.executable, str(HERE / "load.py"), str(port), path, str(folder / f"{case}.json")]
    changing_at = _changing_at(folder) if case == "image" else 0
    command += [str(clients), str(seconds), must, str(changing_at)]
    command += ["anthropic-version: 2023-06-01", f"x-api-key: {KEY}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        print(done.stderr[-1500:], file=sys.stderr)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _added_latency(
    ports: dict[str, int], upstream: int, folder: Path, asked: argparse.Namespace
) -> dict[str, list[float]]:
    """Milliseconds at the median that each server adds to calling the upstream itself, per round; one client."""
    added: dict[str, list[float]] = {}
    for _ in range(asked.rounds):
        direct = _load(upstream, folder, "direct", 1, asked.seconds / 2)["p50_ms"]
        added.setdefault("upstream itself", []).append(direct)
        for (name, port), (title, case) in product(ports.items(), SEEN.items()):
            added.setdefault(f"{name}, {title}", []).append(
                _load(port, folder, case, 1, asked.seconds / 2)["p50_ms"] - direct
            )
    return added


# --- the report -----------------------------------------------------------------------------------------------


def _report(
    servers: list[str],
    rates: dict[tuple[str, str], list[float]],
    waits: dict[tuple[str, str], list[float]],
    costs: dict[tuple[str, str], list[float]],
    wrong: dict[str, int],
    idle: dict[str, float],
    busy: dict[str, float],
    added: dict[str, list[float]],
    asked: argparse.Namespace,
) -> str:
    lines = ["# Fovea and the LiteLLM proxy before the same upstream", ""]
    against = f"LiteLLM {_version_in(asked.litellm_venv)}" if "litellm" in servers else "Fovea alone"
    lines += [
        f"{against}; Python {platform.python_version()}, {_processor()}, one server process each on core 0, stub "
        f"upstream and load on core 1; {asked.clients} clients, {asked.rounds} interleaved rounds of "
        f"{asked.seconds:g} s, medians (and range). Load average of the machine at the end: {os.getloadavg()[0]:.0f}. "
        "Command: `python bench/proxy/run.py`.",
        "",
        "LiteLLM decodes no image. Fovea `structure`, the default, walks an image's container (`[policy] verify`); "
        "`decode` proves that it decodes, and remembers by its digest that it did. Both check every limit, cut "
        "metadata out and count tokens. An image never seen differs from request to request; one seen before is the "
        "same, as in the turns of a conversation.",
        "",
        "| requests per second | " + " | ".join(servers) + " | structure : LiteLLM | decode : LiteLLM |",
        "| --- |" + " --- |" * (len(servers) + 2),
    ]
    for title in CASES:
        cells = [_median(rates[title, name]) for name in servers]
        ratios = []
        for name in servers[-2:]:
            pairs = zip(rates[title, name], rates.get((title, "litellm"), rates[title, name]), strict=True)
            each = [ours / theirs for ours, theirs in pairs]
            ratios.append(f"**{statistics.median(each):.1f}x** ({min(each):.1f}-{max(each):.1f})")
        lines.append(f"| {title} | " + " | ".join([*cells, *ratios]) + " |")
    lines += [
        "",
        "Processor time of the server process for one request: what a busy machine, or a load generator that cannot "
        "keep up, does not distort.",
        "",
        "| processor ms a request | " + " | ".join(servers) + " | LiteLLM : structure | LiteLLM : decode |",
        "| --- |" + " --- |" * (len(servers) + 2),
    ]
    for title in CASES:
        ours = [statistics.median(costs[title, name]) for name in servers]
        shares = [f"**{ours[0] / one:.1f}x**" for one in ours[-2:]]
        lines.append(f"| {title} | " + " | ".join([*(f"{one:.2f}" for one in ours), *shares]) + " |")
    lines += ["", "| latency p50, ms | " + " | ".join(servers) + " |", "| --- |" + " --- |" * len(servers)]
    for title in CASES:
        lines.append(f"| {title} | " + " | ".join(f"{statistics.median(waits[title, n]):.1f}" for n in servers) + " |")
    lines += ["", "| resident memory, MB | " + " | ".join(servers) + " |", "| --- |" + " --- |" * len(servers)]
    lines.append("| after start | " + " | ".join(f"{idle[name]:.0f}" for name in servers) + " |")
    lines.append("| after the load | " + " | ".join(f"{busy[name]:.0f}" for name in servers) + " |")
    if "litellm" in servers:
        shares = " | ".join(f"{busy[name] / busy['litellm']:.2f}x" for name in servers)
        lines.append(f"| share of LiteLLM's | {shares} |")
    lines += ["", "| 1 MB image, one client | p50, ms |", "| --- | --- |"]
    for name, found in added.items():
        what = name if name == "upstream itself" else f"{name}: added"
        lines.append(f"| {what} | {statistics.median(found):.2f} ({min(found):.2f}-{max(found):.2f}) |")
    lines += ["", f"Wrong answers: {', '.join(f'{name} {count}' for name, count in wrong.items())}.", ""]
    return "\n".join(lines)


def _median(found: list[float]) -> str:
    digits = 0 if max(found) >= 10 else 2
    return f"{statistics.median(found):.{digits}f} ({min(found):.{digits}f}-{max(found):.{digits}f})"


def _version_in(venv: Path) -> str:
    code = "from importlib.metadata import version; print(version('litellm'))"
    done = subprocess.run([venv / "bin" / "python", "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return f"{os.cpu_count()} cores of {line.partition(': ')[2]}"
    return platform.processor()


if __name__ == "__main__":
    main()
