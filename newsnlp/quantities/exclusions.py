"""What looks like a quantity and is none: dates, codes, addresses, words with a number inside.

Words stand in the table `data/not_quantities.tsv`; here are the shapes that no list can hold.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsnlp.numerals import Numeral
    from newsnlp.quantities.readings import Reading
    from newsnlp.words import Segmentation

__all__ = ["Spans", "crosses_word", "is_named", "merge", "name_spans"]


class Spans:
    """Sorted stretches of a text, asked whether one of them overlaps a given stretch."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = merge(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether one of the stretches overlaps [start, end)."""
        return self._at(start, end) is not None

    def hold(self, start: int, end: int) -> bool:
        """Whether one of the stretches overlaps [start, end) and is no part of it.

        万一 in 一万一千 and 十分 in 十分之一 are parts of a longer numeral.
        """
        i = self._at(start, end)
        if i is None:
            return False
        first, last = self._starts[i], self._ends[i]
        return not (start <= first and last <= end and last - first < end - start)

    def _at(self, start: int, end: int) -> int | None:
        """The first stretch that overlaps [start, end)."""
        i = bisect_right(self._starts, start) - 1
        if i >= 0 and self._ends[i] > start:
            return i
        return i + 1 if i + 1 < len(self._starts) and self._starts[i + 1] < end else None


def merge(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The union of the stretches, sorted and apart from each other."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start < out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


# The places of the table that stand in front of a number.
_IN_FRONT = frozenset(("before", "code"))


@cache
def _words(where: str) -> re.Pattern[str]:
    """The phrases of the table that stand at a place, the longest first."""
    phrases = [row["phrase"] for row in read_table("not_quantities.tsv") if row["where"] == where]
    pattern = "|".join(map(re.escape, sorted(phrases, key=lambda phrase: (-len(phrase), phrase))))
    verb = "[为是：:]?" if where == "code" else ""  # 编号为81192; but 病例为12 counts
    return re.compile(f"(?:{pattern}){verb}\\Z" if where in _IN_FRONT else pattern)


@cache
def _longest_before() -> int:
    rows = read_table("not_quantities.tsv")
    return max(len(row["phrase"]) for row in rows if row["where"] in _IN_FRONT)


# Where a code may stand: a run of four and more letters, digits and joints that begins with a
# letter or digit. The patterns below look at nothing else, for they are slow.
_RUN = re.compile(r"[A-Za-z0-9+][!-~—–至]{3,}+")
# Web and mail addresses, versions and IPs, months (1986.08), telephone numbers, years (2020-2022).
_CODES = re.compile(
    r"""
      https?://[!-~]++ | www\.[!-~]++
    | (?<![A-Za-z0-9._-]) [A-Za-z0-9][A-Za-z0-9._-]{0,63}+ @ [!-~]++
    | (?<![\d.]) \d++ (?: \.\d++ ){2,}+
    | (?<![\d.]) (?:19|20)\d\d \. (?:0[1-9]|1[0-2]) (?![\d%万亿元美人吨倍米公千])
    | (?<![\d.+-]) \+? \d{1,4} (?: -\d{2,12} ){2,}+ (?![\d.%万亿])
    | (?<![\d.]) \+ \d{1,3} (?: -\d{1,12} )++
    | (?<![\d.]) (?: 0\d{2,3}-\d{7,8} | 00\d{1,3}-\d{6,12} | 1[3-9]\d{9} | [48]00-?\d{3}-?\d{4}
                   | 95\d{3} | 123\d{2} ) (?! [\d.万亿%个人家名元例] )
    | (?<![\d.]) (?:19|20)\d\d (?:-|—|–|~|——|至|/) (?:19|20)\d\d
      (?! [\d.%万亿人元个例名家吨米] )
    """,
    flags=re.VERBOSE,
)
# “3·15”, 九·一八: days that are names.
_DAYS = re.compile(
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})·(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
)
# 联部街43号, 国道318, 12楼, 8单元, 3次列车: a number that names a place or a line.
_ADDRESS = re.compile(
    r"号(?!人)|单元|[栋幢][0-9]|弄|国道|省道|县道|频道|航班|次列车|次航班|楼(?!盘|房|宇)"
)
# 3:2, 21比19, 1：0, 1∶1: scores and ratios, and the three parts of 1.1:50.3:48.6.
_SCORE = re.compile(
    r"[0-9](?<![0-9.][0-9])[0-9]{0,2}(?:\.[0-9]{1,2})?"
    r"(?:(?:[:：∶]|比)[0-9]{1,3}(?:\.[0-9]{1,2})?(?![0-9%万亿])){1,3}"
)
# 1. 2、 (3) 一、 四）: numbers that head a line.
_HEADS = re.compile(
    r"\n[ \t\r]{0,8}(?:[0-9]{1,2}(?:[.、](?![0-9])|[)）])"
    r"|[一二三四五六七八九十]{1,3}(?:、(?![二三四五六七八九十])|[)）.]))"
)
# （十一）, (2): a number alone in brackets.
_BRACKETED = re.compile(r"[（(](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})[）)]")
# 《长安三万里》: a title, at most so long.
_TITLE = re.compile(r"《[^《》\n]{1,40}》")
# 一天比一天
_MORE_AND_MORE = re.compile(r"一([天年次个步代])比一\1")


