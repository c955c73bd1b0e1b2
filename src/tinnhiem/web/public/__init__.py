"""What any citizen reads: published polls with their table, bars and downloads."""
