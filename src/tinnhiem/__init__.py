"""Tín Nhiệm: carries out the confidence polls that Vietnamese law provides for."""

__version__ = "0.1.0"
