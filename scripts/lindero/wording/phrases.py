"""The words of a rule: the author's own, else the catalogue's, chosen by its figures."""

from __future__ import annotations

from dataclasses import replace

from lindero.catalogue.specs import SPEAKER, WITH_ARTICLE, Sentence, find_fitting_sentence
from lindero.reading.prose import (
    Block,
    Inline,
    Mention,
    Paragraph,
    Words,
    fold_whitespace,
    parse_inline,
    parse_prose,
)
from lindero.rulebook.rulebook import Rule, Rulebook
from lindero.shapes import Hours, Text
from lindero.wording.reader import Reader
from lindero.wording.times import show_week_days


def speaker_noun(rulebook: Rulebook, reader: Reader) -> str:
    """How the rules call the freelancer, with article: `el estudio`."""
    noun = rulebook.business.noun
    return noun.in_language(reader.language) if noun else str(reader.figure_words["freelancer"])


class Phrases:
    """The words of one rule for one reader, as prose trees; figures in them are still mentions."""

    def __init__(self, rulebook: Rulebook, rule: Rule, reader: Reader) -> None:
        self._rulebook = rulebook
        self._rule = rule
        self._reader = reader
        self._noun = speaker_noun(rulebook, reader)

    @property
    def title(self) -> str:
        """The rule's name."""
        if self._rule.title:
            return self._rule.title.in_language(self._reader.language)
        assert self._rule.spec
        return self._rule.spec.title[self._reader.language]

    @property
    def label(self) -> str:
        """What stands under the large figure: `de señal`; under a clock time, its days."""
        spec, main = self._rule.spec, self._rule.main
        if spec is None or self._rule.title is not None or self._rule.is_none:
            return self.title
        # Where the times stand large, what they lack is not a name but their days.
        if main and isinstance(main.figure, Hours) and len(main.figure.group_days()) == 1:
            return show_week_days(self._reader, main.figure)
        return spec.label[self._reader.language]

    @property
    def summary(self) -> tuple[Inline, ...]:
        """The rule in one line; empty for an own rule without one."""
        if self._rule.summary:
            return self._parse_own_line(self._rule.summary)
        if self._rule.spec is None:
            return ()
        if self._rule.is_none:
            return (Words(self._rule.spec.none[self._reader.language]),)
        return self._choose_sentence(self._rule.spec.summary)

    @property
    def brief(self) -> tuple[Inline, ...]:
        """One short sentence for a card; it does not repeat the large figure."""
        if self._rule.spec is None and not self._rule.summary:
            return next((block.body for block in self.text if isinstance(block, Paragraph)), ())
        # Who has put the summary in other words would not see them on the card otherwise.
        if self._rule.summary or self._rule.spec is None or self._rule.is_none:
            return self.summary
        return self._choose_sentence(self._rule.spec.brief)

    @property
    def text(self) -> tuple[Block, ...]:
        """The full text."""
        if self._rule.text:
            return parse_prose(self._rule.text.in_language(self._reader.language))
        if self._rule.spec is None or self._rule.is_none:
            return ()
        return tuple(Paragraph(body) for body in self._make_paragraphs(self._rule.spec.text))

    @property
    def why(self) -> tuple[Inline, ...]:
        """The author's reason."""
        return self._parse_own_line(self._rule.why) if self._rule.why else ()

    @property
    def note(self) -> tuple[Inline, ...]:
        """The author's remark in small print."""
        return self._parse_own_line(self._rule.note) if self._rule.note else ()

    def describe_duty(self, side: str) -> tuple[Inline, ...]:
        """What a side (client, freelancer) does, said to the reader; empty where it has no duty."""
        lines = (
            self._rule.spec.does.get(side) if self._rule.spec and not self._rule.is_none else None
        )
        return self._choose_sentence(lines) if lines else ()

    def _parse_own_line(self, text: Text) -> tuple[Inline, ...]:
        return parse_inline(fold_whitespace(text.in_language(self._reader.language)))

    def _choose_sentence(self, sentences: tuple[Sentence, ...]) -> tuple[Inline, ...]:
        sentence = find_fitting_sentence(sentences, self._rule.figures)
        return self._speak_sentence(sentence) if sentence else ()

    def _make_paragraphs(self, sentences: tuple[Sentence, ...]) -> list[tuple[Inline, ...]]:
        paragraphs: list[tuple[Inline, ...]] = []
        for sentence in sentences:
            if not sentence.fits_figures(self._rule.figures):
                continue
            if sentence.paragraph or not paragraphs:
                paragraphs.append(self._speak_sentence(sentence))
            else:
                paragraphs[-1] = (*paragraphs[-1], Words(" "), *self._speak_sentence(sentence))
        return paragraphs

    def _speak_sentence(self, sentence: Sentence) -> tuple[Inline, ...]:
        text = self._reader.choose_voice(sentence.words[self._reader.language])
        spoken: list[Inline] = []
        grammar = self._reader.grammar
        for node in parse_inline(text):
            if isinstance(node, Mention) and node.address.lower() == SPEAKER:
                noun = self._capitalize_noun(node.address)
                spoken.append(Words(grammar.contract_article(_take_words(spoken), noun)))
            elif isinstance(node, Mention) and node.form in {"", WITH_ARTICLE}:
                figure = self._rule.facts[node.address].figure
                if node.form and (article := grammar.choose_article(figure)):
                    article = article if spoken else article.capitalize()
                    spoken.append(Words(grammar.contract_article(_take_words(spoken), article)))
                spoken.append(replace(node, form="of"))
            else:
                spoken.append(node)
        return tuple(spoken)

    def _capitalize_noun(self, address: str) -> str:
        return self._noun[0].upper() + self._noun[1:] if address[0].isupper() else self._noun


def _take_words(spoken: list[Inline]) -> str:
    """The words at the end, taken off."""
    if spoken and isinstance(last := spoken[-1], Words):
        spoken.pop()
        return last.text
    return ""
