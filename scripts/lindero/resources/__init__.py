"""Shipped data, and the languages it is written in."""
