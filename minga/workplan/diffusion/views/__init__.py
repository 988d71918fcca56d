"""Pages of the diffusion of a plan."""
