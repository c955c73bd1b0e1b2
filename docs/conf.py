"""Settings of the documentation: Markdown in Vietnamese and English, built with Sphinx."""

import sys
from pathlib import Path

import tinnhiem

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Tín Nhiệm"
author = "Tín Nhiệm contributors"
copyright = "Tín Nhiệm contributors, Apache-2.0"
release = version = tinnhiem.__version__
language = "vi"

extensions = ["myst_parser", "living_tables"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"Tín Nhiệm {release}"
html_static_path = ["_static"]
html_css_files = ["law.css"]
html_copy_source = False
html_show_sphinx = False
