"""The office of the demonstration: an invented council whose polls are played act by act."""
