"""What the command writes: the folder of the papers, and what it may lack."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinnhiem.cli.exits import ComponentError, unwritable
from tinnhiem.wording.language import _


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Put in words what the fonts or the folder lack while papers are written.

    :raises ComponentError: where the fonts of the papers are missing.
    :raises FileError: where the system does not let us write.
    """
    from tinnhiem.documents.pdf import FontsMissingError

    try:
        yield
    except FontsMissingError as error:
        raise ComponentError(_("the fonts of the papers"), _("run script/setup")) from error
    except OSError as error:
        raise unwritable(out, error) from error
