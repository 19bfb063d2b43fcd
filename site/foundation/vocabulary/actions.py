"""Fills the vocabularies from the files beside this one."""

import json
from pathlib import Path
from typing import Any

from django.apps import apps as installed

DATA = Path(__file__).parent / "data"


def read(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def load(apps: Any = installed) -> None:
    """Adds what is missing and leaves what editors changed. `apps` is the registry of a migration, or the real one."""

    def model(name: str) -> Any:
        return apps.get_model("vocabulary", name)

    def keep(name: str, rows: list[dict[str, Any]]) -> None:
        made = [model(name)(**{**row, "synonyms": "\n".join(row["synonyms"])}) for row in rows]
        model(name)._base_manager.bulk_create(made, ignore_conflicts=True)

    keep("Region", placed(read("regions")))
    region = dict(model("Region")._base_manager.values_list("slug", "pk"))
    keep("Country", [{**row, "region_id": region[row["region_id"]]} for row in read("countries")])
    keep("Theme", placed(read("themes")))
    keep("Cadre", placed(read("cadres")))
    keep("Concept", placed(read("concepts")))


def placed(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**row, "position": place} for place, row in enumerate(rows)]
