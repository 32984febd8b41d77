"""Callbacks that run to their end.

Streamlit stops a run at its next access to the session's state as soon as another run is asked for, in the middle of a
callback too. What a callback saves would then be lost, and Streamlit would not call it again, for it has noted the
widget's value already: the field shows what nobody stored. Pages are drawn anew after a stop; callbacks are not.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from streamlit import config
from streamlit.runtime.state import SafeSessionState


def let_callbacks_finish() -> None:
    """See to it that a run is stopped before or after its callbacks, never within; a second call changes nothing."""
    config.set_option("runner.fastReruns", value=False)  # else the next run begins while one's are called
    interruptible = SafeSessionState.on_script_will_rerun
    if hasattr(interruptible, "__wrapped__"):
        return

    @wraps(interruptible)
    def whole(self: SafeSessionState, *args: Any, **values: Any) -> None:
        runner: Any = getattr(self._yield_callback, "__self__", None)
        execing, runner._execing = runner._execing, False  # noqa: SLF001 (Streamlit has no setting for it)
        try:
            interruptible(self, *args, **values)
        finally:
            runner._execing = execing  # noqa: SLF001

    SafeSessionState.on_script_will_rerun = whole  # type: ignore[method-assign]
