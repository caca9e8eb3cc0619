"""Verification codes: sixteen characters that are easy to read aloud and type. Pure but for chance."""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Eighty random bits: nobody finds a document by guessing."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """The code as stored, from what somebody typed: any case, with hyphens or blanks, O for 0, I or L for 1."""
    signs = "".join(sign for sign in typed.upper() if sign.isascii() and sign.isalnum())
    return signs.translate(_READ_AS)


def spaced(code: str) -> str:
    """``7K3M-Q9RT-X2VB-4HZD``"""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))
