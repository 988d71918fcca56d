"""What the benches are measured against: they import nothing of minga."""
