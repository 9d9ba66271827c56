"""The order of the stages: an article in, a `Document` out. The only room that knows it.

A stage works on a batch of texts; `analyze_many` cuts its stream into batches by characters, so
that memory stays flat however long the stream or an article is.
"""

from __future__ import annotations

import hashlib
import pickle
import warnings
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from newsnlp.errors import NewsnlpWarning, UnreadableDate, shown
from newsnlp.lexicons import Lexicon
from newsnlp.model import Article, Document, Page, Sentence, Statistic
from newsnlp.quantities import find_readings
from newsnlp.statistics import find_statistics
from newsnlp.text import fold, split_sentences
from newsnlp.times import find_times, iso_published, parse_published
from newsnlp.words import Segmenter

if TYPE_CHECKING:
    from newsnlp.words.engines import Tagger

__all__ = ["Analyzer", "AnyArticle", "analyze", "analyze_many", "extract_statistics"]

Published: TypeAlias = str | date | datetime | None
AnyArticle: TypeAlias = str | Page | Article | Mapping[str, object]

# Characters of text in one batch: enough that numpy's cost per call is spread, few enough that
# the arrays of a batch stay under some 50 MB.
_BATCH = 30_000


class Analyzer:
    """Analyses articles with its own settings; holds no state that one call leaves to the next.

    Args:
        lexicon: words of the user's own, which win over the dictionary.
        segmenter: `"rjieba"` (default), `"jieba"`, or a function from a text to its (word, tag)
            pairs, see `newsnlp.words.Segmenter`.

    Raises:
        TypeError: `lexicon` is no `Lexicon`.
        ValueError: `segmenter` is none of these.

    >>> doc = Analyzer().analyze("全市共升级暖“新”阵地1365个。")
    >>> [(s.text, s.value, s.unit, s.item) for s in doc.statistics]
    [('1365个', 1365, '个', '暖“新”阵地')]
    """

    def __init__(
        self, *, lexicon: Lexicon | None = None, segmenter: str | Tagger = "rjieba"
    ) -> None:
        if lexicon is not None and not isinstance(lexicon, Lexicon):
            raise TypeError(
                f"lexicon is a {type(lexicon).__name__}, expected a newsnlp.Lexicon; make one by"
                " newsnlp.Lexicon(words) or newsnlp.Lexicon.load(path)"
            )
        self._segmenter = Segmenter(lexicon=lexicon, engine=segmenter)

    def analyze(
        self,
        article: AnyArticle,
        *,
        title: str | None = None,
        published: Published = None,
        id: str | None = None,
    ) -> Document:
        """Everything newsnlp finds in one article.

        Args:
            article: the text, a `Page`, an `Article`, or a mapping with an `Article`'s keys.
            title: the headline; wins over the article's own.
            published: when it was published; wins over the article's own. A date, a datetime or a
                string in one of the usual forms.
            id: becomes `doc_id`; without one it is a hash of the text.

        Raises:
            TypeError: `article` is none of these.
            UnreadableDate: `published` is no date.
        """
        read = _read(article, title=title, published=published, id=id)
        return self._batch([read])[0]

    def analyze_many(
        self, articles: Iterable[AnyArticle], *, workers: int = 1
    ) -> Iterator[Document]:
        """The documents of a stream of articles, in order, in flat memory.

        An article whose date cannot be read is analysed without one, with one warning a call.

        Args:
            articles: any iterable of articles; it is read as the documents are taken.
            workers: processes that share the work. 1 works in this process; with more, the
                calling script needs the usual `if __name__ == "__main__":` guard. The documents
                are the same.

        Raises:
            TypeError: `articles` is one article or not iterable, or holds what is no article; or
                the segmenter is a function that other processes cannot import.
            ValueError: `workers` is less than 1.
        """
        if isinstance(articles, str | bytes | Mapping | Page | Article):
            raise TypeError(
                f"articles is one {type(articles).__name__}, expected an iterable of articles;"
                " use analyze for a single one"
            )
        if hasattr(articles, "columns"):
            raise TypeError(
                f"articles is a {type(articles).__name__}, which iterates over its column names;"
                " give its rows, df.to_dict('records')"
            )
        if not isinstance(articles, Iterable):
            raise TypeError(
                f"articles is a {type(articles).__name__}, expected an iterable of articles"
            )
        if not isinstance(workers, int):
            raise TypeError(f"workers is a {type(workers).__name__}, expected an int")
        if workers < 1:
            raise ValueError(f"workers is {workers}, expected at least 1")
        batches = _batches(_read_all(articles))
        if workers == 1:
            return (document for batch in batches for document in self._batch(batch))
        return _shared(batches, workers, self._pickled())

    def _pickled(self) -> bytes:
        try:
            return pickle.dumps(self)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise TypeError(
                f"the segmenter cannot be sent to other processes ({error}); give a function that"
                " stands at the top of a module, or workers=1"
            ) from None

    def _batch(self, articles: list[Document]) -> list[Document]:
        texts = [article.text for article in articles]
        folded = [fold(text) for text in texts]
        words = self._segmenter.cut_many(texts)
        sentences = [split_sentences(text) for text in texts]
        dates = [parse_published(article.published) for article in articles]
        times = [find_times(t, f, d) for t, f, d in zip(texts, folded, dates, strict=True)]
        readings = [find_readings(f, w, t) for f, w, t in zip(folded, words, times, strict=True)]
        statistics = find_statistics(
            texts, folded, words=words, sentences=sentences, times=times, readings=readings
        )
        return [
            Document(
                doc_id=article.doc_id,
                text=article.text,
                title=article.title,
                source=article.source,
                published=article.published,
                authors=article.authors,
                editor=article.editor,
                statistics=tuple(statistics[i]),
                sentences=tuple(Sentence(a, b, article.text[a:b]) for a, b in sentences[i]),
                page=article.page,
                segmentation=words[i],
            )
            for i, article in enumerate(articles)
        ]


