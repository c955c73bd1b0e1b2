"""Texts of an officeholder that save themselves until they are sent: explanation and answers."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, JsonResponse

from tinnhiem.actions.refusals import RefusedError
from tinnhiem.actions.unsent import drop_unsent, keep_unsent, place_of, unsent
from tinnhiem.records.models import Dossier, Question
from tinnhiem.web.both_texts import BothTexts
from tinnhiem.web.forms import SeeOther, submitted
from tinnhiem.web.requests import Visit
from tinnhiem.web.writing import TextForm

#: In characters.
MOST = 20_000
#: In the address: show what was sent, not what is being written.
SENT = "da-gui"
_CONFLICT, _UNPROCESSABLE, _NO_CONTENT = 409, 422, 204


def text_form(  # noqa: PLR0913 - what the form is called, and of what
    request: Visit, record: Dossier | Question, text: str, *, name: str, label: str, hint: str,
    required: bool = True,
) -> tuple[TextForm, bool]:  # fmt: skip
    """Return the form of a text, and whether it holds one that was not sent yet.

    What was begun on an older version says so when it is sent: both texts are shown then.
    """
    kept = None if SENT in request.GET else unsent(place_of(record), request.by)
    begun = kept is not None and kept.text != text
    initial: dict[str, Any] = {name: text, "version": record.version}
    if kept is not None and begun:
        initial = {name: kept.text, "version": kept.version}
    sent = request.POST if request.method == "POST" else None
    form = TextForm(
        sent, name=name, label=label, hint=hint, most=MOST, required=required, initial=initial
    )
    return form, begun and sent is None


def sent_text(
    request: Visit, record: Dossier | Question, form: TextForm, send: Callable[[Any], object], *,
    then: str, fresh: Callable[[], int],
) -> tuple[HttpResponse | None, dict[str, Any]]:  # fmt: skip
    """Take a text that was sent, whose draft goes then; return the answer and what the page shows.

    ``fresh`` tells the version of the record now: where another was sent meanwhile, both are shown.
    """

    def do(data: dict[str, Any]) -> None:
        send(data)
        drop_unsent(place_of(record), request.by)

    both = BothTexts()
    answer = submitted(request, form, both.watching(form, do, fresh), then=then)
    return answer, {"form": form, "both": both.rows, "sent_url": f"{request.path}?{SENT}"}


def kept_unsent(
    request: Visit, record: Dossier | Question, form: TextForm, *, name: str, here: str, open_: bool
) -> HttpResponse:
    """Keep what is being written, as the page does by itself; or drop it, where that was pressed.

    409 where nothing can be written any more: the page then says so.
    """
    if "drop" in request.POST:
        drop_unsent(place_of(record), request.by)
        return SeeOther(here)
    if not open_:
        return JsonResponse({"closed": True}, status=_CONFLICT)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=_UNPROCESSABLE)
    data = form.cleaned_data
    try:
        keep_unsent(
            place=place_of(record),
            text=data[name],
            version=data["version"],
            by=request.by,
            on=request.at.date(),
            most=MOST,
        )
    except RefusedError as refused:
        return JsonResponse({"error": refused.message}, status=_UNPROCESSABLE)
    return HttpResponse(status=_NO_CONTENT)
