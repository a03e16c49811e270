"""Privacy modes: who can read an idea, an infobase entry or a journal entry, and what a change of that withdraws."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import pytest
from playwright.sync_api import expect

from fixtures.api.items import Item
from fixtures.api.sealed import ItemType
from fixtures.api.session import refused_with
from fixtures.eventually import eventually
from fixtures.oracle.envelopes import Content
from fixtures.oracle.leaks import LeakScanner, Secret
from fixtures.oracle.traffic import Traffic
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen, InfobaseScreen, ItemsScreen, JournalScreen
from fixtures.target.profiles import Target
from fixtures.vault.answers import answers, kept, of_items
from fixtures.vault.canaries import canary, ciphertexts_of, words_of
from fixtures.vault.items_page import ItemsPage
from fixtures.vault.locking import new_vault

Note = Callable[[str, object], None]
KINDS: tuple[ItemType, ...] = ("ideas", "infobase", "journal")
A_DAY = timedelta(days=1)
PRIVATE_KEPT, STANDARD_KEPT = timedelta(seconds=3), timedelta(days=90)
ROWS = "that no row of the database holds what is withdrawn: its address is not known"
MANY = 12  # items written as quickly as a page can; 200 of them take it more than a minute


def expect_both_modes(page: ItemsPage) -> None:
    """Make an item in each mode by the page's form, and find both as they should be, in the page and behind it."""
    plain, sealed, screen = canary(), canary(), page.screen
    expect(screen.form.private).to_be_enabled()
    expect(screen.form.private).not_to_be_checked()

    page.create(plain)
    page.create(sealed, private=True)

    expect(screen.form.private).not_to_be_checked()
    expect(screen.item(plain.title).mode).to_have_text("Standard")
    expect(screen.item(sealed.title).mode).to_have_text("Private")
    private, standard = page.keeper.api.items(page.t).all()
    assert (standard.mode, standard.title, standard.body) == ("standard", plain.title, plain.body)
    assert page.keeper.open(private) == sealed
    for content, is_private in ((plain, False), (sealed, True)):
        screen.item(content.title).edit.click()
        expect(screen.dialog.private).to_be_checked(checked=is_private)
        screen.dialog.cancel.click()


@pytest.mark.case("FE-PRIV-01")
def test_the_idea_editor_offers_private_and_defaults_to_standard(alice: Person) -> None:
    """The idea editor MUST offer Private, and what names no mode, in the page or by the API, MUST be Standard."""
    keeper = new_vault(alice.api)

    expect_both_modes(ItemsPage(keeper, alice.device("phone"), IdeasScreen))

    assert keeper.api.items("ideas").create("By another client").mode == "standard"
    modes = alice.api.privacy.modes()
    assert modes.default == "standard"
    assert {each.mode: each.encrypted for each in modes.modes} == {"standard": False, "private": True}


@pytest.mark.case("FE-PRIV-02")
@pytest.mark.parametrize("kind", [InfobaseScreen, JournalScreen], ids=lambda kind: kind.kind)
def test_the_other_editors_offer_private_too(alice: Person, kind: type[ItemsScreen]) -> None:
    """The editors of infobase and journal MUST offer Private as well, and MUST default to Standard."""
    keeper = new_vault(alice.api)

    expect_both_modes(ItemsPage(keeper, alice.device("phone"), kind))

    assert keeper.api.items(kind.kind).create("By another client").mode == "standard"


@dataclass
class Written:
    """What a write should leave: what is private now, what is standard, what is gone, and what must be nowhere."""

    secrets: list[Secret]
    private: set[Content] = field(default_factory=set)
    standard: set[Content] = field(default_factory=set)
    gone: list[Item] = field(default_factory=list)


def made_private(page: ItemsPage) -> Written:
    """Make a standard item private that was edited before, and shared where its kind can be."""
    first, second, third = canary(), canary(), canary()
    api = page.keeper.api.items(page.t)
    item = api.create(first.title, body=first.body, shared=page.t != "journal")
    item = api.edit(item.id, base_rev=item.rev, title=second.title, body=second.body)
    secrets = words_of(first, second)
    seen = LeakScanner(secrets).search(answers(page.keeper.api, of_items([item])))
    assert {found.secret for found in seen} == {secret.name for secret in secrets}

    page.set_private(second, third, private=True)

    return Written(secrets + words_of(third), private={third}, gone=[item])


def created(page: ItemsPage) -> Written:
    """Write many private items down, one right after the other."""
    contents = [canary() for _ in range(MANY)]

    for content in contents:
        page.create(content, private=True)

    return Written(words_of(*contents), private=set(contents))


