"""Bodies, people, posts and who held them when; taking a workbook over."""
