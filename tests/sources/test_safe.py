from __future__ import annotations

import codecs
import os
import socket
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.core.errors import SourceError
from reader.sources.safe import codec, decode, read_bytes

GERMAN = "Die Brücke über den Fluß wurde geschlossen, weil ein Prüfer Risse in den Pfeilern gefunden hatte. Für Fußgänger bleibt sie zu.\n"
RUSSIAN = "Мост через реку закрыли в понедельник, потому что инспектор нашёл трещины в опорах. Никто не знает, когда его откроют.\n"
JAPANESE = "川にかかる古い橋は月曜日に閉鎖された。検査官が橋脚に亀裂を見つけたためである。いつ再開するかは分からない。\n"


def refused(path: Path) -> str:
    with pytest.raises(SourceError) as caught:
        read_bytes(path)
    return str(caught.value)


def test_an_ordinary_file_is_read_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00abc")
    assert read_bytes(tmp_path / "a.txt") == b"\x00abc"


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.txt").startswith(f"{tmp_path}/none.txt does not exist.")


def test_a_folder_is_told(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "is a pipe" in refused(tmp_path / "pipe.txt")  # opening it would wait for a writer for ever


def test_a_socket_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may have about 100 bytes
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert "is a socket" in refused(Path("s.txt"))


def test_a_device_is_not_opened() -> None:
    assert "is a device" in refused(Path("/dev/zero"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a")
    (tmp_path / "a.txt").chmod(0)
    assert "may not be read by you" in refused(tmp_path / "a.txt")


def test_a_file_over_the_limit_is_told_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 11)
    assert len(read_bytes(tmp_path / "a.txt", limit=11)) == 11
    with pytest.raises(SourceError, match="too large: 11 bytes, and at most 10"):
        read_bytes(tmp_path / "a.txt", limit=10)


def test_a_link_in_a_circle_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert "cannot be read" in refused(tmp_path / "a.txt")


def test_a_name_with_escapes_is_shown_without_them(tmp_path: Path) -> None:
    assert "\x1b" not in refused(tmp_path / "\x1b[31m\udce9.txt")


def test_a_path_with_a_nul_is_told() -> None:
    assert "is no path" in refused(Path("a\0b"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_is_read_by_its_mark_or_as_utf_8(encoding: str) -> None:
    decoded = decode((GERMAN + RUSSIAN).encode(encoding))
    assert (decoded.text, decoded.encoding, decoded.problems) == (GERMAN + RUSSIAN, encoding, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
@pytest.mark.parametrize("order", ["be", "le"])
def test_the_mark_tells_the_byte_order(encoding: str, order: str) -> None:
    decoded = decode(f"\ufeff{GERMAN}".encode(f"{encoding}-{order}"))
    assert (decoded.text, decoded.encoding) == (GERMAN, encoding)


def test_utf_8_with_a_broken_byte_stays_utf_8_and_tells_it() -> None:
    decoded = decode(RUSSIAN.encode()[:-3] + b"\xff\n")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 2
    assert "2 places" in decoded.problems[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (JAPANESE, "euc_jp"), (RUSSIAN, "koi8-r")],
)
def test_an_old_encoding_is_guessed_and_told(text: str, encoding: str) -> None:
    decoded = decode((text * 5).encode(encoding))
    assert decoded.text == text * 5
    assert "guessed" in decoded.problems[0]


def test_an_old_encoding_is_guessed_from_letters_that_come_late() -> None:
    assert decode((b"plain text\n" * 100_000) + (GERMAN * 5).encode("cp1252")).text.endswith(GERMAN)


def test_an_old_encoding_that_is_declared_is_not_guessed() -> None:
    decoded = decode("Grüße".encode("cp1252"), declared="windows-1252")
    assert (decoded.text, decoded.encoding, decoded.problems) == ("Grüße", "cp1252", ())


@pytest.mark.parametrize(
    ("label", "encoding"),
    [("iso-8859-1", "cp1252"), ("GB2312", "gb18030"), ("Shift_JIS", "cp932"), ("latin5", "cp1254"), ("koi8-r", "koi8-r")],
)
def test_a_declared_encoding_is_what_browsers_take_it_for(label: str, encoding: str) -> None:
    text = {"gb18030": "你好", "cp932": "日本語", "koi8-r": "Привет"}.get(encoding, "Grüße “x”")
    decoded = decode(text.encode(encoding), declared=label)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_a_declared_encoding_that_does_not_fit_is_passed_over() -> None:
    assert decode((GERMAN * 5).encode("cp1252"), declared="euc-jp").text == GERMAN * 5
    assert decode(RUSSIAN.encode(), declared="koi8-r").text == RUSSIAN
    assert decode(f"\ufeff{GERMAN}".encode("utf-16-le"), declared="utf-8").text == GERMAN


def test_a_declared_encoding_with_a_broken_byte_stays_and_tells_it() -> None:
    decoded = decode((JAPANESE * 5).encode("cp932") + b"\x81\n", declared="shift_jis")
    assert decoded.text.startswith(JAPANESE)
    assert "one place" in decoded.problems[0]


def test_an_encoding_of_seven_bits_is_known_by_its_declaration_only() -> None:
    content = JAPANESE.encode("iso2022_jp")
    assert decode(content, declared="iso-2022-jp").text == JAPANESE
    assert decode(content).text != JAPANESE


def test_the_encoding_that_the_reader_names_wins_over_everything() -> None:
    assert decode(b"\xef\xbb\xbfa\xe9", "latin-1").text == "ï»¿aé"
    assert decode(b"\xef\xbb\xbfa", "utf-8").text == "a"
    assert decode(b"a\xe9\r\n", "utf-8").text == "a\ufffd\n"
    assert decode("Grüße".encode("utf-16-le"), "utf-16-le").text == "Grüße"


@pytest.mark.parametrize("name", ["", "nope", "rot13", "base64", "idna", "unicode_escape", "undefined", "a\0b", "\ud800", "é"])
def test_what_is_no_encoding_is_refused_by_name(name: str) -> None:
    with pytest.raises(SourceError, match="is no encoding that is known"):
        codec(name)


@pytest.mark.parametrize("content", [b"a\0b", b"\x7fELF\x01\x02\x03\x04\x05\x06" * 9, "\ufeffa\0b".encode("utf-16-le")])
def test_binary_content_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError, match="not a text file"):
        decode(content)


def test_newlines_of_all_systems_are_folded_once() -> None:
    assert decode(b"a\r\nb\rc\n\r\nd\r\r\n").text == "a\nb\nc\n\nd\n\n"


def test_an_escape_sequence_in_a_log_is_still_text() -> None:
    assert decode(b"\x1b[31mred\x1b[0m and more").text == "\x1b[31mred\x1b[0m and more"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=80).map(lambda text: text.encode("utf-16", "surrogatepass")))
@example(b"")
@example(b"\xff\xfe\x00\xd8")
@example(b"+2AA-")
@example(b"\xed\xa0\x80")
def test_any_bytes_are_decoded_or_refused(content: bytes) -> None:
    try:
        decoded = decode(content)
    except SourceError:
        return
    decoded.text.encode("utf-8")
    assert "\r" not in decoded.text
    assert "\0" not in decoded.text
    assert codecs.lookup(decoded.encoding)


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])))
def test_utf_8_text_comes_back_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == text
