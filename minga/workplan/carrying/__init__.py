"""What a year leaves for the next: commitments its plan starts from, and what became of each."""
