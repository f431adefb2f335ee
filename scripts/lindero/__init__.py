"""Rules of working together, written once, published everywhere the same."""

__version__ = "0.1.0"
