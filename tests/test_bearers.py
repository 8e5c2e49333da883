"""Whom provisions bind by a title of office: one bearer in all orders of one government, another in another's."""

from pathlib import Path

import actagraph
import pytest

ORDER = """
source: {{text: "{place} Executive Order {number} says that the {title} must report."}}
actors: [{{id: place, kind: jurisdiction, name: {place}}}]
instruments:
- id: order
  kind: executive order
  label: Executive Order {number}
  number: "{number}"
  jurisdiction: place
  provisions: [{{modality: obligation, bearer: {title}, action: report}}]
"""


def bearers(folder: Path, *orders: tuple[str, str, str]) -> int:
    kg = actagraph.open(folder / "orders.kg", create=True)
    for place, number, title in orders:
        (folder / f"{place}-{number}.yaml").write_text(ORDER.format(place=place, number=number, title=title))
    assert kg.load(folder / "*.yaml").rejected == ()
    return len({row.bearer.iri for row in kg.ask("who-is-bound")})


@pytest.mark.parametrize("title", ["Secretary of State", "Attorney General", "Director of Parks and Lands"])
def test_the_holder_of_an_office_is_one_in_all_orders_of_a_government(title: str, tmp_path: Path) -> None:
    assert bearers(tmp_path, ("Westland", "1", title), ("Westland", "2", title)) == 1


@pytest.mark.parametrize("title", ["Secretary of State", "Attorney General"])
def test_offices_of_two_governments_are_two(title: str, tmp_path: Path) -> None:
    assert bearers(tmp_path, ("Westland", "1", title), ("Eastland", "2", title)) == 2


@pytest.mark.parametrize("title", ["Members", "Local agencies", "Heads of agencies"])
def test_groups_of_two_orders_stay_two(title: str, tmp_path: Path) -> None:
    assert bearers(tmp_path, ("Westland", "1", title), ("Westland", "2", title)) == 2
