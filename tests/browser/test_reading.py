"""A newcomer reads, opens what stands out, and shares it: nothing to explain."""


def test_a_newcomer_finds_a_shift_opens_it_and_shares_it(server, visit):
    sender, receiver = visit(server), visit(server)
    page = sender.open("/?kommune=Egesund&forloeb=cancer&fra=2020-09&til=2023-05")
    page.locator("[class*=st-key-card-] a", has_text="Behovsvurdering inden 10 hverdage").click()
    page.locator("h1", has_text="Tegn på skift i ønsket retning").wait_for()
    sender.wait()
    assert page.get_by_text("Faste ugentlige tider til behovsvurdering").count() > 0
    shared = receiver.open(sender.address())
    assert shared.locator("h1").inner_text() == page.locator("h1").inner_text()
    assert "kommune=Egesund" in sender.address()
