"""What a public page says, frozen: canonical JSON, its hash, its table, and finding it again."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from tinnhiem.documents.publication import safe
from tinnhiem.records.models import Publication, Resolution
from tinnhiem.wording.terms import opening

Values = Mapping[str, Any]
_BOM: Final = "\N{BYTE ORDER MARK}"


def canonical(content: Values) -> bytes:
    """Return the canonical form: keys sorted, no spaces, UTF-8. This is what is downloaded."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def content_hash(content: Values) -> str:
    """Return the SHA-256 of the canonical form in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def published_values(made: Publication, values: Values) -> dict[str, Any]:
    """Return the content of a publication: the result, by which resolution, what it corrects."""
    resolution = Resolution.objects.filter(poll=made.poll).first()
    return {
        **values,
        "address": made.address,
        "number": made.number,
        "published_on": str(made.published_on),
        "note": made.note,
        "corrects": made.corrects.sha256 if made.corrects else None,
        "resolution": None
        if resolution is None
        else {
            "number": resolution.number,
            "adopted_on": str(resolution.adopted_on),
            "votes": resolution.votes,
        },
    }


def table(content: Values) -> bytes:
    """Return the table as CSV for Vietnamese spreadsheets, in the order of the ballot."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    for row in _rows(content):
        writer.writerow([safe(value) if isinstance(value, str) else value for value in row])
    return (_BOM + text.getvalue()).encode()


def _rows(content: Values) -> Iterator[list[object]]:
    choices = [choice["id"] for choice in content["choices"]]
    several = len(content["conferences"]) > 1
    head: list[object] = ["Hội nghị"] if several else []
    head += ["Loại phiếu", "STT", "Họ và tên", "Chức vụ", "Phát ra", "Thu về", "Mẫu số"]
    for choice in content["choices"]:
        name = opening(choice["vi"])
        head += [name, f"{name} (%)", f"{name} (n/N)"]
    yield [*head, "Không hợp lệ", "Trường hợp"]
    cases = {case["rule"]: case["cited_vi"] for case in content["cases"]}
    for conference in content["conferences"]:
        for kind in conference["ballot_types"]:
            for person in kind["people"]:
                row: list[object] = [conference["name"]] if several else []
                row += [kind["title"], person["number"], person["name"]]
                row += ["; ".join(person["posts"]), kind["issued"], kind["returned"]]
                row.append(person["base"])
                for choice in choices:
                    votes = person["count"][choice]
                    row += [votes, person["percent"][choice], f"{votes}/{person['base']}"]
                yield [*row, person["invalid"], cases.get(person["case"], "")]
