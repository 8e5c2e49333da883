"""Words with hyphens stay whole, as the training corpora have them; dashes still part words."""

from __future__ import annotations

from collections.abc import Callable

from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER, CONCAT_QUOTES, LIST_ELLIPSES, LIST_ICONS
from spacy.language import Language
from spacy.util import compile_infix_regex, registry

INFIXES = [
    *LIST_ELLIPSES,
    *LIST_ICONS,
    r"(?<=[0-9])[+\*^](?=[0-9-])",
    rf"(?<=[{ALPHA_LOWER}{CONCAT_QUOTES}])\.(?=[{ALPHA_UPPER}{CONCAT_QUOTES}])",
    rf"(?<=[{ALPHA}]),(?=[{ALPHA}])",
    r"(?:–|—|--|---|——|~)",
    rf"(?<=[{ALPHA}0-9])[:<>=/](?=[{ALPHA}])",
]


@registry.callbacks("actagraph.hyphens.v1")  # type: ignore[untyped-decorator]
def whole_hyphens() -> Callable[[Language], Language]:
    """A callback that gives a pipeline's tokenizer these infixes; they are stored with the pipeline."""

    def change(nlp: Language) -> Language:
        nlp.tokenizer.infix_finditer = compile_infix_regex(INFIXES).finditer  # type: ignore[union-attr]
        return nlp

    return change
