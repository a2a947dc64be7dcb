"""The guides in docs/ show what happens: their files are written, their calls made, and what is printed compared.

After a change of what the program prints, EFFEKTKEDJA_UPDATE=1 python -m pytest tests/test_docs.py writes the outputs
anew; then read what `git diff` shows.
"""

from pathlib import Path

import pytest
from documents import carry_out
from support import REPOSITORY, expect

GUIDES = {"uppfoljning": "sv"}
"""The guides, and the language that they are written in."""


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_shows_what_happens(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EFFEKTKEDJA_LANG", GUIDES[name])
    guide = REPOSITORY / "docs" / f"{name}.md"
    expect(carry_out(guide, folder, monkeypatch), guide)
