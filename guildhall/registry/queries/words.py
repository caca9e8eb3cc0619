def plain(typed: str) -> str:
    """What somebody typed into a search, without blanks around it and without what no database can look for."""
    return typed.replace("\0", "").strip()[:200]
