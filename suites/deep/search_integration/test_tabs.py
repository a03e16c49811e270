"""Two tabs of one browser share one index."""

from datetime import datetime

from playwright.sync_api import expect

from fixtures.devices.polling import poll_once
from fixtures.oracle.envelopes import Content
from fixtures.people.actors import Person
from fixtures.screens.items import IdeasScreen
from fixtures.search.held_index import HeldIndex
from fixtures.search.searching import finds, indexes, searching
from fixtures.vault.items_page import ItemsPage
from fixtures.vault.locking import PASSPHRASE
from fixtures.vault.vault_keeper import VaultKeeper

NUMBERS, SOME = range(100, 340), 50
OLD, NEW = Content("Overture", "in old words"), Content("Overture", "in new phrases")


def test_a_tab_that_closes_leaves_its_work_to_the_other(alice: Person, vault: VaultKeeper) -> None:
    """When the tab that builds the index is closed in the middle, the one that waits MUST end with a whole index."""
    vault.add_many("ideas", (Content(f"Etude {number}") for number in NUMBERS))
    first = alice.device("phone")
    waiting = first.new_window()
    first.open(IdeasScreen)
    box = waiting.open(IdeasScreen).search
    held = HeldIndex(first, vault.user_id, SOME)
    first.unlock(PASSPHRASE)
    held.wait()
    waiting.unlock(PASSPHRASE)
    box.query.fill("etude")
    expect(box.said).to_contain_text("Still indexing: results may be incomplete.")

    first.page.close()
    held.go_on()

    expect(box.said).to_have_text(f"{len(NUMBERS)} results, 20 of them shown.")
    finds(box, "etude 100", "Etude 100")
    assert indexes(waiting) == [f"search-{vault.user_id}"]


def test_what_one_tab_writes_the_other_finds(alice: Person, vault: VaultKeeper, now: datetime) -> None:
    """What is written, edited and deleted in one tab MUST be found so in the other after one poll."""
    vault.add("ideas", OLD.title, OLD.body)
    vault.add("ideas", "Fugue", "doomed")
    phone = alice.device("phone", clock=now)
    page, other = ItemsPage(vault, phone, IdeasScreen), phone.new_window()
    finds(IdeasScreen(page.screen.page).search, "overture", OLD.title)
    box = searching(other)
    finds(box, "words", OLD.title)

    page.edit(OLD, NEW)
    page.delete(Content("Fugue"))
    page.create(Content("Toccata", "made"), private=True)
    poll_once(other)

    finds(box, "phrases", NEW.title)
    finds(box, "words")
    finds(box, "doomed")
    finds(box, "made", "Toccata")


def test_an_index_is_shared_by_all_tabs(alice: Person, vault: VaultKeeper) -> None:
    """A second tab MUST find what the first has indexed, and go on when the first is closed."""
    vault.add_many("infobase", (Content(f"Scale {number}", "exercise") for number in NUMBERS))
    phone = alice.device("phone")
    finds(searching(phone), "scale 107", "Scale 107")
    other = phone.new_window()
    box = searching(other)
    finds(box, "scale 107", "Scale 107")

    phone.page.close()

    finds(box, "scale 339", "Scale 339")
    assert indexes(other) == [f"search-{vault.user_id}"]
