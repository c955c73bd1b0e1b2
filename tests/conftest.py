"""What holds for every test: properties run without a deadline, as machines differ in speed."""

from hypothesis import settings

settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")
