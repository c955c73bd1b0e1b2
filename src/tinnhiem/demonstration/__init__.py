"""An invented province council and an invented Party conference, played whole."""
