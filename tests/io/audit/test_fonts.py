from __future__ import annotations

from pathlib import Path

import pytest

from staffing.domain.problems import InputProblems
from staffing.io.audit.fonts import find_font


def test_the_best_font_wins_wherever_it_lies(tmp_path: Path) -> None:
    for place, name in (("a", "uming.ttc"), ("b/deep", "WQY-MicroHei.ttc"), ("c", "DejaVuSans.ttf")):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / name).touch()
    assert find_font([str(tmp_path / "none"), str(tmp_path)]).name == "WQY-MicroHei.ttc"


def test_without_one_the_package_is_named(tmp_path: Path) -> None:
    (tmp_path / "NotoSansCJK-Regular.ttc").touch()
    with pytest.raises(InputProblems, match="fonts-wqy-microhei"):
        find_font([str(tmp_path)])
