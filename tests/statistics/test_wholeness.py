"""Names that the network cut short are completed by rule, and only these."""

from __future__ import annotations

import pytest

from newsnlp.quantities import find_readings
from newsnlp.statistics.changes import find_cues
from newsnlp.statistics.wholeness import complete
from newsnlp.text import fold
from newsnlp.words import Segmenter


@pytest.mark.parametrize(
    ("text", "item", "whole", "rule"),
    [
        ("升级暖“新”阵地17个。", "阵地", "暖“新”阵地", "quoted name"),
        ("升级暖“新”阵地17个。", "新”阵地", "暖“新”阵地", "quoted name"),
        ("新增“邻里驿”36处。", "“邻里驿", "“邻里驿”", "quoted name"),
        ("开展“敲门”行动30次。", "行动", "“敲门”行动", "quoted name"),
        ("新增街角临停泊车位90个。", "停泊车位", "街角临停泊车位", "object of a change word"),
        ("减少二氧化碳排放3万吨。", "排放", "二氧化碳排放", "object of a change word"),
        # A sentence in quotation marks is no part of a name.
        ("他说“大家都来，一起干。”志愿者30名。", "志愿者", None, None),
        # A number stands between, or the word is no change word.
        ("新增了街道的停车位70个。", "停车位", None, None),
        ("打造健身场景90个。", "场景", None, None),
        # The quotation holds the number itself.
        ("打造“20分钟”健身圈。", "健身圈", None, None),
    ],
)
def test_complete(text: str, item: str, whole: str | None, rule: str | None) -> None:
    folded = fold(text)
    words = Segmenter().cut(text)
    readings = find_readings(folded, words, [])
    (cue, *_) = find_cues(readings, folded)
    start = text.index(item)
    found = complete(start, start + len(item), readings[0], cue, folded, words)
    if whole is None:
        assert found is None
    else:
        assert found is not None
        assert (text[found.start : found.end], found.rule) == (whole, rule)