def name_spans(folded: str) -> list[tuple[int, int]]:
    """Where words of the table, codes, scores and the numbers of lists stand.

    Args:
        folded: the folded text.
    """
    patterns = [_words("inside"), _SCORE, _HEADS, _BRACKETED, _TITLE, _MORE_AND_MORE]
    if "·" in folded:
        patterns.append(_DAYS)
    spans = [match.span() for pattern in patterns for match in pattern.finditer(folded)]
    for run in _RUN.finditer(folded):
        # Two characters more, for what a code must not be followed by.
        spans += [match.span() for match in _CODES.finditer(folded, run.start(), run.end() + 2)]
    head = _HEADS.match("\n" + folded[:_LONGEST_HEAD])
    if head is not None:
        spans.append((0, head.end() - 1))
    return spans


_LONGEST_HEAD = 14
# 病例1 has a number, 病例335 has so many.
_NUMBERED_BELOW = 100
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
# 第29、30护航编队, 第3至5届: an ordinal goes on.
_ORDINAL_LIST = re.compile(r"第[0-9一二三四五六七八九十百]{1,4}[、和及至到—-]\Z")
# 十三届全国人大, 十八届四中全会: a session or a term without its 第.
_TERM = re.compile(
    r"届(?:全国|[省市区县州]|人大|政协|中央|[一二三四五六七]中|联大|国会|立法会|理事会|委员会|董事会|常委会)"
)
_MEETING = re.compile(r"次(?:会议|全会|全体会议|代表大会|常委会)")
_BODY = re.compile(r"(?:人大|政协|大会|委员?会|纪委|届|理事会)(?:常委会)?\Z")
# 省市县三级 counts levels; 二级医院, 国家一级保护动物 and 三级响应 are grades.
_LEVELS_BEFORE = frozenset("省市县区乡镇村组）)”国")
_HAN_DIGITS = frozenset("一二三四五六七八九")
# 二期工程, 地铁6号线二期: the stage of a project; 分三期, 举办两期 count.
_COUNTED_BEFORE = frozenset("分共了办开出播完过满续每近约")
# 15分钟生活圈, 1小时交通圈, 三年行动计划, 百日攻坚, 百年奋斗目标: names of schemes.
_SCHEME = re.compile(r"[^\W\d_的]{0,4}圈(?![子层内外])|(?:行动|攻坚|规划|大庆|奋斗目标|大计|计划)")
_SCHEME_UNITS = frozenset(("年", "日", "天", "分钟", "刻钟", "小时", "个月"))
# 四周低, 环绕四周: all around. Weeks are spoken of with what follows or comes before.
_WEEKS_AFTER = re.compile(r"[后内前多半的时左以岁龄年，。]")
_WEEKS_BEFORE = re.compile(r"[第到至了约近过共满续达每前后上这用]\Z")
# “…”三条, Model 3, 《…》2: what stands before a bare number that belongs to a name.
_NAME_BEFORE = re.compile(r"(?:[A-Za-z] |》|[A-Za-z]—)\Z")
_BOUND_ALONE = frozenset("破过近超逾成上达约满")
# “12345”, “8890”: a number that is called.
_QUOTED = re.compile(r"“[0-9]{3,6}”")