def edited(page: ItemsPage) -> Written:
    """Give a private item another content."""
    before, after = canary(), canary()
    page.keeper.add(page.t, before.title, before.body)

    page.edit(before, after)

    return Written(words_of(before, after), private={after})


def deleted(page: ItemsPage) -> Written:
    """Delete a private item that was edited before."""
    before, after = canary(), canary()
    first = page.keeper.add(page.t, before.title, before.body)
    item = page.keeper.edit(first, after.title, after.body)

    page.delete(after)

    return Written(words_of(before, after) + ciphertexts_of(first, item), gone=[item])


def made_standard(page: ItemsPage) -> Written:
    """Make a private item standard again that was edited before."""
    before, after = canary(), canary()
    first = page.keeper.add(page.t, before.title, before.body)
    item = page.keeper.edit(first, after.title, after.body)

    page.set_private(after, after, private=False)

    return Written(words_of(before) + ciphertexts_of(first, item), standard={after}, gone=[item])


@pytest.mark.case("FE-PRIV-03")
@pytest.mark.parametrize(
    ("write", "kind"),
    [
        (made_private, IdeasScreen),
        (made_private, InfobaseScreen),
        (made_private, JournalScreen),
        (created, IdeasScreen),
        (edited, JournalScreen),
        (deleted, InfobaseScreen),
        (made_standard, IdeasScreen),
    ],
    ids=lambda value: getattr(value, "kind", None) or value.__name__,
)
def test_a_private_item_leaves_its_plaintext_nowhere(
    alice: Person, server: Target, record_property: Note, write: Callable[[ItemsPage], Written], kind: type[ItemsScreen]
) -> None:
    """A private item MUST reach the server sealed, and what it was before MUST go, past revisions included."""
    keeper = new_vault(alice.api)
    phone = alice.device("phone")
    traffic = Traffic(phone.context)

    written = write(ItemsPage(keeper, phone, kind))

    items = alice.api.items(kind.kind).all()
    assert {keeper.open(item) for item in items if item.mode == "private"} == written.private
    assert {Content(item.title or "", item.body or "") for item in items if item.mode == "standard"} == written.standard
    assert not [item for item in items if item.shared or (item.mode == "standard" and item.envelope)]
    told = {change.id: change.deleted for change in alice.api.sync.poll(1).changes}
    for item in written.gone:
        assert refused_with(partial(alice.api.items(item.t).get, item.id)) == 404
        assert told[item.id], "another device never hears that the item is gone"
    tokens = [token for content in written.private | written.standard for token in keeper.tokens(kind.kind, content)]
    named = of_items([*items, *written.gone])
    rows = [*kept(server)]
    assert LeakScanner(written.secrets).search([*traffic.sent, *answers(alice.api, named, tokens), *rows]) == []
    ids = LeakScanner(Secret("an item's id", item_id) for _, item_id in named)
    assert ids.search(traffic.sent), "the writing was not seen"
    found = {match.id for match in alice.api.search.query(tokens)} if tokens else set()
    assert found <= {item.id for item in items if item.mode == "private"}, "a standard item has tokens"
    if server.database is None:
        record_property("not shown", ROWS)
    else:
        assert ids.search(rows), "the items' rows were not seen"


@pytest.mark.case("FE-PRIV-04")
def test_private_items_stay_out_of_feeds_and_of_other_peoples_polls(alice: Person, bob: Person) -> None:
    """A private item, or its ciphertext, MUST NOT reach a feed or another person, by whatever they ask."""
    keeper, stranger = new_vault(alice.api), new_vault(bob.api)
    shared, private, plain = canary(), canary(), canary()
    others = [keeper.add(t, each.title, each.body) for t in KINDS for each in (canary(),)]
    withdrawn = keeper.api.items("ideas").create(shared.title, body=shared.body, shared=True)
    stays = keeper.api.items("ideas").create(plain.title, body=plain.body, shared=True)
    page = ItemsPage(keeper, alice.device("phone"), IdeasScreen)
    assert {withdrawn.id, stays.id} <= {entry.id for entry in bob.api.feed.all()}

    page.set_private(shared, shared, private=True)
    page.screen.form.shared.check()
    page.create(private, private=True)

    items = [*(item for t in KINDS for item in keeper.api.items(t).all() if item.mode == "private"), *others]
    assert stays.id in {entry.id for entry in bob.api.feed.all()}
    assert [item.id for item in items if item.shared] == []
    hidden = [*ciphertexts_of(*items), *(Secret("an id", item.id) for item in [*items, withdrawn])]
    words = [token for content in (shared, private) for token in keeper.tokens("ideas", content)]
    for item in [*items, withdrawn]:
        assert refused_with(partial(bob.api.items(item.t).get, item.id)) == 404
        assert refused_with(partial(bob.api.items(item.t).history, item.id)) == 404
        assert refused_with(partial(stranger.api.items(item.t).delete, item.id, base_rev=item.rev)) == 404
    seen = LeakScanner([*hidden, *words_of(shared, private)]).search(answers(stranger.api, [], words))
    assert seen == []
    assert bob.api.search.query(words) == []
    assert keeper.api.search.query(words)


