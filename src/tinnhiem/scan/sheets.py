"""What comes back of one picture: where it came from, what was read, and pictures for people."""

from dataclasses import dataclass, replace

from tinnhiem.scan.crops import Crop
from tinnhiem.scan.measures import PageReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where a picture came from. It is forgotten when the stack is read.

    ``source`` is the file as given and ``index`` the picture in it, from 1; ``argument`` counts the
    files given from 0, ``file`` is the SHA-256 of this one and ``pages`` how many pictures it has.
    """

    source: str
    index: int
    argument: int = 0
    file: str | None = None
    pages: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One picture of a sheet, read."""

    arrival: Arrival
    reading: PageReading
    crops: tuple[Crop, ...] = ()

    def renamed(self, source: str) -> "Sheet":
        """The same sheet from a file of another name."""
        return replace(self, arrival=replace(self.arrival, source=source))

    def rows(self) -> dict[str, bytes]:
        """The rows that were cut out, as PNG files by their line.

        :raises CropError: where the child sent no picture.
        """
        return {crop.line: crop.png() for crop in self.crops if crop.kind == "row"}

    def boxes(self) -> dict[tuple[str, str], bytes]:
        """The boxes that were cut out, as PNG files by their line and choice.

        :raises CropError: where the child sent no picture.
        """
        return {(c.line, c.choice): c.png() for c in self.crops if c.kind == "box"}

    def picture(self) -> bytes | None:
        """The whole sheet as a PNG file: straight where it was read, as it came where not.

        :raises CropError: where the child sent no picture.
        """
        return next((crop.png() for crop in self.crops if crop.kind == "sheet"), None)

    def stages(self) -> dict[str, bytes]:
        """What the reader saw at each stage, as PNG files by name.

        :raises CropError: where the child sent no picture.
        """
        return {crop.line: crop.png() for crop in self.crops if crop.kind == "stage"}
