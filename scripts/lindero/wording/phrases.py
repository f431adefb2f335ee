"""The words of a rule: the author's own, else the catalogue's, chosen by its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import dropwhile

from lindero.catalogue.clauses import SPEAKER, WITH_ARTICLE, Clause, Form, Sentence, Side
from lindero.reading.prose import (
    Block,
    Bullets,
    Inline,
    Mention,
    Paragraph,
    ProseLink,
    Words,
    fold_whitespace,
    parse_inline,
    parse_prose,
)
from lindero.rulebook.rule import Rule
from lindero.rulebook.rulebook import Rulebook
from lindero.shapes import BoundedCharge, Comparison, Deadline, Hours, Period, Text, WorkTime
from lindero.wording.reader import Reader
from lindero.wording.times import show_week_days

_BEGINNING_FORMS = {"every", "by", "possessive", "word"}
"""Those that may begin a sentence with a word of ours."""
_SENTENCE_ENDS = set(".:;!?…")


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
    def label_beside_title(self) -> str:
        """The same where the title stands beside it; empty where both are one."""
        return "" if self.label.casefold() == self.title.casefold() else self.label

    @property
    def summary(self) -> tuple[Inline, ...]:
        """The rule in one line: the author's, else its first statement; empty if that is prose."""
        if self._rule.summary:
            return self._parse_own_line(self._rule.summary)
        if self._rule.is_none:
            assert self._rule.spec
            return (Words(self._rule.spec.none[self._reader.language]),)
        return self._say_clause(self._lead, "says") if self._lead else ()

    @property
    def brief(self) -> tuple[Inline, ...]:
        """One short sentence for a card; it does not repeat the large figure."""
        # Who has put the summary in other words would not see them on the card otherwise.
        if self._rule.summary or self._rule.is_none:
            return self.summary
        briefs = (self._say_clause(clause, "brief") for clause in self._rule.said)
        if said := next(filter(None, briefs), ()):
            return said
        return self.summary or _join_first_statement(self.text)

    @property
    def text(self) -> tuple[Block, ...]:
        """What the rule says beyond its one line: sentences run on, an author's prose stands."""
        blocks: list[Block] = []
        running: tuple[Inline, ...] = ()
        for clause in self._rule.said:
            if clause is self._lead and not self._rule.summary:
                continue
            if clause.prose:
                blocks += [Paragraph(running)] if running else []
                blocks += parse_prose(clause.prose.in_language(self._reader.language))
                running = ()
            else:
                space = (Words(" "),) if running else ()
                running = (*running, *space, *self._say_clause(clause, "says"))
        return (*blocks, *((Paragraph(running),) if running else ()))

    def list_lines(self, clause: Clause | None) -> list[tuple[Inline, ...]]:
        """A statement as the page says it; without one, that there is no such rule.

        An author's prose has a line for each of its paragraphs and entries.
        """
        if clause is None or clause.prose is None:
            return [self._say_clause(clause, "says") if clause else self.summary]
        blocks = parse_prose(clause.prose.in_language(self._reader.language))
        entries = (one.entries if isinstance(one, Bullets) else (one.body,) for one in blocks)
        return [line for lines in entries for line in lines]

    @property
    def _lead(self) -> Clause | None:
        """The statement that stands for the rule where there is room for one."""
        first = next(iter(self._rule.said), None)
        return None if first is None or first.prose else first

    def describe_remark(self, text: Text) -> tuple[Inline, ...]:
        """The author's reason, or a remark in small print."""
        return self._parse_own_line(text)

    @property
    def part(self) -> str:
        """Whose part the rule is: `Compromete al estudio`; empty where nobody owes anything."""
        if self._rule.side is None:
            return ""
        before, found, after = str(self._reader.words[f"duty_{self._rule.side}"]).partition("{who}")
        noun = self._capitalize_noun(SPEAKER if before else SPEAKER.capitalize())
        return self._reader.grammar.contract_article(before, noun) + after if found else before

    @property
    def tells_lead(self) -> bool:
        """Whether the short sentence only says again, in part, what the one line says."""
        lead = self._lead
        return bool(lead and not self._rule.summary and self._say_clause(lead, "brief"))

    def describe_duties(self, side: Side) -> dict[str, tuple[Inline, ...]]:
        """What a side does, said to the reader, by the clause that says so.

        What has no line of its own for the table is told as on the page. An author's prose is
        too long for a line: the rule's name leads to it.
        """
        return {
            clause.name: self._say_duty(clause) for clause in self._rule.said if clause.who == side
        }

    def _say_duty(self, clause: Clause) -> tuple[Inline, ...]:
        if clause.prose:
            return (ProseLink(f"rule:{self._rule.id}", (Words(self.title),)),)
        return self._say_clause(clause, "you") or self._say_clause(clause, "says")

    def _parse_own_line(self, text: Text) -> tuple[Inline, ...]:
        return parse_inline(fold_whitespace(text.in_language(self._reader.language)))

    def _say_clause(self, clause: Clause, form: Form) -> tuple[Inline, ...]:
        sentence = clause.find_sentence(form, self._rule.figures)
        return self._speak_sentence(sentence) if sentence else ()

    def _speak_sentence(self, sentence: Sentence) -> tuple[Inline, ...]:
        text = sentence.words[self._reader.language]
        text = fold_whitespace(text) if sentence.own else self._reader.choose_voice(text)
        spoken: list[Inline] = []
        grammar = self._reader.grammar
        for node in parse_inline(text):
            if isinstance(node, Mention) and node.address.lower() == SPEAKER:
                noun = self._capitalize_noun(node.address)
                spoken.append(Words(grammar.contract_article(_take_words(spoken), noun)))
            elif isinstance(node, Mention):
                said = node if sentence.own else self._put_one_in_words(node)
                spoken += self._speak_figure(said, spoken)
            else:
                spoken.append(node)
        return tuple(spoken)

    def _put_one_in_words(self, node: Mention) -> Mention:
        """`within one week`: in our sentences a single unit of time is a word."""
        figure = self._rule.facts[node.address].figure
        period = figure.period if isinstance(figure, Deadline | WorkTime) else figure
        single = isinstance(period, Period) and period.count == 1
        return replace(node, form="word") if single and node.form in {"", "short"} else node

    def _speak_figure(self, node: Mention, spoken: list[Inline]) -> list[Inline]:
        """A figure with what its form needs before it; takes the words at the end of `spoken`."""
        figure, grammar = self._rule.facts[node.address].figure, self._reader.grammar
        if node.form in _BEGINNING_FORMS and not spoken:
            return [replace(node, form=node.form.capitalize())]
        if node.form not in {"", WITH_ARTICLE, "limit"}:
            return [node]
        # `the price of one hour of work`
        before, form = _take_words(spoken), "word" if isinstance(figure, WorkTime) else "of"
        if node.form == "limit" and isinstance(figure, BoundedCharge | Comparison):
            said = before.split()[-1:]
            form = " ".join(["limit", *(word for word in said if word in grammar.prepositions)])
        if node.form and (article := grammar.choose_article(figure)):
            article = article if before or spoken else article.capitalize()
            before = grammar.contract_article(before, article)
        return [*([Words(before)] if before else []), replace(node, form=form)]

    def _capitalize_noun(self, address: str) -> str:
        return self._noun[0].upper() + self._noun[1:] if address[0].isupper() else self._noun


def _join_first_statement(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """The first paragraph on one line; one that leads on with a colon goes on with what follows."""
    said: tuple[Inline, ...] = ()
    for block in dropwhile(lambda one: isinstance(one, Bullets), blocks):
        lines = block.entries if isinstance(block, Bullets) else (block.body,)
        for line in lines:
            sign = _find_last_sign(said)
            between = "" if not said else " " if sign in _SENTENCE_ENDS else "; "
            said = (*said, *((Words(between),) if between else ()), *line)
        if _find_last_sign(said) != ":":
            break
    return said


def _find_last_sign(line: Sequence[Inline]) -> str:
    return line[-1].text.rstrip()[-1:] if line and isinstance(line[-1], Words) else ""


def _take_words(spoken: list[Inline]) -> str:
    """The words at the end, taken off."""
    if spoken and isinstance(last := spoken[-1], Words):
        spoken.pop()
        return last.text
    return ""
