"""Answers: yes or no."""

from __future__ import annotations

from lindero.shapes.refusals import Context, make_refusal, read_scalar_text
from lindero.shapes.shape import Figure, Shape

_PATTERN = r"^([Yy]es|[Nn]o|YES|NO|[Tt]rue|[Ff]alse|TRUE|FALSE)$"


class YesNo(Figure):
    """An answer."""

    yes: bool

    @property
    def written(self) -> str:
        """`yes` or `no`."""
        return "yes" if self.yes else "no"


def parse_yes_no(written: object, _: Context = Context()) -> YesNo:
    """`yes` or `no`."""
    text = read_scalar_text("yes-no", written, "yes")
    # YAML 1.1 reads `on` and `off` as answers too; here `off` switches a rule off.
    if text.lower() not in {"yes", "no", "true", "false"}:
        raise make_refusal("yes-no", f"`{text}` is neither yes nor no", "write `yes` or `no`")
    return YesNo(text.lower() in {"yes", "true"})


SHAPE = Shape(
    "yes-no",
    parse_yes_no,
    "An answer.",
    ("yes", "no"),
    _PATTERN,
    schema=lambda _: {"enum": [True, False, "yes", "no"]},
    # The answers in other letters count too, but an editor would offer them if they were listed.
    definition={"if": {"type": "boolean"}, "else": {"type": "string", "pattern": _PATTERN}},
    misses=("sí", "maybe"),
    unseen="Readers see a sentence that says so.",
)
