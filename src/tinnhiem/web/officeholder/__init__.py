"""The officeholder's room: report, declaration, explanation, questions, their own result."""
