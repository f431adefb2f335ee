"""What a starter says to private clients."""

from __future__ import annotations

from support.starters import drafted, read_section


def test_private_clients_have_cases_of_their_own():
    files = drafted(clients="business,consumer")
    theirs = [
        next(case for case in rule if case.get("for") == "consumer")
        for rule in (
            read_section(files, "payment")["payment"]["deposit"],
            read_section(files, "endings")["endings"]["cancellation"],
            read_section(files, "work")["work"]["acceptance"],
        )
    ]
    assert theirs[0]["refundable"] == "yes"
    assert (theirs[1]["worked"], "stages" in theirs[1]) == ("yes", False)
    assert theirs[2]["silence"] == "no"
    unretained = {"services": ["care"], "none": "yes"}
    theirs = read_section(files, "payment")["payment"]["deposit"][2:]
    assert theirs == [unretained, {"for": "consumer", **unretained}]
    alone = drafted(clients="consumer")
    assert unretained in read_section(alone, "payment")["payment"]["instalments"]
    assert read_section(alone, "payment")["payment"]["late"] == "none"
    consulted = read_section(drafted(trade="consulting"), "payment")["payment"]
    bare = {"services": ["retainer", "by-the-hour"], "none": "yes"}
    assert bare in consulted["deposit"] and bare in consulted["instalments"]


def test_what_is_for_businesses_is_not_sold_to_private_clients_alone():
    sold = {
        clients: read_section(drafted(clients=clients), "services")
        for clients in ("business", "consumer", "business,consumer")
    }
    shops = {clients: said["services"].get("shop", {}) for clients, said in sold.items()}
    assert "price" in shops["business"] and "for" not in shops["business"]
    assert shops["business,consumer"]["for"] == "business"
    assert shops["consumer"] == {}
    assert ["nonprofit" in said["adjustments"] for said in sold.values()] == [1, 0, 1]


def test_a_photographers_private_clients_have_their_own_rights_and_stages_from_the_booked_day():
    both = drafted(trade="photography", clients="business,consumer")
    usual, theirs = read_section(both, "rights")["rights"]["usage"]
    assert "duration" in usual
    assert {*theirs} == {"for", "media"}
    assert isinstance(read_section(both, "payment")["payment"]["deposit"], dict)
    alone = drafted(trade="photography", clients="consumer")
    for files in (both, alone):
        endings = read_section(files, "endings")["endings"]
        assert endings["booking"]["own"] == "choose"
        assert [stage["share"] for stage in endings["cancellation"]["stages"]] == ["60 %", "100 %"]
    uncancelled = drafted(trade="photography", cancellation="none")
    assert read_section(uncancelled, "endings")["endings"]["booking"] == "off"


def test_consumers_are_spared_the_late_charge_and_told_their_rights():
    both, one = (drafted(clients=clients) for clients in ("business,consumer", "business"))
    assert {"for": "consumer", "none": "yes"} in read_section(both, "payment")["payment"]["late"]
    assert "withdrawal" in read_section(both, "conduct")["conduct"]["consumers"]
    assert isinstance(read_section(one, "payment")["payment"]["late"], dict)
    assert read_section(one, "conduct")["conduct"]["consumers"] == "off"
