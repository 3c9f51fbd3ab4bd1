"""Production starts with everything it needs and nothing of the demo, or says what to set."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connections

from reminders.wording import wordings

ROOT = Path(__file__).resolve().parents[2]

COMPLETE = {
    "SECRET_KEY": "k7" * 30,
    "ALLOWED_HOSTS": "registry.example",
    "SITE_URL": "https://registry.example",
    "DATABASE_URL": "postgresql://ppp_app:secret@db.registry.example/ppp",
    "REDIS_URL": "rediss://cache.registry.example/0",
    "EMAIL_HOST": "mail.registry.example",
    "EMAIL_HOST_USER": "registry",
    "EMAIL_HOST_PASSWORD": "secret",
    "DEFAULT_FROM_EMAIL": "registry@registry.example",
    "SMSAPI_TOKEN": "secret",
}


def start_with(environment: dict[str, str], *, show: str = "DEBUG") -> subprocess.CompletedProcess[str]:
    """Load the production settings in a process of their own and print one of them."""
    return subprocess.run(
        [sys.executable, "-c", f"from django.conf import settings; print(settings.{show})"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "ppp_registry.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_when_everything_is_set() -> None:
    outcome = start_with(COMPLETE)
    assert (outcome.returncode, outcome.stdout) == (0, "False\n"), outcome.stderr


def test_one_start_names_every_missing_setting_with_its_remedy() -> None:
    said = start_with({}).stderr
    for name in COMPLETE:
        assert f"{name} is not set. Set {name} (or {name}_FILE, a file's path) to " in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY has 5 characters. Set it to at least 50 random characters"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS lets every host in. Set it to the host names"),
        ("SITE_URL", "http://registry.example", "SITE_URL must start with https://."),
        ("DATABASE_URL", "hello", "DATABASE_URL must start with postgresql:// or postgres://. Set it to postgresql:"),
        ("DATABASE_URL", "sqlite:///x", "DATABASE_URL must start with postgresql://"),
        ("REDIS_URL", "localhost", "REDIS_URL must start with rediss:// or redis:// or unix://. Set it to rediss:"),
        ("DEMO", "1", "DEMO is on: the demo's logins are printed for everybody. Take DEMO out"),
        ("DEBUG", "true", "DEBUG is on: its error pages show records"),
        ("DEBUG", "perhaps", "DEBUG is neither on nor off. Take DEBUG out"),
        ("SECOND_FACTOR_REQUIRED", "0", "SECOND_FACTOR_REQUIRED is off: a password alone"),
        ("DATABASE_OWNER_URL", COMPLETE["DATABASE_URL"], "DATABASE_URL and DATABASE_OWNER_URL use one role"),
        ("SECRET_KEY_FILE", "/nowhere/key", "SECRET_KEY_FILE"),
    ],
)
def test_an_unsafe_setting_is_refused_with_its_remedy(name: str, value: str, said: str) -> None:
    outcome = start_with({**COMPLETE, name: value})
    assert outcome.returncode != 0
    assert said in outcome.stderr


def _checked(*options: str) -> tuple[int, set[tuple[str, str]]]:
    """Run the checks of a deployment; give the exit status, and each finding with what it begins with."""
    outcome = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING", *options],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "ppp_registry.settings.production",
            **COMPLETE,
            "SECRET_KEY": "".join(chr(33 + sign) for sign in range(60)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return outcome.returncode, set(re.findall(r"^\S+: \((\w+\.\w+)\) (.{10,24})", outcome.stderr, re.MULTILINE))


def test_djangos_own_list_for_deployments_finds_nothing() -> None:
    status, found = _checked("--tag", "security")
    assert (status, found) == (0, set())


def test_all_that_the_checks_find_are_the_texts_that_nobody_has_approved() -> None:
    """The samples: production does not send them, and says so of each by name."""
    _status, found = _checked()
    samples = {one.id for one in wordings()} - {one.id for one in wordings() if one.approval}
    assert found == {("reminders.W001", f"The text {name} has no approved"[:24]) for name in samples}


READ = re.compile(r"(?:env|required)\.(?:str|bool|int|float|path|list|text|names|secret)\(\s*\"([A-Z0-9_]+)\"")


def test_the_readme_names_every_setting_that_production_reads() -> None:
    """And no other: a name in its tables that nothing reads would be set in vain."""
    files = ("base.py", "production.py", "environment.py")
    read = {name for file in files for name in READ.findall((ROOT / "ppp_registry/settings" / file).read_text())}
    tables = (ROOT / "README.md").read_text().partition("## Run it for patients")[2]
    named = {name for row in re.findall(r"^\| (`.*?) \|", tables, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    assert "SMSAPI_TOKEN" in read
    assert named == read


def serve_as(alias: str) -> subprocess.CompletedProcess[str]:
    """Load the web application as a server does, with a role of the tests' own database."""
    described = connections[alias].settings_dict
    login = described["USER"] + (f":{described['PASSWORD']}" if described["PASSWORD"] else "")
    host, port = described["HOST"], described["PORT"]
    place = (
        f"@/{described['NAME']}?host={host}" if host.startswith("/") else f"@{host}:{port or 5432}/{described['NAME']}"
    )
    return subprocess.run(
        [sys.executable, "-c", "import ppp_registry.wsgi; print('serving')"],
        cwd=ROOT,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "ppp_registry.settings.production",
            **COMPLETE,
            "DATABASE_URL": f"postgresql://{login}{place}",
        },
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_a_server_starts_with_the_applications_role() -> None:
    outcome = serve_as("default")
    assert (outcome.returncode, outcome.stdout) == (0, "serving\n"), outcome.stderr


