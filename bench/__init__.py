"""Figures, printed: ``python -m bench`` measures on SQLite and on PostgreSQL. No test depends on them."""
