"""One served demonstration for the journeys that only look: building it takes long."""

from collections.abc import Iterator

import pytest

from support.browser import Site, served
from support.crawling import Places, Visitor, people
from support.installation import ready
from support.shown import Shown, shown


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Polls at many stages."""
    return shown(ready(tmp_path_factory.mktemp("shown") / "data"))


@pytest.fixture(scope="session")
def shown_site(built: Shown) -> Iterator[Site]:
    """The installation, served."""
    with served(built.installation, TINNHIEM_DEMONSTRATION="1") as found:
        yield found


@pytest.fixture(scope="session")
def visitors(shown_site: Site, built: Shown) -> dict[str, Visitor]:
    """Somebody of each part, signed in; and nobody."""
    found = {
        part: Visitor(shown_site.address).become(name)
        for part, name in people(shown_site.address).items()
    }
    operator = Visitor(shown_site.address).holding("tinnhiem", built.operator)
    return {"nobody": Visitor(shown_site.address), "operator": operator} | found


@pytest.fixture(scope="session")
def places(visitors: dict[str, Visitor]) -> Places:
    """Where everybody gets to by links."""
    return Places(visitors)
