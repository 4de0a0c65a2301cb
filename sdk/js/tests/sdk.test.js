import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { DeviceConfiguration, DialOnce } from "../src/dialonce.js";
import { memoryStore } from "../src/store.js";
import { FakeService } from "./support.js";

const REGISTERED = "01 00 00 00 00";
const CANARY = "+33612345678";
const CONTACT = "Aunt Canary";

let service, shown, store, answers, logged;

beforeEach(() => {
  [service, shown, store, answers, logged] = [new FakeService(), [], memoryStore(), {}, []];
});

async function start(host = {}, configuration = {}) {
  const sdk = new DialOnce(
    {
      showMenu: (menu) => shown.push(menu),
      ask: async ({ purpose }) => answers[purpose] ?? "accepted",
      log: (message) => logged.push(message),
      ...host,
    },
    { fetch: service.fetch, openStore: async () => store },
  );
  sdk.setDebug(true);
  const values = { simCountry: "FR", culture: "fr-FR", liveAddress: "https://dialonce.example", ...configuration };
  await sdk.init("shop", false, new DeviceConfiguration(values));
  return sdk;
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 30));
const settle = async (sdk) => sdk.wake();

test("a registered number opens its interface", async () => {
  const sdk = await start();
  assert.deepEqual(await sdk.outgoingCall(REGISTERED), { registered: true, shown: true, name: null });
  assert.equal(shown[0].url, "https://dialonce.example/m/cards");
  assert.equal(shown[0].call, "tel:+33100000000");
  assert.equal(shown[0].title, "Avant d’appeler le 01 00 00 00 00");
});

test("a number that is not registered leaves no trace at all (3.1-e)", async () => {
  const sdk = await start();
  await sdk.requestPermissions();
  await settle(sdk);
  const before = service.requests.length;
  assert.equal((await sdk.outgoingCall(CANARY)).registered, false);
  assert.equal((await sdk.incomingCall(CANARY)).registered, false);
  await sdk.callEnded();
  assert.equal(service.requests.length, before);
  assert.equal(await sdk.queue.size(), 0);
  assert.ok(!logged.join().includes("612345678"));
});

test("nothing about a call is noted before the notice is accepted", async () => {
  answers.notice = "refused";
  const sdk = await start();
  assert.equal(await sdk.requestPermissions(), false);
  await sdk.outgoingCall(REGISTERED);
  await sdk.callEnded();
  await settle(sdk);
  assert.deepEqual([...new Set(service.requests.map(({ path }) => path))].sort(), ["/v1/number-set", "/v1/number-set/key"]);
  assert.equal(await sdk.getServiceToken(), null);
});

test("once the notice is withdrawn nothing leaves, not even what waited for a network", async () => {
  const sdk = await start();
  await sdk.requestPermissions();
  await settle(sdk);
  service.online = false;
  await sdk.outgoingCall(REGISTERED);
  await settle(sdk);
  assert.equal(await sdk.queue.size(), 2);
  await sdk.consents.choose("notice", "refused");
  await sdk.callEnded();
  service.online = true;
  service.requests.length = 0;
  await settle(sdk);
  assert.equal(await sdk.queue.size(), 0);
  assert.deepEqual(service.requests.map(({ path }) => path), ["/v1/number-set"]);
});

test("a call's steps are noted once the notice is accepted", async () => {
  const sdk = await start();
  await sdk.requestPermissions();
  await sdk.outgoingCall(REGISTERED);
  shown[0].onEnd("call");
  await sdk.callEnded();
  await settle(sdk);
  const events = service.bodies("/v1/events");
  assert.deepEqual(events.map(({ type }) => type), ["call-start", "menu-shown", "call-continued", "call-end"]);
  for (const event of events) {
    assert.equal(event.line, "+33100000000");
    assert.equal(event.device, await sdk.getDeviceId());
  }
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
  assert.equal(service.requests.at(-1).headers.Authorization, "Bearer token-of-this-device");
});

test("the screen for after the call shows where the line has one", async () => {
  const sdk = await start();
  await sdk.outgoingCall("3654");
  await sdk.callEnded();
  assert.equal(shown[1].url, "https://dialonce.example/m/mobile?event=satisfaction");
  assert.equal(shown[1].call, null);
  await sdk.outgoingCall(REGISTERED);
  await sdk.callEnded();
  assert.equal(shown.length, 3);
});

test("with interception off, calls are noted and no interface is shown", async () => {
  const sdk = await start();
  await sdk.requestPermissions();
  await sdk.setEnableCallInterception(false);
  assert.equal((await sdk.outgoingCall(REGISTERED)).shown, false);
  await sdk.callEnded();
  await settle(sdk);
  assert.deepEqual(service.bodies("/v1/events").map(({ type }) => type), ["call-start", "call-end"]);
  assert.equal((await start()).isCallInterceptionEnabled(), false);
});

test("disabled means silence, and a new identity afterwards", async () => {
  const sdk = await start();
  await sdk.requestPermissions();
  const identity = await sdk.getDeviceId();
  await sdk.disable();
  assert.equal(service.requests.at(-1).path, `/v1/devices/${identity}`);
  const before = service.requests.length;
  assert.equal((await sdk.outgoingCall(REGISTERED)).registered, false);
  await sdk.wake();
  assert.equal(service.requests.length, before);
  assert.equal((await start()).isDisabled(), true);
  await sdk.enable();
  assert.equal((await sdk.outgoingCall(REGISTERED)).registered, true);
  assert.notEqual(await sdk.getDeviceId(), identity);
});

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

test("events wait for the network and arrive once each, in order", async () => {
  const sdk = await start();
  await sdk.requestPermissions();
  await settle(sdk);
  service.online = false;
  await sdk.outgoingCall(REGISTERED);
  await sdk.callEnded();
  await settle(sdk);
  assert.equal(await sdk.queue.size(), 3);
  service.online = true;
  service.requests.length = 0;
  await settle(sdk);
  assert.equal(await sdk.queue.size(), 0);
  assert.deepEqual(service.bodies("/v1/events").map(({ type }) => type), ["call-start", "menu-shown", "call-end"]);
});

test("a revoked token is asked for anew, and nothing is lost", async () => {
  const sdk = await start();
  await sdk.requestPermissions();
  await settle(sdk);
  service.status["/v1/events"] = 401;
  await sdk.outgoingCall(REGISTERED);
  await settle(sdk);
  assert.equal(await sdk.queue.size(), 2);
  delete service.status["/v1/events"];
  service.requests.length = 0;
  await settle(sdk);
  assert.equal(service.bodies("/v1/devices").length, 1);
  assert.equal(await sdk.queue.size(), 0);
});

test("offline, the set from before is used", async () => {
  await start();
  service.online = false;
  const sdk = await start();
  assert.equal((await sdk.outgoingCall(REGISTERED)).registered, true);
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

test("the library says what it is", async () => {
  const sdk = new DialOnce();
  assert.equal(sdk.getLibraryName(), "dialonce.js");
  assert.match(sdk.getLibraryVersion(), /^\d+\.\d+\.\d+$/);
});

test("staging is another place with another memory", async () => {
  const opened = [];
  const sdk = new DialOnce({}, { fetch: service.fetch, openStore: async (name) => (opened.push(name), memoryStore()) });
  sdk.useLiveEnvironment(false);
  await sdk.init("shop", false, new DeviceConfiguration({ stagingAddress: "https://staging.example" }));
  assert.deepEqual(opened, ["dialonce-shop-staging"]);
  assert.ok(service.requests.every(({ url }) => url.startsWith("https://staging.example/")));
});
