/** The next number set from the one before and what changed (docs/reference/number-set.md, section 5). */

import {
  SIGNATURE_BYTES,
  compareGroups,
  decodeContents,
  encodeContents,
  pick,
  readPayloads,
  readPlans,
} from "./contents.js";
import { Reader, demand } from "./wire.js";

/** @typedef {import("./contents.js").Group} Group @typedef {import("./contents.js").Payload} Payload */

/**
 * The new set's bytes, signature included. They are not verified here: open them before use.
 * @param {Uint8Array} old @param {Uint8Array} difference
 */
export function applyDifference(old, difference) {
  const source = new Reader(difference.subarray(0, -SIGNATURE_BYTES), "DOND\x01");
  const before = decodeContents(old.subarray(0, -SIGNATURE_BYTES));
  const signature = old.subarray(-SIGNATURE_BYTES);
  const base = source.raw(8);
  demand(
    base.every((byte, index) => byte === signature[index]) && source.varint() === before.version,
    "the difference was made from another set",
  );
  const version = source.varint();
  const issuedAt = source.varint();
  const plans = source.varint() ? readPlans(source) : before.plans;
  const groups = applyChanges(source, before.groups);
  source.end();
  const body = encodeContents({ version, issuedAt, solution: before.solution, plans, groups });
  const whole = new Uint8Array(body.length + SIGNATURE_BYTES);
  whole.set(body);
  whole.set(difference.subarray(-SIGNATURE_BYTES), body.length);
  return whole;
}

/** @param {Reader} source @param {Group[]} groups */
function applyChanges(source, groups) {
  const table = readPayloads(source);
  const merged = new Map(groups.map((group) => [group.prefix + group.digits, group]));
  source.list(() => {
    const prefix = source.string();
    const digits = source.varint();
    const empty = { prefix, digits, values: new Float64Array(), payloads: [] };
    merged.set(prefix + digits, applyChange(source, merged.get(prefix + digits) ?? empty, table));
  });
  return [...merged.values()].filter((group) => group.values.length).sort(compareGroups);
}

/** @param {Reader} source @param {Group} group @param {Payload[]} table @returns {Group} */
function applyChange(source, group, table) {
  const dropped = new Set(readGaps(source));
  for (const place of dropped) demand(place < group.values.length);
  const kept = new Map();
  group.values.forEach((value, place) => dropped.has(place) || kept.set(value, group.payloads[place]));
  for (const value of readGaps(source)) kept.set(value, pick(table, source.varint()));
  const values = Float64Array.from(kept.keys()).sort();
  return { ...group, values, payloads: Array.from(values, (value) => kept.get(value)) };
}

/** @param {Reader} source */
function readGaps(source) {
  let value = -1;
  return source.list(() => (value += source.varint() + 1));
}
