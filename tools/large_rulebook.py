"""A rulebook of any size: own topics, own rules with figures and prose, services."""

from __future__ import annotations

from pathlib import Path

_TOPIC_SIZE = 100
_BUSINESS = """business:
  name: Many Trades
  country: ES
  languages: [es, en]
  currency: EUR
  timezone: Europe/Madrid
  site: https://lindero.example/
  edition: 2026-12-01
"""
_RULE = """  rule-{n}:
    title: {{es: "Regla {n}", en: "Rule {n}"}}
    summary: {{es: "Se avisa {{{{ notice }}}} antes.", en: "Notice is given {{{{ notice }}}} ahead."}}
    why: {{es: Así nadie se lleva una sorpresa., en: So that nobody is surprised.}}
    values: {{notice: {days} business days, fee: {fee}.50 EUR, share: {share} %, reply: {hours} hours after start}}
    text:
      es: |
        El cliente avisa {{{{ notice }}}} antes y paga {{{{ fee }}}}; la respuesta llega {{{{ reply }}}}.

        - Lo pendiente se paga al {{{{ share }}}}.
        - Véase también [la regla anterior](rule:{topic}.rule-{before}).
      en: |
        The client gives notice {{{{ notice }}}} ahead and pays {{{{ fee }}}}; the answer comes {{{{ reply }}}}.

        - What is open is paid at {{{{ share }}}}.
        - See also [the rule before](rule:{topic}.rule-{before}).
"""
_SERVICE = """  service-{n}:
    name: {{es: "Servicio {n}", en: "Service {n}"}}
    summary: {{es: "Para quien lo necesita.", en: "For those who need it."}}
    price: {price} EUR
    delivery: {days} business days
    includes: {{es: [Primera conversación, Dos rondas, Entrega], en: [First conversation, Two rounds, Delivery]}}
    excludes: {{es: [Imprenta], en: [Printing]}}
"""


def write_project(project: Path, rules: int, services: int) -> Path:
    """Write a project with so many own rules, a file for each topic; returns its mkdocs.yml."""
    folder, config = project / "terms", project / "mkdocs.yml"
    folder.mkdir(parents=True)
    (project / "docs").mkdir()
    config.write_text("site_name: Many Trades\n", "utf-8")
    (folder / "business.yml").write_text(_BUSINESS, "utf-8")
    (folder / "pricing.yml").write_text(
        "services:\n" + "".join(map(_service, range(services))), "utf-8"
    )
    topics = [f"topic-{at}" for at in range(-(-rules // _TOPIC_SIZE))]
    titles = "".join(
        f'  {topic}: {{title: {{es: "Tema {topic}", en: "Topic {topic}"}}}}\n' for topic in topics
    )
    (folder / "topics.yml").write_text(f"topics:\n{titles}", "utf-8")
    for at, topic in enumerate(topics):
        numbers = range(at * _TOPIC_SIZE, min((at + 1) * _TOPIC_SIZE, rules))
        text = "".join(_rule(topic, n, max(n - 1, numbers.start)) for n in numbers)
        (folder / f"{topic}.yml").write_text(f"{topic}:\n{text}", "utf-8")
    return config


def _rule(topic: str, n: int, before: int) -> str:
    return _RULE.format(
        topic=topic,
        n=n,
        before=before,
        days=n % 30 + 2,
        fee=1000 + n,
        share=n % 70 + 5,
        hours=n % 40 + 2,
    )


def _service(n: int) -> str:
    return _SERVICE.format(n=n, price=20000 + n, days=n % 30 + 2)
