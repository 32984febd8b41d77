"""What tells the address of the sender from that of an appointment."""

from __future__ import annotations

import re
from typing import Final

SENDER: Final = re.compile(
    r"\b(?:tel(?:efon)?\b|fax|telefax|e-?mail|pressestelle|rückfragen|kontakt|herausgeber|impressum|v\. ?i\. ?s|"
    r"ansprechpartner|postfach|internet)",
    re.IGNORECASE,
)
