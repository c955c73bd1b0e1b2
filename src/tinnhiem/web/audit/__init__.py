"""The log in plain sentences, its copies and checks for the auditor; what an observer sees."""