def is_named(reading: Reading, numeral: Numeral, folded: str) -> bool:
    """Whether the words that touch a reading make its number part of a name or an ordinal.

    Args:
        reading: the reading of `numeral`.
        numeral: the numeral.
        folded: the folded text.
    """
    if numeral.start and _is_scale_of_header(numeral, folded):
        return True
    if _ADDRESS.match(folded, numeral.end) is not None or _goes_on_ordinal(numeral, folded):
        return True
    if not reading.unit:
        return _bare_is_named(numeral, folded)
    han = numeral.form == "chinese"
    unit = reading.unit
    if unit == "年" and _is_year(numeral):
        return True
    if unit in _SCHEME_UNITS and _SCHEME.match(folded, reading.tail):
        return True
    if han and folded.startswith(unit, reading.tail) and numeral.value == 1 and len(unit) == 1:
        return True  # 一次次, 一座座
    check = _BY_UNIT.get(unit)
    if check is not None and check(reading, numeral, folded):
        return True
    return _words("after").match(folded, numeral.end) is not None


def _is_scale_of_header(numeral: Numeral, folded: str) -> bool:
    """（万吨）, 单位：亿元: a scale that says what numbers elsewhere are worth."""
    if folded[numeral.start - 1] not in "（(:：":
        return False
    return set(folded[numeral.start : numeral.end]) <= _SCALES


_SCALES = frozenset("百千万亿")


def _goes_on_ordinal(numeral: Numeral, folded: str) -> bool:
    before = folded[numeral.start - 1 : numeral.start]
    if not before or before not in "、和及至到—-":
        return False
    first = max(0, numeral.start - 6)
    return _ORDINAL_LIST.search(folded, first, numeral.start) is not None


def _is_year(numeral: Numeral) -> bool:
    """Whether a number is written like a year: four digits, 1900 to 2099."""
    value = numeral.value
    plain = numeral.form == "arabic" and numeral.end - numeral.start == 4
    return plain and isinstance(value, int) and _FIRST_YEAR <= value <= _LAST_YEAR


def _is_term(_: Reading, numeral: Numeral, folded: str) -> bool:
    return _TERM.match(folded, numeral.end) is not None


def _is_meeting(_: Reading, numeral: Numeral, folded: str) -> bool:
    if _MEETING.match(folded, numeral.end) is None:
        return False
    return _BODY.search(folded, max(0, numeral.start - 8), numeral.start) is not None


def _is_grade(reading: Reading, numeral: Numeral, folded: str) -> bool:
    if folded[numeral.start : numeral.end] not in _HAN_DIGITS or reading.kind == "measure":
        return False
    return numeral.value == 1 or folded[numeral.start - 1 : numeral.start] not in _LEVELS_BEFORE


def _is_stage(_: Reading, numeral: Numeral, folded: str) -> bool:
    if folded[numeral.start : numeral.end] not in _HAN_DIGITS:
        return False
    return folded[numeral.start - 1 : numeral.start] not in _COUNTED_BEFORE


def _is_around(reading: Reading, numeral: Numeral, folded: str) -> bool:
    if folded[numeral.start : reading.tail] != "四周":
        return False
    if _WEEKS_BEFORE.search(folded, max(0, numeral.start - 1), numeral.start):
        return False
    return _WEEKS_AFTER.match(folded, reading.tail) is None


def _is_ring(_: Reading, numeral: Numeral, folded: str) -> bool:
    return folded[numeral.start : numeral.end] in _HAN_DIGITS


def _is_line(_: Reading, numeral: Numeral, folded: str) -> bool:
    """县道208线, 三线城市; 两线作战 counts."""
    if numeral.form != "arabic" and folded[numeral.start : numeral.end] not in _HAN_DIGITS:
        return False
    return folded[numeral.start - 1 : numeral.start] not in _COUNTED_BEFORE


def _is_route(_: Reading, numeral: Numeral, folded: str) -> bool:
    """公交18路、103路; 3路纵队 counts."""
    before = folded[numeral.start - 1 : numeral.start]
    return numeral.form == "arabic" and bool(before) and before in "交、乘坐"


# 二环 is a road, 10.5环 a shot; 一线 has its own word.
_BY_UNIT = {
    "届": _is_term,
    "次": _is_meeting,
    "级": _is_grade,
    "期": _is_stage,
    "周": _is_around,
    "环": _is_ring,
    "线": _is_line,
    "路": _is_route,
}


