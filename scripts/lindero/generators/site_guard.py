"""What can be done for a site that plain MkDocs empties and fills by itself."""

from __future__ import annotations

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from lindero.disk.files import write_file
from lindero.disk.manifest import MANIFEST, Owner, format_manifest
from lindero.disk.refusal import PlaceRefused
from lindero.disk.site_exchange import settle_files
from lindero.disk.targets import (
    Target,
    approve_target,
    list_project_sources,
    look_into,
    refuse_changes,
)
from lindero.generators.folder_owners import list_neighbour_sources
from lindero.reading.folder import format_path


def guard_site(config: MkDocsConfig, terms: Path, owner: Owner, *, dirty: bool) -> frozenset[str]:
    """Stop MkDocs before it deletes what is not ours; returns what others have in the site."""
    overrides = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    config_file = Path(config.config_file_path or "mkdocs.yml")
    sources = list_project_sources(config_file, terms, Path(config.docs_dir), overrides)
    site = Path(config.site_dir)
    sources += list_neighbour_sources(site, config_file, terms)
    elsewhere = "name another folder as `site_dir`"
    target = Target(site, format_path(site), sources, elsewhere, owner)
    try:
        return _find_foreign_paths(target, dirty=dirty)
    except PlaceRefused as error:
        raise PluginError(f"error: {error}") from None


def _find_foreign_paths(target: Target, *, dirty: bool) -> frozenset[str]:
    _, standing = look_into(target, approve_target(target))
    refuse_changes(target, standing.changed)
    others = (*standing.foreign, *standing.folders)
    lost = next((path for path in others if not path.startswith(".") and not dirty), None)
    if lost:
        raise target.turn_down(
            f"`{target.shown}/{lost}` is not ours, and MkDocs would delete it",
            "run `lindero build`, which keeps it, or move it away",
        )
    return frozenset(others)


def sign_site(site: Path, owner: Owner, others: frozenset[str]) -> None:
    """List what MkDocs wrote, so that the next build knows it as ours."""
    write_file(site / MANIFEST, format_manifest(settle_files(site, others), owner))
