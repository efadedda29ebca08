"""``make bench``: every benchmark in turn; what each found is put together in ``bench/RESULTS.md``.

    python -m bench                all of them
    python -m bench spine wire     these

Each is a program of its own (``python -m bench.spine``) that runs us and the peer in turn, several rounds, and
writes its table to ``bench/results``. One that lacks what it needs says so and leaves its last table.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent


def benchmarks() -> dict[str, str]:
    """Name -> module: the modules beside this one, and ``run`` of each folder."""
    found = {path.stem: f"bench.{path.stem}" for path in HERE.glob("*.py") if not path.stem.startswith("_")}
    for folder in HERE.iterdir():
        for entry in ("__main__", "run"):
            if (folder / f"{entry}.py").exists():
                found[folder.name] = f"bench.{folder.name}" + ("" if entry == "__main__" else ".run")
                break
    return dict(sorted(found.items()))


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line.split(":", 1)[1].strip() for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0] if names else model
    return f"{os.cpu_count()} cores of {model}, Python {platform.python_version()}"


def main() -> int:
    known = benchmarks()
    wanted = sys.argv[1:] or list(known)
    if unknown := [name for name in wanted if name not in known]:
        print(f"no benchmark {', '.join(unknown)}; there are: {', '.join(known)}")
        return 2
    failed = []
    for number, name in enumerate(wanted, start=1):
        print(f"[{number}/{len(wanted)}] {name}", flush=True)
        if subprocess.run([sys.executable, "-m", known[name]], check=False).returncode:
            failed.append(name)
    write()
    print(f"bench/RESULTS.md is written{'; failed: ' + ', '.join(failed) if failed else ''}")
    return 1 if failed else 0


def write() -> None:
    tables = [path.read_text(encoding="utf-8").strip() for path in sorted((HERE / "results").glob("*.md"))]
    head = (
        "# Results\n\n"
        f"Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}, on {machine()}. Timings on shared machines swing; "
        "what is compared ran in turn in one process run, and ratios are what to read.\n"
    )
    (HERE / "RESULTS.md").write_text("\n\n".join([head.rstrip(), *tables]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
