"""Territorial problems: the services that meet over one, what each promises, what is missing."""