@pytest.mark.django_db
def test_a_server_does_not_start_with_the_owners_role_and_says_what_to_set() -> None:
    outcome = serve_as("owner")
    assert outcome.returncode == 1
    assert "DATABASE_URL: the role owns tables" in outcome.stderr
    assert "Let DATABASE_URL name a role of its own" in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_secret_may_lie_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text("f9" * 30 + "\n")
    environment = {**COMPLETE, "SECRET_KEY_FILE": str(file)}
    del environment["SECRET_KEY"]
    assert start_with(environment, show="SECRET_KEY").stdout == "f9" * 30 + "\n"


def test_the_demo_is_not_installed_in_production() -> None:
    assert "'demo'" not in start_with(COMPLETE, show="INSTALLED_APPS").stdout


def test_the_owner_is_known_only_where_migrations_run() -> None:
    assert "'owner'" not in start_with(COMPLETE, show="DATABASES").stdout
    with_owner = COMPLETE | {"DATABASE_OWNER_URL": "postgresql://ppp_owner:secret@db.registry.example/ppp"}
    assert "'owner'" in start_with(with_owner, show="DATABASES").stdout


def test_a_mail_provider_takes_the_place_of_the_mail_server_and_must_prove_who_it_is() -> None:
    provider = {name: value for name, value in COMPLETE.items() if not name.startswith("EMAIL_")}
    provider |= {"EMAIL_BACKEND": "anymail.backends.mailgun.EmailBackend", "ANYMAIL_MAILGUN_API_KEY": "secret"}
    assert "ANYMAIL_WEBHOOK_SECRET is not set." in start_with(provider).stderr
    told = start_with(provider | {"ANYMAIL_WEBHOOK_SECRET": "name:secret"}, show="ANYMAIL")
    assert told.stdout == "{'MAILGUN_API_KEY': 'secret', 'WEBHOOK_SECRET': 'name:secret'}\n", told.stderr


def test_no_text_is_sent_that_nobody_approved_and_text_messages_leave_through_a_provider() -> None:
    assert start_with(COMPLETE, show="SAMPLE_TEXTS_ARE_SENT").stdout == "False\n"
    assert start_with(COMPLETE, show="SAMPLE_MATERIALS_ARE_USED").stdout == "False\n"
    assert start_with(COMPLETE, show="SMS_GATEWAY").stdout == "reminders.gateways.smsapi.Smsapi\n"
