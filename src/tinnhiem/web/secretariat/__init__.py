"""The clerk's and the standing body's desk: list, plan, calendar, dossiers, papers, rolls."""
