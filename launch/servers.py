"""PostgreSQL and Redis for a place: those the environment names, or else the project's own."""

import json
import os
import subprocess
from dataclasses import asdict, dataclass

from launch.install import children_environment
from launch.places import PYTHON, ROOT, Place
from launch.postgres import Postgres
from launch.refusal import Refusal
from launch.supervisor import Supervisor
from launch.valkey import Valkey


@dataclass(frozen=True)
class Addresses:
    """Where the servers listen, in the form the settings read."""

    DATABASE_URL: str
    DATABASE_OWNER_URL: str
    REDIS_URL: str

    def write(self, place: Place) -> None:
        """Let `manage.py` and a plain `pytest` find the servers while they run."""
        place.addresses.touch(mode=0o600)
        lines = [f"{name}='{value}'\n" for name, value in asdict(self).items()]
        place.addresses.write_text("".join(lines))

    def environment(self) -> dict[str, str]:
        """Write the environment of a child that uses these servers."""
        return children_environment() | asdict(self)


def bring_up(place: Place, supervisor: Supervisor, *, forgetful: bool) -> Addresses:
    """Start what the environment does not name, make the roles and the database, and note the addresses."""
    application, owner = _database(place, supervisor, forgetful=forgetful)
    addresses = Addresses(application, owner, os.environ.get("REDIS_URL") or _broker(place, supervisor))
    addresses.write(place)
    return addresses


def _database(place: Place, supervisor: Supervisor, *, forgetful: bool) -> tuple[str, str]:
    given, owner = os.environ.get("DATABASE_URL"), os.environ.get("DATABASE_OWNER_URL")
    if given and owner:
        return given, owner
    if owner:
        raise Refusal("DATABASE_OWNER_URL is set and DATABASE_URL is not. Set both, or only DATABASE_URL, or none.")
    if given:
        return _make_roles(given, may_create_databases=forgetful)
    postgres = Postgres(place, forgetful=forgetful)
    postgres.make()
    supervisor.start(postgres.recipe(), postgres.wait_until_ready)
    return _make_roles(postgres.admin_url, may_create_databases=forgetful)


def _broker(place: Place, supervisor: Supervisor) -> str:
    valkey = Valkey(place)
    supervisor.start(valkey.recipe(), valkey.wait_until_ready)
    return valkey.url


def _make_roles(admin_url: str, *, may_create_databases: bool) -> tuple[str, str]:
    """Let the driver that is installed by now make the roles and the database; it reports on its standard error."""
    flags = ["--may-create-databases"] if may_create_databases else []
    outcome = subprocess.run(
        [str(PYTHON), "-m", "launch.roles", *flags],
        cwd=ROOT,
        env=children_environment() | {"ADMIN_URL": admin_url},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if outcome.returncode:
        raise Refusal("The database's roles could not be made; the reason stands above.")
    made = json.loads(outcome.stdout)
    return made["application"], made["owner"]
