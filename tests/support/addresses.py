"""Addresses of pages filled with what an office has, else with what is not there."""

import re

from support.office import Office
from tinnhiem.web.routes import Route

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


def address(route: Route, office: Office) -> str:
    """Fill an address: with the poll, the conference, the first line and the like."""
    known = {
        "poll": office.poll.key,
        "conference": office.conference.key,
        "key": office.body.key if "/cuoc/" not in f"/{route.route}" else office.conference.key,
        "body": office.body.key,
        "person": office.rated["p4"].person.key,
        "account": str(office.account("outsider").pk),
        "line": "p4" if route.name.startswith("consequences:") else "p3",
        "number": "1",
    }

    def fill(found: re.Match[str]) -> str:
        other = "1" if found["kind"] == "int" else "khong-co"
        return known.get(found["name"], other)

    return "/" + PARAMETER.sub(fill, route.route)
