"""The atoms that time expressions are made of, as compiled patterns over folded text.

An expression is a first atom, atoms that go on after it (2025年 | 12月 | 29日 | 上午), and words
before it (截至) and after it (以来). The regex engine does the walking: `trigger` matches where
the first two characters could open an expression, and only there `first` is tried. No pattern
repeats without a bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Grammar", "grammar"]

_NUM: Final = "一二三四五六七八九十"
_YEAR: Final = r"(?:1[0-9]|20|21)[0-9][0-9]"
_YEAR_ZH: Final = r"[一二][〇零○一二三四五六七八九]{3}"
_MONTH: Final = r"(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])"
_DAY_ZH: Final = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TO: Final = r"(?:-|—|——|–|~|～|至|到)"
# Several months or days with one sign: 1—6月, 11、12月.
_SEVERAL: Final = rf"[0-9]{{1,2}}(?:{_TO}[0-9]{{1,2}}|(?:[、和][0-9]{{1,2}}){{1,3}})"
_SEASON: Final = "(?:冰雪季|滑雪季|雪季|赛季|学年|财年)"
_DECADE: Final = r"(?:[2-9]0|[二三四五六七八九]十)年代"
_PART_OF_AGE: Final = "(?:初期?|末期?|中叶|中期|中后期|前半叶|后半叶)?"
# After these a number of days says how long: 拘留10日.
_HELD: Final = "拘留|拘役|为期|历时|长达|停业|停产|禁赛|逾期|届满|休战|停火|监禁|关押|隔离"
_RECUR: Final = "每个?(?:周|星期)[一二三四五六日天](?!次|个|年|岁|届|回|行|副|带|期|款|篇|场|批)"
_PRESS: Final = "截[至止]到?(?:(?:本报)?记者)?(?:发稿(?:时间?|前)?|收盘时?)(?:为止)?"
# What numbers a street, not a day of the month: 联部街12号.
_STREET: Final = "路街巷弄道里村庄院楼栋幢厂园坊胡同段营桥门区城第"

# A number of days, years … in a window (近三年).
_AMOUNT: Final = (
    rf"(?:[0-9]{{1,4}}(?:\.[0-9])?|[几数]?[两百千{_NUM}]{{1,4}}几?|几|数|多|半)(?:多|余|来)?"
)
_LONG_UNIT: Final = (
    "(?:年|个多月|个半月|个月|周|个星期|星期|天|昼夜|个季度|个学期|个学年|个赛季|个世纪|个年头|代)"
)
_SHORT_UNIT: Final = "(?:个半小时|个多小时|个小时|小时|个交易日|分钟)"

# Words that stand before a time and say from when or up to when; looked for backwards. 到 and 至
# are none at the end of a verb: 增长到2020年的3倍.
_VERB_END: Final = "达提推延得感看来直受回遇想找拿收学谈说听做碰拖办签长少加多升降增扩缩高大不"
_PREFIX: Final = re.compile(
    rf"""
    (?: (?P<until>截至|截止到|截止至|截止)
      | (?P<since>自从|(?<![各来独亲])自)
      | (?P<from>从)
      | (?P<to>直到|直至|(?<![{_VERB_END}一二两三四五六七八九十几0-9])到
              |(?<![截甚乃以冬夏降升增减提延推直及])至)
    )?
    (?: 当地时间 | 北京时间 )?
    \Z
    """,
    flags=re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns and what the table words mean: word → (role, value).

    The name of the last group of a match of `first` or `following` is the role of the atom.
    """

    trigger: re.Pattern[str]
    first: re.Pattern[str]
    following: re.Pattern[str]
    prefix: re.Pattern[str]
    words: Mapping[str, tuple[str, str]]


