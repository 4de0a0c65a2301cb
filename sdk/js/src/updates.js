/**
 * Keeping the number set of an installation current: small differences, checked before use, never backwards.
 */

import { applyDifference } from "./difference.js";
import { fetchKey, fetchSet } from "./fetch-set.js";
import { NumberSet } from "./number-set.js";

/**
 * @typedef {object} Source
 * @property {string} base
 * @property {string} solution
 * @property {JsonWebKey | null} publicKey pinned; else it is fetched once and kept
 * @property {boolean} requireSignature
 * @property {typeof fetch} ask
 */

/**
 * The set kept from before, checked again; null when there is none that holds.
 * @param {import("./store.js").Store} store
 * @param {Source} source
 */
export async function keptSet(store, source) {
  const kept = await store.get("number-set");
  if (!kept) return null;
  return openSet(kept.data, source, await store.get("number-set-key")).catch(() => null);
}

/**
 * The newest set: the current one when nothing changed. A difference that does not fit is replaced by the whole set.
 * Throws, and keeps the current set, when the network fails or what came is not to be trusted.
 * @param {import("./store.js").Store} store @param {Source} source @param {NumberSet | null} current
 */
export async function refreshSet(store, source, current) {
  const kept = current && (await store.get("number-set"));
  const { base, solution, ask } = source;
  const key = source.publicKey ?? (await keyOnce(store, source));
  const options = { newerThan: current?.version ?? 0 };
  const answer = await fetchSet(base, solution, { etag: kept?.etag, from: current?.version, ask });
  if (!answer) return current;
  let data = answer.data;
  let opened = null;
  if (answer.isDifference) {
    try {
      data = applyDifference(kept.data, answer.data);
      opened = await openSet(data, source, key, options);
    } catch {
      const whole = await fetchSet(base, solution, { ask });
      data = whole?.data ?? data;
    }
  }
  opened ??= await openSet(data, source, key, options);
  await store.set("number-set", { data, etag: answer.etag });
  return opened;
}

/**
 * @param {Uint8Array} data
 * @param {Source} source
 * @param {JsonWebKey | null} key
 * @param {{newerThan?: number}} [options]
 */
function openSet(data, { publicKey, solution, requireSignature }, key, options = {}) {
  return NumberSet.open(data, publicKey ?? key, { ...options, solution, requireSignature });
}

/**
 * The service's key as it was when first asked: a later impostor's is not taken.
 * @param {import("./store.js").Store} store
 * @param {Source} source
 */
async function keyOnce(store, { base, ask }) {
  const kept = await store.get("number-set-key");
  if (kept) return kept;
  const key = await fetchKey(base, ask);
  await store.set("number-set-key", key);
  return key;
}
