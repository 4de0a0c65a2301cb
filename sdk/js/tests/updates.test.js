import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { memoryStore } from "../src/store.js";
import { keptSet, refreshSet } from "../src/updates.js";
import { FakeService, sets, vectors } from "./support.js";

let service, store, source;

beforeEach(() => {
  service = new FakeService();
  store = memoryStore();
  const pinned = { publicKey: null, requireSignature: true };
  source = { base: "https://dialonce.example", solution: "shop", ask: service.fetch, ...pinned };
});

test("the first set is whole, the next a difference, and an unchanged one nothing", async () => {
  const first = await refreshSet(store, source, null);
  assert.equal(first.version, 1);
  assert.equal(await refreshSet(store, source, first), first);
  service.set = "mixed-later";
  const second = await refreshSet(store, source, first);
  assert.equal(second.version, 2);
  assert.ok(service.requests.at(-1).url.endsWith("&from=1"));
  assert.deepEqual((await store.get("number-set")).data, sets.get("mixed-later"));
  assert.equal((await keptSet(store, source)).version, 2);
});

test("a damaged difference is replaced by the whole set", async () => {
  const first = await refreshSet(store, source, null);
  service.set = "mixed-later";
  service.damaged = Buffer.from("DOND\x01 rubbish").toString("base64");
  assert.equal((await refreshSet(store, source, first)).version, 2);
});

test("an older set is refused and the current one kept", async () => {
  service.set = "mixed-later";
  const current = await refreshSet(store, source, null);
  service.set = "mixed";
  await assert.rejects(refreshSet(store, source, current), /not newer/);
  assert.equal((await keptSet(store, source)).version, 2);
});

test("a set under another key is refused: the first key is kept", async () => {
  const stranger = vectors.refused.find(({ why }) => why === "another key signed it");
  sets.set("stranger", new Uint8Array(Buffer.from(stranger.bytes, "base64")));
  await refreshSet(store, source, null);
  service.set = "stranger";
  await assert.rejects(refreshSet(store, source, null), /signature/);
});

test("a set kept from before is checked again before use", async () => {
  await refreshSet(store, source, null);
  const kept = await store.get("number-set");
  kept.data[30] ^= 1;
  assert.equal(await keptSet(store, source), null);
});

test("a download that breaks off goes on where it stopped", async () => {
  service.set = "scattered";
  service.breaks = [100, 700];
  const opened = await refreshSet(store, source, null);
  assert.equal(opened.size, 600);
  const ranges = service.requests.map(({ headers }) => headers.Range).filter(Boolean);
  assert.deepEqual(ranges, ["bytes=100-", "bytes=700-"]);
});

test("a download that breaks off for the third time is given up", async () => {
  service.breaks = [10, 20, 30];
  await assert.rejects(refreshSet(store, source, null), /lost/);
});
