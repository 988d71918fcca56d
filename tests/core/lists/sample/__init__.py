"""An area of the tests: houses, listed by the component and by nothing else."""
