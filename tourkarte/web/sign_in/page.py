"""The page on which a token is entered: light HTML, readable on a phone, in the dark and without a script."""

from __future__ import annotations

from html import escape
from string import Template
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse

from tourkarte.web.sign_in.names import LONGEST

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEADERS: Final = {"Cache-Control": "no-store"}
_PAGE: Final = Template("""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>$title – Tourkarte</title>
<style>:root{color-scheme:light dark;--accent:#00694b;--on-accent:#fff;--line:#7a8793;--quiet:#53616f;--alarm:#a3260b;
--paper:#fff;--ink:#16202b;--field:#fff}
@media(prefers-color-scheme:dark){:root{--accent:#4fc39a;--on-accent:#12181f;--quiet:#a9b6c3;--alarm:#ff9a8a;
--paper:#12181f;--ink:#eef2f6;--field:#1b242e}}
body{font:1.1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem;
background:var(--paper);color:var(--ink)}
h1{font-size:1.8rem;line-height:1.2}a{color:var(--accent)}
label{display:block;font-weight:600;margin:1.2rem 0 .4rem}
small{display:block;margin-top:.45rem;color:var(--quiet);font-size:.95rem}
input{box-sizing:border-box;width:100%;font:inherit;padding:.5rem;border:1px solid var(--line);border-radius:.25rem;
background:var(--field);color:var(--ink)}
button{font:inherit;margin:1.5rem 0;padding:.6rem 1.2rem;border:0;border-radius:.25rem;
background:var(--accent);color:var(--on-accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
[role=alert]{border-left:4px solid var(--alarm);padding-left:.8rem;color:var(--alarm)}</style>
</head><body><main><h1>$title</h1>
$body
<p><a href="/">Zur Karte der Termine</a></p></main></body></html>""")

_FORM: Final = Template("""$alert<form method="post" action="/anmelden">
<label for="token">Schlüssel</label>
<input id="token" name="token" value="$token" required maxlength="200" autocomplete="off" autocapitalize="none"
 spellcheck="false" aria-describedby="token-said"$focus_token>
<small id="token-said">Der Server schreibt ihn in sein Protokoll. Er gilt für eine Anmeldung.</small>
<label for="name">Ihr Name</label>
<input id="name" name="name" value="$name" required maxlength="$longest" autocomplete="name"
 aria-describedby="name-said"$focus_name>
<small id="name-said">Er steht neben jeder Änderung, die Sie machen.</small>
<button>Anmelden</button></form>""")


def form(
    *, token: str, name: str, problem: str = "", status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Return the form with what was entered so far, and what was wrong with it."""
    body = _FORM.substitute(
        alert=f'<p role="alert">{escape(problem)}</p>' if problem else "",
        token=escape(token),
        name=escape(name),
        longest=LONGEST,
        focus_token="" if token else " autofocus",
        focus_name=" autofocus" if token else "",
    )
    page = _PAGE.substitute(title="Anmeldung der Redaktion", body=body)
    return HTMLResponse(page, status, _HEADERS | dict(headers or {}))


def note(title: str, text: str, *, status: int) -> HTMLResponse:
    """Return a page that says what went wrong and where to go on."""
    body = f'<p>{escape(text)}</p><p><a href="/redaktion">Zur Redaktion</a></p>'
    return HTMLResponse(_PAGE.substitute(title=escape(title), body=body), status, _HEADERS)
