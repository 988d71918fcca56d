"""Diffusion: mechanisms by audience, publications, how attentions of each channel are answered."""
