"""Makes the owner's role, the application's role and the database, from a role that may; run with psycopg there."""

import hashlib
import json
import os
import sys
from urllib.parse import quote, urlsplit

import psycopg
from psycopg import sql

OWNER, APPLICATION, DATABASE = "ppp_owner", "ppp_app", "ppp"

UNABLE = (
    "The role of DATABASE_URL may not create roles and databases.\n"
    "Either name one that may (a superuser, once), or make two roles and a database yourself, and set\n"
    "  DATABASE_URL        the application's role, which owns nothing\n"
    "  DATABASE_OWNER_URL  the role that owns the database and migrates it"
)


def main(arguments: list[str]) -> int:
    """Make what is missing, say what was made, and print the two addresses as JSON."""
    admin_url = os.environ["ADMIN_URL"]
    try:
        with psycopg.connect(admin_url, autocommit=True, connect_timeout=5) as connection:
            if not _may_create(connection):
                print(UNABLE, file=sys.stderr)
                return 1
            for role in (OWNER, APPLICATION):
                _make_role(connection, role, _password(admin_url, role))
            if "--may-create-databases" in arguments:
                connection.execute(sql.SQL("ALTER ROLE {} CREATEDB").format(sql.Identifier(OWNER)))
            _make_database(connection)
    except psycopg.OperationalError as error:
        print(f"The server of DATABASE_URL does not answer: {error}", file=sys.stderr)
        return 1
    print(json.dumps({"application": _url(admin_url, APPLICATION), "owner": _url(admin_url, OWNER)}))
    return 0


def _may_create(connection: psycopg.Connection) -> bool:
    row = connection.execute(
        "SELECT rolsuper OR (rolcreaterole AND rolcreatedb) FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    return bool(row and row[0])


def _make_role(connection: psycopg.Connection, role: str, password: str) -> None:
    """Create a role that may log in and nothing else; an existing one gets the same password again."""
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    plain = sql.SQL("LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS")
    secret = sql.SQL(" PASSWORD {}").format(sql.Literal(password)) if password else sql.SQL("")
    verb = sql.SQL("ALTER" if exists else "CREATE")
    connection.execute(sql.SQL("{} ROLE {} {}{}").format(verb, sql.Identifier(role), plain, secret))
    if not exists:
        print(f"Made the database role {role}.", file=sys.stderr)


def _make_database(connection: psycopg.Connection) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
        return
    # Only a member may give a database away; a superuser is one of every role.
    connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(OWNER)))
    connection.execute(
        sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
            sql.Identifier(DATABASE), sql.Identifier(OWNER)
        )
    )
    print(f"Made the database {DATABASE}, owned by {OWNER}.", file=sys.stderr)


def _password(admin_url: str, role: str) -> str:
    """Derive a role's password from the creator's, so that nothing needs to be kept; none where none is asked."""
    secret = urlsplit(admin_url).password
    return hashlib.sha256(f"{role}:{secret}".encode()).hexdigest() if secret else ""


def _url(admin_url: str, role: str) -> str:
    """Write the address of the same server for another role."""
    parts = urlsplit(admin_url)
    password = _password(admin_url, role)
    place = parts.netloc.rpartition("@")[2]
    return parts._replace(
        netloc=f"{quote(role)}{':' if password else ''}{password}@{place}", path=f"/{DATABASE}"
    ).geturl()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
