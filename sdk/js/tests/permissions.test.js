/** What the phone holds – contacts, identifiers, place – is read and sent only with consent. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { memoryStore } from "../src/store.js";
import { FakeService, freshPhone, startSdk } from "./support.js";

const REGISTERED = "01 00 00 00 00";
const CONTACT = "Aunt Canary";

let service, shown, store, answers, logged;

beforeEach(() => {
  ({ service, shown, store, answers, logged } = freshPhone());
});

const start = (host, configuration) => startSdk({ service, shown, store, answers, logged }, host, configuration);
const moment = () => new Promise((resolve) => setTimeout(resolve, 30));
const settle = async (sdk) => sdk.wake();

test("a contact's name is shown and never sent (3.1-t, 3.1-u)", async () => {
  const asked = [];
  const sdk = await start({ contactName: (number) => (asked.push(number), CONTACT) });
  await sdk.requestPermissions();
  assert.equal((await sdk.outgoingCall(REGISTERED)).name, CONTACT);
  await sdk.callEnded();
  await settle(sdk);
  assert.equal(shown[0].title, `Avant d’appeler le ${CONTACT}`);
  assert.deepEqual(asked, ["+33100000000"]);
  assert.ok(!service.everything().includes("Canary"));
  assert.ok(!JSON.stringify(shown[0].context).includes("Canary"));
});

test("the address book is not read without consent", async () => {
  answers["contact-display"] = "refused";
  const sdk = await start({ contactName: () => assert.fail("read") });
  await sdk.requestPermissions();
  assert.equal((await sdk.outgoingCall(REGISTERED)).name, null);
});

test("device identifiers are read and sent only with consent, and only well formed", async () => {
  const identifiers = async () => ({ imei: "49-015420-323751-8", meid: "AF0123450ABCDED", serial: "r58n30" });
  const sdk = await start({ identifiers });
  await sdk.requestPermissions();
  await sdk.getServiceToken();
  const [first, device] = service.bodies("/v1/devices");
  assert.ok(!("imei" in first), "registered before the person agreed to that");
  assert.equal(device.imei, "490154203237518");
  assert.equal(device.serial, "R58N30");
  assert.ok(!("meid" in device));

  [service, store] = [new FakeService(), memoryStore()];
  answers["device-registration"] = "refused";
  const other = await start({ identifiers: () => assert.fail("read") });
  await other.requestPermissions();
  await other.getServiceToken();
  assert.deepEqual(service.bodies("/v1/devices").map((device) => "imei" in device), [false]);
});

test("the advertising identifier goes alone, without the device's identity", async () => {
  const sdk = await start({ advertisingId: async () => "ad-1" });
  assert.equal(await sdk.shareAdvertisingId(), false);
  await sdk.requestPermissions();
  assert.equal(await sdk.shareAdvertisingId(), true);
  await settle(sdk);
  const [sent] = service.bodies("/v1/advertising-ids");
  assert.deepEqual(Object.keys(sent).sort(), ["advertising_id", "id", "occurred_at"]);
});

for (const [how, withdraw] of [
  ["its consent is withdrawn", (sdk) => sdk.consents.choose("user-analytics", "refused")],
  ["the notice is withdrawn", (sdk) => sdk.consents.choose("notice", "refused")],
  ["the SDK is disabled", (sdk) => sdk.disable()],
]) {
  test(`the advertising identifier is forgotten when ${how}, and not named again`, async () => {
    const sdk = await start({ advertisingId: async () => "ad-1" });
    await sdk.requestPermissions();
    await sdk.shareAdvertisingId();
    await settle(sdk);
    await withdraw(sdk);
    assert.deepEqual(service.bodies("/v1/advertising-ids/forget").map((body) => body.advertising_id), ["ad-1"]);
    service.requests.length = 0;
    assert.equal(await sdk.shareAdvertisingId(), false);
    await withdraw(sdk);
    await settle(sdk);
    assert.ok(!service.everything().includes("ad-1"));
  });
}

test("who never agreed to the advertising identifier is not asked for it to forget it", async () => {
  answers["user-analytics"] = "refused";
  const sdk = await start({ advertisingId: () => assert.fail("read") });
  await sdk.requestPermissions();
  await sdk.consents.choose("user-analytics", "refused");
  await sdk.disable();
  assert.equal(service.bodies("/v1/advertising-ids/forget").length, 0);
});

test("location is asked for each interface, and off means that nothing is read or sent", async () => {
  answers["location-service"] = "off";
  const sdk = await start();
  await sdk.requestPermissions();
  await sdk.outgoingCall(REGISTERED);
  const told = [];
  const open = { tell: (message) => told.push(message), indicate: () => assert.fail("shared") };
  shown[0].onMessage({ dialonce: "location" }, open);
  await moment();
  assert.deepEqual(told, [{ dialonce: "location", place: null }]);
  await settle(sdk);
  assert.equal(service.bodies("/v1/location").length, 0);
  const consent = service.bodies("/v1/consents").find(({ purpose }) => purpose === "location-service");
  assert.deepEqual([consent.application, consent.choice], ["cards", "off"]);
});

test("location that was shared can be taken back on the spot", async () => {
  answers["location-service"] = "coarse";
  const coords = { latitude: 48.8584, longitude: 2.2945, accuracy: 4 };
  const geolocation = { getCurrentPosition: (found) => found({ coords }) };
  Object.defineProperty(globalThis, "navigator", { value: { geolocation }, configurable: true });
  try {
    const sdk = await start();
    await sdk.requestPermissions();
    await sdk.outgoingCall(REGISTERED);
    const told = [];
    const stop = await new Promise((resolve) => {
      const open = { tell: (message) => told.push(message.place), indicate: (_, off) => resolve(off) };
      shown[0].onMessage({ dialonce: "location" }, open);
    });
    await moment();
    stop();
    await moment();
    await settle(sdk);
    const [place] = service.bodies("/v1/location");
    assert.match(place.cell, /^g6:/);
    assert.ok(!("latitude" in place) && !("longitude" in place) && !("device" in place));
    assert.ok(["48.8584", "2.2945"].every((text) => !JSON.stringify(place).includes(text)));
    assert.deepEqual(told, [{ precision: "coarse", cell: place.cell }, null]);
    assert.equal(await sdk.consents.choice("location-service", "cards"), "off");
  } finally {
    delete globalThis.navigator;
  }
});