def _bare_is_named(numeral: Numeral, folded: str) -> bool:
    start, end = numeral.start, numeral.end
    text = folded[start:end]
    if text == "一" and _TO.match(folded, end) is None:
        return True  # 一派, 一整套: it introduces
    if len(text) == 1 and _is_first_of_word(text, folded, start, end):
        return True
    if _is_year(numeral) and not _bounded(folded, start):
        return True
    if _QUOTED.match(folded, start - 1):
        return True
    if text[0] == "0" and len(text) > 1 and text.isdecimal():
        return True
    if _NAME_BEFORE.search(folded, max(0, start - 2), start) or folded.startswith("》", end):
        return True
    if numeral.scale == 1:
        first = max(0, start - _longest_before() - 1)
        small = numeral.value is not None and numeral.value < _NUMBERED_BELOW
        if _words("code").search(folded, first, start):
            return True
        if small and _words("before").search(folded, first, start):
            return True
    return _words("after").match(folded, end) is not None


# 从零做起, 减为零的: a zero that was reached; elsewhere 零 before a word belongs to it (零添加).
_ZERO_REACHED = frozenset("从为至到是达成于归")


def _is_first_of_word(text: str, folded: str, start: int, end: int) -> bool:
    """Whether a character alone begins a name or a word: 万鄂湘, 零添加; but 破万 counts."""
    if text in "百千万亿":
        return not _bounded(folded, start)
    if text != "零":
        return False
    before = folded[start - 1 : start]
    if before == "“":
        return True
    return folded[end : end + 1].isalpha() and (not before or before not in _ZERO_REACHED)


def _bounded(folded: str, start: int) -> bool:
    before = folded[start - 1 : start]
    return bool(before) and before in _BOUND_ALONE


# 三至四周, 一到两成: the dictionary takes 三至 for a word.
_TO = re.compile(r"[至到][一二两三四五六七八九十百千万]")
# Tags that jieba gives to words which are a number, a measure word or both.
_NUMBER_TAGS = frozenset(("m", "q", "mq", "mg", "x", "eng", "t"))
# What a word may hold before its number and still be cut there: 共四讲, 这两项, 等十地, 近千.
_MAY_PRECEDE = frozenset("零〇一二三四五六七八九十百千万亿兆两俩仨几数多余来半廿卅点近上约逾过超成")
_MAY_PRECEDE_MANY = _MAY_PRECEDE | frozenset("共这那分有另等各前后仅只达为由从用")
# Units that are no beginning of another word behind more than one: 两条线, 三大类.
_PLAIN_UNITS = frozenset("人个名位件项条座辆艘架款种大处所张份")
# 两国关系, 海南、广东两省, 三市: places and bodies that are counted without a measure word.
_COUNTED_NOUNS = frozenset("国省市县区州地校院")
_FEW = frozenset("两三四五六七八九十")
_NOUN_NAMES = re.compile(r"三国(?:演义|时期|志|杀)|三区三州|三省吾身|.地震|九州|四国岛")


def crosses_word(numeral: Numeral, reading: Reading, folded: str, words: Segmentation) -> bool:
    """Whether a Chinese numeral is part of a longer word that is no number (统一, 三明, 十分).

    Args:
        numeral: the numeral.
        reading: what was read of it.
        folded: the folded text.
        words: its segmentation.
    """
    if numeral.form == "arabic":
        return False
    index = words.index_at(numeral.start)
    start, end = words.starts[index], words.ends[index]
    if words.tags[index] in _NUMBER_TAGS or _TO.match(folded, numeral.end):
        return False
    many = numeral.value != 1
    allowed = _MAY_PRECEDE_MANY if many and numeral.form == "chinese" else _MAY_PRECEDE
    if start < numeral.start and not set(folded[start : numeral.start]) <= allowed:
        return True
    if end <= reading.tail:
        return False
    if many and reading.unit:
        return reading.unit not in _PLAIN_UNITS
    return not _is_counted_noun(numeral, folded)


def _is_counted_noun(numeral: Numeral, folded: str) -> bool:
    return (
        folded[numeral.start : numeral.end] in _FEW
        and folded[numeral.end : numeral.end + 1] in _COUNTED_NOUNS
        and _NOUN_NAMES.match(folded, numeral.start) is None
    )
