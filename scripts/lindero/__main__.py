"""`python -m lindero`."""

from lindero.cli.main import main

main(prog_name="lindero")
