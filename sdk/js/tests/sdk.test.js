/** Calls: which numbers open a menu, what is noted of a call and when, and what waits for a network. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { DeviceConfiguration, DialOnce } from "../src/dialonce.js";
import { memoryStore } from "../src/store.js";
import { freshPhone, startSdk } from "./support.js";

const REGISTERED = "01 00 00 00 00";
const CANARY = "+33612345678";

let service, shown, store, answers, logged;

beforeEach(() => {
  ({ service, shown, store, answers, logged } = freshPhone());
});

const start = (host, configuration) => startSdk({ service, shown, store, answers, logged }, host, configuration);
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
