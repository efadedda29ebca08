"""A benchmark in parts: some can be run again while the others keep the figures that they gave last."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

RESULTS = Path(__file__).parent / "results"
#: What was measured, and what came of it.
Row = tuple[str, str]


def run(title: str, name: str, parts: Mapping[str, Callable[[], Iterable[Row]]], asked: Sequence[str]) -> None:
    """Runs the parts that were ``asked`` for, or all; ``results/NAME.json`` keeps figures, ``NAME.md`` shows them."""
    if unknown := [part for part in asked if part not in parts]:
        sys.exit(f"no part {', '.join(unknown)}; there are: {', '.join(parts)}")
    kept_in = RESULTS / f"{name}.json"
    kept: dict[str, list[Row]] = json.loads(kept_in.read_text(encoding="utf-8")) if kept_in.exists() else {}
    for part in asked or parts:
        load, rows = os.getloadavg()[0], []
        for row in parts[part]():
            print(f"{row[0]}: {row[1]}", flush=True)
            rows.append(row)
        rows.append((f"load average before and after “{part}”", f"{load:.1f} and {os.getloadavg()[0]:.1f}"))
        kept[part] = rows
        kept_in.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    lines = [
        f"# {title}",
        "",
        f"`FOVEA_DATA=… python -m bench.{name}` on two cores; times depend on what else runs (see the load averages).",
        "",
        "| what | figure |",
        "| --- | --- |",
        *(f"| {what} | {figure} |" for part in parts for what, figure in kept.get(part, ())),
    ]
    (RESULTS / f"{name}.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
