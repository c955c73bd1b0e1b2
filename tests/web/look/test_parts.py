"""The macros of the pages: forms carry their hidden fields, names are escaped, errors lead on."""

from datetime import datetime
from fractions import Fraction
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from jinja2 import DictLoader
from jinja2.exceptions import UndefinedError

from tinnhiem.web.look.environment import environment
from tinnhiem.web.look.example import example
from tinnhiem.wording.language import speaking

PARTS = "look/parts.html"
HOSTILE = "<img src=x onerror=alert(1)>"


class ReturnedForm(forms.Form):
    returned = forms.IntegerField(label="Số phiếu thu về", max_value=49, help_text="Đếm tờ")
    level = forms.ChoiceField(label="Mức", choices=[("a", "A")], widget=forms.RadioSelect)


def _rendered(source: str, **context: object) -> str:
    made = environment()
    with_parts = {"page.html": source}
    made.loader = DictLoader(with_parts | {name: _source(name) for name in _names()})
    with speaking("vi"):
        return made.get_template("page.html").render(context)


def _names() -> list[str]:
    kinds = ("marks", "acts", "notes", "forms", "lists")
    return [PARTS, *(f"look/parts/{kind}.html" for kind in kinds)]


def _source(name: str) -> str:
    from importlib.resources import files

    return (files("tinnhiem.web.look") / "templates" / name).read_text(encoding="utf-8")


def _request() -> HttpRequest:
    return RequestFactory().get("/look")


def _page(name: str, language: str = "vi", **context: object) -> str:
    office = SimpleNamespace(
        body_name="HĐND tỉnh Lam Giang",
        person_name="Lê Thị Phương Thảo",
        role_label="Chuyên viên",
        language=language,
        rehearsal=True,
        server_time=datetime(2028, 11, 17, 9, 42, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        version="1.0",
        signed_in=True,
    )
    with speaking(language):
        return render_to_string(
            name, {"office": office, "navigation": [], **context}, request=_request()
        )


def test_a_form_carries_the_check_against_forgery_and_its_token() -> None:
    page = _rendered(
        '{% from "look/parts.html" import submit_form %}'
        '{% call submit_form("/a", "t1", label="Nộp") %}<b>x</b>{% endcall %}',
        csrf_input="<input name=c>",
    )

    assert page == (
        '<form method="post" action="/a" novalidate data-once aria-label="Nộp"><input name=c>'
        '<input type="hidden" name="token" value="t1"><b>x</b></form>'
    )


def test_a_form_without_the_check_is_not_made() -> None:
    with pytest.raises(KeyError, match="csrf_input"):
        _rendered(
            '{% from "look/parts.html" import submit_form %}'
            '{% call submit_form("/a", "t1") %}{% endcall %}'
        )


def test_a_name_that_the_context_lacks_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        _rendered("{{ missing }}")


def test_hostile_words_stay_words() -> None:
    page = _rendered(
        '{% from "look/parts.html" import tag, button, person, empty, figures, note, cite %}'
        '{{ tag("done", w) }}{{ button(w, href="/") }}{{ person(w, w) }}{{ empty("inbox", w, w) }}'
        '{{ figures([{"label": w, "value": w}]) }}{{ cite(w, "verified", "/") }}'
        '{% call note("info", w) %}{{ w }}{% endcall %}',
        w=HOSTILE,
    )

    assert "<img" not in page
    assert "&lt;img" in page


def test_the_given_name_is_bold() -> None:
    page = _rendered(
        '{% from "look/parts.html" import person_name %}{{ person_name("Lê Thị Ánh") }}'
    )

    assert page == '<span class="person-name">Lê Thị <b>Ánh</b></span>'


def test_each_problem_leads_to_its_field_in_the_same_words() -> None:
    form = ReturnedForm({"returned": "50"})
    page = _rendered(
        '{% from "look/parts.html" import error_summary, field %}{{ error_summary(form) }}'
        "{% for each in form %}{{ field(each) }}{% endfor %}",
        form=form,
    )

    assert "có 2 chỗ cần sửa" in page
    assert '<a href="#id_returned">Nhiều nhất 49.</a>' in page
    assert '<a href="#id_level_0">Chưa điền “Mức”.</a>' in page
    assert page.count("Nhiều nhất 49.") == 2
    assert 'aria-describedby="id_returned_helptext id_returned_error"' in page
    assert 'value="50"' in page


def test_a_form_without_problems_has_no_summary() -> None:
    page = _rendered(
        '{% from "look/parts.html" import error_summary %}{{ error_summary(form) }}',
        form=ReturnedForm(),
    )

    assert page.strip() == ""


def test_a_blocked_act_says_why() -> None:
    page = _rendered(
        '{% from "look/parts.html" import blocked_button %}'
        '{{ blocked_button("Bắt đầu kiểm phiếu", "Còn lệch 1 tờ.", "/l", "Xem sổ") }}'
    )

    assert 'aria-disabled="true" aria-describedby="why-bat-dau-kiem-phieu"' in page
    assert 'id="why-bat-dau-kiem-phieu"' in page
    assert "disabled>" not in page


def test_numbers_and_shares_speak_the_language_in_use() -> None:
    made = environment()
    template = made.from_string("{{ 1029|number }} {{ share|percent }} {{ none|number }}")
    with speaking("vi"):
        assert template.render(share=Fraction(38, 49)) == "1.029 77,55% –"
    with speaking("en"):
        assert template.render(share=Fraction(38, 49)) == "1,029 77.55% –"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_gallery_shows_every_part_without_inline_style_or_script(language: str) -> None:
    page = _page("look/gallery.html", language, **example())

    assert " style=" not in page
    assert "<style" not in page
    assert "onclick" not in page
    assert page.count("<script") == page.count("<script src=")
    assert page.count("<h1") == 1


def test_ids_on_the_gallery_are_unique() -> None:
    import re

    ids = re.findall(r'\sid="([^"]+)"', _page("look/gallery.html", **example()))

    assert len(ids) == len(set(ids))


def test_the_title_of_a_page_with_errors_begins_with_the_word_error() -> None:
    assert "<title>Lỗi: " in _page("look/gallery.html", **example())


@pytest.mark.parametrize("name", ["400", "403", "404", "429", "500"])
def test_pages_of_failure_have_one_heading(name: str) -> None:
    assert _page(f"look/error_{name}.html").count("<h1") == 1


def test_a_confirmation_names_what_happens_and_who_confirms() -> None:
    page = _page(
        "look/confirm.html",
        question="Công bố kết quả cho công chúng?",
        happens=["Trang kết quả sẽ mở.", "Không rút lại được."],
        visible_to="Mọi người",
        second="Nông Văn Khải",
        act="Đề nghị công bố",
        action="/a",
        back="/b",
        token="t1",
    )

    assert '<h1 id="question">Công bố kết quả cho công chúng?</h1>' in page
    assert "<li>Không rút lại được.</li>" in page
    assert "Nông Văn Khải" in page
    assert 'name="token" value="t1"' in page
