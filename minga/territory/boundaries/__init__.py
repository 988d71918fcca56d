"""Files of boundaries and facilities: read whole, judged by feature, compared, applied once.

`reading` reads, `systems` brings everything to EPSG:4326, `mending` repairs, `matching` says whose
each feature is: pure functions. `judge` compares with what the database holds, `actions` writes it.
"""