@cache
def grammar() -> Grammar:
    """The patterns over the packaged tables, compiled once."""
    rows = read_table("times.tsv")
    guards = read_table("times_guards.tsv")
    sign = {row["sign"]: _guarded(row["sign"], "-", row["not_before"]) for row in guards}
    named = {row["role"] for row in rows} - {"event", "deed", "turn", "plan", "congress"}
    words = {
        row["word"]: _guarded(row["word"], row["not_after"], row["not_before"])
        for row in rows
        if row["role"] in named
    }
    nouns, deeds, plans, congresses = (
        [row["word"] for row in rows if row["role"] == role]
        for role in ("event", "deed", "plan", "congress")
    )
    first = "|".join(
        (
            rf"(?<![0-9.])(?:{_groups(_numeric(sign))})",
            _groups(_named(sign)),
            _groups({"plan": _plan(plans), "congress": _congress(congresses)}),
            _groups({"event": _event([*nouns, *deeds], sign), "entering": _entering(nouns)}),
            _groups({"word": _branching(words)}),
        )
    )
    event_in_year = rf"(?<=年)(?:{_event([*nouns, *deeds], sign)}|{_branching(_plain(nouns))})"
    following = _groups({**_following(sign), "event_in_year": event_in_year})
    return Grammar(
        trigger=re.compile(_trigger([*words, *nouns, *deeds, *congresses], [*nouns, *plans])),
        first=re.compile(first),
        following=re.compile(
            rf" ?(?:{following}|(?P<link>至|到|和|与|及|——|[-—–~～])?(?:{first}))"
        ),
        prefix=_PREFIX,
        words={row["word"]: (row["role"], row["value"]) for row in rows},
    )


def _numeric(sign: Mapping[str, str]) -> dict[str, str]:
    """Atoms that open with a number, in the order in which they are tried; name = role."""
    inside, around = _inside(sign), _around(sign)
    return {
        "iso": rf"{_YEAR}(?:-[01]?[0-9]-[0-3]?[0-9]|/[01]?[0-9]/[0-3]?[0-9]"
        r"|\.[01]?[0-9]\.[0-3]?[0-9])(?![0-9.])",
        "year_pair": rf"(?<=从){_YEAR}年?[到至]{_YEAR}(?![0-9.]|年)",
        "years": rf"{_YEAR}(?:{_TO}|/)(?:{_YEAR}|[0-9]{{2}}) ?(?:年度?|{_SEASON})",
        "year": rf"(?:{_YEAR}|{_YEAR_ZH}) ?(?:{_SEASON}|年度|{sign['年']})",
        "window": rf"{_AMOUNT}(?:{_LONG_UNIT}[半多]?(?:{inside}|{around})"
        rf"|日{inside}|{_SHORT_UNIT}(?:{inside}|{around}))",
        "months": rf"{_SEVERAL} ?(?:月份|{sign['月']})",
        "month": rf"{_MONTH} ?(?:月份|{sign['月']})",
        "days": rf"{_SEVERAL} ?{sign['日']}",
        "day": rf"(?:3[01]|[12][0-9]|0?[1-9]|[二三]?十[一二三四五六七八九]) ?{sign['日']}"
        rf"(?<!(?:{_HELD})[0-9]日)(?<!(?:{_HELD})[0-9][0-9]日)",
        "numbered": rf"(?:3[01]|[12]?[0-9]){sign['号']}"
        rf"(?<![{_STREET}][0-9]号)(?<![{_STREET}][0-9][0-9]号)",
        "clock": rf"[0-2]?[0-9]{_TO}[0-2]?[0-9]{sign['时']}"
        r"|[0-2]?[0-9](?:[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9万亿%:：])"
        rf"|{sign['时']}(?:{_minute(sign)})?"
        rf"|点(?:钟|整|半|{sign['许']}|[0-5]?[0-9](?:分(?:[0-5]?[0-9]秒)?)?(?![0-9个.%])|(?=[，。、,至到起前后开准]"
        r"|(?<=[至到—-][0-9]点)|(?<=[至到—-][0-9][0-9]点)))"
        r"(?:左右)?)",
        "century": rf"(?:[0-9]{{1,2}}|[一二]?十[一二三四五六七八九]?){sign['世纪']}"
        rf"(?:{_DECADE})?{_PART_OF_AGE}",
        "decade": rf"{_DECADE}{_PART_OF_AGE}",
        "quarter": "[1-4]季度",
    }


