import assert from "node:assert/strict";
import { test } from "node:test";

import { checkedIdentifiers } from "../src/device.js";
import { coarseCell, locate } from "../src/location.js";

const KM_PER_DEGREE = 111.195;

test("identifiers with a wrong check digit are left out", () => {
  assert.deepEqual(checkedIdentifiers({ imei: "490154203237518" }), { imei: "490154203237518" });
  assert.deepEqual(checkedIdentifiers({ imei: "490154203237519", meid: "AF0123450ABCDED", serial: "a b" }), {});
  assert.deepEqual(checkedIdentifiers({ meid: "af-012345-0abcde-c" }), { meid: "AF0123450ABCDE" });
  assert.deepEqual(checkedIdentifiers({}), {});
});

test("one cell is about 6 km by 6 km wherever people live", () => {
  for (let latitude = -75; latitude <= 75; latitude += 7.3) {
    const height = extent((shift) => coarseCell(latitude + shift, 10)) * KM_PER_DEGREE;
    const width = extent((shift) => coarseCell(latitude, 10 + shift)) * KM_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
    assert.ok(Math.abs(height - 6) < 0.1, `height ${height} at ${latitude}`);
    assert.ok(Math.abs(width - 6) < 0.15, `width ${width} at ${latitude}`);
  }
});

/** How far one can go on both sides without leaving the cell, in degrees. */
function extent(cellAt) {
  const home = cellAt(0);
  const step = 0.0005;
  let count = 1;
  for (let shift = step; cellAt(shift) === home; shift += step) count++;
  for (let shift = -step; cellAt(shift) === home; shift -= step) count++;
  return count * step;
}

test("every place on earth has a cell, the poles and the date line too", () => {
  for (const [latitude, longitude] of [[90, 0], [-90, 0], [0, 180], [0, -180], [90, 180], [0, 540]]) {
    assert.match(coarseCell(latitude, longitude), /^g6:\d+:\d+$/);
  }
  assert.equal(coarseCell(10, 180), coarseCell(10, -180));
});

test("the coarse place holds no coordinate", async () => {
  const geolocation = {
    getCurrentPosition: (found) => found({ coords: { latitude: 48.8584, longitude: 2.2945, accuracy: 4.2 } }),
  };
  assert.deepEqual(await locate("coarse", geolocation), { precision: "coarse", cell: coarseCell(48.8584, 2.2945) });
  assert.deepEqual(await locate("precise", geolocation), {
    precision: "precise",
    latitude: 48.8584,
    longitude: 2.2945,
    accuracy: 4,
  });
});

test("off never asks the device, and a refusal of the device is no place", async () => {
  const untouchable = { getCurrentPosition: () => assert.fail("asked") };
  assert.equal(await locate("off", untouchable), null);
  const refusing = { getCurrentPosition: (_, failed) => failed(new Error("denied")) };
  assert.equal(await locate("coarse", refusing), null);
});
