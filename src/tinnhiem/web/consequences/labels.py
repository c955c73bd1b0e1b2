"""Labels of forms in the language of whoever looks at them, not of whoever started the server."""

from django.utils.functional import lazy

from tinnhiem.wording.language import _

later = lazy(_, str)
