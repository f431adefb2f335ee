"""Whether a rulebook's sheets can be printed, found out without the engine wherever that is certain."""

from __future__ import annotations

from lindero.diagnostics import Diagnostic
from lindero.loading import Loaded
from lindero.reading import Placed
from lindero.source import Unlocated


def check_paper(loaded: Loaded) -> list[Diagnostic]:
    """Everything for which a build would refuse the sheets and the logo of a sound rulebook."""
    if loaded.rulebook is None:
        return []
    doubtful = list(loaded.rulebook.onepagers)
    if not doubtful:
        return check_logo(loaded.logo, loaded.places)
    from lindero.printing import Printer

    return Printer().print_all(loaded.rulebook, loaded.logo, loaded.places, doubtful)[1]


def check_logo(logo: bytes | None, places: Placed) -> list[Diagnostic]:
    """A finding where the sheets' engine cannot draw the logo, or draws nothing."""
    if logo is None:
        return []
    from lindero.sheets import look_at_logo

    reason = look_at_logo(logo)
    place = places.find(("brand", "logo")).mark or Unlocated("brand")
    help_ = "export it anew, as plain SVG or as PNG"
    return [Diagnostic("bad-logo", f"the logo {reason}", place, help_)] if reason else []
