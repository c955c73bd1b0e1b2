"""What changed stands in the log in words: names of values, codes, people, before and after."""

import ast
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from support.office import AT, Office, build_office
from support.repository import PACKAGE
from tinnhiem.actions.act import Noted
from tinnhiem.actions.ledgers import KEPT
from tinnhiem.actions.log import append
from tinnhiem.actions.polls import take_step
from tinnhiem.conduct.conditions import CONFERENCE_CONDITIONS, POLL_CONDITIONS
from tinnhiem.web.audit.words import NAMES, UNSAID, name_words
from tinnhiem.wording.language import speaking

pytestmark = pytest.mark.django_db
#: Functions of the actions that make what is noted.
MAKERS = {"_told", "_facts_of", "_tenure_told", "_said", "_seat", "_as_logged", "numbers_of"}
NOTED = {"before", "after", "theirs", "details", "named"}


def _dicts(tree: ast.AST) -> Iterator[ast.Dict]:
    """Give the dictionaries that become the before or after of a line."""
    for node in ast.walk(tree):
        found: list[ast.AST] = []
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Noted":
            found = [word.value for word in node.keywords if word.arg in {"before", "after"}]
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            found = [node.value] if getattr(target, "id", "") in NOTED else []
        elif isinstance(node, ast.FunctionDef) and node.name in MAKERS:
            found = [node]
        for each in found:
            yield from (part for part in ast.walk(each) if isinstance(part, ast.Dict))


def _names() -> set[str]:
    return {
        key.value
        for path in (PACKAGE / "actions").glob("*.py")
        for written in _dicts(ast.parse(path.read_text(encoding="utf-8")))
        for key in written.keys
        if isinstance(key, ast.Constant) and isinstance(key.value, str)
    }


def test_every_name_that_an_act_writes_has_words() -> None:
    found = _names()

    assert len(found) > 80
    assert found | set(KEPT) - set(NAMES) - UNSAID == found
    assert sorted(found - set(NAMES) - UNSAID) == []


def test_every_condition_that_is_waived_is_said_by_its_sentence() -> None:
    for condition in (*POLL_CONDITIONS, *CONFERENCE_CONDITIONS):
        assert name_words(condition) == name_words(f"waived {condition}")
        assert name_words(condition).startswith("Bỏ qua điều kiện: ")
        assert "{" not in name_words(condition)


def test_what_is_kept_for_the_papers_is_called_as_in_a_workbook() -> None:
    assert name_words("body_short") == "tên viết tắt của cơ quan"
    with speaking("en"):
        assert name_words("times") == "times"


def _shown(client: Client, office: Office, act: str, **noted: Any) -> str:  # noqa: ANN401
    append(
        act=act, at=AT, by=office.account("clerk"), role="clerk", poll_key=office.poll.key,
        noted=Noted(result=None, **noted),
    )  # fmt: skip
    client.force_login(office.account("auditor"))
    return client.get(f"/cuoc/{office.poll.key}/nhat-ky").content.decode()


SAID: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("poll.prepare", {"state": "draft"}, {"state": "preparing"},
     "<s>Bản nháp</s> → <b>Đang chuẩn bị</b>"),
    ("dossier.accepted", {"state": "submitted"}, {"state": "accepted"},
     "<s>Đã nộp</s> → <b>Đã nhận</b>"),
    ("question.passed-on", {}, {"state": "passed", "question": "Ab3xK9"}, "<b>Đã chuyển</b>"),
    ("slate.decided", {"conclusion": "undecided"}, {"conclusion": "rated"},
     "<s>Cần xem xét</s> → <b>Được lấy phiếu</b>"),
    ("plan.moved", {}, {"changed": {"p4": ["rated", "excluded"]}},
     "Chu Minh Đức: <s>Được lấy phiếu</s> → <b>Không lấy phiếu</b>"),
    ("board.kept", {"duty": "member", "team": 1}, {"duty": "secretary", "team": 1},
     "vai trong Ban kiểm phiếu: <s>Ủy viên</s> → <b>Thư ký</b>"),
    ("roll.changed", {"votes": True}, {"votes": False}, "được ghi phiếu: <s>có</s> → <b>không</b>"),
    ("papers.asked", {}, {"kinds": ["minutes"], "lines": ["p3", "p4"]},
     "người: <b>Sùng Thị Mai, Chu Minh Đức</b>"),
    ("plan.papers", {}, {"signers": {"default": {"post": "Chủ tịch", "name": "Nông Văn Khải"}}},
     "người ký: <b>Nông Văn Khải · Chủ tịch</b>"),
    ("post.kept", {}, {"position": "council-chair"},
     "loại chức vụ: <b>Chủ tịch Hội đồng nhân dân</b>"),
    ("account.part-ended", {"role": "observer"}, {}, "vai: <s>Người quan sát</s> → <b>–</b>"),
    ("account.invited", {}, {"expires_on": "2028-12-01"}, "mở đến ngày: <b>01/12/2028</b>"),
    ("log.checked", {}, {"fault": "missing", "at": 7}, "chỗ sai: <b>thiếu một dòng</b>"),
    ("paper.approved", {}, {"bao-cao-p3": "ab" * 32}, "bao-cao-p3: <b>abab abab abab abab …</b>"),
    ("poll.freeze", {}, {"waived reports-received": "Ốm"}, "Bỏ qua điều kiện: "),
]  # fmt: skip


@pytest.mark.parametrize(("act", "before", "after", "said"), SAID, ids=[each[0] for each in SAID])
def test_codes_are_said_in_words(
    client: Client, act: str, before: dict[str, Any], after: dict[str, Any], said: str
) -> None:
    page = _shown(client, build_office(), act, before=before, after=after)

    assert said in page
    assert not any(f">{name}:" in page or f"> {name}:" in page for name in NAMES if "_" in name)


def test_what_the_law_calls_something_is_said_by_its_sentence(client: Client) -> None:
    office = build_office()
    page = _shown(client, office, "slate.stated", after={"bases": ["nq-96-2023-qh15"]})

    assert "căn cứ pháp lý: <b>Nghị quyết số 96/2023/QH15</b>" in page


def test_the_english_page_is_as_complete(client: Client) -> None:
    office = build_office()
    client.cookies["tinnhiem-language"] = "en"
    office.account("auditor").__class__.objects.update(language="en")

    page = _shown(client, office, "ledger.written", before={"unused": 3}, after={"unused": 2})

    assert "unused: <s>3</s> → <b>2</b>" in page
    with speaking("en"):
        assert name_words("waived rehearsal") == "waived rehearsal"
        assert name_words("held_on") == "held on"


def test_names_of_people_are_escaped(client: Client) -> None:
    office = build_office()
    take_step(poll=office.poll, step="prepare", by=office.account("clerk"), at=AT)

    page = _shown(client, office, "roll.changed", after={"name": "<script>x</script>"})

    assert "<script>x" not in page


@pytest.mark.parametrize("strange", [[], {}, [[1, [2]]], {"a": {"b": [None, True]}}, 10**30, 1.5])
def test_a_strange_value_breaks_no_page(client: Client, strange: object) -> None:
    office = build_office()

    assert 'class="log-line' in _shown(client, office, "roll.changed", after={"name": strange})
