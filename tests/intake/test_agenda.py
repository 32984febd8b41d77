from __future__ import annotations

from tourkarte.intake.invitation import read
from tourkarte.places.gazetteer import gazetteer

FRAME = "Zeit: Montag, 3. Mai 2021, 10.00 bis 13.00 Uhr\n\nOrt: Rathaus, Markt 1, 52062 Aachen\n\n"


def starts(text: str) -> list[str]:
    return [f"{draft.start:%H:%M}" for draft in read(text, gazetteer()).drafts if draft.start]


def test_points_without_a_place_are_no_appointments() -> None:
    assert starts(FRAME + "Ablauf:\n\n10.00 Uhr: Begrüßung\n\n11.15 Uhr: Rundgang\n\n15.00 Uhr: Ausklang\n") == [
        "10:00"
    ]


def test_stations_with_places_replace_their_frame() -> None:
    text = "Zeit: Montag, 3. Mai 2021, 9.00 bis 18.00 Uhr\n\nAblauf:\n\n"
    text += "9.30 Uhr: Besuch in Herne\n\n14.00 Uhr: Besuch in Wesel\n"
    assert starts(text) == ["09:30", "14:00"]


def test_an_appointment_stated_twice_is_one() -> None:
    text = "# Empfang der Stadt\n\nMontag, 3. Mai 2021, 10.00 Uhr\nAachen\n\n" + FRAME.replace(" bis 13.00 Uhr", " Uhr")
    drafts = read(text, gazetteer()).drafts
    assert len(drafts) == 1
    assert drafts[0].venue.street == "Markt 1"


def test_two_appointments_at_one_time_stay_two() -> None:
    text = "Montag, 3. Mai 2021\n\n10 Uhr: Lesung, Markt 1, 52062 Aachen\n\n10 Uhr: Konzert, Markt 1, 52062 Aachen\n"
    assert len(read(text, gazetteer()).drafts) == 2
