"""The Fatherland Front's room: the list it received, its synthesis, single opinions."""
