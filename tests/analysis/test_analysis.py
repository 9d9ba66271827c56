"""The order of the stages: what goes in, what comes out, and what must hold for any text."""

from __future__ import annotations

import pickle
import time
import warnings
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsnlp
from newsnlp import (
    Analyzer,
    Article,
    Document,
    Lexicon,
    NewsnlpWarning,
    UnreadableDate,
    analyze,
    analyze_many,
    extract_statistics,
    extract_times,
)
from newsnlp.analysis import _BATCH
from newsnlp.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
TEXT = "截至目前，全市新建充电桩1727个。去年，出口增长5.2%。"

# --- what comes in -----------------------------------------------------------------------------


def test_every_kind_of_article_gives_the_same() -> None:
    mapping = {"text": TEXT, "published": "2025-12-29", "column": 3}
    page = newsnlp.Page(TEXT, published="2025-12-29")
    expected = analyze(TEXT, published="2025-12-29")
    assert expected.statistics[0].period == "../2025-12-29"
    for article in (Article(TEXT, published="2025-12-29"), mapping, page):
        assert analyze(article) == expected
        assert list(analyze_many([article])) == [expected]


def test_what_is_known_of_an_article_is_kept() -> None:
    article = Article(TEXT, id="a1", title="充电更方便", published="2025-12-29", source="江城日报")
    known = ("doc_id", "title", "published", "source")
    expected = ["a1", "充电更方便", "2025-12-29", "江城日报"]
    assert [getattr(analyze(article), name) for name in known] == expected
    other = analyze(article, title="别的", published="2024-01-02", id="b2")
    assert [getattr(other, name) for name in known] == ["b2", "别的", "2024-01-02", "江城日报"]
    assert analyze({"text": TEXT, "id": 7}).doc_id == "7"


def test_a_page_leads_back_to_its_capture() -> None:
    page = newsnlp.read_page(EXAMPLES[0])
    doc = analyze(page)
    assert (doc.title, doc.published, doc.source) == (page.title, page.published, page.source)
    assert (doc.authors, doc.editor, doc.text) == (page.authors, page.editor, page.body)
    assert doc.page is page
    assert doc.statistics
    for found in doc.statistics:
        start, end = doc.source_span(found.start, found.end)
        assert page.capture[start:end] == found.text


@pytest.mark.parametrize(
    ("article", "name"),
    [(b"\xe4\xb8\x80", "bytes"), (None, "NoneType"), (3, "int"), (["文本"], "list")],
)
def test_what_is_no_article(article: Any, name: str) -> None:
    with pytest.raises(TypeError, match=rf"article is an? {name}, expected a str, a Page"):
        analyze(article)
    with pytest.raises(TypeError, match=rf"article is an? {name}, expected a str, a Page"):
        list(analyze_many([TEXT, article]))


def test_an_article_without_a_text() -> None:
    with pytest.raises(TypeError, match=r"no 'text' among its keys \['body'\]"):
        analyze({"body": TEXT})
    for article in (Article(b"1"), {"text": b"1"}):  # type: ignore[arg-type]
        with pytest.raises(TypeError, match="the article's text is a bytes, expected a str"):
            analyze(article)


@pytest.mark.parametrize("articles", [TEXT, b"1", {"text": TEXT}, Article(TEXT)])
def test_one_article_is_not_many(articles: Any) -> None:
    name = type(articles).__name__
    with pytest.raises(TypeError, match=f"articles is one {name}, expected an iterable"):
        analyze_many(articles)


def test_workers_are_at_least_one() -> None:
    with pytest.raises(ValueError, match="workers is 0, expected at least 1"):
        analyze_many([TEXT], workers=0)


def test_the_id_is_a_hash_of_the_text() -> None:
    assert analyze(TEXT).doc_id == analyze({"text": TEXT, "title": "别的"}).doc_id
    assert analyze(TEXT).doc_id != analyze(TEXT + " ").doc_id
    assert analyze("").doc_id == "e3b0c44298fc1c14"  # the beginning of SHA-256 of nothing
    assert len(analyze("\ud800").doc_id) == 16


@pytest.mark.parametrize("text", ["", " ", "\r\n\u3000\n"])
def test_a_text_of_nothing(text: str) -> None:
    doc = analyze(text)
    assert doc == Document(doc.doc_id, text)
    assert Document.from_dict(doc.to_dict()) == doc


