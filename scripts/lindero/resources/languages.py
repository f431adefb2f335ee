"""The languages that Lindero speaks, and what each is taken to be where nobody says more."""

from __future__ import annotations

LANGUAGES = ("es", "en")


USUAL_COUNTRIES = {"es": "ES", "en": "GB"}
"""Where a business is taken to be as long as only its language is known."""


USUAL_LOCALES = {"es": "es_ES", "en": "en_GB"}
