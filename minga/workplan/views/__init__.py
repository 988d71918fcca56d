"""The pages of work plans: the plan, its draft, its activities with their evidence."""
