"""What is a material, and what is refused with its line."""

import pytest

from programmes.material_text import MOST_BYTES, Block, NotAMaterial, read_material
from tests.programmes.kits import a_body

HEAD = '+++\ntitle = "T"\nsample = true\nsafety_relevant = false\n+++\n'


def test_sections_paragraphs_and_lists_are_read() -> None:
    text = read_material(f"{HEAD}\n# a-1: One\n\nTwo\nlines.\n\n- a point\n  goes on\n- <b>&amp;\n".encode())
    assert (text.title, text.is_sample, text.safety_relevant) == ("T", True, False)
    (section,) = text.sections
    assert (section.id, section.title) == ("a-1", "One")
    assert section.blocks == (
        Block(is_list=False, lines=("Two lines.",)),
        Block(is_list=True, lines=("a point goes on", "<b>&amp;")),
    )


def test_lines_that_end_as_windows_ends_them_are_the_same_text() -> None:
    assert read_material(a_body().replace(b"\n", b"\r\n")) == read_material(a_body())


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (b"", 1),
        (b"# a: One\n\nwords\n", 1),
        (HEAD.encode(), 6),
        (HEAD.encode() + b"\nwords before\n\n# a: One\n\nwords\n", 7),
        (HEAD.encode() + b"# a: One\n", 6),
        (HEAD.encode() + b"# a: One\n\nwords\n# a: Two\n\nwords\n", 9),
        (HEAD.encode() + b"# A One\n\nwords\n", 6),
        (HEAD.encode() + b"## a: One\n\nwords\n", 6),
        (HEAD.encode() + b"# a: One\n\nwords\x00\n", 8),
        (HEAD.encode() + "# a: One\n\nturned \u202e round\n".encode(), 8),
        (HEAD.encode() + b"# a: One\n\n\xff\xfe\n", 8),
        (HEAD.replace("sample = true", 'sample = "yes"').encode() + b"# a: One\n\nwords\n", 2),
        (HEAD.replace("sample = true", "sample = true\nprice = 3").encode() + b"# a: One\n\nwords\n", 2),
        (HEAD.replace('"T"', '"T').encode() + b"# a: One\n\nwords\n", 2),
        (HEAD.replace('"T"', '" "').encode() + b"# a: One\n\nwords\n", 2),
        (a_body() + b"x" * MOST_BYTES, 0),
    ],
)  # fmt: skip
def test_what_is_no_material_is_refused_with_its_line(body: bytes, line: int) -> None:
    with pytest.raises(NotAMaterial) as fault:
        read_material(body)
    assert fault.value.line == line