def _named(sign: Mapping[str, str]) -> dict[str, str]:
    """Atoms that open with a word and are no row of the table."""
    inside = _inside(sign)
    lead = (
        "(?:近|最近|过去|未来|今后|此后|接下来|此前|(?<![目之以提此空日年月赛会午事])前|这|短短)的?"
    )
    return {
        "era": rf"公元前?[0-9]{{1,4}} ?{sign['年']}",
        "century_word": rf"(?:上个?|本){sign['世纪']}(?:{_DECADE})?{_PART_OF_AGE}",
        "lunar": rf"(?:农历(?:[闰腊冬]|{_MONTH})月?|[正腊冬]月|大年(?=初|三十))初?(?:{_DAY_ZH})?",
        "clause": r"(?<![各来独亲])(?P<since>自从?)(?![贸由然治动身己主信觉驾])"
        r"[^，。；：！？、\n“”（）]{1,24}?(?:以来|之日起)",
        "first_months": rf"[前首](?:[0-9]{{1,2}}|[两{_NUM}]{{1,2}})个?(?:月[份底]|{sign['月']})"
        r"(?![0-9])",
        "frequency": _RECUR,
        "press": _PRESS,
        "lead": rf"(?:{lead}(?!{_YEAR}年)|连续){_AMOUNT}"
        rf"(?:(?:{_LONG_UNIT}[半多]?|日(?!游|常)){inside}?"
        rf"|{_SHORT_UNIT}{inside})|(?:过去|未来)的?[0-9]{{1,3}}个?小时"
        rf"|不[到足]{_AMOUNT}(?:{_LONG_UNIT}|个?小时|分钟)的?时间[里内]?",
        "weekday": r"(?:上上|上|本|这|下下|下)?个?(?:周|星期|礼拜)[一二三四五六日天]"
        r"(?<![每一两三几]周.)(?!次|个|年|岁|届|回|行|副|带)",
    }


def _following(sign: Mapping[str, str]) -> dict[str, str]:
    """Atoms that only go on an expression; each looks back at what it goes on after."""
    return {
        "day_in_month": rf"(?<=[月份和至到—-]) ?(?:[0-9]{{1,2}}|{_DAY_ZH}) ?(?:{sign['日']}|号)"
        r"|(?<=月)[0-9]{1,2}(?=[，。、,;；）)\s和至]|$)",
        "days_in_month": rf"(?<=[月份]){_SEVERAL} ?[日号]",
        "nth_week": "(?<=[月份])的?(?:第[一二三四五]|最后一)个?(?:周末?|星期)[一二三四五六日天]?",
        "this_moment": "(?<=[年月周天日])的?这个?时候|(?<=[年月])的?此时",
        "edge": rf"(?<=[年月])(?:{sign['底']}|{sign['末']}|{sign['初']}|中(?=[，。、；期]))",
        "xun": "(?<=[月份])[上中下]旬",
        "half_month": "(?<=[月份])[上下]半月",
        "season_in_year": r"(?<=年)[春夏秋冬](?:天|季(?!节)|(?=[，。、以之]))",
        "night": rf"(?<=[日号天])(?:晨|{sign['晚']}|{sign['早']}|{sign['午']}|{sign['夜']})[间上]?",
        "note": rf"[（(](?:{_YEAR}年)?(?:(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}[日号]"
        r"|(?:周|星期)[一二三四五六日天])[)）]",
        # 两点 and 三时 are clock times after a part of the day only
        "hour": rf"(?<=[上午晚晨夜早间])[两{_NUM}]{{1,3}}[点时](?:{_minute(sign)})?",
        "suffix": rf"(?:以来|{sign['起']}|开始|至今(?![年天日晚早晨夜春夏秋冬后])|[以之][前后]"
        rf"|{sign['前']}|{sign['后']}|前夕|前后|期间|{sign['间']}|{sign['内']}|同期|左右|{sign['许']})",
    }


def _minute(sign: Mapping[str, str]) -> str:
    return (
        r"[0-5]?[0-9]分(?:[0-5]?[0-9]秒)?"
        rf"|[二三四五]?十[{_NUM}]?分|半|整|多|一刻|{sign['许']}"
    )


def _inside(sign: Mapping[str, str]) -> str:
    words = "[之以]内|之间|的?时间(?:[里内]|以来)?|期间|过去(?=[，了])"
    return rf"(?:以来|{sign['来']}|{sign['间']}|{sign['内']}|{sign['里']}|{words})"


