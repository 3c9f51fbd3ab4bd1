"""Row 15: a request with two lengths, sent byte by byte to the server that the registry is served by."""

import http.client
import socket

import pytest

from tests.server import serve

SMUGGLED = {
    "a length and chunks": b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
    "chunks, hidden": b"Content-Length: 6\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\nG",
    "two lengths": b"Content-Length: 6\r\nContent-Length: 0\r\n\r\nabcdef",
    "a length below nothing": b"Content-Length: -1\r\n\r\n",
    "an encoding of one's own": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
}


@pytest.mark.django_db(transaction=True)
def test_row_15_a_request_with_two_lengths_is_refused_and_its_line_closed() -> None:
    """Asked of the server that the registry is served by, byte by byte: all in one, for it takes seconds to start."""
    with serve() as server:
        for what, rest in SMUGGLED.items():
            with socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
                line.sendall(b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\n" + rest)
                answer = http.client.HTTPResponse(line)
                answer.begin()
                assert answer.status in (400, 501), what
                answer.read()
                assert line.recv(1) == b"", f"{what}: the line stayed open"
