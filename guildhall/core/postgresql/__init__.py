"""PostgreSQL as Django knows it, but for whole rows that are asked for quicker (see ``core.whole_rows``)."""