# --- dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("published", "iso"),
    [
        (None, None),
        (pd.NaT, None),
        (float("nan"), None),
        (date(2025, 12, 29), "2025-12-29"),
        (datetime(2025, 12, 29, 14, 20), "2025-12-29T14:20"),
        (datetime(2025, 12, 29, 14, 20, tzinfo=UTC), "2025-12-29T14:20"),
        (pd.Timestamp("2025-12-29 14:20"), "2025-12-29T14:20"),
        ("2025-12-29", "2025-12-29"),
        ("2025-12-29T14:20", "2025-12-29T14:20"),
        ("2025-12-29 14:20:00", "2025-12-29T14:20"),
        ("2020-3-30 23:37", "2020-03-30T23:37"),
        ("2025年12月29日", "2025-12-29"),
        ("2025-12", "2025-12"),
    ],
)
def test_published(published: Any, iso: str | None) -> None:
    assert analyze(TEXT, published=published).published == iso
    assert next(analyze_many([{"text": TEXT, "published": published}])).published == iso


@pytest.mark.parametrize("published", ["昨天", "2025-13-01", "", "2025-02-30"])
def test_an_unreadable_date(published: str) -> None:
    with pytest.raises(UnreadableDate, match="is no date; expected a form like 2025-12-29"):
        analyze(TEXT, published=published)
    article = Article(TEXT, id="a1", published=published)
    with pytest.warns(NewsnlpWarning, match="a1: published: .* has no date") as caught:
        (doc,) = analyze_many([article])
    assert doc == analyze(Article(TEXT, id="a1"))
    assert [warning.filename for warning in caught] == [__file__]


def test_one_warning_a_call() -> None:
    articles = [Article(TEXT, published="x"), Article(TEXT), Article(TEXT, published="y")]
    with pytest.warns(NewsnlpWarning) as caught:
        docs = list(analyze_many(articles))
    assert len(caught) == 1
    assert docs == [analyze(TEXT)] * 3


@pytest.mark.parametrize("published", [20251229, b"2025-12-29", ["2025"]])
def test_a_date_of_a_wrong_type_costs_only_the_date(published: Any) -> None:
    with pytest.raises(TypeError, match="published: expected str, date, datetime or None"):
        analyze(TEXT, published=published)
    with pytest.warns(NewsnlpWarning, match="published: expected str"):
        (doc,) = analyze_many([{"text": TEXT, "published": published}])
    assert doc == analyze(TEXT)


def test_relative_times_are_never_read_from_today() -> None:
    words = (
        "今天、昨天、去年、本月、上周、今年以来、截至目前、前三季度、近三年、12月29日，新增3处。"
    )
    doc = analyze(words + TEXT)
    assert {s.period for s in doc.statistics} == {None}
    assert {t.period for t in extract_times(words)} == {None}
    assert analyze("去年，建成步道40公里。", published="1998-05-01").statistics[0].period == "1997"


# --- many articles -------------------------------------------------------------------------------


def made_articles() -> list[Article]:
    bodies = [path.read_text("utf-8") for path in EXAMPLES]
    bodies += [TEXT, "", "\ud800增长5%", "没有数字。", "銷量同比增長１２．５％", "x" * 50]
    dates = ("2025-12-29", None, "2024-02-29T08:00")
    return [
        Article(body, title=f"第{k}篇", published=dates[k % 3]) for k, body in enumerate(bodies)
    ]


def test_each_document_is_what_the_article_alone_gives() -> None:
    articles = made_articles() * 3
    alone = [analyze(article) for article in articles]
    for docs in (list(analyze_many(articles)), list(analyze_many(reversed(articles)))[::-1]):
        assert docs == alone
        assert [d.words for d in docs] == [d.words for d in alone]
        assert [[s.candidates for s in d.statistics] for d in docs] == [
            [s.candidates for s in d.statistics] for d in alone
        ]


def test_two_workers_give_the_same_in_order() -> None:
    articles = made_articles() * 12
    assert sum(len(article.text) for article in articles) > 1.5 * _BATCH  # two batches at least
    assert list(analyze_many(iter(articles), workers=2)) == list(analyze_many(articles))


def test_workers_keep_the_settings() -> None:
    analyzer = Analyzer(lexicon=Lexicon(["暖心小屋"]), segmenter="jieba")
    articles = ["建成暖心小屋28个。", TEXT]
    assert list(analyzer.analyze_many(articles, workers=2)) == list(analyzer.analyze_many(articles))


