/**
 * A number set opened for looking numbers up: the signature holds, the version is not older than the one before.
 */

import { SIGNATURE_BYTES, decodeContents } from "./contents.js";
import { canonicalNumbers } from "./dialled.js";
import { demand } from "./wire.js";

/** @typedef {import("./contents.js").Payload} Payload @typedef {import("./contents.js").Group} Group */

/** Payload flags; 1 is none, and never will be. */
export const HAS_SATISFACTION = 2;
export const COSTS_MORE = 4;

export class NumberSet {
  /** @param {import("./contents.js").Contents} contents @param {boolean} verified */
  constructor(contents, verified) {
    this.version = contents.version;
    this.issuedAt = contents.issuedAt;
    this.solution = contents.solution;
    this.plans = contents.plans;
    /** Whether the signature was verified; false only where the platform has no Ed25519. */
    this.verified = verified;
    /** @type {Map<string, Map<number, (value: number) => Payload | null>>} */
    this.groups = new Map();
    this.size = 0;
    for (const group of contents.groups) {
      const lengths = this.groups.get(group.prefix) ?? new Map();
      this.groups.set(group.prefix, lengths.set(group.digits, finder(group)));
      this.size += group.values.length;
    }
  }

  /**
   * Throws NumberSetError for bytes that are damaged, tampered with, another solution's or not newer than
   * `newerThan`.
   * @param {Uint8Array} data
   * @param {JsonWebKey | null} key the service's Ed25519 public key
   * @param {{newerThan?: number, solution?: string, requireSignature?: boolean}} [options] with `requireSignature`, a
   *   platform without Ed25519 refuses every set; without it, it trusts the connection and says so in `verified`
   */
  static async open(data, key, { newerThan = 0, solution, requireSignature = false } = {}) {
    const body = data.subarray(0, -SIGNATURE_BYTES);
    const verified = await verify(key, data.subarray(-SIGNATURE_BYTES), body);
    demand(verified !== false, "its signature does not hold");
    demand(verified || !requireSignature, "this platform cannot verify its signature");
    const opened = new NumberSet(decodeContents(body), verified === true);
    demand(opened.version > newerThan, "it is not newer than the one in use");
    demand(solution === undefined || opened.solution === solution, "it belongs to another solution");
    return opened;
  }

  /**
   * The payload of a canonical number (`+33…`, `FR:3654`); null when it is not registered.
   * @param {string} number
   */
  lookup(number) {
    // "+33", "FR:" and their like before the others: most service numbers begin so.
    for (const length of [3, 4, 2]) {
      const find = this.groups.get(number.slice(0, length))?.get(number.length - length);
      if (find) return find(decimal(number, length));
    }
    return null;
  }

  /**
   * The registered number that `dialled` means in `country`, with its payload; null when none is.
   * @param {string} dialled @param {string | null} [country]
   */
  find(dialled, country) {
    for (const number of canonicalNumbers(dialled, this.plans, country)) {
      const payload = this.lookup(number);
      if (payload) return { number, payload };
    }
    return null;
  }
}

/**
 * The value of the ASCII digits from `start` on; NaN if anything else is there.
 * @param {string} text
 * @param {number} start
 */
function decimal(text, start) {
  let value = 0;
  for (let at = start; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Finds the payload of a value in a group, whose range is cut into as many equal parts as it has values: most
 * look-ups read one or two of them.
 * @param {Group} group
 */
function finder({ values, payloads }) {
  const count = values.length;
  const first = values[0];
  const width = (values[count - 1] - first + 1) / count;
  const starts = new Uint32Array(count + 2);
  for (const value of values) starts[Math.floor((value - first) / width) + 1]++;
  for (let part = 0; part <= count; part++) starts[part + 1] += starts[part];
  return (/** @type {number} */ value) => {
    const part = Math.floor((value - first) / width);
    let low = starts[part];
    let high = starts[part + 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return values[low] === value ? payloads[low] : null;
  };
}

/**
 * Whether the signature holds; undefined where it cannot be known: no key, or a platform without Ed25519.
 * @param {JsonWebKey | null} jwk @param {Uint8Array} signature @param {Uint8Array} message
 */
async function verify(jwk, signature, message) {
  if (!jwk || !globalThis.crypto?.subtle) return undefined;
  let key;
  try {
    key = await crypto.subtle.importKey("jwk", jwk, { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    return /** @type {Error} */ (error).name === "NotSupportedError" ? undefined : false;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}
