"""The configuration: what is read from it, and how its mistakes are named."""

from __future__ import annotations

import getpass
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import LARGEST, SCHEMES, Settings, annotator_name, check_scheme, config_path, load_config, load_scheme, load_settings
from reader.core.errors import ConfigError

COMMANDS = {"mark_claim": ("c",), "write_note": ("m",), "quit": ("q",), "help": ("question_mark",)}
SCHEME = """\
[[claim_kinds]]
name = "fact"
letter = "f"
[[entity_types]]
name = "PERSON"
letter = "p"
[[verdicts]]
name = "true"
letter = "t"
[[relation_kinds]]
name = "about"
letter = "a"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def mistake(file: Path, toml: str) -> str:
    """The sentence on the mistake in ``toml``, without the file's folder."""
    file.write_text(toml, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(file, environ={}, themes={"nord", "textual-light"}, commands=COMMANDS)
    return str(caught.value).replace(f"{file.parent}/", "")


def test_everything_that_is_set_is_taken(file: Path) -> None:
    file.write_text('annotator = "ann"\ntheme = "nord"\n[keymap]\nmark_claim = ["x", "ctrl+k"]\nquit = "Q"\n', "utf-8")
    config = load_config(file, environ={}, themes={"nord"}, commands=COMMANDS)
    assert config.annotator == "ann"
    assert config.theme == "nord"
    assert config.keymap == {"mark_claim": ("x", "ctrl+k"), "quit": ("Q",)}


def test_without_a_file_the_defaults_hold() -> None:
    config = load_config(None, environ={"READER_ANNOTATOR": "ann"}, themes=set(), commands={})
    assert (config.annotator, config.theme, dict(config.keymap)) == ("ann", None, {})
    assert [label.name for label in config.scheme.entity_types][:2] == ["PERSON", "ORG"]


def test_a_scheme_is_looked_for_beside_the_configuration(file: Path) -> None:
    (file.parent / "labels.toml").write_text(SCHEME, "utf-8")
    file.write_text('scheme = "labels.toml"', "utf-8")
    config = load_config(file, environ={}, themes=None, commands=None)
    assert [label.name for label in config.scheme.entity_types] == ["PERSON"]


def test_a_byte_order_mark_is_passed_over(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbfannotator = "ann"')
    assert load_settings(file).annotator == "ann"


@pytest.mark.parametrize(
    ("toml", "line", "says"),
    [
        ('annotator = "ann"\ntheme = \n', 2, "not TOML"),
        ('theme = "nord"\n\n\nannotator = "ann', 4, "not TOML"),
        ('theme = "nord"\ntheme = "nord"\n', 2, "not TOML"),
        ('theme = "nord"\ncolour = "red"\n', 2, "“colour” is no setting; there are annotator, theme, scheme and [keymap]."),
        ('# mine\ntheme = "nordic"\n', 2, "there is no theme “nordic”; there are nord, textual-light."),
        ("\nannotator = 7", 2, "“annotator” must be text in quotes"),
        ('annotator = ""', 1, "“annotator” must be text in quotes"),
        ('theme = "nord"\nkeymap = "vim"', 2, "write [keymap] on a line of its own"),
        ('[keymap]\nmark_claim = "x"\nmark_clam = "y"', 3, "there is no command “mark_clam”; is it “mark_claim”?"),
        ("[keymap]\nquit = 1", 2, "give the keys of “quit” as text in quotes"),
        ('[keymap]\nquit = ["Q", ""]', 2, "give the keys of “quit” as text in quotes"),
        ('[keymap]\nquit = "x"\n\nmark_claim = ["y", "x"]', 4, "the key “x” is bound to “quit” already"),
        ('[keymap]\nquit = "m"\n', 2, "the key “m” belongs to “write_note”"),
        ('[keymap]\nquit = "?"\n', 2, "the key “question_mark” belongs to “help”"),
        ('keymap = { quit = "x",  mark_claim = "x" }', 1, "the key “x” is bound"),
    ],
)
def test_a_mistake_is_named_with_its_line(file: Path, toml: str, line: int, says: str) -> None:
    sentence = mistake(file, toml)
    assert sentence.startswith(f"config.toml, line {line}: ")
    assert says in sentence


def test_text_that_is_not_utf_8_is_named_with_its_line(file: Path) -> None:
    file.write_bytes(b'theme = "nord"\nannotator = "Andr\xe9"\n')
    with pytest.raises(ConfigError, match="line 2: is not UTF-8"):
        load_settings(file)


def test_a_key_may_go_to_another_command_when_its_owner_gets_none(file: Path) -> None:
    file.write_text('[keymap]\nquit = "m"\nwrite_note = []', "utf-8")
    assert load_settings(file, commands=COMMANDS).keymap == {"quit": ("m",), "write_note": ()}


def test_two_commands_may_swap_their_keys(file: Path) -> None:
    file.write_text('[keymap]\nquit = "m"\nwrite_note = "q"', "utf-8")
    assert load_settings(file, commands=COMMANDS).keymap["write_note"] == ("q",)


@pytest.mark.parametrize("key", ["?", "/", "\\", "@", "-", "+", "_", "[", "<", "(", ".", ",", "c", "ctrl+r", "é", "§"])
def test_keys_get_the_names_that_the_toolkit_gives_them(file: Path, key: str) -> None:
    from textual.keys import _character_to_key

    file.write_text(f"[keymap]\nmark_claim = '{key}'", "utf-8")
    assert load_settings(file).keymap["mark_claim"] == (_character_to_key(key) if len(key) == 1 else key,)


def test_themes_and_commands_are_not_checked_where_nobody_knows_them(file: Path) -> None:
    file.write_text('theme = "mine"\n[keymap]\nfly = "f"', "utf-8")
    assert load_settings(file).theme == "mine"


def test_a_configuration_that_is_named_must_be_there(file: Path) -> None:
    named = config_path({"READER_CONFIG": str(file)})
    assert named == file
    with pytest.raises(ConfigError, match="there is no such file"):
        load_settings(named)


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path)


def test_the_usual_configuration_need_not_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path({}) is None


def test_the_usual_configuration_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    usual = tmp_path / "reader" / "config.toml"
    usual.parent.mkdir()
    usual.touch()
    assert config_path({}) == usual


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('letter = "p"', 'letter = "pp"', 6, "“letter” must be one character"),
        ('letter = "p"', "", 4, "“letter” must be one character"),
        ('name = "PERSON"', "name = 3", 5, "“name” must be text in quotes"),
        ('name = "PERSON"', "", 4, "give the entry a name"),
        ('letter = "p"', 'letter = "p"\ncolour = "red"', 7, "“colour” is not a key of an entry"),
        ('letter = "t"', 'letter = "t"\n[[verdicts]]\nname = "false"\nletter = "t"', 12, "the letter “t” stands twice in verdicts"),
        ('letter = "t"', 'letter = "t"\n[[verdicts]]\nname = "true"\nletter = "u"', 11, "the name “true” stands twice in verdicts"),
        ("[[verdicts]]", "[[judgements]]", 7, "“judgements” is not a section of a scheme"),
        ("[[verdicts]]", "[verdicts]", 7, "give at least one entry, begun with [[verdicts]]"),
        ('[[verdicts]]\nname = "true"\nletter = "t"\n', "", 1, "give at least one entry, begun with [[verdicts]]"),
    ],
)
def test_a_mistake_in_a_scheme_is_named_with_its_line(file: Path, old: str, new: str, line: int, says: str) -> None:
    scheme = file.parent / "labels.toml"
    scheme.write_text(SCHEME.replace(old, new), "utf-8")
    sentence = mistake(file, 'scheme = "labels.toml"')
    assert sentence.startswith(f"labels.toml, line {line}: ")
    assert says in sentence


