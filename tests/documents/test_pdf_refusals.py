"""A template that typst refuses or warns about never becomes a paper."""

from pathlib import Path

import pytest

from support.papers import extract
from tinnhiem.documents import pdf


@pytest.mark.parametrize(
    "template",
    ['#set document(title: "x")\n#text(font: "Không có")[a]', "#hàm-không-có()"],
    ids=["warning", "error"],
)
def test_a_warning_is_refused_as_an_error_is(
    template: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "paper.typ").write_text(template, encoding="utf-8")
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    with pytest.raises(pdf.RenderError, match="ban-trich-ket-qua-ca-nhan"):
        pdf.PdfPress().render(extract())
