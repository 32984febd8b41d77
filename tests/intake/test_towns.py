from __future__ import annotations

import pytest

from tourkarte.intake.towns import about_town
from tourkarte.places.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("code", "city"),
    [
        *(("52068", "Aachen"), ("47169", "Duisburg-Marxloh"), ("50825", "Köln (Ehrenfeld)"), ("33790", "Halle Westf.")),
        *(("14806", "Bad Belzig, OT Dippmannsdorf"), ("06108", "Halle (Saale)"), ("40190", "Düsseldorf")),
        *((None, "Herne"), (None, "Kulmbach"), (None, "Wuppertal-Elberfeld"), ("6851", "Dornbirn")),
    ],
)
def test_what_fits_is_not_doubted(code: str | None, city: str) -> None:
    assert about_town(code, city, gazetteer()) is None


@pytest.mark.parametrize(
    ("code", "city", "field", "told"),
    [
        ("44649", "Aachen", "postal_code", "gehört zu Herne, im Text steht Aachen"),
        ("01067", "Aachen", "postal_code", "gehört zu Dresden"),
        ("99999", "Aachen", "postal_code", "steht nicht im Verzeichnis"),
        ("52068", "Nirgendwo", "city", "steht nicht im Ortsverzeichnis, die Postleitzahl 52068 gehört zu Aachen"),
        (None, "Nirgendwo", "city", "steht nicht im Ortsverzeichnis"),
    ],
)
def test_what_does_not_fit_is_doubted(code: str | None, city: str, field: str, told: str) -> None:
    doubt = about_town(code, city, gazetteer())
    assert doubt is not None
    assert doubt.field == field
    assert told in doubt.reason