@pytest.mark.parametrize("workers", [1, 2])
def test_articles_are_read_as_documents_are_taken(workers: int) -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "没有数字。" * 1000

    docs = analyze_many(endless(), workers=workers)
    assert read == 0
    assert len(list(islice(docs, 3))) == 3
    # Two batches a worker may be under way, and one is being filled.
    assert read <= (_BATCH // 5000 + 1) * (1 if workers == 1 else 2 * workers + 2)
    docs.close()  # type: ignore[attr-defined]


def test_no_articles() -> None:
    assert list(analyze_many([])) == []
    assert list(analyze_many(iter(()), workers=2)) == []


def test_eight_threads_give_what_one_gives() -> None:
    articles = made_articles() * 4
    analyzer = Analyzer()
    expected = [analyzer.analyze(article) for article in articles]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(analyzer.analyze, articles)) == expected


# --- settings ------------------------------------------------------------------------------------


def test_analyzers_do_not_mix() -> None:
    text = "各地推广云桥码头工程，共有云桥码头28个。"
    plain, own = Analyzer(), Analyzer(lexicon=Lexicon(["云桥码头"]))
    before = plain.analyze(text)
    assert "云桥码头" in [word.text for word in own.analyze(text).words]
    assert plain.analyze(text) == before == analyze(text)
    assert plain.analyze(text).words == before.words
    assert "云桥码头" not in [word.text for word in before.words]


def test_a_word_of_the_lexicon_is_not_cut_by_an_item() -> None:
    text = "乡里建成路网格驿28个。"
    own = Analyzer(lexicon=Lexicon(["路网格驿"])).analyze(text)
    (found,) = own.statistics
    assert found.item == "路网格驿"
    borders = {word.start for word in own.words} | {word.end for word in own.words}
    assert {found.item_start, found.item_end} <= borders
    # Without it the words, and so the borders that an item may have, are others.
    assert analyze(text).words != own.words


@pytest.mark.parametrize("segmenter", ["rjieba", "jieba"])
def test_either_engine(segmenter: str) -> None:
    doc = Analyzer(segmenter=segmenter).analyze("现场救出3名工人。")
    assert [(s.text, s.item) for s in doc.statistics] == [("3名", "工人")]


def test_an_unknown_engine() -> None:
    with pytest.raises(ValueError, match="segmenter 'pkuseg', expected rjieba, jieba"):
        Analyzer(segmenter="pkuseg")


def test_an_analyzer_pickles() -> None:
    analyzer = Analyzer(lexicon=Lexicon(["云桥码头"]))
    again = pickle.loads(pickle.dumps(analyzer))
    assert again.analyze("有云桥码头28个。") == analyzer.analyze("有云桥码头28个。")


def test_extract_statistics_is_a_part_of_analyze() -> None:
    found = extract_statistics(TEXT, published="2025-12-29")
    assert tuple(found) == analyze(TEXT, published="2025-12-29").statistics


# --- any text ------------------------------------------------------------------------------------

# What news holds, and what it must not trip over.
WORDS = """
1 2 12 3.5 2025 1,234 0 07 -3 １ ２ ３．５ 一 两 三 十 百 千 万 亿 几 半 数 多 余 零 第
% ％ ‰ ㎡ ℃ 成 倍 翻一番 个 家 名 人 元 处 公里 平方米 小时 岁 个月 百分点 每 每天
增长 下降 新增 同比 环比 其中 分别 比上年 增至 达到 约 近 超过 不足 以上 以下 左右 至
、 ， 。 ； ： ？ ！ （ ） “ ” ‘ ’ 《 》 「 」 … — · 去年 今年以来 截至目前 前三季度 12月29日
上月 小王说 志愿者 充电桩 出口 总投资 位居全国 排名 億 萬 個 兩 國 增長 總投資 志願者
a GDP 5G 😀 👨‍👩‍👧 ² ½ Ⅳ é é
"""
BLANKS = [" ", "\n", "\r\n", "\r", "\t", "\u3000", "\u00a0", "\u2028", "\x00", "\x0b", "\x1c"]
ODD = ["\ufeff", "\u200b", "\u202e", "\u2067", "\u2069", "\ud800", "\udc00", "\ufffd"]
PIECES = [*WORDS.split(), *BLANKS, *ODD]
NEWS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
TEXTS = NEWS | st.text(st.characters(exclude_categories=()))
DATES = st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(TEXTS, DATES)
@settings(deadline=None)
def test_all_is_in_order_and_slices_back(text: str, published: date | None) -> None:
    doc = analyze(text, published=published)
    assert doc.text == text
    assert "".join(word.text for word in doc.words) == text
    end = 0
    for sentence in doc.sentences:
        assert end <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end] == sentence.text
        end = sentence.end
    end = 0
    for found in doc.statistics:
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.text
        end = found.end
        for part in ("item", "time"):
            start, stop = getattr(found, f"{part}_start"), getattr(found, f"{part}_end")
            if getattr(found, part) is None:
                assert (start, stop) == (None, None)
            else:
                assert text[start:stop] == getattr(found, part) != ""
        assert (found.value is None) == (found.low is not None) == (found.high is not None)
        if found.period is not None:
            assert found.time is not None
        newsnlp.explain(found)
    doc.to_dict()


