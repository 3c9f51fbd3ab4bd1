"""A hostile file opens no file and no socket: watched from outside the parser, by the kernel, and by Python's audit.

Python's audit hook does not see what libxml2 opens by itself. So a file that only the hostile message names is watched
by inotify, and its address listens. Each of the watches is shown to see what it is there for.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]

WATCHED = """
import ctypes, json, os, socket, sys, tempfile
import django
django.setup()
from lxml import etree
from safety.e2b import NotAMessage, read_acknowledgement, read_batch

canary = os.path.join(tempfile.mkdtemp(), "canary")
open(canary, "w").write("the canary")
listener = socket.create_server(("127.0.0.1", 0))
listener.setblocking(False)
where = "http://127.0.0.1:%d/canary" % listener.getsockname()[1]
libc = ctypes.CDLL(None, use_errno=True)
watch = libc.inotify_init1(os.O_NONBLOCK)
IN_OPEN = 0x20
assert libc.inotify_add_watch(watch, canary.encode(), IN_OPEN) >= 0

told = []
NAMED = ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.exec", "ctypes.dlopen")
listening = [False]
sys.addaudithook(lambda event, args: told.append(event) if listening[0] and event in NAMED else None)


def seen(act):
    told.clear()
    listening[0] = True
    try:
        act()
    finally:
        listening[0] = False
    found = sorted(set(told))
    try:
        os.read(watch, 4096)
        found.append("inotify")
    except BlockingIOError:
        pass
    try:
        listener.accept()[0].close()
        found.append("listener")
    except BlockingIOError:
        pass
    return found


def refused(read, body):
    try:
        read(body)
    except NotAMessage:
        return
    raise SystemExit("taken")


FILE, NET = 'SYSTEM "file://%s"' % canary, 'SYSTEM "%s"' % where
INCLUDE = '<l xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file://%s" parse="text"/></l>' % canary
SCHEMA = '<l xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x %s"/>' % where
STYLE = '<?xml-stylesheet type="text/xsl" href="file://%s"?><l/>' % canary
BODIES = {
    "entity of a file": "<!DOCTYPE l [<!ENTITY x %s>]><l>&x;</l>" % FILE,
    "entity of an address": "<!DOCTYPE l [<!ENTITY x %s>]><l>&x;</l>" % NET,
    "parameter entity": "<!DOCTYPE l [<!ENTITY %% x %s> %%x;]><l/>" % FILE,
    "document type of a file": "<!DOCTYPE l %s><l/>" % FILE,
    "document type of an address": "<!DOCTYPE l %s><l/>" % NET,
    "inclusion": INCLUDE,
    "schema named by the message": SCHEMA,
    "style named by the message": STYLE,
    "billion laughs": '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "%s">]><l>&b;</l>' % ("&a;" * 1000),
    "deep nesting": "<l>" * 200_000,
    "fifty megabytes": "x" * 50_000_000,
}
refused(read_batch, b"<l/>")  # whatever is loaded once is loaded by now
found = {
    name: [seen(lambda: refused(read, body.encode(code))) for read in (read_batch, read_acknowledgement)
           for code in ("utf-8", "utf-16")]
    for name, body in BODIES.items()
}
trusting = lambda: etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
controls = {
    "a parser that trusts": seen(lambda: etree.fromstring(BODIES["entity of a file"].encode(), trusting())),
    "python opens": seen(lambda: open(canary).close()),
    "python calls": seen(lambda: socket.create_connection(listener.getsockname()).close()),
}
print(json.dumps({"found": found, "controls": controls}))
"""


@pytest.fixture(scope="module")
def watched() -> dict[str, Any]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "ppp_registry.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_no_hostile_file_opens_a_file_or_a_socket(watched: dict[str, Any]) -> None:
    assert len(watched["found"]) == 11
    assert {name: found for name, found in watched["found"].items() if any(found)} == {}


def test_the_controls_each_watch_sees_what_it_is_there_for(watched: dict[str, Any]) -> None:
    assert watched["controls"]["a parser that trusts"] == ["inotify"]
    assert set(watched["controls"]["python opens"]) == {"open", "inotify"}
    assert {"socket.connect", "listener"} <= set(watched["controls"]["python calls"])
