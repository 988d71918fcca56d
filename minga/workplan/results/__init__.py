"""Results by strategic product and subproduct, and by territory."""
