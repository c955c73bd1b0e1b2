"""An installation in which every page can be looked at: one small council, polls at many stages."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from support.installation import Installation
from support.killing import small_cast

_BUILD = "from support.shown import build\nprint(build())\n"
#: Where each poll stands after today's, in days, and its last deed; all but the last are rehearsed.
STAGES = (
    ("Kỳ họp thứ mười một", 200, "list concluded anew"),
    ("Kỳ họp thứ mười", 120, "declaration of Lò Văn Pánh"),
    ("Kỳ họp chuyên đề", 75, "question to Đỗ Thị Mai Lan passed on"),
    ("Kỳ họp bất thường", 0, "minutes signed by Nguyễn Đăng Khoa"),
    ("Kỳ họp thứ chín", 0, "people-committee 3 keyed by team 1"),
)


@dataclass(frozen=True)
class Shown:
    """What was built: the session of the operator, who has no place among the people to play."""

    installation: Installation
    operator: str


def shown(installation: Installation) -> Shown:
    """Play the polls in an installation that is ready."""
    return Shown(installation, installation.run(_BUILD).strip())


def build() -> str:
    """Play the polls here, and return a session of the operator."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tinnhiem.demonstration.office.deeds import ZONE
    from tinnhiem.demonstration.office.playing import Playing
    from tinnhiem.demonstration.office.shows import former, present, tried
    from tinnhiem.demonstration.office.stage import Stage
    from tinnhiem.records.models import Account

    cast, now = small_cast(), datetime.now(ZONE)
    earlier = former(cast, now.date())
    case = earlier.given["p19"]
    earlier = replace(earlier, given={cast.holders[0].key: case}, batch=13)
    Playing(stage=Stage(cast=cast, show=earlier), now=now).play()
    for sitting, after, until in STAGES:
        made = present if sitting == STAGES[-1][0] else tried
        show = replace(
            made(cast, now.date()),
            sitting=sitting, batch=5, papers=(), day=now.date() + timedelta(after),
        )  # fmt: skip
        Playing(stage=Stage(cast=cast, show=show), now=now, until=until, founding=False).play()
    account = Account.objects.filter(is_superuser=True).get()
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)
