"""The people of a demonstration: one press of a button to be each. Absent everywhere else."""
