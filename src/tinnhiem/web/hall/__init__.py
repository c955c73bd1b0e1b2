"""The projector's screen, and the remote from which the chair releases each step."""