def _shared(batches: Iterator[list[Document]], workers: int, settings: bytes) -> Iterator[Document]:
    """The batches' documents, in order, from several processes with the same pickled Analyzer."""
    from collections import deque
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned on every system: a fork copies locks that other threads hold.
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        under_way = (pool.submit(_work, settings, batch) for batch in batches)
        pending = deque(islice(under_way, 2 * workers))
        while pending:
            yield from pending.popleft().result()
            pending.extend(islice(under_way, 1))


def _work(settings: bytes, batch: list[Document]) -> list[Document]:
    return _unpickled(settings)._batch(batch)


@lru_cache(maxsize=1)
def _unpickled(settings: bytes) -> Analyzer:
    """The Analyzer, once in each worker: a large lexicon takes longer to send than to use."""
    analyzer: Analyzer = pickle.loads(settings)
    return analyzer


def _read_all(articles: Iterable[AnyArticle]) -> Iterator[Document]:
    """The articles as documents without findings; an unreadable date costs only the date."""
    warned = False
    for article in articles:
        try:
            yield _read(article)
        except (UnreadableDate, TypeError) as error:
            undated = _read(article, dated=False)  # raises again where it is no article at all
            if not warned:
                message = f"{undated.doc_id}: {error}; it and any other such article has no date"
                # The level of whoever takes the documents: two generators lie between.
                warnings.warn(message, NewsnlpWarning, stacklevel=4)
                warned = True
            yield undated


def _batches(articles: Iterator[Document]) -> Iterator[list[Document]]:
    """Cut by characters, so that neither many short articles nor one long one fill the memory."""
    batch: list[Document] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += 1 + len(article.text)  # blank articles fill a batch too
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _read(
    article: AnyArticle,
    *,
    title: str | None = None,
    published: Published = None,
    id: str | None = None,
    dated: bool = True,
) -> Document:
    """What is known of an article before its text is looked at, as a Document without findings."""
    page = article if isinstance(article, Page) else None
    if isinstance(article, str):
        article = Article(article)
    elif isinstance(article, Mapping):
        article = _from_mapping(article)
    elif page is not None:
        article = Article(page.body, title=page.title, published=page.published, source=page.source)
    elif not isinstance(article, Article):
        raise TypeError(
            f"article is a {type(article).__name__}, expected a str, a Page, an Article or a"
            " mapping with a text; read bytes and files with newsnlp.read_page"
        )
    if not isinstance(article.text, str):
        raise TypeError(f"the article's text is a {type(article.text).__name__}, expected a str")
    known = {"id": id or article.id, "title": title or article.title, "source": article.source}
    for name, value in known.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"the article's {name} is a {type(value).__name__}, expected a str")
    when = published if published is not None else article.published
    return Document(
        doc_id=known["id"] or _text_id(article.text),
        text=article.text,
        title=known["title"],
        source=known["source"],
        published=iso_published(when) if dated else None,
        authors=page.authors if page else (),
        editor=page.editor if page else None,
        page=page,
    )


def _from_mapping(row: Mapping[str, object]) -> Article:
    if "text" not in row:
        raise TypeError(f"the article has no 'text' among its keys {shown(list(row))}")
    known = {key: row.get(key) for key in ("id", "title", "published", "source")}
    known = {key: None if _is_missing(value) else value for key, value in known.items()}
    if known["id"] is not None:
        known["id"] = str(known["id"])
    return Article(row["text"], **known)  # type: ignore[arg-type]  # checked by _read


def _is_missing(value: object) -> bool:
    """Whether pandas put this into a row in place of nothing: NaN and NaT equal nothing, NA."""
    return type(value).__name__ == "NAType" or bool(value != value)


def _text_id(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@cache
def _default() -> Analyzer:
    return Analyzer()


def analyze(
    article: AnyArticle,
    *,
    title: str | None = None,
    published: Published = None,
    id: str | None = None,
) -> Document:
    """`Analyzer().analyze`: everything newsnlp finds in one article, with the default settings.

    >>> analyze("同比增长5.2%。").statistics[0].basis
    'yoy'
    """
    return _default().analyze(article, title=title, published=published, id=id)


def analyze_many(articles: Iterable[AnyArticle], *, workers: int = 1) -> Iterator[Document]:
    """`Analyzer().analyze_many`: the documents of a stream of articles, in order.

    Args:
        articles: any iterable of articles.
        workers: processes that share the work, see `Analyzer.analyze_many`.

    >>> [doc.statistics[0].value for doc in analyze_many(["出动30人。", "救出3名工人。"])]
    [30, 3]
    """
    return _default().analyze_many(articles, workers=workers)


def extract_statistics(text: str, *, published: Published = None) -> list[Statistic]:
    """The statistics of a text: quantities with what they count, in text order.

    Args:
        text: any text; offsets count its code points.
        published: the date that relative times are read from.

    >>> found = extract_statistics("社会消费品零售总额同比增长3.7%")
    >>> [(s.item, s.value, s.change, s.basis) for s in found]
    [('社会消费品零售总额', Decimal('3.7'), 'up', 'yoy')]
    """
    return list(analyze(text, published=published).statistics)
