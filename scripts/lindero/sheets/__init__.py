"""Printed one-pagers."""
