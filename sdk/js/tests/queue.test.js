import assert from "node:assert/strict";
import { test } from "node:test";

import { Queue } from "../src/queue.js";
import { memoryStore, sealedStore } from "../src/store.js";

function queueWith(statuses) {
  const sent = [];
  const send = async (path, bodies) => {
    sent.push({ path, bodies });
    return statuses.length > 1 ? statuses.shift() : statuses[0];
  };
  return { queue: new Queue(memoryStore(), send), sent };
}

test("an item keeps its id from one try to the next", async () => {
  const { queue, sent } = queueWith([0, 503, 202]);
  await queue.add("/v1/events", { type: "call-start" });
  await queue.flush();
  await queue.flush();
  const ids = sent.map(({ bodies }) => bodies[0].id);
  assert.equal(ids.length, 3);
  assert.equal(new Set(ids).size, 1);
  assert.equal(await queue.size(), 0);
});

test("what the service will never take is dropped, what it may take later is kept", async () => {
  for (const [status, left] of [[400, 0], [403, 0], [422, 0], [401, 1], [408, 1], [429, 1], [500, 1], [0, 1]]) {
    const { queue } = queueWith([status]);
    await queue.add("/v1/events", {});
    assert.equal(await queue.size(), left, String(status));
  }
});

test("the queue is bounded and the oldest go", async () => {
  const { queue } = queueWith([0]);
  for (let number = 0; number < 510; number++) await queue.add("/v1/events", { number });
  assert.equal(await queue.size(), 500);
  const all = await queue.store.get("queue");
  assert.equal(all[0].body.number, 10);
});

test("events travel together up to a hundred, others alone, the order stays", async () => {
  const { queue, sent } = queueWith([0]);
  for (let number = 0; number < 150; number++) await queue.add("/v1/events", { number });
  await queue.add("/v1/consents", { number: 150 });
  await queue.add("/v1/consents", { number: 151 });
  await queue.add("/v1/events", { number: 152 });
  sent.length = 0;
  queue.send = async (path, bodies) => (sent.push({ path, bodies }), 202);
  await queue.flush();
  assert.deepEqual(sent.map(({ bodies }) => bodies.length), [100, 50, 1, 1, 1]);
  assert.deepEqual(sent.flatMap(({ bodies }) => bodies.map(({ number }) => number)), [...Array(153).keys()]);
});

test("items added at once are all kept", async () => {
  const { queue } = queueWith([0]);
  await Promise.all([...Array(20).keys()].map((number) => queue.add("/v1/events", { number })));
  assert.equal(await queue.size(), 20);
});

test("what is kept at rest is encrypted and opens again", async () => {
  const plain = memoryStore();
  const sealed = await sealedStore(plain);
  await sealed.set("queue", [{ line: "+33100000000" }]);
  const { data } = await plain.get("queue");
  assert.ok(!Buffer.from(data).toString("latin1").includes("+331"));
  assert.deepEqual(await (await sealedStore(plain)).get("queue"), [{ line: "+33100000000" }]);
  assert.equal((await plain.get("sealing-key")).extractable, false);
});

test("a value moved to another name does not open", async () => {
  const plain = memoryStore();
  const sealed = await sealedStore(plain);
  await sealed.set("queue", ["secret"]);
  await plain.set("token", await plain.get("queue"));
  assert.equal(await sealed.get("token"), undefined);
});

test("where no key can be kept, values stay in memory", async () => {
  const written = [];
  const refusing = { get: async () => undefined, set: async (name) => { throw new Error(written.push(name)); }, clear: async () => {} };
  const sealed = await sealedStore(refusing);
  await sealed.set("queue", [1]);
  assert.deepEqual(await sealed.get("queue"), [1]);
  assert.deepEqual(written, [1].map(() => "sealing-key"));
});
