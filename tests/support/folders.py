"""Where things lie in the repository."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "cases"
HOMES = sorted(folder.parent for folder in (CASES / "rulebooks").glob("*/mkdocs.yml"))
