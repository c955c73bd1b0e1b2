"""Files in and out: poll files as JSON and workbooks, results as JSON, the calendar."""
