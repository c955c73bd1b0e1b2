"""The counting board's rooms: keying, differences, scans and doubts, minutes, sealing."""
