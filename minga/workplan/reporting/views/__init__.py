"""The pages of the reports of a plan."""