def test_a_scheme_that_is_named_must_be_there(file: Path) -> None:
    assert "gone.toml: there is no such file. Create the file, or correct “scheme”" in mistake(file, 'scheme = "gone.toml"')


def test_the_scheme_of_the_package_is_one() -> None:
    assert load_scheme(None).claim_kinds[0].name == "fact"


@pytest.mark.parametrize(
    ("option", "environ", "settings", "name"),
    [
        ("opt", {"READER_ANNOTATOR": "env"}, "set", "opt"),
        (None, {"READER_ANNOTATOR": "env"}, "set", "env"),
        (None, {"READER_ANNOTATOR": " "}, "set", "set"),
        (None, {}, "set", "set"),
        (None, {}, None, "login"),
    ],
)
def test_the_nearest_name_of_the_annotator_wins(
    option: str | None, environ: dict[str, str], settings: str | None, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "login")
    assert annotator_name(option, environ, Settings(annotator=settings)) == name


def test_without_any_name_the_annotator_is_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert annotator_name(None, {}, Settings()) == "reader"


@pytest.mark.parametrize("name", list(SCHEMES))
def test_a_scheme_that_ships_is_named_by_its_name(file: Path, name: str) -> None:
    file.write_text(f'scheme = "{name}"', "utf-8")
    assert load_settings(file).scheme == name
    assert load_config(file, environ={}, themes=None, commands=None).scheme == load_scheme(name)


