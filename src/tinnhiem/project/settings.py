"""The settings of the office: from the environment only, safe where nothing is said."""

from pathlib import Path

from tinnhiem import __version__
from tinnhiem.project import environment as env
from tinnhiem.project.office_log import logging_settings

VERSION = __version__
DATA = env.folder()
DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret("SECRET_KEY") or env.own_key(DATA)
ALLOWED_HOSTS = env.listed("HOSTS", "localhost,127.0.0.1,[::1]")
#: Whether the installation is reached over https; then cookies never travel without it.
SECURE = env.flag("HTTPS")
#: A connected installation refuses polls that are marked as state secrets.
CONNECTED = env.flag("CONNECTED", default=True)
#: Whether this installation holds nothing but rehearsals and demonstrations.
DEMONSTRATION = env.flag("DEMONSTRATION")
CSRF_TRUSTED_ORIGINS = env.listed("ORIGINS")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_tasks",
    "django_tasks_db",
    "tinnhiem.records",
    "tinnhiem.project.apps.ProjectConfig",
    "tinnhiem.web.look",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tinnhiem.web.idling.IdlingMiddleware",
    "tinnhiem.web.speaking.SpeakingMiddleware",
]

ROOT_URLCONF = "tinnhiem.project.urls"
WSGI_APPLICATION = "tinnhiem.project.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": False,
        "DIRS": [],
        "OPTIONS": {
            "environment": "tinnhiem.web.environment.environment",
            "context_processors": ["tinnhiem.web.context.office"],
        },
    }
]
#: Plain inputs are written by hand: a template for each would be most of a page of numbers.
FORM_RENDERER = "tinnhiem.web.look.inputs.Inputs"

DATABASES = {"default": env.database(DATA)}
AUTH_USER_MODEL = "records.Account"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# The words of the office come from tinnhiem.wording; Django's own are not used.
LANGUAGE_CODE = "vi"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
#: Audiences keep what is theirs beside their pages; what they share comes with the app of the look.
STATICFILES_DIRS = sorted(
    path
    for path in (Path(__file__).parents[1] / "web").glob("*/static")
    if path.parent.name != "look"
)
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if not DEBUG
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

SESSION_COOKIE_NAME = "tinnhiem"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
#: After so many minutes without a page somebody is signed out.
IDLE_MINUTES = env.number("IDLE_MINUTES", 120)
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "tinnhiem.web.answers.forged"
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "accounts:mine"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_SSL_REDIRECT = False  # the proxy does it; behind it every request looks plain
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Sign-in. The pages are the office's own; allauth knows the protocols, and none of its addresses is
# served (docs/decisions/0012-sign-in.md).
OIDC = env.provider()
SOCIALACCOUNT_PROVIDERS = (
    {"openid_connect": {"APPS": [OIDC.app], "OAUTH_PKCE_ENABLED": True}} if OIDC else {}
)
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_ADAPTER = "tinnhiem.actions.factor_adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        # Chromium holds the whole way of a form against this, so the provider's too.
        "form-action": ["'self'", *(OIDC.origins if OIDC else ())],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default"],
    }
}

LOGGING = logging_settings()
