"""Legal instruments and plans as papers quote them at first mention."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tinnhiem.documents.blanks import DOTS, Blank, day_or_blank, read_day
from tinnhiem.wording.dates import short_date

Record = Mapping[str, Any]


def legal_basis(found: Record, *, party: bool) -> str:
    """Return an instrument with its date, issuer and subject.

    State papers write the date out; Party papers put it short after a comma.
    """
    day = read_day(found["issued_on"])
    dated = _dated(day, party=party)
    title: str = found["title_vi"]
    place = title.find("về ")
    about = f" {title[place:]}" if place >= 0 else ""
    return f"{found['short_vi']}{dated} của {found['issuer_vi']}{about}"


def _dated(day: date | None, *, party: bool) -> str:
    if day is None:
        return ""
    return f", ngày {short_date(day, language='vi')}" if party else f" {day_or_blank(day)}"


def plan_view(
    papers: Record, instruments: Sequence[Record], *, party: bool
) -> dict[str, str] | None:
    """Return the unit's plan as the clerk names it, else that of the chain, or None."""
    plan = papers.get("plan")
    chained = next((item for item in reversed(instruments) if item["kind"] == "plan"), None)
    if not plan and chained is not None:
        plan = {
            "number": chained["number"],
            "date": chained["issued_on"],
            "issuer": chained["issuer_vi"],
        }
    if not plan:
        return None
    day = read_day(plan.get("date"))
    short = f"Kế hoạch số {plan['number']}" if plan.get("number") else "Kế hoạch"
    dated = _dated(day, party=party)
    issuer = f" của {plan['issuer']}" if plan.get("issuer") else ""
    return {
        "number": plan.get("number") or Blank(DOTS),
        "date": day_or_blank(day),
        "issuer": plan.get("issuer") or Blank(DOTS),
        "title": plan.get("title") or "",
        "short": short,
        "full": f"{short}{dated}{issuer}",
    }
