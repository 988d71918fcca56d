"""Pages of commitments and audits."""
