import assert from "node:assert/strict";
import { test } from "node:test";

import { NumberSet } from "../src/number-set.js";
import { numbersInText } from "../src/page-numbers.js";
import { deviceKind } from "../src/tag.js";
import { sets } from "./support.js";

const set = await NumberSet.open(sets.get("mixed"), null);

function found(text, shortCodes = false, country = "FR") {
  return numbersInText(text, { set, country, shortCodes }).map(({ at, length }) => text.slice(at, at + length));
}

test("registered numbers are found as people write them", () => {
  for (const written of ["01 00 00 00 00", "+33 (0)1 00 00 00 00", "01.00.00.00.00", "0033100000000", "+33-1-00-00-00-00"]) {
    assert.deepEqual(found(`Appelez le ${written}, c’est gratuit.`), [written]);
    assert.deepEqual(found(`(${written})`).length, 1);
  }
  assert.deepEqual(found("(202) 555-0100 or 01 00 00 00 00", false, "US"), ["(202) 555-0100"]);
});

test("several numbers in one text are all found", () => {
  assert.deepEqual(found("01 00 00 00 00 / 01 00 00 00 01 - 01 00 00 00 02"), ["01 00 00 00 00", "01 00 00 00 01"]);
});

test("digits that are something else are left alone", () => {
  for (const text of ["A0100000000", "0100000000B", "2010000000012", "01 00 00 00 00 12 34 56 78 90 12 34 56", "2026-06-24"]) {
    assert.deepEqual(found(text), [], text);
  }
});

test("a short code in running text counts only where the site said where to look", () => {
  assert.deepEqual(found("3900 € ou le 3900"), []);
  assert.deepEqual(found("composez le 3900", true), ["3900"]);
});

test("devices are told apart as the classic tag did", () => {
  const android = "Mozilla/5.0 (Linux; Android 14; Pixel 8)";
  assert.equal(deviceKind(`${android} Chrome/126 Mobile Safari/537.36`, 5), "Mobile");
  assert.equal(deviceKind(`${android} Chrome/126 Safari/537.36`, 5), "Tablet");
  assert.equal(deviceKind("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Mobile/15E148", 5), "Mobile");
  assert.equal(deviceKind("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", 5), "Tablet");
  assert.equal(deviceKind("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", 0), "Desktop");
  assert.equal(deviceKind("Mozilla/5.0 (X11; Linux x86_64) Chrome/126", 0), "Desktop");
});
