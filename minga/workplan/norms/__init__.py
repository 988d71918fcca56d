"""Register of regulatory changes: from the observed result to the rules that were updated."""
