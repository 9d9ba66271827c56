"""Ranks: 第三 where it says a place among others, and 前十."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsnlp.quantities.readings import make

if TYPE_CHECKING:
    from newsnlp.numerals import Numeral
    from newsnlp.quantities.readings import Reading

__all__ = ["read_ordinal", "read_top"]

# 排名第3, 位居世界第一, 列第7: what makes 第N a rank and not the name of a thing.
_RANKED = re.compile(
    r"(?:排名?|排在|位居|位列|位于|居于?|列|名列|跃居|升至|升到|跃升至|跻身|稳居|高居|占据|获得?|夺得|取得"
    r"|成为|继续保持|保持|连续\w{1,4}年|世界|全球|全国|国内|亚洲|欧洲|全省|全市|行业|同类|总分|名次|暂列|并列)"
    r"[\w（）()]{0,6}第\Z|第[0-9]{1,4}[名位]?[、和及]第\Z"
)
# 第二大经济体, 第四高的国家, and the members of a list of ranks: 第3、第7.
_MOST = re.compile(
    r"大(?!队|道|街|厦|会|学|赛)|高(?!中|速|级|院|炉)|多(?!次)|长(?!征|江)|强|[、和及]第"
)
# 第二名的, 从第六位跃居: the place itself is spoken of.
_PLACE = re.compile(r"(?:名|位)(?=[的，。、；）)和跃升降跌]|\Z)")
# The thing that 第N names, where it is no rank: 第3届, 第一批, 第二季度.
_ORDINAL_HEAD = re.compile(
    r"[届批次个季期章条款代轮任集版号组场阶部例家颗艘架台座辆项张种类天年周方线步]|财险|产业|者|时间|书记|责任|课"
)
_LOOK_BACK = 16

# 跻身前十, 排名前三位, 销量前十的企业, 进入前八强: what makes 前N a rank.
_TOP_BEFORE = re.compile(
    r"(?:跻身|进入|步入|挤进|闯入|杀入|晋级|位居|位列|位于|名列|排名?|排在|列|居|暂列|榜单?|销量|总量|规模|产量|产值"
    r"|增速|实力|占比|数量|综合|积分|得分|成绩)[^，。；：！？、\n]{0,10}前\Z"
)
_TOP_UNIT = re.compile(r"[位名强甲]")
# 前3个月, 前两天, 前三季度: a time, or the first of some things.
_NOT_TOP = re.compile(r"[年月日天周个季次批轮届场期分小秒]")


def read_ordinal(folded: str, numeral: Numeral) -> Reading | None:
    """The reading of a number behind 第 where it is a rank, else None.

    Args:
        folded: the folded text.
        numeral: a numeral directly behind 第.
    """
    tail, unit = numeral.end, ""
    if folded[tail : tail + 1] in ("名", "位"):
        unit, tail = folded[tail], tail + 1
        if _PLACE.match(folded, numeral.end) is None and not _is_ranked(folded, numeral):
            return None
    elif _MOST.match(folded, tail) is None and (
        _ORDINAL_HEAD.match(folded, tail) is not None or not _is_ranked(folded, numeral)
    ):
        return None
    return make(numeral, tail=tail, unit=unit, kind="rank", rule="rank", start=numeral.start - 1)


def _is_ranked(folded: str, numeral: Numeral) -> bool:
    first = max(0, numeral.start - _LOOK_BACK)
    return _RANKED.search(folded, first, numeral.start) is not None


def read_top(folded: str, numeral: Numeral) -> Reading | None:
    """The reading of a number behind 前 where it is a rank (跻身前十), else None.

    Args:
        folded: the folded text.
        numeral: a numeral directly behind 前.
    """
    first = max(0, numeral.start - _LOOK_BACK)
    if _NOT_TOP.match(folded, numeral.end) or numeral.value is None or numeral.scale > 100:
        return None
    if _TOP_BEFORE.search(folded, first, numeral.start) is None:
        return None
    tail, unit = numeral.end, ""
    if _TOP_UNIT.match(folded, tail):
        unit, tail = folded[tail].strip("强甲"), tail + 1
    return make(numeral, tail=tail, unit=unit, kind="rank", rule="rank", start=numeral.start - 1)
