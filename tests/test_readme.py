"""The README tells the truth about keys, pictures and commands."""

from __future__ import annotations

import re
from pathlib import Path

from reader.commands.catalogue import COMMANDS
from reader.commands.command import Group
from reader.config import check_scheme
from reader.ui.keys import readable

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def key_table() -> str:
    """The table of all keys, as the README has it."""
    lines = ["| | keys | |", "| --- | --- | --- |"]
    for group in Group:
        for number, command in enumerate(command for command in COMMANDS if command.group is group):
            keys = " ".join(f"`{readable(key)}`" for key in command.keys)
            lines.append(f"| {group.value if number == 0 else ''} | {keys} | {command.title} |")
    return "\n".join(lines)


def test_the_key_table_is_the_catalogues() -> None:
    table = README.partition("<!-- keys -->\n")[2].partition("\n<!-- end of keys -->")[0]
    assert table == key_table()


def test_every_picture_and_file_that_is_linked_is_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_commands_use_nothing_but_python_and_its_venv_module() -> None:
    for name in ("open", "test"):
        command = README.partition(f"<!-- {name} -->\n```sh\n")[2].partition("\n```")[0]
        assert command.startswith("python3 -m venv .venv && .venv/bin/")
        assert "\n" not in command


def test_the_example_of_a_label_set_is_one(tmp_path: Path) -> None:
    example = next(block for block in re.findall(r"```toml\n(.*?)```", README, re.DOTALL) if block.startswith("base = "))
    file = tmp_path / "labels.toml"
    file.write_text(example, "utf-8")
    scheme, mistakes = check_scheme(file)
    assert mistakes == ()
    assert scheme is not None
    assert [attribute.name for attribute in scheme.attributes] == ["tone"]