def short_private_history() -> dict[str, str]:
    """Return settings by which past revisions of private items are kept for a moment, and looked after often."""
    days = {"private": PRIVATE_KEPT / A_DAY, "standard": STANDARD_KEPT / A_DAY}
    return {**{f"history_days_{mode}": str(kept) for mode, kept in days.items()}, "purge_seconds": "0.2"}


@pytest.mark.case("FE-PRIV-05")
@pytest.mark.exclusive(settings=short_private_history)
def test_a_private_items_history_is_kept_as_long_as_its_mode_allows(
    alice: Person, server: Target, record_property: Note
) -> None:
    """Past revisions of a private item MUST be kept as long as the mode says, and MUST then be erased for good."""
    keeper = new_vault(alice.api)
    ideas = keeper.api.items("ideas")
    standard = ideas.create("Before", body="Old words")
    ideas.edit(standard.id, base_rev=standard.rev, title="After")
    first = {t: keeper.add(t, "Before") for t in KINDS}
    scanner = LeakScanner(ciphertexts_of(*first.values()))

    sealed = {t: keeper.seal(t, Content("After"), item_id=item.id, rev=2) for t, item in first.items()}

    now = {}
    for t, item in first.items():
        now[t] = keeper.api.items(t).edit_private(item.id, base_rev=1, envelope=sealed[t])
        assert [past.envelope for past in alice.api.items(t).history(item.id)] == [item.envelope]

    eventually(lambda: scanner.search(kept(server)), until=lambda found: not found, within=5 * PRIVATE_KEPT)
    for t, item in now.items():
        # Where the rows are not known, this is what ends the wait.
        eventually(partial(alice.api.items(t).history, item.id), until=lambda past: past == [], within=5 * PRIVATE_KEPT)
        assert alice.api.items(t).get(item.id) == item
    (past,) = ideas.history(standard.id)
    assert (past.mode, past.title, past.body) == ("standard", "Before", "Old words")
    days = {each.mode: each.history_days for each in alice.api.privacy.modes().modes}
    assert days == pytest.approx({"private": PRIVATE_KEPT / A_DAY, "standard": STANDARD_KEPT / A_DAY})
    if server.database is None:
        record_property("not shown", ROWS)


LEGACY = (
    ("Zoë's 🎸 naïve “hook” \u0301 ﬁ ①", "Tabs\tand  blanks  \n\n  and lines \n\nat the end \n\n"),
    ("עברית العربية 日本語 \u200d👩‍🎤", "\ufeff a mark, \u202eturned\u202c, a soft\u00adhyphen, A\u030a \u212b \u00c5"),
    ("<b>&amp;</b> {{ 7 * 7 }} \\n", '{"v":1,"title":"looks sealed","ct":"AAAA"}'),
    ("The longest", ("0123456789" * 10_000)[:99_990] + " the end \n"),
)


@pytest.mark.case("FE-PRIV-06")
@pytest.mark.parametrize("kind", [IdeasScreen, InfobaseScreen, JournalScreen], ids=lambda kind: kind.kind)
def test_what_was_there_before_privacy_is_standard_and_unchanged(alice: Person, kind: type[ItemsScreen]) -> None:
    """Items of a client that knows no privacy MUST stay Standard, byte for byte, whatever becomes of vault and keys."""
    api, sealed = alice.api.items(kind.kind), canary()
    before = [api.create(title, body=body) for title, body in LEGACY]
    assert [(item.mode, item.title, item.body) for item in before] == [("standard", *each) for each in LEGACY]

    keeper = new_vault(alice.api)
    now = keeper.api.items(kind.kind).create("To be sealed")
    envelope = keeper.seal(kind.kind, sealed)
    keeper.api.items(kind.kind).make_private(now.id, base_rev=now.rev, envelope=envelope)
    keeper.api.vault.lock()
    keeper.unlock()
    keeper.rotate()

    assert [api.get(item.id) for item in before] == before
    screen = ItemsPage(keeper, alice.device("phone"), kind).screen
    for title, body in LEGACY:
        card = screen.item(title)
        expect(card.mode).to_have_text("Standard")
        card.edit.click()
        expect(screen.dialog.title).to_have_value(title)
        expect(screen.dialog.text).to_have_value(body)
        screen.dialog.cancel.click()
