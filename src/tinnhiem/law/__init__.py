"""The law of confidence polls, pure: dated data, and the functions that read a case from it.

Nothing here reads a clock, a file system path of the user, the network or chance.
"""
