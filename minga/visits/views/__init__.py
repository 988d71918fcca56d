"""Pages of control visits."""
