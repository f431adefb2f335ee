"""Random businesses in five countries, with terms of every kind and days to count them from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from second.dates import WEEKDAYS
from second.day_count import Business, When

PLACES = {
    "ES": ("AS", "Europe/Madrid", "EUR"),
    "MX": (None, "America/Mexico_City", "MXN"),
    "GB": ("ENG", "Europe/London", "GBP"),
    "US": (None, "America/New_York", "USD"),
    "AR": (None, "America/Argentina/Buenos_Aires", "ARS"),
}
"""Region, time zone and currency of each country."""

CLOCK_CHANGES = [
    date(2026, 3, 28),
    date(2026, 10, 24),
    date(2027, 3, 13),
    date(2027, 11, 6),
    date(2028, 3, 25),
]
"""Eves of nights in which clocks change, in Europe and in the United States."""

Term = tuple[str, str, dict[str, Any]]

EDGES = [(9, 0), (12, 0), (13, 0), (14, 0), (14, 30), (15, 0), (17, 0), (18, 0), (18, 30), (0, 0)]
"""Times at which doors open and close or the cut-off falls."""

COVERS = ["nobody", "urgent", "colleague", ""]
LIMITS = ("window", "delivery", "notice", "validity", "complaint")

CUTOFFS = ["12:00", "14:30", "17:00", "Mon–Wed 17:00, Thu–Sat 12:00", "Tue 14:30, Fri 12:00"]

EVENTS = ["invoice", "signature", "start", "delivery", "meeting", "payment", "materials"]
EVENTS += ["request", "quote", "acceptance", "session"]

FAR_AWAY = ["Asia/Tokyo", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland", "UTC"]
"""Where a client may sit who writes down a moment by another clock."""


@dataclass
class Question:
    """A term at its address, the answers beside it, and what it is counted from."""

    address: str
    term: str
    start: When
    answers: dict[str, Any]


@dataclass
class Draw:
    """A business, its rules as YAML, and questions to ask of them."""

    business: Business
    files: dict[str, str]
    questions: list[Question]


def draw_rulebook(seed: int, questions: int = 40) -> Draw:
    """The same draw for the same seed."""
    random = Random(seed)
    business = draw_business(random)
    terms, rules = draw_rules(random, business)
    # Business hours are refused where no rule says when they are.
    unit = "business hour" if business.hours else "hour"
    asked = []
    for _ in range(questions):
        address, term, answers = random.choice(terms)
        term = term.replace("business hour", unit)
        asked.append(Question(address, term, draw_start(random, business), answers))
    files = write_files(business, rules)
    written = {name: text.replace("business hour", unit) for name, text in files.items()}
    return Draw(business, written, asked)


def draw_business(random: Random) -> Business:
    country = random.choice(list(PLACES))
    region, zone, _ = PLACES[country]
    business = Business(country, region, zone)
    if random.random() < 0.8:
        business.hours = draw_week(random)
    if random.random() < 0.4:
        business.seasons = [draw_season(random, *months) for months in ((1, 3), (6, 8))]
    if random.random() < 0.5:
        business.absences = [draw_span(random, *months) for months in ((4, 4), (10, 12))]
    business.public = random.choice([True, True, False, None])
    if business.public is not False and random.random() < 0.4:
        business.days = [{"from": f"05-{random.randint(1, 31):02d}"}, {"from": "2027-09-08"}]
    if random.random() < 0.5:
        business.half_days = [draw_span(random, 2, 2), draw_span(random, 12, 12)]
        business.half_until = random.choice(["13:00", "10:30", None])
        business.half_count = random.choice([True, False, None])
    if business.hours and random.random() < 0.4:
        business.cutoff = random.choice(CUTOFFS)
    if business.hours and random.random() < 0.4:
        business.counted = random.choice(["08:00", "09:30"])
    return business


def draw_week(random: Random) -> str:
    """One to three runs of days, each with a stretch or two."""
    first = random.randint(2, 5)
    runs = [(0, first)]
    if first < 6 and random.random() < 0.5:
        runs.append((first + 1, first + 1))
    return ", ".join(f"{name_days(*run)} {draw_stretches(random)}" for run in runs)


def name_days(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}–{WEEKDAYS[last]}"


def draw_stretches(random: Random) -> str:
    return random.choice(
        [
            "09:00–18:00",
            "08:00–15:00",
            "09:00–13:00",
            "09:00–14:00 and 16:00–18:30",
            "00:00–24:00",
            "10:15–20:45",
            "20:00–24:00",
            "00:00–06:00",
        ]
    )


def draw_season(random: Random, first: int, last: int) -> dict[str, str]:
    span = draw_span(random, first, last)
    return span | {"hours": draw_week(random)} if random.random() < 0.7 else span


def draw_span(random: Random, first: int, last: int) -> dict[str, str]:
    """Up to three weeks between two months, of every year or of one."""
    year = random.choice(["", "2026-", "2027-"])
    start = date(2027, random.randint(first, last), random.randint(1, 28))
    end = min(start + timedelta(days=random.randint(0, 21)), date(2027, 12, 31))
    if random.random() < 0.3:
        return {"from": f"{year}{start:%m-%d}"}
    return {"from": f"{year}{start:%m-%d}", "until": f"{year}{end:%m-%d}"}


def draw_start(random: Random, business: Business) -> When:
    """A day or a moment, often close to a change of clocks."""
    day = date(2026, 1, 1) + timedelta(days=random.randint(0, 1100))
    if random.random() < 0.25:
        day = random.choice(CLOCK_CHANGES) + timedelta(days=random.randint(-2, 2))
    if random.random() < 0.2:
        day = day.replace(day=random.choice([1, 1, 28]))
    if random.random() < 0.4:
        return day
    hour, minute = random.randint(0, 23), random.choice([0, 0, 5, 15, 30, 45, 55])
    if random.random() < 0.4:
        hour, minute = random.choice(EDGES)
    moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=business.clock)
    clock = ZoneInfo(random.choice(FAR_AWAY)) if random.random() < 0.2 else business.clock
    return datetime.fromtimestamp(moment.timestamp(), clock)


def draw_rules(random: Random, business: Business) -> tuple[list[Term], dict[str, Any]]:
    """Where a term stands, what is written there, and what the answers beside it are."""
    shift = random.choice(["yes", "back", "no", ""])
    outside, workdays = draw_outside(random, business), random.choice(["yes", "no", ""])
    if outside in {"next", "opening"} and workdays == "no":
        workdays = ""
    if business.public is False and workdays == "yes":
        workdays = ""  # the two contradict each other
    due, response = draw_deadline(random), [draw_period(random) for _ in range(4)]
    names = ["period", "usual", "chat", "calls"]
    # What is usual or urgent takes no longer than any answer may: the two would contradict it.
    quicker = random.random() < 0.5
    if quicker:
        response[0] = "2 years"
    back = [draw_period(random) for _ in range(2)]
    limits = {name: draw_period(random) for name in LIMITS}
    pause = random.choice(["yes", "no", ""])
    own = {f"t{at}": random.choice([draw_deadline, draw_period])(random) for at in range(8)}
    terms = [("payment.due.deadline", due, {"shift": shift})]
    counted = [(f"time.response.{name}", text) for name, text in zip(names, response, strict=True)]
    emergency = draw_emergency(random) if quicker and random.random() < 0.5 else {}
    # Somebody who answers an emergency at once is not away without cover.
    cover = random.choice(["urgent", "colleague", ""] if emergency else COVERS)
    beside = {"open_only": workdays == "yes", "outside": outside, "waits": bool(cover)}
    terms += [(address, text, beside) for address, text in counted if "usual" not in address]
    urgent = draw_period(random)
    attended = {"absent": "ignored"} if cover in {"urgent", "colleague"} else {}
    if quicker:
        terms += [("time.response.usual", response[1], {"open_only": workdays == "yes"})]
        if emergency:
            own_hours = {"within": emergency.get("hours", "")}
            if "hours" not in emergency and "business" in emergency["answer"]:
                own_hours = {}
            terms += [("time.emergency.answer", emergency["answer"], own_hours)]
        else:
            terms += [("time.response.urgent", urgent, {"open_hours": True} | attended)]
    terms += [("time.meetings.notice", back[0], {"back": True})]
    terms += [("time.meetings.move", back[1], {"back": True})]
    ahead = [name for name, text in own.items() if text[0].isdigit() and random.random() < 0.3]
    terms += [
        (f"conduct.own.{name}", text, {"back": True} if name in ahead else count_own(text))
        for name, text in own.items()
    ]
    stop = {"absent": "stop"} if pause == "yes" else {}
    terms += [("work.revisions.window", limits["window"], {"sent": True} | stop)]
    delivery = {"absent": "ignored"} if pause == "no" else stop
    terms += [("services.web.delivery", limits["delivery"], {"sent": True} | delivery)]
    terms += [("payment.quote.validity", limits["validity"], {"sent": True})]
    terms += [("endings.complaints.answer", limits["complaint"], {})]
    terms += [("endings.termination.notice", f"{limits['notice']} then month end", {})]
    rules = {
        "limits": limits,
        "pause": pause,
        "cover": cover,
        "emergency": emergency,
        "due": {"deadline": due, **({"shift": shift} if shift else {})},
        "response": {
            name: text
            for name, text in (*zip(names, response, strict=True), ("urgent", urgent))
            if (quicker or name not in {"usual", "urgent"}) and not (emergency and name == "urgent")
        }
        | {key: one for key, one in (("workdays", workdays), ("outside", outside)) if one},
        "meetings": {"notice": back[0], "move": back[1]},
        "own": own,
        "own_text": " ".join(["By agreement.", *(f"{{{{ {name} }}}} ahead." for name in ahead)]),
    }
    return terms, rules


def count_own(text: str) -> dict[str, Any]:
    """How a term of an own rule that speaks of no message passes: minutes and hours at any time."""
    return {"within": ""} if re.fullmatch(r"\d+ (minute|hour)s?", text) else {}


def draw_emergency(random: Random) -> dict[str, str]:
    """How soon an emergency is answered, in hours of its own or at any time."""
    answer = {"answer": draw_period(random)}
    return answer | ({"hours": draw_week(random)} if random.random() < 0.7 else {})


def draw_outside(random: Random, business: Business) -> str:
    """What happens to what arrives out of hours; not beside what contradicts it."""
    ways = ["next", "opening", ""]
    return random.choice(ways if business.cutoff or business.counted else [*ways, "same"])


def draw_period(random: Random) -> str:
    clock, days = ["minute", "hour", "business hour"], ["day", "business day", "week", "month"]
    unit = random.choice([*clock, *days])
    most = {"hour": 90, "minute": 300, "week": 8, "month": 15, "business hour": 40}.get(unit, 40)
    count = random.randint(1, most) * (5 if unit == "minute" else 1)
    if unit == "hour" and random.random() < 0.5:
        count = random.choice([24, 48, 72])
    return f"{count} {unit}{'' if count == 1 else 's'}"


def draw_days_period(random: Random) -> str:
    unit = random.choice(["day", "business day", "week", "month", "year"])
    count = random.randint(1, 3 if unit == "year" else 20)
    return f"{count} {unit}{'' if count == 1 else 's'}"


def draw_deadline(random: Random) -> str:
    kind = random.randint(0, 4)
    event = random.choice([*EVENTS, "month end", "month start"])
    if kind == 0:
        # What is written as `on request` is a price.
        return f"on {event.replace('request', 'quote')}"
    if kind == 1:
        return f"{draw_period(random)} before {random.choice(EVENTS)}"
    if kind == 2:
        return f"on {event} then {draw_step(random)}"
    steps = [draw_step(random) for _ in range(random.choice([0, 1, 1, 2]))]
    later = [draw_days_period(random)] if steps and random.random() < 0.2 else []
    head = draw_period(random)
    return " then ".join([f"{head} after {event}", *steps, *later])


def draw_step(random: Random) -> str:
    days = sorted(random.sample(range(1, 31), random.choice([1, 2])))
    named = " or ".join(name_day(day) for day in days)
    return random.choice(
        ["month end", f"the next {named}", f"the {name_day(days[0])} of the next month"]
    )


def name_day(day: int) -> str:
    ending = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def write_files(business: Business, rules: dict[str, Any]) -> dict[str, str]:
    """The rulebook; JSON is YAML."""
    currency = PLACES[business.country][2]
    holidays = write_holidays(business, rules)
    limits = rules["limits"]
    time: dict[str, Any] = {"response": rules["response"], "meetings": rules["meetings"]}
    if holidays:
        time["holidays"] = holidays
    if rules["emergency"]:
        time["emergency"] = {"rate": "30 %"} | rules["emergency"]
    if business.hours:
        seasons = [
            season if "hours" in season else season | {"closed": "yes"}
            for season in business.seasons
        ]
        given = {"cutoff": business.cutoff, "counted": business.counted, "seasons": seasons}
        time["hours"] = {"week": business.hours} | {key: one for key, one in given.items() if one}
    else:
        business.seasons = []
    own = {"title": "Own", "text": rules["own_text"], "values": rules["own"]}
    sold = {"name": "Web", "price": f"900 {currency}", "delivery": limits["delivery"]}
    head = {
        "name": "Draw",
        "person": "Ana Gil",
        "trade": "Design",
        "country": business.country,
        "languages": ["en"],
        "currency": currency,
        "timezone": business.zone,
        "clients": ["business"],
        "site": "https://draw.example/",
        "edition": "2026-01-01",
    }
    return {
        "business": write({"business": head, "services": {"web": sold}}),
        "rules": write(
            {
                "payment": {"due": rules["due"], "quote": {"validity": limits["validity"]}},
                "work": {"revisions": {"rounds": 2, "window": limits["window"]}},
                "time": time,
                "endings": {
                    "termination": {"notice": limits["notice"], "ends": "month"},
                    "complaints": {"answer": limits["complaint"]},
                },
                "conduct": {"own": own},
            }
        ),
    }


def write_holidays(business: Business, rules: dict[str, Any]) -> dict[str, Any]:
    """What is written of absences, public holidays and half days."""
    holidays: dict[str, Any] = {"absences": business.absences, "days": business.days}
    holidays = {name: spans for name, spans in holidays.items() if spans}
    if business.public is not None:
        holidays["public"] = "yes" if business.public else "no"
        if business.region and business.public:
            holidays["region"] = business.region
    if business.half_days:
        holidays["half-days"] = business.half_days
    if business.half_until:
        holidays["half-until"] = business.half_until
    if business.half_count is not None:
        holidays["half-count"] = "yes" if business.half_count else "no"
    for answer in ("pause", "cover"):
        if rules[answer]:
            holidays[answer] = rules[answer]
    return holidays


def write(content: dict[str, Any]) -> str:
    """YAML in its flow form, all texts in quotes but numbers of answers."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
