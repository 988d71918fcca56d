"""What a year leaves for the next: the commitments its plan starts from, and what became of each."""
