"""Data inside of a script: JSON that no template, script element or string rewriting can mistake for code."""

from __future__ import annotations

from typing import Any

import orjson

# `</script>` ends a script element; streamlit-folium replaces `{{'name'}}` inside of the scripts it is given.
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027", "{{": "\\u007b\\u007b"}


def script_json(data: Any) -> str:
    """Return `data` as JSON on one line that may stand anywhere in a script.

    Every escape replaces a character that occurs inside of JSON's strings only, so the data stay the same.
    """
    text = orjson.dumps(data).decode()
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
