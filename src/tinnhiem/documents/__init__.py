"""The papers of a poll: from frozen facts to PDF, DOCX, XLSX, CSV and JSON."""
