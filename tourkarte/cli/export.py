"""`tourkarte export`: write the selected appointments to a file or to standard output."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 -- typer reads the annotations
from typing import TYPE_CHECKING, Annotated, Final

import typer

from tourkarte.cli.app import app, fail
from tourkarte.cli.german import GermanCommand, WrongCallError
from tourkarte.cli.session import working

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tourkarte.dataset import Dataset
    from tourkarte.export import Format
    from tourkarte.selection import Known, Selection

_ONCE: Final = frozenset(["tour", "nahe", "km", "von", "bis", "suche"])

Tour = Annotated[list[str] | None, typer.Option("--tour", metavar="TOUR", help="Nur diese Tour.")]
Stadt = Annotated[list[str] | None, typer.Option("--stadt", metavar="STADT", help="Nur diese Stadt, auch mehrmals.")]
Kreis = Annotated[
    list[str] | None, typer.Option("--kreis", metavar="SCHLÜSSEL", help="Nur dieser Kreis, etwa 05916, auch mehrmals.")
]
Bezirk = Annotated[
    list[str] | None, typer.Option("--bezirk", metavar="BEZIRK", help="Nur dieser Regierungsbezirk, auch mehrmals.")
]
Nahe = Annotated[
    list[str] | None, typer.Option("--nahe", metavar="ORT", help="Nur im Umkreis dieser Postleitzahl oder Stadt.")
]
Km = Annotated[
    list[str] | None, typer.Option("--km", metavar="KILOMETER", help="Wie weit um --nahe, 1 bis 300; sonst 30.")
]
Von = Annotated[list[str] | None, typer.Option("--von", metavar="TAG", help="Ab diesem Tag, etwa 2017-08-02.")]
Bis = Annotated[list[str] | None, typer.Option("--bis", metavar="TAG", help="Bis zu diesem Tag einschließlich.")]
Stand = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="STAND", help="„geplant“, „abgesagt“ oder „verschoben“, auch mehrmals."),
]
Suche = Annotated[
    list[str] | None,
    typer.Option("--suche", metavar="WÖRTER", help="Nur, wo sie in Titel, Gebäude, Straße oder Stadt stehen."),
]


@app.command(cls=GermanCommand)
def export(
    *,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="Das Format, etwa „csv“ oder „csv-excel“.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DATEI", help="Wohin; sonst auf die Standardausgabe.")
    ] = None,
    tour: Tour = None,
    stadt: Stadt = None,
    kreis: Kreis = None,
    bezirk: Bezirk = None,
    nahe: Nahe = None,
    km: Km = None,
    von: Von = None,
    bis: Bis = None,
    status: Stand = None,
    suche: Suche = None,
) -> None:
    """Schreibe die ausgewählten Termine in eine Datei."""
    from tourkarte.export.edition import edition_of  # noqa: PLC0415
    from tourkarte.settings import settings  # noqa: PLC0415
    from tourkarte.store import published  # noqa: PLC0415

    given = {"tour": tour, "stadt": stadt, "kreis": kreis, "bezirk": bezirk, "nahe": nahe, "km": km}
    given |= {"von": von, "bis": bis, "status": status, "suche": suche}
    chosen = _format(form)
    with working() as store:
        with store.read() as reader:
            data = published.load(reader, settings().data_dir)
        selectable = _selectable(data, with_places=bool(nahe))
        selection = _selection({name: values for name, values in given.items() if values}, selectable)
        content = chosen.write(selection.apply(data.appointments), edition_of(data, selection, selectable))
    for problem in data.problems:
        typer.echo(str(problem), err=True)
    _put(content, output)


def _format(name: str) -> Format:
    from tourkarte.export import formats  # noqa: PLC0415

    known = formats()
    if name not in known:
        listed = ", ".join(f"„{each.name}“ ({each.label})" for each in known.values())
        raise WrongCallError(f"„{name}“ ist kein Format; erlaubt sind {listed}.")
    return known[name]


def _selectable(data: Dataset, *, with_places: bool) -> Known:
    from tourkarte.places.nearby import nearby  # noqa: PLC0415
    from tourkarte.selection import known  # noqa: PLC0415
    from tourkarte.settings import settings  # noqa: PLC0415

    places = nearby(settings().data_dir) if with_places else None
    return known(data.appointments, data.districts.values(), data.tours.values(), places)


def _selection(given: Mapping[str, Sequence[str]], selectable: Known) -> Selection:
    """Return what was chosen; anything that cannot be used is a wrong call, as nobody wants half a filter."""
    from tourkarte.selection import Selection  # noqa: PLC0415

    if twice := [name for name in given if name in _ONCE and len(given[name]) > 1]:
        raise WrongCallError(f"Die Option --{twice[0]} steht mehrmals da; erlaubt ist sie einmal.")
    pairs = [(name, value) for name, values in given.items() for value in values]
    selection, problems = Selection.from_query(pairs, selectable)
    if problems:
        raise WrongCallError("\n".join(problem.message for problem in problems))
    return selection


def _put(content: bytes, output: Path | None) -> None:
    from tourkarte.errors import reason  # noqa: PLC0415

    if output is None:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        fail(f"{output} lässt sich nicht schreiben ({reason(error)}). Bitte eine andere Datei nennen.")
