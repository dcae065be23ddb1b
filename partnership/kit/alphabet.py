"""The order of names: Swedish, because the portal's names are, and å, ä, ö are letters of their own there."""

import unicodedata

# "{", "|" and "}" follow z: so å, ä, ö do too, in this order. Neighbors' letters stand where a Swedish index has them.
LETTERS = str.maketrans(
    {"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "œ": "}", "ü": "y", "ð": "d", "þ": "th"}
)


def alphabetical(name: str) -> tuple[str, str]:
    """Return a key that sorts names as a Swedish reader expects: å ä ö last, case and accents ignored."""
    letters = unicodedata.normalize("NFC", name.casefold()).translate(LETTERS)
    plain = (one for one in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(one))
    return "".join(plain), name
