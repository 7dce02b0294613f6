"""Settings of the documentation site; `make docs` builds it. Nothing in it loads from elsewhere."""

from importlib.metadata import version as installed

from docutils.nodes import SkipNode
from latex2mathml.converter import convert
from sphinx.application import Sphinx

project = "Cellworth"
version = release = installed("cellworth")
extensions = ["myst_parser"]
myst_enable_extensions = ["dollarmath", "amsmath"]
myst_heading_anchors = 3
html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
smartquotes = False  # commands in prose are copied
html_title = f"Cellworth {version}"
html_math_renderer = "mathml"
html_copy_source = False
html_show_sphinx = False
exclude_patterns = ["references.bib"]


def inline(self, node):
    """Inline formula as MathML, which browsers draw by themselves."""
    self.body.append(f'<span class="formula">{convert(node.astext())}</span>')
    raise SkipNode


def block(self, node):
    """Displayed formula."""
    self.body.append(f'<div class="math">{convert(node.astext(), display="block")}</div>')
    raise SkipNode


def setup(app: Sphinx) -> None:
    """Add the renderer."""
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
