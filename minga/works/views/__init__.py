"""Pages of the record of projects."""
