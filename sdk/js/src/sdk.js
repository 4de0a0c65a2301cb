/**
 * The SDK for hybrid apps. The host app tells it of calls; it compares them on the device with the registered
 * numbers and shows the interface of those. It sets no timer: it wakes for a call, for the network's return and
 * when it is started.
 */

import { askInDialog } from "./dialog.js";
import { Consents } from "./consents.js";
import { DeviceConfiguration, describeDevice, deviceId } from "./device.js";
import { dialLink } from "./dialled.js";
import { HAS_SATISFACTION } from "./number-set.js";
import { openMenu } from "./overlay.js";
import { Queue } from "./queue.js";
import { shareLocation } from "./share-location.js";
import { Service } from "./service.js";
import { openStore, sealedStore } from "./store.js";
import { textsFor } from "./texts.js";
import { keptSet, refreshSet } from "./updates.js";

/** @typedef {import("./host.js").Hit} Hit @typedef {import("./host.js").Outcome} Outcome */

const NAME = "dialonce.js";
const VERSION = "0.1.0";

export class DialOnce {
  #host;
  #ask;
  #disabled = false;
  #debug = false;
  #live = true;
  #intercepting = true;
  #interstitial = false;
  #noting = Promise.resolve();
  #solution = "";
  #configuration = new DeviceConfiguration();
  /** @type {import("./number-set.js").NumberSet | null} */
  #set = null;
  /** @type {(Hit & {since: number}) | null} */
  #call = null;
  /** @type {import("./store.js").Store} from `init` on, as those below */
  store;
  /** @type {import("./store.js").Store} */
  sealed;
  /** @type {Service} */
  service;
  /** @type {Queue} */
  queue;
  /** @type {Consents} */
  consents;

  /**
   * @param {import("./host.js").Host} [host]
   * @param {{fetch?: typeof fetch, openStore?: typeof openStore}} [platform]
   */
  constructor(host = {}, platform = {}) {
    this.#host = host;
    this.#ask = platform.fetch ?? ((/** @type {any} */ url, /** @type {any} */ options) => fetch(url, options));
    this.open = platform.openStore ?? openStore;
    globalThis.addEventListener?.("online", () => this.wake());
  }

