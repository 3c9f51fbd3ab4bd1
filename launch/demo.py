"""`make demo`: from a clean clone to a registry in the browser, kept running until Ctrl-C."""

import http.client
import os
import socket
import subprocess
import time
from pathlib import Path

from launch import install
from launch.places import DEMO, PYTHON
from launch.processes import Recipe, tail
from launch.processes import run as run_to_end
from launch.refusal import Refusal
from launch.say import say
from launch.servers import Addresses, bring_up
from launch.supervisor import Supervisor

HOST = "127.0.0.1"
PATIENCE = 60


def run(_arguments: list[str]) -> int:
    """Set everything up, run it, and stop it cleanly when interrupted."""
    return _run(afresh=False)


def run_afresh(_arguments: list[str]) -> int:
    """Do the same after throwing the demo's data away."""
    return _run(afresh=True)


def _run(*, afresh: bool) -> int:
    port = _port()
    claim = DEMO.claim()
    if claim is None:
        raise Refusal("The demo of this folder is running already. Stop it with Ctrl-C in its window first.")
    _refuse_taken(port)
    if afresh:
        _forget()
    install.to_run()
    supervisor = Supervisor(say=say)
    try:
        _start(supervisor, port)
        supervisor.watch()
    except KeyboardInterrupt:
        say("\nStopping.")
    finally:
        supervisor.stop()
        DEMO.addresses.unlink(missing_ok=True)
        claim.close()
    say("Stopped. The data is kept: make demo goes on with it, make demo-fresh starts over.")
    return 0


def _start(supervisor: Supervisor, port: int) -> None:
    began = time.monotonic()
    addresses = bring_up(DEMO, supervisor, forgetful=False)
    environment = _environment(addresses, port)
    _prepare(environment)
    supervisor.start(_web(environment, port), lambda process: _wait_for_first_page(process, port))
    waited = time.monotonic() - began
    supervisor.start(_celery("worker", environment, "--concurrency=2", "--without-gossip", "--without-mingle"))
    supervisor.start(_celery("beat", environment, f"--schedule={DEMO.state / 'beat'}", "--pidfile="))
    say(f"\nThe registry is at http://localhost:{port} (first page after {waited:.0f} s). Ctrl-C stops it.\n")
    _manage(environment, "demo_logins")
    say(f"\nWhat each process says is in {DEMO.state}/*.log")


def _environment(addresses: Addresses, port: int) -> dict[str, str]:
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "ppp_registry.settings.local")
    return addresses.environment() | {
        "DJANGO_SETTINGS_MODULE": settings,
        "SITE_URL": f"http://localhost:{port}",
    }


def _prepare(environment: dict[str, str]) -> None:
    say("Preparing the database and a year of demo data (half a minute on the first start)")
    _manage(environment, "prepare_demo")


def _manage(environment: dict[str, str], *arguments: str) -> None:
    """Run a management command that must succeed."""
    if run_to_end([str(PYTHON), "manage.py", *arguments], environment):
        raise Refusal(f"`manage.py {' '.join(arguments)}` failed; its own message stands above.")


def _web(environment: dict[str, str], port: int) -> Recipe:
    options = ["--worker-class=gthread", "--workers=2", "--threads=4", "--timeout=60", "--graceful-timeout=5"]
    bound = [f"--bind={HOST}:{port}", "--no-control-socket", "--worker-tmp-dir=/dev/shm"]
    if not Path("/dev/shm").is_dir():  # noqa: S108
        bound.pop()
    command = [str(PYTHON), "-m", "gunicorn", *options, *bound, "ppp_registry.wsgi:application"]
    return Recipe("web", command, DEMO.log("web"), environment)


def _celery(what: str, environment: dict[str, str], *options: str) -> Recipe:
    command = [str(PYTHON), "-m", "celery", "--app=ppp_registry", "--quiet", what, "--loglevel=INFO", *options]
    return Recipe(what, command, DEMO.log(what), environment)


def _wait_for_first_page(process: subprocess.Popen[bytes], port: int) -> None:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE and process.poll() is None:
        if _status_of_first_page(port) == http.client.OK:
            return
        time.sleep(0.1)
    log = DEMO.log("web")
    raise Refusal(f"The web server did not serve its first page. Its last lines, from {log}:\n{tail(log)}")


def _status_of_first_page(port: int) -> int:
    """Ask for the page that a stranger sees first, following redirections."""
    address = "/"
    for _hop in range(5):
        connection = http.client.HTTPConnection(HOST, port, timeout=20)
        try:
            connection.request("GET", address, headers={"Host": f"localhost:{port}"})
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
        if answer.status not in {301, 302}:
            return answer.status
        address = answer.headers["Location"]
    return 0


def _port() -> int:
    wanted = os.environ.get("PORT", "8000")
    if not wanted.isdecimal() or not 0 < int(wanted) < 65536:
        raise Refusal(f"PORT is {wanted!r}. Set it to a number between 1 and 65535, such as PORT=8001.")
    return int(wanted)


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise Refusal(
                f"Port {port} needs more rights than you have. Choose another: PORT=8001 make demo"
            ) from error
        except OSError as error:
            raise Refusal(
                f"Port {port} is taken by another program. Choose another: PORT={port + 1} make demo"
            ) from error


def _forget() -> None:
    """Throw away the demo's own data; a server named by the environment is not touched."""
    if os.environ.get("DATABASE_URL"):
        raise Refusal(
            "make demo-fresh empties the project's own database only, and DATABASE_URL names another.\n"
            "Empty that one yourself (DROP DATABASE ppp), then: make demo"
        )
    DEMO.clear()
    say("The demo's data is gone; starting over.")