@given(NEWS, DATES)
@settings(deadline=None)
def test_the_same_again(text: str, published: date | None) -> None:
    one, other = (analyze(text, published=published) for _ in range(2))
    assert one == other
    assert one == next(analyze_many([{"text": text, "published": published}]))


@given(st.lists(NEWS.map(lambda text: text.replace("\r", "").replace("\n", "") + "。")))
@settings(deadline=None)
def test_line_ends_of_both_kinds_give_the_same(lines: list[str]) -> None:
    unix, windows = (extract_statistics(end.join(lines)) for end in ("\n", "\r\n"))
    assert [reading(s) for s in unix] == [reading(s) for s in windows]


def test_a_bound_does_not_reach_over_a_line_end() -> None:
    assert [s.text for s in newsnlp.extract_quantities("大约\n28个")] == ["28个"]


@given(NEWS)
@settings(deadline=None)
def test_full_width_digits_read_like_half_width(text: str) -> None:
    half = text.translate({0xFEE0 + ord(c): c for c in "0123456789"})
    wide = half.translate({ord(c): 0xFEE0 + ord(c) for c in "0123456789"})
    assert [reading(s) for s in extract_statistics(half)] == [
        reading(s) for s in extract_statistics(wide)
    ]


@given(NEWS)
@settings(deadline=None)
def test_traditional_text_reads_like_simplified(text: str) -> None:
    assert [reading(s) for s in extract_statistics(text)] == [
        reading(s) for s in extract_statistics(fold(text))
    ]


def reading(s: newsnlp.Statistic) -> tuple[object, ...]:
    """What a statistic says, in folded words, without its offsets."""
    words = [word and "".join(fold(word).split()) for word in (s.item, s.time, s.unit)]
    rest = (s.value, s.low, s.high, s.bound, s.kind, s.change, s.basis, s.period, s.rule)
    return (*words, *rest)


# --- time ----------------------------------------------------------------------------------------

LONG = 200_000
# A number goes through the network, at half a millisecond: fewer of them show the same.
FULL = 4_000


@pytest.mark.parametrize(
    ("pattern", "size"),
    [(pattern, LONG) for pattern in ("1", "一", "“", "\n", "个", "第", "增长", "😀")]
    + [(pattern, FULL) for pattern in ("1个，", "1 ", "其中1个", "去年1个")],
)
def test_time_grows_linearly(pattern: str, size: int) -> None:
    def seconds(length: int) -> float:
        text = pattern * (length // len(pattern))
        began = time.process_time()
        analyze(text)
        return time.process_time() - began

    seconds(100)
    # Of the smaller text the slower of two runs, so that a busy machine is no failure.
    small = max(seconds(size), seconds(size), 0.02)
    assert seconds(2 * size) < 3 * small


@pytest.mark.parametrize("opening", ["去年，", "新增9个，", "新增9个，其中", "“"])
def test_what_stands_far_back_costs_nothing(opening: str) -> None:
    def seconds(count: int) -> float:
        text = opening + "好，" * count + "1家"
        began = time.process_time()
        analyze(text * 20)
        return time.process_time() - began

    seconds(10)
    small = max(seconds(1_000), seconds(1_000), 0.02)
    assert seconds(2_000) < 3 * small


def test_nothing_is_warned_of_in_a_plain_run() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        list(analyze_many(made_articles()))
