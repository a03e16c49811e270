"""The index of the search: on this device, in memory, and what becomes of it when something breaks off."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.web.modules import run

# A builder with made-up items, a key of its own, and a count of the items that were read.
_BENCH = """
    const { Index } = await import(new URL("assets/search/index.js", location.href));
    const { deleteIndex, IndexDb } = await import(new URL("assets/search/index-db.js", location.href));
    const { Tokens, wordName, prefixName } = await import(new URL("assets/search/tokens.js", location.href));
    const key = await crypto.subtle.importKey(
      "raw", new Uint8Array(32), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
    const items = Array.from({ length: 120 }, (_, number) => (
      { id: `id-${number}`, t: "ideas", rev: 1, seq: number + 1, title: `Title ${number}`, body: "bass line" }));
    let reads = 0;
    const bench = async (kid, more = {}) => {
      const parts = { index: new Index(), tokens: new Tokens(key), kid, signal: new AbortController().signal, ...more };
      const db = await IndexDb.open("bench", () => {});
      const read = async (item) => { reads += 1; await more.reading?.(reads); return item.damaged ? null : item; };
      return { ...parts, db, builder: new module.Builder({ ...parts, db, read }) };
    };
    const having = async ({ index, tokens }, field, word) => {
      const [token] = await tokens.of([wordName("ideas", field, word)]);
      return [...index.having(token)];
    };
    const built = async (kid, some = items, more = {}) => {
      const made = await bench(kid, more);
      await made.builder.begin(some);
      await made.builder.add(some, more.progress);
      return made;
    };
"""


@pytest.fixture
def tried(page: Page) -> Any:
    """Run a body that can build indexes."""
    return lambda body: run(page, "search/builder.js", _BENCH + body)


def test_items_are_found_by_their_words_and_beginnings(tried: Any) -> None:
    found = tried(
        """const made = await built("k_1");
        const [begun] = await made.tokens.of([prefixName("ideas", "title", "tit")]);
        return [await having(made, "title", "7"), await having(made, "title", "17"),
                (await having(made, "body", "bass")).length, [...made.index.having(begun)].length];"""
    )

    assert found == [[], ["id-17"], 120, 120]


def test_progress_is_told_piece_by_piece(tried: Any) -> None:
    told = tried("const told = []; await built('k_1', items, { progress: (done) => told.push(done) }); return told;")

    assert told == [50, 100, 120]


def test_an_index_of_the_same_key_is_taken_over(tried: Any) -> None:
    found = tried(
        """(await built("k_1")).db.close();
        const before = reads;
        const made = await built("k_1");
        return [before, reads - before, await having(made, "title", "17"), await made.db.state()];"""
    )

    assert found == [120, 0, ["id-17"], {"kid": "k_1"}]


def test_an_index_of_another_key_is_built_anew(tried: Any) -> None:
    found = tried(
        """(await built("k_1")).db.close();
        const made = await built("k_2", items.slice(0, 60));
        return [reads, (await made.db.ids()).length, (await made.db.state()).kid, made.index.size];"""
    )

    assert found == [180, 60, "k_2", 60]


def test_a_build_that_broke_off_goes_on_where_it_was(tried: Any) -> None:
    found = tried(
        """const broken = await bench("k_1", { reading: (reads) => { if (reads === 110) throw new Error("crash"); } });
        await broken.builder.begin(items);
        const problem = await broken.builder.add(items).catch((error) => error.message);
        const state = await broken.db.state();
        broken.db.close();
        const before = reads;
        const made = await built("k_1");
        return [problem, state, reads - before, made.index.size];"""
    )

    assert found == ["crash", {"kid": "k_1"}, 20, 120]


def test_a_build_stops_at_once(tried: Any) -> None:
    found = tried(
        """const life = new AbortController();
        const reading = (reads) => { if (reads === 60) life.abort(); };
        const stopped = await bench("k_1", { signal: life.signal, reading });
        await stopped.builder.begin(items);
        const problem = await stopped.builder.add(items).catch((error) => error.name);
        return [problem, reads, stopped.index.size, (await stopped.db.ids()).length];"""
    )

    assert found == ["AbortError", 100, 50, 50]


def test_a_changed_item_is_found_by_its_new_words_only(tried: Any) -> None:
    found = tried(
        """const made = await built("k_1");
        const edited = { ...items[17], rev: 2, seq: 200, title: "Entirely other", body: "drums" };
        await made.builder.add([edited]);
        const [old] = await made.tokens.of([prefixName("ideas", "title", "tit")]);
        return [await having(made, "title", "17"), await having(made, "title", "other"),
                await having(made, "body", "drums"), [...made.index.having(old)].length, made.index.size,
                (await made.db.read(["id-17"])).get("id-17").seq];"""
    )

    assert found == [[], ["id-17"], ["id-17"], 119, 120, 200]


def test_what_is_no_more_is_not_found(tried: Any) -> None:
    found = tried(
        """const made = await built("k_1");
        await made.builder.remove(["id-17"]);
        made.db.close();
        const later = await built("k_1", items.filter(({ id }) => id !== "id-17" && id !== "id-18"));
        return [await having(made, "title", "17"), later.index.size, (await later.db.ids()).length];"""
    )

    assert found == [[], 118, 118]


def test_a_damaged_item_is_left_out(tried: Any) -> None:
    found = tried(
        """const made = await built("k_1", items.map((item, place) => ({ ...item, damaged: place === 3 })));
        return [made.index.size, (await made.db.ids()).length];"""
    )

    assert found == [119, 119]


def test_the_database_holds_no_word(tried: Any) -> None:
    """All that is stored are ids, kinds, numbers and tokens."""
    stored = tried(
        """const made = await built("k_1");
        return [...(await made.db.read(["id-17"])).values()];"""
    )

    assert list(stored[0]) == ["id", "t", "rev", "seq", "title", "body"]
    assert {len(token) for token in stored[0]["title"] + stored[0]["body"]} == {22}
    # 17, title, tit, titl; bass, line, bas, lin
    assert (len(stored[0]["title"]), len(stored[0]["body"])) == (4, 4)


def test_a_deletion_is_not_held_up_by_another_tab(page: Page, tried: Any) -> None:
    tried("await built('k_1');")
    other = page.context.new_page()

    run(other, "search/index-db.js", "await module.deleteIndex('bench');")

    assert page.evaluate("async () => (await indexedDB.databases()).map((each) => each.name)") == []