  /**
   * Starts the SDK for a solution. Offline it works with the number set it has.
   * @param {string} apiKey the solution's public id
   * @param {boolean} [displayInterstitial] tell the interface that it stands between the caller and the call
   * @param {DeviceConfiguration} [configuration]
   */
  async init(apiKey, displayInterstitial = false, configuration = new DeviceConfiguration()) {
    this.#solution = apiKey;
    this.#interstitial = displayInterstitial;
    this.#configuration = configuration;
    this.store = await this.open(`dialonce-${apiKey}-${this.#live ? "live" : "staging"}`);
    this.sealed = await sealedStore(this.store);
    const { disabled = false, intercepting = true } = (await this.store.get("switches")) ?? {};
    this.#disabled = disabled;
    this.#intercepting = intercepting;
    this.service = new Service(this.sealed, () => this.#registration(), () => this.#address(), this.#ask);
    this.queue = new Queue(this.sealed, (path, bodies) => this.service.send(path, bodies));
    const ask = this.#host.ask ?? askInDialog;
    this.consents = new Consents(this.sealed, ask, (record) => this.#tell(record), () => configuration.culture);
    this.#set = await keptSet(this.store, this.#source());
    await this.wake();
  }

  /** Refreshes the number set and sends what waits. The host may call it when the phone gets power. */
  async wake() {
    if (this.#disabled || !this.store) return;
    try {
      this.#set = await refreshSet(this.store, this.#source(), this.#set);
      this.#say(`number set ${this.#set?.version ?? "none"}`);
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      this.#say(`number set not refreshed: ${message}`);
    }
    await this.queue.flush();
  }

  /** Shows the notice, then asks for what the host can give. Returns whether the notice was accepted. */
  async requestPermissions() {
    if ((await this.consents.request("notice")) !== "accepted") return false;
    if (this.#host.contactName) await this.consents.request("contact-display");
    if (this.#host.advertisingId) await this.consents.request("user-analytics");
    const identify = this.#host.identifiers && (await this.consents.request("device-registration"));
    if (identify === "accepted") await this.service.register();
    return true;
  }

  /** The person dials: shows a registered number's interface. @param {string} number @returns {Promise<Outcome>} */
  outgoingCall(number) {
    return this.#begin("call-start", number, this.#intercepting);
  }

  /** A call comes in, noted if from a registered line. @param {string} number @returns {Promise<Outcome>} */
  incomingCall(number) {
    return this.#begin("call-incoming", number, false);
  }

  /** The call ended: notes how long it was, and shows the screen for after the call where the line has one. */
  async callEnded() {
    const call = this.#call;
    this.#call = null;
    if (!call || this.#disabled) return;
    await this.#note("call-end", call.number, Math.round((Date.now() - call.since) / 1000));
    const wanted = this.#intercepting && Math.floor(call.payload.flags / HAS_SATISFACTION) % 2 === 1;
    if (wanted) await this.#show("after", call, await this.#contactName(call.number), null);
  }

  /** Off: calls to registered lines are still noted, but no interface is shown. @param {boolean} on */
  async setEnableCallInterception(on) {
    this.#intercepting = on;
    await this.#keepSwitches();
  }

  isCallInterceptionEnabled() {
    return this.#intercepting && !this.#disabled;
  }

  /** Stops everything and forgets what this device kept, consents and identity included; its token ends. */
  async disable() {
    this.#disabled = true;
    this.#set = this.#call = null;
    if (!this.store) return;
    await this.#fallSilent();
    await this.service.revoke(await this.getDeviceId());
    await this.store.clear();
    await this.sealed.clear();
    await this.#keepSwitches();
  }

  /** Undoes `disable`: this installation begins anew, as an unknown device. */
  async enable() {
    this.#disabled = false;
    await this.#keepSwitches();
    await this.init(this.#solution, this.#interstitial, this.#configuration);
  }

  isDisabled() {
    return this.#disabled;
  }

  /** @param {boolean} on */
  setDebug(on) {
    this.#debug = on;
  }

  /** Live or staging; call it before `init`. @param {boolean} live */
  useLiveEnvironment(live) {
    this.#live = live;
  }

  getDeviceId() {
    return deviceId(this.sealed);
  }

  /** This user's token, revocable on the server; null until the notice was accepted and a network is there. */
  async getServiceToken() {
    return (await this.#mayNote()) ? this.service.token() : null;
  }

  getLibraryName() {
    return NAME;
  }

  getLibraryVersion() {
    return VERSION;
  }

  /** Sends the advertising identifier, if the person agreed. Returns whether it was. */
  async shareAdvertisingId() {
    const id = !this.#disabled && (await this.#advertisingId());
    if (id) await this.queue.add("/v1/advertising-ids", { advertising_id: id, occurred_at: new Date().toISOString() });
    return !!id;
  }

  /** @param {string} type @param {string} number @param {boolean} shown @returns {Promise<Outcome>} */
  async #begin(type, number, shown) {
    const hit = this.#find(number);
    if (!hit) return { registered: false, shown: false, name: null };
    this.#call = { ...hit, since: Date.now() };
    const name = await this.#contactName(hit.number);
    await this.#note(type, hit.number);
    if (shown) await this.#show("before", hit, name, dialLink(hit.number));
    return { registered: true, shown, name };
  }

  /**
   * Tells the service of a choice before it is kept. The notice is only told when it is accepted: whoever takes it back
   * is told of no more.
   * @param {import("./consents.js").Decision} decision
   */
  async #tell(decision) {
    const { purpose, choice } = decision;
    if (choice === "refused" && purpose === "notice") return this.#fallSilent();
    if (choice === "refused" && purpose === "user-analytics") await this.#forgetAdvertisingId();
    await this.#send("/v1/consents", decision);
  }

  /** Drops what waits, and asks for nothing but that the advertising identifier be forgotten. */
  async #fallSilent() {
    await this.queue.clear();
    await this.#forgetAdvertisingId();
  }

  /** Has everything under the advertising identifier deleted, if its use was agreed to until now. */
  async #forgetAdvertisingId() {
    const id = await this.#advertisingId();
    if (id) await this.queue.add("/v1/advertising-ids/forget", { advertising_id: id });
  }

  /** What the platform gives, asked for only while the person agrees to its use. */
  async #advertisingId() {
    const agreed = (await this.consents.allows("notice")) && (await this.consents.allows("user-analytics"));
    return agreed ? this.#host.advertisingId?.() : null;
  }

  /** @param {string} number @returns {Hit | null} */
  #find(number) {
    const hit = this.#disabled ? null : this.#set?.find(number, this.#configuration.simCountry);
    return hit ? { ...hit, dialled: number.trim() } : null;
  }

  /**
   * Notes one step; steps arrive in the order in which they happened.
   * @param {string} type
   * @param {string} line
   * @param {number} [value]
   */
  #note(type, line, value) {
    const happened = { type, line, occurred_at: new Date().toISOString(), culture: this.#configuration.culture };
    if (value !== undefined) Object.assign(happened, { value: String(value) });
    return (this.#noting = this.#noting.then(async () => {
      if (!(await this.#mayNote())) return;
      this.queue.add("/v1/events", { ...happened, device: await this.getDeviceId() }).catch(() => this.#say("events wait"));
    }));
  }

  /** Queues what the person's notice allows to be sent. @param {string} path @param {object} body */
  async #send(path, body) {
    if (await this.#mayNote()) await this.queue.add(path, body);
  }

  async #mayNote() {
    return !this.#disabled && !!(await this.consents?.allows("notice"));
  }

  /** @param {string} number */
  async #contactName(number) {
    const agreed = await this.consents.allows("contact-display");
    return (agreed && (await this.#host.contactName?.(number))) || null;
  }

  /**
   * @param {"before" | "after"} when
   * @param {Hit} hit
   * @param {string | null} name
   * @param {string | null} call
   */
  async #show(when, { number, dialled, payload }, name, call) {
    const { culture } = this.#configuration;
    const url = `${this.#address()}/m/${payload.interface}${when === "after" ? "?event=satisfaction" : ""}`;
    const callState = when === "before" ? "outgoing" : "ended";
    const offline = globalThis.navigator?.onLine === false;
    /** @type {import("./overlay.js").Menu} */
    const menu = {
      url,
      title: textsFor(culture)[when](name ?? dialled),
      culture,
      call,
      context: { phoneNumber: number, callState, isInterstitial: this.#interstitial, offline, url },
      onEnd: (how) => void this.#note(how === "call" ? "call-continued" : "menu-closed", number),
      onMessage: (message, open) => void this.#heard(message, open, payload.interface),
    };
    await this.#note("menu-shown", number);
    (this.#host.showMenu ?? openMenu)(menu);
  }

  /**
   * What the interface's page asks of the device.
   * @param {{dialonce: string, [name: string]: unknown}} message
   * @param {import("./overlay.js").OpenMenu} open
   * @param {string} application
   */
  async #heard(message, open, application) {
    if (message.dialonce === "interception") await this.setEnableCallInterception(message.on === true);
    if (message.dialonce === "location") await this.#shareLocation(open, application);
  }

  /** @param {import("./overlay.js").OpenMenu} open @param {string} application */
  async #shareLocation(open, application) {
    const ask = () => this.consents.request("location-service", application);
    const stopped = () => void this.consents.choose("location-service", "off", application);
    const place = await shareLocation(open, this.#configuration.culture, ask, stopped);
    if (place) await this.#send("/v1/location", { application, occurred_at: new Date().toISOString(), ...place });
  }

  async #registration() {
    const agreed = await this.consents.allows("device-registration");
    const identifiers = agreed ? await this.#host.identifiers?.() : undefined;
    const described = describeDevice(this.#configuration, identifiers);
    return { device: await this.getDeviceId(), solution: this.#solution, library: `${NAME}/${VERSION}`, ...described };
  }

  #source() {
    const { publicKey, requireSignature } = this.#configuration;
    return { base: this.#address(), solution: this.#solution, publicKey, requireSignature, ask: this.#ask };
  }

  #address() {
    return this.#configuration[this.#live ? "liveAddress" : "stagingAddress"];
  }

  async #keepSwitches() {
    await this.store?.set("switches", { disabled: this.#disabled, intercepting: this.#intercepting });
  }

  /** @param {string} message never with a number or a name in it */
  #say(message) {
    if (this.#debug) (this.#host.log ?? console.debug)(`${NAME}: ${message}`);
  }
}
