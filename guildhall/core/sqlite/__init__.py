"""SQLite as Django knows it, but for writers who take turns (see ``base``)."""