def test_what_has_a_path_is_a_file_also_when_it_is_named_like_a_scheme_that_ships(file: Path) -> None:
    file.write_text('scheme = "./conll4"', "utf-8")
    assert load_settings(file).scheme == file.parent / "conll4"


def test_every_mistake_in_a_scheme_is_named_in_the_order_of_the_lines(file: Path) -> None:
    file.write_text(
        SCHEME.replace('letter = "p"', 'letter = "pp"\ncolor = "pink"').replace('letter = "a"', 'letter = "a"\nto = ["all"]'), "utf-8"
    )
    _, mistakes = check_scheme(file)
    assert [mistake.replace(f"{file}, ", "")[:35] for mistake in mistakes] == [
        "line 6: “letter” must be one charac",
        "line 7: “pink” is no colour; write ",
        "line 14: there are no annotations o",
    ]


def test_a_label_that_the_other_scheme_does_not_have_is_a_mistake(file: Path) -> None:
    file.write_text(SCHEME.replace('letter = "p"', 'letter = "p"\nsame_as = { conll4 = "PERS", mine = "P" }'), "utf-8")
    scheme, mistakes = check_scheme(file)
    assert scheme is not None
    assert mistakes == (f"{file}, line 7: the scheme “conll4” has no entity type “PERS”; it has PER, ORG, LOC, MISC.",)


@pytest.mark.parametrize(
    ("toml", "line", "says"),
    [
        (b"a = \n", 1, "not TOML"),
        (b'a = "\xe9"', 1, "is not UTF-8"),
        (b"a = " + b"[" * 5000 + b"]" * 5000, 1, "brackets stand too deep"),
        (b"\na = " + b"1" * 5000, 1, "too many digits"),
        (b"\n\n" + b"a." * 70 + b"b = 1", 3, "more than 64 parts"),
        (b"[" + b"'a' . " * 70 + b"b]", 1, "more than 64 parts"),
    ],
)
def test_what_no_parser_takes_is_named_with_its_line(file: Path, toml: bytes, line: int, says: str) -> None:
    file.write_bytes(toml)
    scheme, (mistake,) = check_scheme(file)
    assert scheme is None
    assert mistake.startswith(f"{file}, line {line}: ")
    assert says in mistake


def test_a_file_that_is_too_large_or_a_pipe_is_not_read(file: Path) -> None:
    file.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(ConfigError, match="is larger than 128 KB"):
        check_scheme(file)
    pipe = file.with_name("pipe.toml")
    os.mkfifo(pipe)
    with pytest.raises(ConfigError, match="is a pipe"):
        check_scheme(pipe)


@given(st.binary(max_size=60) | st.text("[]{}=.,\"'#\\\n ab1-", max_size=60).map(str.encode))
def test_whatever_a_file_holds_its_mistakes_have_lines(toml: bytes) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.toml")
        for contents in (toml, SCHEME.encode() + toml):
            file.write_bytes(contents)
            scheme, mistakes = check_scheme(file)
            assert scheme is not None or mistakes
            assert all(re.match(r"line [1-9]\d*: .", mistake.removeprefix(f"{file}, ")) for mistake in mistakes)


@given(
    st.lists(
        st.sampled_from([*SCHEME.splitlines(), "[[attributes]]", 'kind = "choice"', "x = [", "]", '"', "name = 1", "[verdicts]"]),
        max_size=12,
    )
)
def test_lines_of_a_scheme_in_any_order_are_a_scheme_or_have_mistakes_with_lines(lines: list[str]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder, "a.toml")
        file.write_text("\n".join(lines), "utf-8")
        _, mistakes = check_scheme(file)
        assert all(1 <= int(re.findall(r"line (\d+):", mistake)[0]) <= max(1, len(lines)) for mistake in mistakes)
