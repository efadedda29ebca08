"""Real back ends for the tests, on loopback, in temporary folders: PostgreSQL and a server that speaks S3."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Postgres:
    """One PostgreSQL server. ``stop`` and ``start`` keep its data."""

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.port = free_port()
        self._binaries = binaries
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        # PostgreSQL refuses to run as root, as tests in a container do.
        self._as: list[str] = []
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
            self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
        self._run("initdb", "-D", str(folder / "data"), "-U", "fovea", "--auth=trust", "--no-sync", "-E", "UTF8")

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [*self._as, self._binaries / program, *arguments], check=True, cwd=self._folder, stdout=subprocess.DEVNULL
        )

    def start(self) -> None:
        options = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "fsync": "off"}
        self._process = subprocess.Popen(
            [
                *self._as,
                self._binaries / "postgres",
                *("-D", str(self._folder / "data")),
                *itertools.chain.from_iterable(("-c", f"{name}={value}") for name, value in options.items()),
            ],
            cwd=self._folder,
            stderr=(self._folder / "log").open("ab"),
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                self.sql("SELECT 1")
            except subprocess.CalledProcessError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGINT)  # a fast shutdown: connections are cut
            self._process.wait(20)
            self._process = None

    def sql(self, statement: str, database: str = "postgres") -> None:
        subprocess.run(
            [
                *("psql", "-qX", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port)),
                *("-U", "fovea", "-d", database, "-c", statement),
            ],
            check=True,
            capture_output=True,
        )

    def url(self, database: str) -> str:
        return f"postgresql://fovea@127.0.0.1:{self.port}/{database}"


def _postgres_binaries() -> Path | None:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = versions[-1] if versions else shutil.which("initdb")
    return Path(found).parent if found else None


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    binaries = _postgres_binaries()
    if binaries is None or not shutil.which("psql"):
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    folder = tmp_path_factory.mktemp("postgres")
    for parent in (folder, *folder.parents):  # so that the other user gets there
        if parent.stat().st_uid == os.geteuid() and parent != Path("/"):
            with contextlib.suppress(OSError):
                parent.chmod(parent.stat().st_mode | 0o011)
    server = Postgres(binaries, folder)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def new_database(postgres: Postgres) -> Callable[[], str]:
    """Makes an empty database and returns its URL."""
    numbers = itertools.count(1)

    def new() -> str:
        name = f"fovea_{next(numbers)}"
        postgres.sql(f"CREATE DATABASE {name}")
        return postgres.url(name)

    return new


@pytest.fixture(scope="session")
def new_bucket() -> Iterator[Callable[[], str]]:
    """Makes an empty bucket on a server that speaks S3 and returns the URL that Fovea is given."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = f"http://{host}:{port}"
    keys = {"AWS_ACCESS_KEY_ID": "fovea", "AWS_SECRET_ACCESS_KEY": "fovea-secret", "AWS_DEFAULT_REGION": "us-east-1"}
    numbers = itertools.count(1)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in keys.items():
            patch.setenv(name, value)
        client = boto3.client("s3", endpoint_url=endpoint)

        def new() -> str:
            name = f"fovea-{next(numbers)}"
            client.create_bucket(Bucket=name)
            return f"s3://{name}/files?endpoint={endpoint}&region=us-east-1"

        yield new
    server.stop()
