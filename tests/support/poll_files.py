"""Poll files to begin a test with, as plain data."""

from copy import deepcopy
from typing import Any


def council_chair(name: str, title: str, *, elected_on: str) -> dict[str, Any]:
    """A counted chair of a council with one post."""
    return {
        "id": "p1",
        "name": name,
        "ballot_type": "hdnd",
        "posts": [{"title": title, "position": "council-chair", "elected_on": elected_on}],
        "count": {"high": 46, "medium": 2, "low": 1, "invalid": 0},
    }


_POLL: dict[str, Any] = {
    "format": "tinnhiem-poll/1",
    "procedure": "rating",
    "rulebook": "nq-96-2023-qh15",
    "overlays": [],
    "body": {
        "name": "Hội đồng nhân dân tỉnh Hoa Ban",
        "kind": "council",
        "level": "province",
        "term": [2026, 2031],
    },
    "sitting": {
        "name": "Kỳ họp thứ chín",
        "opening_date": "2028-12-05",
        "poll_date": "2028-12-07",
        "place": "Hoa Ban",
    },
    "roll": {"membership": 52, "convened": 52, "present": 49},
    "ballot_types": [
        {
            "id": "hdnd",
            "title": "Khối Hội đồng nhân dân",
            "issued": 49,
            "exchanged": 0,
            "unused": 3,
            "returned": 49,
            "invalid": 0,
        }
    ],
    "slate": [
        council_chair("Lò Thị Mẩy", "Chủ tịch Hội đồng nhân dân tỉnh", elected_on="2026-06-25"),
        {
            "id": "p2",
            "name": "Quàng Văn Định",
            "salutation": "Ông",
            "birth_year": 1974,
            "ballot_type": "hdnd",
            "posts": [
                {"title": "Phó Chủ tịch Hội đồng nhân dân tỉnh", "position": "council-vice-chair"},
                {"title": "Trưởng Ban Pháp chế", "position": "council-committee-head"},
            ],
            "count": {"high": 20, "medium": 2, "low": 26, "invalid": 1},
        },
    ],
}

#: What no poll needs all of, each in a form of its own.
_EXTENSIONS: dict[str, Any] = {
    "overlays": ["hd-606-hd-bcsd", "ke-hoach-1158"],
    "denominator": "valid",
    "rehearsal": True,
    "counting_board": [
        {"name": "Vàng A Sử", "role": "head", "unit": "Tổ đại biểu số 1", "salutation": "Ông"},
        {"name": "Hà Thị Pành", "role": "secretary"},
    ],
    "steps_done": {"draft-list": "2028-10-20"},
    "papers": {
        "place_name": "Hoa Ban",
        "parent": ["TỈNH HOA BAN"],
        "numbers": {"minutes": "01/BB-BKP", "resolution": "052"},
        "dates": {"resolution": "2028-12-08"},
        "signers": {
            "default": {"authority": ["TM. HỘI ĐỒNG", "NHÂN DÂN"], "post": "CHỦ TỊCH"},
            "minutes": {"name": "Vàng A Sử"},
        },
        "times": {"opened": "09:40", "sealed": "11:05"},
        "copies": 3,
        "received": {"hdnd": 52},
        "invalid_lines": {"p2": {"unmarked": 1, "several": 0}},
        "presented_opinion": {"p2": False},
        "resigned_on": {"p2": "2028-12-09"},
        "disclosure_scopes": ["person", "public"],
        "complaints": "Không có khiếu nại.\nCác thành viên nhất trí.",
        "voter_opinions": {"from": "2028-09-01", "persons": {"p1": ["Một ý kiến", "Hai"]}},
        "trigger": {
            "kind": "petition",
            "petitions": [
                {"dated": "2028-06-01", "deputy": "A", "officeholder": "p2"},
                {"dated": "2028-06-02", "deputy": "B", "officeholder": "p2"},
            ],
        },
    },
}


def poll_data(**changes: object) -> dict[str, Any]:
    """A counted poll of two persons, with some of its members changed."""
    return {**deepcopy(_POLL), **deepcopy(changes)}


def full_poll_data() -> dict[str, Any]:
    """The same with every kind of extension."""
    return poll_data(**_EXTENSIONS)
