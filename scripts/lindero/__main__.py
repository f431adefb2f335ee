"""`python -m lindero`."""

from lindero.cli import main

main(prog_name="lindero")
