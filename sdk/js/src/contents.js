/**
 * What a number set says, and its one canonical form in bytes (docs/reference/number-set.md, sections 2 and 3).
 */

import { Reader, Writer, demand } from "./wire.js";

export const SET_MAGIC = "DONS\x01";
export const SIGNATURE_BYTES = 64;

/**
 * @typedef {{publisher: string, interface: string, flags: number}} Payload
 * @typedef {{country: string, callingCode: string, trunk: string, international: string, trunkOptional: boolean}} Plan
 * @typedef {{prefix: string, digits: number, values: Float64Array, payloads: Payload[]}} Group
 * @typedef {{version: number, issuedAt: number, solution: string, plans: Plan[], groups: Group[]}} Contents
 */

/**
 * The contents of a set's bytes, without those of the signature.
 * @param {Uint8Array} data
 * @returns {Contents}
 */
export function decodeContents(data) {
  const source = new Reader(data, SET_MAGIC);
  const version = source.varint();
  const issuedAt = source.varint();
  const solution = source.string();
  const plans = readPlans(source);
  const table = readPayloads(source);
  const groups = source.list(() => readGroup(source, table));
  source.end();
  requireAscending(groups, compareGroups);
  return { version, issuedAt, solution, plans, groups };
}

/** The canonical bytes, to which the signature is appended. @param {Contents} contents */
export function encodeContents(contents) {
  const out = new Writer(SET_MAGIC);
  out.varint(contents.version);
  out.varint(contents.issuedAt);
  out.string(contents.solution);
  writePlans(out, contents.plans);
  const place = writePayloads(out, contents.groups.flatMap((group) => group.payloads));
  out.list(contents.groups, (group) => {
    out.string(group.prefix);
    out.varint(group.digits);
    out.varint(group.values.length);
    writeIncreasing(out, group.values);
    out.bits(group.payloads.map((payload) => place.get(payloadKey(payload)) ?? 0), indexWidth(place.size));
  });
  return out.bytes();
}

/** @param {Reader} source @param {Payload[]} table @returns {Group} */
function readGroup(source, table) {
  const prefix = source.string();
  const digits = source.varint();
  const count = source.count();
  demand(/^..{1,3}$/.test(prefix) && digits > 0 && digits < 15 && count > 0);
  const values = readIncreasing(source, count);
  demand(values[count - 1] < 10 ** digits);
  const indexes = source.bits(count, indexWidth(table.length));
  return { prefix, digits, values, payloads: Array.from(indexes, (index) => pick(table, index)) };
}

/** How many low bits of each value are kept apart. @param {number} count @param {number} span */
function lowWidth(count, span) {
  let width = 0;
  while (count * 2 ** (width + 1) <= span + 1) width++;
  return width;
}

/** Strictly increasing values in the Elias–Fano code. @param {Reader} source @param {number} count */
function readIncreasing(source, count) {
  const first = source.varint();
  const span = source.varint();
  const width = lowWidth(count, span);
  const highs = source.bits(count + Math.floor(span / 2 ** width), 1);
  const lows = source.bits(count, width);
  const values = new Float64Array(count);
  let index = 0;
  for (let place = 0; place < highs.length; place++) {
    if (highs[place]) {
      demand(index < count);
      values[index] = first + (place - index) * 2 ** width + lows[index];
      demand(!index || values[index] > values[index - 1]);
      index++;
    }
  }
  demand(index === count && values[0] === first && values[count - 1] === first + span);
  return values;
}

/** @param {Writer} out @param {Float64Array} values */
function writeIncreasing(out, values) {
  const first = values[0];
  const span = values[values.length - 1] - first;
  const width = lowWidth(values.length, span);
  const highs = new Uint8Array(values.length + Math.floor(span / 2 ** width));
  values.forEach((value, index) => (highs[Math.floor((value - first) / 2 ** width) + index] = 1));
  out.varint(first);
  out.varint(span);
  out.bits(highs, 1);
  out.bits(values.map((value) => (value - first) % 2 ** width), width);
}

/** @param {Reader} source @returns {Plan[]} */
export function readPlans(source) {
  const plans = source.list(() => ({
    country: source.string(),
    callingCode: source.string(),
    trunk: source.string(),
    international: source.string(),
    trunkOptional: source.varint() !== 0,
  }));
  requireAscending(plans, (a, b) => compare(a.country, b.country));
  return plans;
}

/** @param {Writer} out @param {Plan[]} plans */
export function writePlans(out, plans) {
  out.list(plans, (plan) => {
    for (const text of [plan.country, plan.callingCode, plan.trunk, plan.international]) out.string(text);
    out.varint(plan.trunkOptional ? 1 : 0);
  });
}

/** @param {Reader} source @returns {Payload[]} */
export function readPayloads(source) {
  const names = source.list(() => source.string());
  requireAscending(names, compare);
  const table = source.list(() => ({
    publisher: pick(names, source.varint()),
    interface: pick(names, source.varint()),
    flags: source.varint(),
  }));
  requireAscending(table, comparePayloads);
  return table;
}

/**
 * Writes names and payloads, sorted; returns each payload's place.
 * @param {Writer} out
 * @param {Payload[]} payloads
 */
export function writePayloads(out, payloads) {
  const table = [...new Map(payloads.map((payload) => [payloadKey(payload), payload])).values()];
  table.sort(comparePayloads);
  const names = [...new Set(table.flatMap((payload) => [payload.publisher, payload.interface]))].sort(compare);
  const place = new Map(names.map((name, index) => [name, index]));
  out.list(names, (name) => out.string(name));
  out.list(table, (payload) => {
    out.varint(place.get(payload.publisher) ?? 0);
    out.varint(place.get(payload.interface) ?? 0);
    out.varint(payload.flags);
  });
  return new Map(table.map((payload, index) => [payloadKey(payload), index]));
}

/** @param {Payload} payload */
export function payloadKey(payload) {
  return `${payload.publisher} ${payload.interface} ${payload.flags}`;
}

/** @param {{prefix: string, digits: number}} a @param {{prefix: string, digits: number}} b */
export function compareGroups(a, b) {
  return compare(a.prefix, b.prefix) || a.digits - b.digits;
}

/** @param {Payload} a @param {Payload} b */
function comparePayloads(a, b) {
  return compare(a.publisher, b.publisher) || compare(a.interface, b.interface) || a.flags - b.flags;
}

/** @param {string} a @param {string} b */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** @param {number} count */
function indexWidth(count) {
  return count > 1 ? Math.floor(Math.log2(count - 1)) + 1 : 0;
}

/** @template T @param {T[]} table @param {number} index */
export function pick(table, index) {
  demand(index < table.length);
  return table[index];
}

/** @template T @param {T[]} items @param {(a: T, b: T) => number} order */
function requireAscending(items, order) {
  demand(items.every((item, index) => !index || order(items[index - 1], item) < 0));
}
