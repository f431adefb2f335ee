"""A process that has imported everything and forks for each command that it is asked to run.

Most of what a short command takes is its imports. A fork has them, and is otherwise a process like
any: its own folder, environment, output, exit code and end.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import sys
from collections.abc import Callable
from typing import Any

import lindero


def import_everything() -> dict[str, Callable[..., Any]]:
    """What runs `python -m` each of the two, with all that it may import by and by."""
    for name in ("material", "pypdfium2", "segno", "typst", "mkdocs.commands.build"):
        importlib.import_module(name)
    for module in pkgutil.walk_packages(lindero.__path__, "lindero."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    from mkdocs.__main__ import cli

    from lindero.catalogue.specs import load_catalogue
    from lindero.cli.main import main

    load_catalogue()
    return {"lindero": main, "mkdocs": cli}


def serve_requests() -> None:
    """Answer each with an exit code; a child leaves the loop and ends as any process does."""
    programs = import_everything()
    gc.freeze()
    answers = os.dup(1)
    for line in sys.stdin:
        request = json.loads(line)
        child = os.fork()
        if not child:
            os.close(answers)
            enter_surroundings(request)
            name, *arguments = request["words"]
            sys.argv = [name, *arguments]
            programs[name](arguments, prog_name=name)
            return
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.write(answers, f"{code}\n".encode())


def enter_surroundings(request: dict[str, Any]) -> None:
    """The folder, the environment and the files for what is printed."""
    os.chdir(request["cwd"])
    sys.path[0] = request["cwd"]
    os.environ.clear()
    os.environ.update(request["env"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    opened = [nothing, *(os.open(path, os.O_WRONLY | os.O_CREAT) for path in request["printed"])]
    for number, file in enumerate(opened):
        os.dup2(file, number)
        os.close(file)


if __name__ == "__main__":
    serve_requests()
