"""Finding the lines of keys in TOML, with the standard library's parser as the oracle of what is there."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.toml_lines import Path, line_of, written_lines

TOML = '''\
title = "a # no comment" # a comment with = and ["
"quoted key" . sub = 1
many = [ # comment
  "one", 'two',

  { x = 1, y = [1, 2] },
]
text = """
[no.table]
key = "\\""" \\\\"""""
literal = \'\'\'
x = 1\'\'\'

[table.sub]
date = 1979-05-27 07:32:32
inline = { a.b = true, c = "}" }
[[list]]
name = "first"
[[list.inner]]
name = "deep"
[[list]]
name = "second"
[list.more]
z = 0
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("quoted key", "sub"), 2),
        (("many",), 3),
        (("many", 1), 4),
        (("many", 2, "y", 1), 6),
        (("text",), 8),
        (("literal",), 11),
        (("table", "sub"), 14),
        (("table", "sub", "date"), 15),
        (("table", "sub", "inline", "a", "b"), 16),
        (("table", "sub", "inline", "c"), 16),
        (("list", 0, "name"), 18),
        (("list", 0, "inner", 0, "name"), 20),
        (("list", 1), 21),
        (("list", 1, "name"), 22),
        (("list", 1, "more", "z"), 24),
    ],
)
def test_a_key_stands_on_its_line(path: Path, line: int) -> None:
    assert line_of(TOML, path) == line


def test_what_is_not_written_out_stands_where_its_parent_does() -> None:
    assert line_of(TOML, ("list", 1, "letter")) == 21


def test_what_has_no_parent_stands_on_the_first_line() -> None:
    assert line_of(TOML, ("nothing", 3)) == 1


def test_carriage_returns_are_part_of_the_line_end() -> None:
    assert line_of("a = 1\r\n\r\nb = 2\r\n", ("b",)) == 3


def test_everything_that_the_parser_finds_has_a_line() -> None:
    assert paths(tomllib.loads(TOML)) <= written_lines(TOML).keys()


_names = st.sampled_from(["a", "b-c", '"d e"', "'f.g'", '"#"'])
_values = st.recursive(
    st.sampled_from(["1", '"#="', "'['", "true", "1.5", '"""\n]\n"""', "07:32:00", "'''\n\"'''"]),
    lambda inner: st.lists(inner, max_size=3).map(lambda entries: "[" + ", # c\n".join(entries) + "]"),
    max_leaves=6,
)


@given(st.lists(st.tuples(_names, _values), unique_by=lambda pair: pair[0]))
def test_each_key_of_any_table_stands_on_the_line_where_it_was_written(pairs: list[tuple[str, str]]) -> None:
    toml = "".join(f"{name} = {value}\n" for name, value in pairs)
    lines = written_lines(toml)
    assert paths(tomllib.loads(toml)) <= lines.keys()
    before = ""
    for name, value in pairs:
        assert lines[(name.strip("\"'"),)] == before.count("\n") + 1
        before += f"{name} = {value}\n"


def paths(value: object, at: Path = ()) -> set[Path]:
    """The paths to everything inside ``value``."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {at} - {()} | {path for part, below in inner for path in paths(below, (*at, part))}
