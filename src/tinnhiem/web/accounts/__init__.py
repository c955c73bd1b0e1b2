"""Signing in, invitations, what waits for one, and settings."""
