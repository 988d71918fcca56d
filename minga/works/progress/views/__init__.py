"""Pages of progress: the board, a report, spending, closings, a project, the portfolio."""