def _around(sign: Mapping[str, str]) -> str:
    return rf"(?:[以之][前后]|{sign['前']}|{sign['后']})"


def _event(nouns: Iterable[str], sign: Mapping[str, str]) -> str:
    """A noun that is a time before 期间, 假期 … (“五一”假期)."""
    return (
        rf"[“\"]?(?:{_branching(_plain(nouns))})[”\"]?(?:发生|暴发|爆发|开展|开始|到来|结束)?"
        r"(?:(?:小长假|长假|假期|假日|黄金周)(?:期间)?|期间|前夕|前后|当天|当日|档期?(?!案)|以来|时节"
        rf"|过后|初期|之初|{_around(sign)})"
    )


def _entering(nouns: Iterable[str]) -> str:
    """A season or holiday that comes, at the head of a clause (临近春节)."""
    opens = r"(?<![^，。；：！？\s在]..)"
    return rf"(?:进入|临近|时值|正值){opens}(?:{_branching(_plain(nouns))})(?:以来|以后|之后|后)?"


def _plan(plans: Iterable[str]) -> str:
    """A five-year plan; 九五 and 十五 are numbers unless quoted."""
    return rf"(?:[“\"](?:{'|'.join(plans)})[”\"]|十[一二三四五六]五)(?:期间|时期|末|初)?"


def _congress(names: Iterable[str]) -> str:
    return rf"(?:党的)?(?:{'|'.join(names)})(?=以来|以后)"


def _groups(patterns: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())


def _guarded(word: str, not_after: str, not_before: str) -> str:
    """The pattern of a word with what must not stand around it."""
    before = "" if not_after == "-" else f"(?<![{not_after}]{word})"
    after = "" if not_before == "-" else f"(?!{'|'.join(not_before.split())})"
    return word + before + after


def _plain(words: Iterable[str]) -> dict[str, str]:
    return {word: re.escape(word) for word in words}


def _branching(patterns: Mapping[str, str]) -> str:
    """One alternation, longest word first, that branches on the first character only once."""
    branches: dict[str, list[str]] = {}
    for word in sorted(patterns, key=len, reverse=True):
        branches.setdefault(word[0], []).append(patterns[word][1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items())


def _trigger(words: Iterable[str], quoted: Iterable[str]) -> str:
    """Where an expression may open, told by the first two characters.

    Each branch begins with a literal, so that the engine skips to the next such character.
    """
    amounts = f"0123456789两百千几数多半的{_NUM}"
    seconds = {
        **dict.fromkeys(_NUM, f"{_NUM}年月日个周星天昼世季代百千几多余小分大〇零○"),
        **dict.fromkeys("两几数多半百千", f"{_NUM}年个周星天昼代百千多余来小分日"),
        "近": amounts,
        "连": "续",
        "不": "到足",
        "进": "入",
        "临": "近",
        "时": "值",
        "正": "月值",
        "截": "至止",
        "每": "周星个",
        "最": "近",
        "过": "去",
        "未": "来",
        "今": "后",
        "此": "前后",
        "接": "下",
        "前": amounts,
        "首": amounts,
        "这": f"{amounts}周星礼个",
        "短": "短",
        "上": "上世周星礼个",
        "下": "下周星礼个",
        "本": "世周星礼个",
        "周": "一二三四五六日天",
        "星": "期",
        "礼": "拜",
        "农": "历",
        "腊": "月",
        "冬": "月",
        "大": "年",
        "党": "的",
        "公": "元",
        "“": "".join({word[0] for word in quoted}),
    }
    seconds['"'] = seconds["“"]
    for word in words:
        seconds[word[0]] = seconds.get(word[0], "") + word[1]
    opened = [f"{first}(?=[{''.join(sorted(set(rest)))}])" for first, rest in seconds.items()]
    signs = r"年月日号时点:：世个周星天季小分昼代多余来半、和.\-—–~～/至到冰雪滑赛学财"
    number = rf"(?=[0-9]{{0,3}} ?[{signs}])"
    digits = [rf"{digit}(?<![0-9.]{digit}){number}" for digit in "0123456789"]
    return "|".join(["自(?<![各来独亲]自)", *opened, *digits])
