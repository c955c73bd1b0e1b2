"""Templates of every audience: each keeps its own beside its pages."""

from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from tinnhiem.web.look.environment import environment as look_environment

WEB = Path(__file__).parent


def environment(**options: Any) -> Environment:  # noqa: ANN401 - the options are Django's
    """Return the environment of all templates, found as ``<audience>/page.html``."""
    folders = sorted(path for path in WEB.glob("*/templates") if path.is_dir())
    options["loader"] = ChoiceLoader([FileSystemLoader(folder) for folder in folders])
    return look_environment(**options)
