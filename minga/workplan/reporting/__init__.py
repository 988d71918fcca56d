"""The written forms of a plan: 1.2 analysis, 2.1 information systems, 3.1 diffusion, stage 4."""
