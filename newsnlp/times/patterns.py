"""The atoms that time expressions are made of, as compiled patterns over folded text.

An expression is a first atom, atoms that go on after it (2025年 | 12月 | 29日 | 上午), and words
before it (截至) and after it (以来). `FIRST` matches only at characters of `TRIGGER`; the regex
engine does the walking, Python sees only candidate places. No pattern repeats without a bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from newsnlp.lexicons.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

__all__ = ["Grammar", "grammar"]

_YEAR: Final = r"(?:1[0-9]|20|21)[0-9][0-9]"
_YEAR_ZH: Final = r"[一二][〇零○一二三四五六七八九]{3}"
_DASH: Final = r"(?:-|—|——|–|~|～|至|到)"
_NUM_ZH: Final = "一二三四五六七八九十"
_DAY_ZH: Final = "(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_MONTH_ZH: Final = "(?:十[一二]?|[一二三四五六七八九])"

# What must not follow 年 月 日 号 and the like, lest they be part of another word.
_NOT_YEAR: Final = r"(?!的?历史|以上|多|余|陈|树龄|之久|龄|级|画|货|糕|味|夜饭|轻)"
_NOT_MONTH: Final = r"(?!龄|嫂|饼|球|色|光|亮|牙|经|票|薪|均|度|租|子中)"
_NOT_DAY: Final = (
    r"(?!游|龄|均|元|本(?!报|台|社|院|网)|内|间|以内|之内|化|用|薪|程|照|常|报|息|租|字|夜兼程)"
)
_NOT_NUMBERED: Final = (
    r"(?!线|楼|院|门|馆|厂|店|机|井|坝|桥|船|舰|艇|车|文|令|公(?!布|开)|通(?!报)|台|球|种|选|馆|区|地|煤|矿|坑|路|街|码"
    r"|汽|柴|油|站|厅|房|室|床|铺|座|位|仓|炉|高炉|矿|病|卫星|飞船|火箭|探测|嫌|被告|人|议|决|提|建|法|基|墓"
    r"|电|牌|隧|标|段|泊|航|沟|洞|风|遗|展|作|样|试|专|主|副|实验|粒|胶|纸|丸|系|元素|角色|头|手|档|热)"
)
_STREET: Final = "路街巷弄道里村庄院楼栋幢厂园坊胡同段营桥门区城第"
_ADDRESS: Final = rf"(?<![{_STREET}][0-9]号)(?<![{_STREET}][0-9][0-9]号)(?<![{_NUM_ZH}]号)"
_CLOCK_TAIL: Final = (
    r"(?:[0-5]?[0-9]分(?:[0-5]?[0-9]秒)?|[一二三四五]?十?[一二三四五六七八九]?分|半|整|许|多|一刻)?"
)

# A number of days, years … in a window (近三年). 半 stands alone or after the unit.
_AMOUNT: Final = (
    r"(?:[0-9]{1,4}(?:\.[0-9])?|[一二两三四五六七八九十百]{1,4}|几|数|多|半)(?:多|余|来)?"
)
_LONG_UNIT: Final = (
    r"(?:年|个多月|个半月|个月|周|个星期|星期|天|昼夜|个季度|个学期|个赛季|个世纪|个年头|代)"
)
_SHORT_UNIT: Final = r"(?:个半小时|个多小时|个小时|小时|个交易日|日|分钟)"
_INSIDE: Final = (
    r"(?:以来|来(?!自|到|临|源|回|访|看|说)|间(?!隔|谍|接|断)|内(?!容|部|地|存|外|陆|蒙|科|需)"
    r"|里(?!程|面)|之内|以内|之间|时间里|时间内|期间)"
)
_AROUND: Final = (
    r"(?:以前|之前|前(?!往|来|后|夕|沿|期|景|列|线|进|所未有)|以后|之后|后(?!来|期|备|续|勤))"
)

# Atoms that may begin an expression, in the order in which they are tried; name = role.
_NUMERIC: Final[Mapping[str, str]] = {
    "iso": rf"{_YEAR}(?:-[01]?[0-9]-[0-3]?[0-9]|/[01]?[0-9]/[0-3]?[0-9]|\.[01]?[0-9]\.[0-3]?[0-9])"
    r"(?![0-9.])",
    "years": rf"{_YEAR}{_DASH}(?:{_YEAR}|[0-9]{{2}}) ?"
    r"(?:年度?|财年|学年|(?:冰?雪季|赛季)|滑雪季)",
    "year": rf"(?:{_YEAR}|{_YEAR_ZH}) ?(?:年度?{_NOT_YEAR}|财年|学年|冰?雪季|赛季)",
    "window": rf"{_AMOUNT}(?:{_LONG_UNIT}半?多?(?:{_INSIDE}|{_AROUND})"
    rf"|{_SHORT_UNIT}半?多?(?:{_INSIDE})|(?<!日){_SHORT_UNIT}(?<!日)半?多?{_AROUND})",
    "months": rf"[0-9]{{1,2}}{_DASH}[0-9]{{1,2}} ?月份?{_NOT_MONTH}",
    "month": rf"(?:[0-9]{{1,2}}|{_MONTH_ZH}) ?月份?{_NOT_MONTH}",
    "days": rf"[0-9]{{1,2}}{_DASH}[0-9]{{1,2}} ?日{_NOT_DAY}",
    "day": rf"(?:[0-9]{{1,2}}|[二三]?十[一二三四五六七八九]) ?日{_NOT_DAY}",
    "numbered": rf"(?:3[01]|[12]?[0-9])号{_ADDRESS}{_NOT_NUMBERED}",
    "clock": rf"[0-2]?[0-9](?:[:：][0-5][0-9](?:[:：][0-5][0-9])?(?![0-9万亿%:：])"
    rf"|时(?!辰|段|代|差|速|区|期|间|光|效){_CLOCK_TAIL}"
    rf"|点(?:钟|整|半|许|[0-5]?[0-9]分?(?![0-9个.%])|(?=[，。、,至到起前后左开准]))(?:左右)?)",
    "century": r"(?:上个?|本|[0-9]{1,2}|[一二]?十[一二三四五六七八九]?)世纪"
    r"(?:(?:[2-9]0|[二三四五六七八九]十)年代)?(?:初期?|末期?|中叶|中期|前半叶|后半叶|以来)?",
    "decade": r"(?:[2-9]0|[二三四五六七八九]十)年代(?:初期?|末期?|中期|中后期)?",
    "quarter": r"(?:第?[1-4一二三四]个?季度)",
}
_NAMED: Final[Mapping[str, str]] = {
    "lunar": rf"(?:农历(?:{_MONTH_ZH}|闰|腊|冬)月?|正月|腊月|冬月|大年)初?(?:{_DAY_ZH})?",
    "clause": r"(?<![各来独亲])(?P<since>自从?)[^，。；：！？、\n“”（）]{1,24}?以来",
    "first_months": rf"[前首](?:[0-9]{{1,2}}|[两{_NUM_ZH}]{{1,2}})个?月(?:份|底)?{_NOT_MONTH}",
    "lead": rf"(?:近|最近|过去|未来|今后|此后|接下来|此前|前|这|短短)的?(?:(?:{_AMOUNT})"
    rf"(?:{_LONG_UNIT}|日(?!游|常))半?多?(?:{_INSIDE})?|(?:{_AMOUNT}){_SHORT_UNIT}半?多?{_INSIDE}"
    rf"|(?<=[去来])[0-9]{{1,3}}个?小时)",
    "weekday": r"(?:上上|上|本|这|下下|下)?个?(?:周|星期|礼拜)[一二三四五六日天]"
    r"(?<![每一两三几]周.)(?!次|个|年|岁|届|回|行|副|带)",
    "congress": rf"(?:党的)?(?:[{_NUM_ZH}]{{2,3}})大以来",
}
# Atoms that only go on an expression; each looks back at the character it goes on after.
_FOLLOWING: Final[Mapping[str, str]] = {
    "day_in_month": rf"(?<=[月份、和至到—-]) ?(?:[0-9]{{1,2}}|{_DAY_ZH}) ?[日号]{_NOT_DAY}"
    r"|(?<=月)[0-9]{1,2}(?=[，。、,;；）)\s和至]|$)",
    "days_in_month": rf"(?<=月)[0-9]{{1,2}}{_DASH}[0-9]{{1,2}} ?[日号]",
    "edge": r"(?<=[年月])(?:底(?!特|蕴|层|线|部|盘|气|色|薪)|末(?!端|位)|初(?!中|级|步|始|衷|心|次|创)"
    r"|年底|年初|年末|中(?=[，。、；旬期]))",
    "xun": r"(?<=[月份])[上中下]旬",
    "half_month": r"(?<=[月份])[上下]半月",
    "season_in_year": r"(?<=年)(?:春|夏|秋|冬)(?:天|季(?!节)|(?=[，。、以之]))",
    "night": r"(?<=[日号天])(?:晚(?!会|报|年|宴|餐|期|高|点|于)|晨|早(?=[晨，。0-9])|午(?![后餐间夜休])|夜)"
    r"(?:间|上)?",
    "note": rf"[（(](?:{_YEAR}年)?(?:(?:[0-9]{{1,2}}月)?[0-9]{{1,2}}[日号]"
    r"|(?:周|星期)[一二三四五六日天])[)）]",
    "suffix": r"(?:以来|起(?!来|初|诉|草|步|到|义|源|码|点|飞|重|火|伏|降)|开始|至今|(?:以|之)[前后]"
    r"|前(?!往|来|后|夕|沿|期|景|列|线|进|所|去|端|锋|[一二三两四0-9])|后(?!续|备|勤|期|来|半|台|者|排|卫|天|年)"
    r"|前夕|期间|间(?!隔|谍|接|断)|内(?!容|部|地|存|外|陆|蒙|科|需)|同期|左右|前后|许(?!多|可))",
}
_LINK: Final = r"(?P<link>至|到|和|与|及|——|-|—|–|~|～)?"
# Words that stand before a time and say from when or up to when; looked for backwards.
_PREFIX: Final = re.compile(
    r"(?:(?P<until>截至|截止到|截止至|截止)|(?P<since>自从|(?<![各来独亲])自)|(?P<from>从)"
    r"|(?P<to>直到|直至|(?<![达提推延得感看来直受回遇想找拿收学谈说听做碰拖办签])到"
    r"|(?<![截甚乃以冬夏降升增减提延推直及])至))?"
    r"(?:(?P<zone>当地时间|北京时间))?\Z"
)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled patterns and what the table words mean: word → (role, value)."""

    trigger: re.Pattern[str]
    first: re.Pattern[str]
    following: re.Pattern[str]
    prefix: re.Pattern[str]
    words: Mapping[str, tuple[str, str]]


