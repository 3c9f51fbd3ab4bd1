"""The project's own PostgreSQL and Valkey: started, killed, stopped and started again, with the data kept."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
import redis

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40

pytestmark = pytest.mark.launch


def until(happens: Callable[[], bool], what: str) -> None:
    """Wait for something, and fail by name when it does not come."""
    end = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < end, f"in {PATIENCE} s there was no {what}"
        signal.sigtimedwait([], 0.05)


class Launched:
    """A launcher of servers in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept_out = {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"}
        environment = {name: value for name, value in os.environ.items() if name not in kept_out}
        environment["STATE_FOLDER"] = str(folder)
        self.said = (folder / "said").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "launch", "servers"], cwd=ROOT, env=environment, stdout=self.said, stderr=self.said
        )
        until(lambda: "are up" in self.text() or self.process.poll() is not None, "server")
        assert self.process.poll() is None, self.text()
        host = parse_qs(urlsplit(self.address("DATABASE_OWNER_URL")).query)["host"][0]
        self.elsewhere = None if Path(host).is_relative_to(folder) else Path(host)
        """Where its sockets lie, and for root without namespaces its data too, when not in the folder given."""

    def text(self) -> str:
        """Answer what it printed."""
        self.said.seek(0)
        return self.said.read()

    def address(self, name: str) -> str:
        """Read one address that it noted."""
        lines = (self.folder / "test" / "servers.env").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)[name].strip("'")

    def children(self) -> dict[str, int]:
        """Name the processes that it is the parent of."""
        tasks = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        named = {Path(f"/proc/{pid}/comm").read_text().strip(): int(pid) for pid in tasks}
        return {"valkey" if "valkey" in name else name: pid for name, pid in named.items()}

    def database(self) -> psycopg.Connection:
        """Connect as the owner."""
        return psycopg.connect(self.address("DATABASE_OWNER_URL"), autocommit=True)

    def answers(self) -> bool:
        """Ask both servers."""
        try:
            self.database().execute("SELECT 1").connection.close()
            return bool(redis.Redis.from_url(self.address("REDIS_URL")).ping())
        except (psycopg.OperationalError, redis.ConnectionError, OSError):
            return False

    def end(self, how: signal.Signals) -> None:
        """End it and wait until everything that it started is gone."""
        left = self.children()
        self.process.send_signal(how)
        self.process.wait(PATIENCE)
        until(lambda: not any(is_running(pid) for pid in left.values()), f"end of {left}")


def is_running(pid: int) -> bool:
    """See whether a process lives; one that waits to be buried does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def launch(tmp_path: Path) -> Iterator[Callable[[], Launched]]:
    """Launch servers, as often as a test wants, one after another."""
    launched: list[Launched] = []

    def one() -> Launched:
        launched.append(Launched(tmp_path))
        return launched[-1]

    yield one
    for servers in launched:
        try:
            if servers.process.poll() is None:
                servers.end(signal.SIGINT)
        finally:
            servers.process.kill()
            servers.process.wait()
            servers.said.close()
        if servers.elsewhere:
            shutil.rmtree(servers.elsewhere, ignore_errors=True)


def test_a_killed_server_comes_back_and_ctrl_c_ends_all(launch: Callable[[], Launched]) -> None:
    servers = launch()
    before = servers.children()
    assert set(before) == {"postgres", "valkey"}
    for pid in before.values():
        os.kill(pid, signal.SIGKILL)
    until(lambda: set(servers.children()) == {"postgres", "valkey"} and servers.answers(), "return")
    assert not set(before.values()) & set(servers.children().values())
    assert "postgres ended (killed by SIGKILL)" in servers.text()
    servers.end(signal.SIGINT)
    assert servers.process.returncode == 0


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_next_start_has_the_data_of_the_last_however_that_ended(
    how: signal.Signals, launch: Callable[[], Launched]
) -> None:
    servers = launch()
    with servers.database() as database:
        database.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    servers.end(how)
    with launch().database() as database:
        assert database.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_lock_file_with_the_number_of_another_program_is_no_obstacle(launch: Callable[[], Launched]) -> None:
    servers = launch()
    data = servers.folder / "test" / "postgres"
    lock = (data / "postmaster.pid").read_text() if data.exists() else ""
    servers.end(signal.SIGINT)
    if lock:
        (data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lock.splitlines()[1:]]))
    assert launch().answers()


def test_a_second_launcher_of_one_folder_is_told_of_the_first(launch: Callable[[], Launched]) -> None:
    servers = launch()
    second = subprocess.run(
        [sys.executable, "-m", "launch", "servers"],
        cwd=ROOT,
        env=os.environ | {"STATE_FOLDER": str(servers.folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert second.returncode == 1
    assert "are running already" in second.stderr


def test_the_servers_are_closed_to_other_users(launch: Callable[[], Launched]) -> None:
    servers = launch()
    socket = Path(servers.address("REDIS_URL").removeprefix("unix://").partition("?")[0])
    assert socket.parent.stat().st_mode & 0o077 == 0
    with servers.database() as database:
        assert database.execute("SHOW listen_addresses").fetchone() == ("",)
