"""Figures and sentences for a reader."""
