"""The language of an article: given, or told from its words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Any, Final

from whowhom.types import Article, Failure

CODED: Final = "en"
LETTERS: Final = 80
"""Letters below which the language is not told: a headline of names can look like any."""
SURE: Final = 0.95
"""Probability of other languages, all together as kin share theirs, above which an article is not taken for English."""
SAMPLE: Final = 3000
_LETTER: Final = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  (slow to import)

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def checked(article: Article) -> Article | Failure:
    """The article with its language, or the failure that it is in one that is not coded."""
    if article.language:
        primary = article.language.strip().lower().replace("_", "-").split("-")[0]
        language = {"eng": CODED, "english": CODED}.get(primary, primary)
    else:
        language = _told(article.text)
    article = replace(article, language=language)
    if language == CODED:
        return article
    message = f"{article.origin}: the language is {language!r} and whowhom codes English; kept and not coded."
    return Failure(article.origin, "language", message, article=article, skipped=True, key=article.key)


def _told(text: str) -> str:
    sample = text[:SAMPLE]
    if len(_LETTER.findall(sample)) < LETTERS:
        return CODED
    ranked = _identifier().rank(sample.lower() if sample.isupper() else sample)
    return CODED if dict(ranked)[CODED] > 1 - SURE else str(ranked[0][0])