@cache
def grammar() -> Grammar:
    """The patterns over the packaged table, compiled once."""
    rows = [row for row in read_table("times.tsv") if row["role"] not in {"event", "plan"}]
    events = [row for row in read_table("times.tsv") if row["role"] == "event"]
    plans = [row["word"] for row in read_table("times.tsv") if row["role"] == "plan"]
    numeric = _named_groups(_NUMERIC)
    named = {
        "plan": _plan(plans),
        **_NAMED,
        "event": _event([row["word"] for row in events]),
        "word": _by_first_character({row["word"]: _guarded(row) for row in rows}),
    }
    start = rf"(?:(?<![0-9.])(?:{numeric})|{_named_groups(named)})"
    nouns = [row["word"] for row in events]
    after = {**_FOLLOWING, "event_in_year": rf"(?<=年)(?:{_event(nouns)}|{_nouns(nouns)})"}
    triggers = {row["word"][0] for row in rows + events}
    return Grammar(
        trigger=re.compile(
            rf"(?<![0-9.])[0-9]|[{''.join(sorted(triggers))}{_NUM_ZH}两几数半首近最前这短未今过此接"
            r"上下本周星礼农正腊冬大党自“\"]"
        ),
        first=re.compile(start),
        following=re.compile(rf" ?(?:{_named_groups(after)}|{_LINK}{start})"),
        prefix=_PREFIX,
        words={row["word"]: (row["role"], row["value"]) for row in read_table("times.tsv")},
    )


