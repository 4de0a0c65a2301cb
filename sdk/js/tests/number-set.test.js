/** Runs conformance/number-sets.json, as the server and the Python SDK do. */

import assert from "node:assert/strict";
import { test } from "node:test";

import { applyDifference } from "../src/difference.js";
import { NumberSet } from "../src/number-set.js";
import { NumberSetError } from "../src/wire.js";
import { bytesOf as bytes, sets, vectors } from "./support.js";

const key = vectors.public_key;

for (const entry of vectors.sets) {
  test(`set ${entry.name} holds its members and nothing else`, async () => {
    const opened = await NumberSet.open(sets.get(entry.name), key, { solution: "shop", requireSignature: true });
    assert.equal(opened.version, entry.version);
    assert.equal(opened.issuedAt, entry.issued_at);
    assert.equal(opened.size, entry.members.length);
    for (const [number, publisher, slug, flags] of entry.members) {
      assert.deepEqual(opened.lookup(number), { publisher, interface: slug, flags });
    }
    assert.deepEqual(entry.absent.filter((text) => opened.lookup(text)), []);
  });
}

for (const entry of vectors.differences) {
  test(`difference from ${entry.from} to ${entry.to} gives the same bytes`, () => {
    assert.deepEqual(applyDifference(sets.get(entry.from), bytes(entry.bytes)), sets.get(entry.to));
  });
}

for (const entry of vectors.refused) {
  test(`a set is refused when ${entry.why}`, async () => {
    const options = { newerThan: entry.newer_than, solution: entry.solution };
    await assert.rejects(NumberSet.open(bytes(entry.bytes), key, options), NumberSetError);
  });
}

for (const entry of vectors.dialled) {
  test(`${entry.text} dialled in ${entry.country} reaches ${entry.number}`, async () => {
    const opened = await NumberSet.open(sets.get("mixed"), key);
    assert.equal(opened.find(entry.text, entry.country)?.number ?? null, entry.number);
  });
}

test("a difference from another set is refused", () => {
  const { bytes: text } = vectors.differences[0];
  assert.throws(() => applyDifference(sets.get("one"), bytes(text)), NumberSetError);
});

test("no stranger among a million is taken for a member", async () => {
  const opened = await NumberSet.open(sets.get("scattered"), key);
  const members = new Set(vectors.sets.find((entry) => entry.name === "scattered").members.map(([number]) => number));
  let taken = 0;
  for (let seed = 1, round = 0; round < 1_000_000; round++) {
    seed = (seed * 48271) % 2147483647;
    const stranger = "+33" + String(seed % 1e9).padStart(9, "0");
    if (opened.lookup(stranger) && !members.has(stranger)) taken++;
  }
  assert.equal(taken, 0);
});

test("a platform without the key or Ed25519 trusts the connection and says so, or refuses", async () => {
  assert.equal((await NumberSet.open(sets.get("one"), null)).verified, false);
  await assert.rejects(NumberSet.open(sets.get("one"), null, { requireSignature: true }), NumberSetError);
});
