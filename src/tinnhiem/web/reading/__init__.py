"""The voters' reading room: dossiers, criteria, written questions."""
