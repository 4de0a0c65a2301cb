import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { NumberSet, applyDifference } from "../built/dialonce.min.mjs";
import * as source from "../src/dialonce.js";
import { bytesOf, sets, vectors } from "./support.js";

const HERE = new URL("..", import.meta.url);
const LIMIT = 12 * 1024;
const built = (name) => readFileSync(new URL(`built/${name}`, HERE));

test("the built files are what the sources make", () => {
  const answer = spawnSync("python3", [fileURLToPath(new URL("build.py", HERE)), "--check"], { encoding: "utf8" });
  assert.equal(answer.status, 0, answer.stdout + answer.stderr);
});

for (const name of ["dialonce.min.js", "dialonce.min.mjs"]) {
  test(`${name} is at most 12 KiB compressed`, (context) => {
    const size = gzipSync(built(name), { level: 9 }).length;
    context.diagnostic(`${name}: ${size} bytes of ${LIMIT}`);
    assert.ok(size <= LIMIT, `${size}`);
  });

  test(`${name} is ASCII, whatever character set the page declares`, () => {
    assert.doesNotMatch(built(name).toString("latin1"), /[^\x00-\x7f]/);
  });

  test(`${name} runs under a strict policy: no eval, no inline style`, () => {
    assert.doesNotMatch(built(name).toString(), /\beval\(|new Function|\.style\b|setAttribute\("style|innerHTML|outerHTML|insertAdjacentHTML/);
  });
}

test("the built module offers what the source does, and reads the same sets", async () => {
  const module = await import("../built/dialonce.min.mjs");
  assert.deepEqual(Object.keys(module).sort(), Object.keys(source).sort());
  for (const { name, members } of vectors.sets) {
    assert.equal((await NumberSet.open(sets.get(name), vectors.public_key)).size, members.length);
  }
  for (const { from, to, bytes } of vectors.differences) {
    assert.deepEqual(applyDifference(sets.get(from), bytesOf(bytes)), sets.get(to));
  }
});

test("the classic tag leaves a page without a document alone", () => {
  assert.doesNotThrow(() => new Function("document", "window", built("dialonce.min.js").toString())({ getElementById: () => null }, Object.freeze({})));
});
