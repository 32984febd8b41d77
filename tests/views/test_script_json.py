from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tourkarte.views.script_json import script_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(VALUES)
def test_the_data_stay_the_same(value: object) -> None:
    assert json.loads(script_json(value)) == value


@given(st.text(alphabet="</script>{}'&a ") | st.just("{{'alert'}}") | st.just("</script>"))
def test_nothing_in_it_can_be_mistaken_for_code(text: str) -> None:
    written = script_json({"text": text})
    assert not set(written) & set("<>&'")
    assert "{{" not in written
    assert "\n" not in written
