"""Labels of forms in the language of whoever looks at them, not of whoever started the server."""

from django.utils.functional import lazy

from tinnhiem.wording.language import _, noted

later = lazy(_, str)

#: How a day is written, under every field for one.
DAY_HINT = later(noted("Day, month and year, for instance 7/12/2028"))
