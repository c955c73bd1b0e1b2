"""How a poll is conducted: its states, what may follow on what, and what must hold first.

Pure data and functions. People act; nothing here reads a clock or opens anything by itself.
"""
