"""Texts about other things and other countries: nothing wrong is taken from them."""

import pytest
from actagraph.loaders.news.extract import extract
from actagraph.ontology.dossier import Dossier, SourceInfo

RECIPE = """Lemon and thyme chicken

Serves four. Order the thighs from a butcher who will bone them for you, and rule out anything frozen.

Heat the oven to 200C. Zest two lemons, then strike the thyme with the back of a knife so that it gives up its oil. You
must not skip the salt: it keeps the meat from drying. Block the steam with a lid for 14 days' worth of patience, or so
it feels; half an hour is enough.

My grandmother, Rosa, would say the dish is "a sure way to a quiet table." She was right. If the sauce splits, whisk it
until it comes together. Serve with rice, and allow the pan to soak before you wash it.
"""

MATCH = """Harbour Town 2-1 Vale Rovers

Harbour Town struck twice in the second half to beat Vale Rovers on Saturday and climb to third in the table. Rovers had
led through Tom Ellery's shot from 20 yards, which beat the goalkeeper at his near post.

The referee ruled out a second goal for offside, and Rovers' appeal for a penalty was denied. Sam Okoro was shown a red
card for a foul that stopped an attack. Maya Lind equalised after an hour, then killed the game with a header.

"We were under siege for 40 minutes and the lads defended like lions," said the Harbour Town manager, Piet Brand.
"The suspension of Sam hurts us."
"""

REVIEW = """The Corvo 3 kettle, reviewed

The Corvo 3 promises to boil a litre in two minutes, and it does. The company says the lid "locks itself," but mine had
to be pressed twice. It may not be placed on a wet surface, and the manual directs you to descale it monthly.

If the maker recalled the old model, as rumours had it, no one told me. Would a court order a refund? Nobody has asked.
The order I placed on Monday arrived on Thursday. For the money, the kettle is a bargain.
"""

COMMONS = """MPs back tenants' bill at second reading

MPs voted on Tuesday to give the Tenants' Protection Bill a second reading. The housing secretary, Helen Marsh, told the
Commons that the bill would "end the lottery" for private tenants. The shadow housing secretary, David Pryce, said that
his party would support the bill if landlords were given two years to prepare.

The bill would ban landlords from evicting tenants without a reason. It now goes to committee, and could become law next
spring. The Speaker called two Labour backbenchers, who urged ministers to go further.
"""

BENCH = """High Court stays demolition of market

The Bombay High Court on Wednesday stayed the demolition of a market in Pune for four weeks. A bench of Justice A. R.
Kamat and Justice S. V. Joshi issued notice to the Pune Municipal Corporation on a petition by the traders' association.

The petitioners had argued that the notices of eviction were issued without a hearing. The corporation's counsel, Nitin
Rane, told the court that the structures were illegal. The court said that it might appoint a commissioner if the two
sides did not agree. The next hearing is on 18 March.
"""


def read(text: str) -> Dossier:
    """A text published on a Thursday in March."""
    return extract(text, SourceInfo(published="2026-03-05"))


@pytest.mark.parametrize("text", [RECIPE, MATCH, REVIEW])
def test_what_is_not_public_business_has_no_acts(text: str) -> None:
    found = read(text)
    assert (found.instruments, found.lawsuits, found.events) == ((), (), ())


@pytest.mark.parametrize(("text", "named"), [(RECIPE, set()), (REVIEW, set())])
def test_nobody_holds_office_in_a_kitchen(text: str, named: set[str]) -> None:
    found = read(text)
    assert {a.name for a in found.actors if a.offices or a.party or a.kind in ("agency", "court")} == named
    assert {(s.speaker, s.stance) for s in found.statements} <= {("company", None)}


def test_a_match_is_no_crime() -> None:
    found = read(MATCH)
    assert all(s.stance is None for s in found.statements)
    assert {a.kind for a in found.actors} <= {"person", "organization"}


def test_the_commons_are_not_congress() -> None:
    found = read(COMMONS)
    assert not {"U.S. House of Representatives", "U.S. Congress", "United States"} & {a.name for a in found.actors}
    assert found.lawsuits == () and not [i for i in found.instruments if i.status in ("enacted", "signed")]
    assert not [p for i in found.instruments for p in i.provisions if p.claim == "asserted" and i.status == "signed"]


def test_a_court_of_india_is_itself() -> None:
    found = read(BENCH)
    assert "U.S. Supreme Court" not in {a.name for a in found.actors}
    rulings = [r for suit in found.lawsuits for r in suit.rulings]
    assert {r.kind for r in rulings} <= {"stay"} and {r.scope for r in rulings} <= {None}
