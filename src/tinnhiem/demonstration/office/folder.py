"""The folder of a demonstration: what was begun there, on which day, and whether it is whole."""

import json
import shutil
import socket
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

#: Tells a folder that a demonstration may clear away from one that holds somebody's data.
MARK: Final = "demonstration.json"
_PORTS: Final = 100


class ForeignFolderError(Exception):
    """Raised when a folder holds something that no demonstration put there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What is in a folder: of which version, as of which moment, and whether it is whole."""

    version: str
    now: str
    whole: bool

    @property
    def moment(self) -> datetime:
        """The moment at which the demonstration stands."""
        return datetime.fromisoformat(self.now)


def read(folder: Path) -> Built | None:
    """Return what is in a folder, None where it is empty or not there.

    :raises ForeignFolderError: where it holds something else.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return None
    try:
        return Built(**json.loads((folder / MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise ForeignFolderError(folder) from error


def write(folder: Path, built: Built) -> None:
    """Note what is in a folder."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    (folder / MARK).write_text(json.dumps(asdict(built)), encoding="utf-8")


def begin(folder: Path, *, version: str, now: datetime, fresh: bool) -> Built:
    """Make a folder ready for a demonstration and return how far it is.

    What is whole and of this version is kept; what was begun on the same day is gone on with;
    anything else that a demonstration left is cleared away.

    :raises ForeignFolderError: where the folder holds something that no demonstration put there.
    """
    found = read(folder)
    usable = found is not None and not fresh and found.version == version
    if found is not None and usable and (found.whole or found.moment.date() == now.date()):
        return found
    if found is not None:
        shutil.rmtree(folder)
    made = Built(version=version, now=now.isoformat(timespec="seconds"), whole=False)
    write(folder, made)
    return made


def free_port(host: str, first: int) -> int:
    """Return the first port from ``first`` on which nobody listens.

    :raises OSError: where a hundred of them are taken.
    """
    for port in range(first, first + _PORTS):
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((host, port))
            except OSError:
                continue
            return port
    raise OSError(f"{host}:{first}–{first + _PORTS - 1}")


def present_moment() -> datetime:
    """Return the moment at which a new demonstration stands, in Vietnam."""
    return datetime.now(tz=UTC).astimezone(timezone(timedelta(hours=7)))
