"""`annotator formats`: list the formats."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument
from annotator.commands.telling import answer, tell

if TYPE_CHECKING:
    from annotator.commands.given import Commands
    from annotator.formats.format import Format


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "formats", "List the formats and what each is.", formats)
    json_argument(parser)


def formats(given: argparse.Namespace) -> int:
    """Lists the formats."""
    from annotator.formats.losses import Part
    from annotator.formats.registry import FORMATS

    if given.json:
        answer({"formats": [_plain(one) for one in FORMATS]})
        return 0
    for one in FORMATS:
        ways = " and ".join(w for w, can in (("import", one.reads), ("export", one.writes)) if can)
        tell(f"{one.name:12} {ways:18} {one.what}")
        if one.writes:
            lost = [part.value for part in Part if part not in one.holds]
            tell(f"{'':12} {'':18} does not hold: {', '.join(lost) or 'nothing that is left out'}")
        for choice in one.choices:
            values = ", ".join(choice.values) or "any"
            tell(f"{'':12} {'':18} --choose {choice.name}=… ({values}): {choice.what}")
        if one.extra:
            tell(f"{'':12} {'':18} needs: pip install 'annotator[{one.extra}]'")
    return 0


def _plain(one: "Format") -> dict[str, object]:
    from annotator.formats.losses import Part

    return {
        "name": one.name,
        "what": one.what,
        "import": one.reads,
        "export": one.writes,
        "holds": [part.value for part in Part if part in one.holds] if one.writes else [],
        "loses": [part.value for part in Part if part not in one.holds] if one.writes else [],
        "choices": {choice.name: list(choice.values) for choice in one.choices},
        "extra": one.extra,
    }