def _named_groups(patterns: Mapping[str, str]) -> str:
    return "|".join(f"(?P<{name}>{pattern})" for name, pattern in patterns.items())


def _guarded(row: Mapping[str, str]) -> str:
    """The pattern of a table word with what must not stand around it."""
    word = re.escape(row["word"])
    before = "" if row["not_after"] == "-" else f"(?<![{row['not_after']}]{word})"
    words = "|".join(map(re.escape, row["not_before"].split()))
    return word + before + ("" if row["not_before"] == "-" else f"(?!{words})")


def _by_first_character(patterns: Mapping[str, str]) -> str:
    """One alternation, longest word first, that branches on the first character only once."""
    branches: dict[str, list[str]] = {}
    for word in sorted(patterns, key=len, reverse=True):
        branches.setdefault(word[0], []).append(patterns[word][1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items())


def _nouns(words: Iterable[str]) -> str:
    return _by_first_character({word: re.escape(word) for word in words})


def _event(words: Collection[str]) -> str:
    """A noun that is a time before 期间, 假期 … (“五一”假期)."""
    return (
        rf"[“\"]?(?:{_nouns(words)})[”\"]?(?:(?:小长假|长假|假期|假日|黄金周)(?:期间)?|期间|前夕|前后"
        rf"|当天|当日|档期?(?!案)|以来|时节|过后|{_AROUND})"
    )


def _plan(words: Iterable[str]) -> str:
    """A five-year plan; 九五 and 十五 are numbers unless quoted."""
    quoted = rf"[“\"](?:{'|'.join(words)})[”\"]"
    return rf"(?:{quoted}|十[一二三四五六]五)(?:期间|时期|末|初)?"
