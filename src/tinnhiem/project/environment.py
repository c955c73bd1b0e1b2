"""Reading the settings from the environment; a secret may stand in the file of ``NAME_FILE``."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "TINNHIEM_"


def text(name: str, default: str = "") -> str:
    """Return a setting as text, or its default."""
    return os.environ.get(PREFIX + name, default)


def flag(name: str, *, default: bool = False) -> bool:
    """Return a setting as yes or no.

    :raises ImproperlyConfigured: where it is neither.
    """
    value = text(name, "1" if default else "0").strip().lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{PREFIX}{name}: yes or no, not {value!r}")


def number(name: str, default: int) -> int:
    """Return a setting as a whole number above zero.

    :raises ImproperlyConfigured: where it is none.
    """
    value = text(name, str(default)).strip()
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise ImproperlyConfigured(f"{PREFIX}{name}: a whole number, not {value!r}")
    return int(value)


def listed(name: str, default: str = "") -> list[str]:
    """Return a setting as a list, split at commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def folder() -> Path:
    """Return the folder of the installation's data: database, files, key."""
    return Path(text("DATA", "tinnhiem-data")).absolute()


def secret(name: str) -> str | None:
    """Return a secret from the environment or from the file that ``NAME_FILE`` names.

    :raises ImproperlyConfigured: where the file is named but cannot be read.
    """
    path = text(f"{name}_FILE")
    if not path:
        return text(name) or None
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{PREFIX}{name}_FILE: {error}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """The organisation's own sign-in: what allauth needs of it, and where its forms lead."""

    app: dict[str, Any]
    origins: tuple[str, ...]


def provider() -> Provider | None:
    """Return the organisation's sign-in (OpenID Connect) of ``TINNHIEM_OIDC_…``; None without.

    ``ISSUER``, ``CLIENT`` and ``SECRET`` (or ``SECRET_FILE``) describe it; ``NAME`` is what the
    button calls it; ``ORIGINS`` are further origins that its pages lead through; ``TOKEN_AUTH``
    says how the client names itself (``client_secret_basic`` or ``client_secret_post``) where
    what the issuer offers is not right.

    :raises ImproperlyConfigured: where the address is not https (http only on this machine), or
        the client's name is missing.
    """
    issuer = text("OIDC_ISSUER").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme != "https" and not here:
        raise ImproperlyConfigured(f"{PREFIX}OIDC_ISSUER: https://…, not {issuer!r}")
    client = text("OIDC_CLIENT")
    if not client:
        raise ImproperlyConfigured(f"{PREFIX}OIDC_CLIENT is missing")
    how = {"token_auth_method": text("OIDC_TOKEN_AUTH")} if text("OIDC_TOKEN_AUTH") else {}
    app = {
        "provider_id": "organisation",
        "name": text("OIDC_NAME"),
        "client_id": client,
        "secret": secret("OIDC_SECRET") or "",
        # The subject alone is asked for: neither name nor address is needed or kept.
        "settings": {"server_url": issuer, "scope": ["openid"], "fetch_userinfo": False, **how},
    }
    origin = f"{parts.scheme}://{parts.netloc}"
    return Provider(app=app, origins=(origin, *listed("OIDC_ORIGINS")))


def own_key(data: Path) -> str:
    """Return the installation's own secret key, made once and kept readable by its owner only."""
    path = data / "secret-key"
    try:
        return path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = secrets.token_urlsafe(48)
        path.touch(mode=0o600)
        path.write_text(made, encoding="utf-8")
        return made


def database(data: Path) -> dict[str, object]:
    """Return the database: SQLite in the data folder, or PostgreSQL by ``TINNHIEM_DATABASE_URL``.

    :raises ImproperlyConfigured: where the address is not that of a PostgreSQL database.
    """
    address = secret("DATABASE_URL")
    if not address:
        return _sqlite(data)
    parts = urlsplit(address)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{PREFIX}DATABASE_URL: postgresql://…, not {parts.scheme}://…")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or text("DATABASE_SOCKET"),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(data: Path) -> dict[str, object]:
    """SQLite with immediate transactions: a reader that turns writer would else be refused."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": data / "tinnhiem.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
            "PRAGMA foreign_keys=ON;",
        },
    }
