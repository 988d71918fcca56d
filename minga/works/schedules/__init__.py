"""What a project promises month by month: money, physical progress and milestones, in versions."""
