"""Words for people: languages, numbers, dates, names, terms, and sentences for problems.

Standard library only. Nothing here knows the law; codes and ids come in as plain strings.
"""
