"""Figures in steps: stages and brackets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lindero.catalogue.specs import ValueSpec
from lindero.shapes import Brackets, Count, Figure, Money, Percent, Remainder, Stage, Stages
from lindero.shapes.brackets import Bracket
from lindero.shapes.nothing import is_nothing
from lindero.wording.amounts import show_money, show_money_range, show_percent
from lindero.wording.reader import SHORT_FORMS, Reader


def _show_part(
    reader: Reader, figure: Figure, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """A step's figure; a share or a sum of nothing in words."""
    nothing = str(reader.figure_words["nothing"])
    return nothing if is_nothing(figure) else reader.show_figure(figure, spec, form)


def show_stages(
    reader: Reader, stages: Stages, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """Each share with what must have happened; short, how many or from where to where."""
    if form not in SHORT_FORMS:
        shared = [step for step in stages.steps if isinstance(step.share, Remainder)]
        if len(shared) > 1:
            return _show_equal_parts(reader, stages, shared)
        steps = [_show_step(reader, step) for step in stages.steps]
        return reader.join_list(steps, "any" if form == "any" else "all")
    if spec and spec.unit:
        return reader.show_figure(Count(len(stages.steps)), spec)
    return _show_from_to(reader, [step.share for step in stages.steps])


def _show_step(reader: Reader, step: Stage) -> str:
    return f"{_show_part(reader, step.share)} {step.at.in_language(reader.language)}"


def _show_equal_parts(reader: Reader, stages: Stages, shared: Sequence[Stage]) -> str:
    """`30 % al empezar y el resto en dos partes iguales, con el diseño y con la entrega`."""
    words, number = reader.figure_words, len(shared)
    counted = words["few"][number - 2] if number - 2 < len(words["few"]) else str(number)
    parts = reader.fill_figure_words(f"{shared[0].share.written}_in_parts", number=counted)
    shown = [_show_step(reader, step) for step in stages.steps if step not in shared] + [parts]
    ends = reader.join_list(step.at.in_language(reader.language) for step in shared)
    return f"{reader.join_list(shown)}, {ends}"


def show_remainder(
    reader: Reader, part: Remainder, _: ValueSpec | None = None, __: str = ""
) -> str:
    """`el resto`."""
    return str(reader.figure_words[part.kind])


def show_brackets(
    reader: Reader, brackets: Brackets, spec: ValueSpec | None = None, form: str = ""
) -> str:
    """`100 % hasta 1000 €; 50 % por encima`; short, from where to where."""
    if form in SHORT_FORMS:
        return _show_from_to(reader, [step.result for step in brackets.steps])
    shown, before, base = [], brackets.steps[0], spec
    for step in brackets.steps:
        result = _show_part(reader, step.result, base, form)
        shown.append(f"{result} {_show_reach(reader, step, before, spec)}")
        # What a share is a part of is said once, at the first one.
        if spec and "percent" in step.result.kinds and not is_nothing(step.result):
            base = replace(spec, of=None)
        before = step
    return str(reader.figure_words["brackets_gap"]).join(shown)


def _show_reach(reader: Reader, step: Bracket, before: Bracket, spec: ValueSpec | None) -> str:
    """Up to where a bracket goes; the last one, above which limit it begins."""
    side, end = ("up", step.up_to) if step.up_to else ("over", before.up_to)
    frame = (
        spec.frames[side][reader.language]
        if spec and spec.frames
        else str(reader.figure_words[f"bracket_{side}"])
    )
    limit = reader.show_figure(end, spec if isinstance(end, Count) else None) if end else ""
    return frame.format(limit=limit)


def _show_from_to(reader: Reader, figures: Sequence[Figure]) -> str:
    """From the least to the most where all are of a kind, else one after the other."""
    shares = [figure.points for figure in figures if isinstance(figure, Percent)]
    sums = [figure for figure in figures if isinstance(figure, Money)]
    if len(shares) == len(figures):
        most = show_percent(reader, Percent(max(shares)))
        return f"{reader.show_number(min(shares))}–{most}" if min(shares) < max(shares) else most
    if len(sums) == len(figures):
        low, high = (pick(sums, key=lambda money: money.amount) for pick in (min, max))
        return show_money_range(reader, low, high) if low != high else show_money(reader, high)
    return "; ".join(dict.fromkeys(reader.show_figure(figure, None, "short") for figure in figures))
