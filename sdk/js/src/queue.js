/**
 * What has to reach the service, kept until it did. Each item carries an `id` made here: sending it twice stores it
 * once. At most `LIMIT` items wait; beyond that the oldest go. Only the line's events are in it, never another
 * call's.
 */

const LIMIT = 500;
const BATCH = 100;
const QUEUE = "queue";

/** @typedef {{path: string, body: {id: string, [name: string]: unknown}}} Item */

export class Queue {
  /**
   * @param {import("./store.js").Store} store
   * @param {(path: string, bodies: object[]) => Promise<number>} send resolves with the HTTP status, 0 without a network
   */
  constructor(store, send) {
    this.store = store;
    this.send = send;
    /** @type {Promise<unknown>} */
    this.turn = Promise.resolve();
  }

  /** Keeps an item, then sends what can be sent. @param {string} path @param {object} body */
  add(path, body) {
    const item = { path, body: { id: crypto.randomUUID(), ...body } };
    const added = this.#alone(async () => this.store.set(QUEUE, [...(await this.#items()), item].slice(-LIMIT)));
    return added.then(() => this.flush());
  }

  /**
   * Sends what waits, oldest first, until the network or the service fails; it is tried again at the next occasion.
   */
  flush() {
    return this.#alone(async () => {
      for (let items = await this.#items(); items.length; ) {
        const batch = firstBatch(items);
        const status = await this.send(batch[0].path, batch.map((item) => item.body));
        if (mustRetry(status)) return;
        items = items.slice(batch.length);
        await this.store.set(QUEUE, items);
      }
    });
  }

  /** Drops what waits. */
  clear() {
    return this.#alone(() => this.store.set(QUEUE, []));
  }

  /** How many items wait. */
  async size() {
    return (await this.#items()).length;
  }

  /** @returns {Promise<Item[]>} */
  async #items() {
    return (await this.store.get(QUEUE)) ?? [];
  }

  /**
   * Runs one change at a time, also among tabs where the browser has locks.
   * @param {() => Promise<unknown>} work
   */
  #alone(work) {
    const locks = globalThis.navigator?.locks;
    this.turn = this.turn.catch(() => {}).then(() => (locks ? locks.request("dialonce-queue", work) : work()));
    return this.turn;
  }
}

/** The first items that go to one path; only events travel together. @param {Item[]} items */
function firstBatch(items) {
  const [{ path }] = items;
  const other = items.findIndex((item) => item.path !== path);
  return items.slice(0, path === "/v1/events" ? Math.min(BATCH, other < 0 ? items.length : other) : 1);
}

/** @param {number} status */
function mustRetry(status) {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500;
}
