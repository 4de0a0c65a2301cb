/**
 * The SDK for hybrid apps. The host app tells it of calls; it compares them on the device with the registered numbers and
 * shows the interface of those. It sets no timer: it wakes for a call, for the network's return and when it is started.
 */

import { askInDialog } from "./dialog.js";
import { Consents } from "./consents.js";
import { DeviceConfiguration, checkedIdentifiers, deviceId } from "./device.js";
import { dialLink } from "./dialled.js";
import { locate } from "./location.js";
import { HAS_SATISFACTION } from "./number-set.js";
import { openMenu } from "./overlay.js";
import { Queue } from "./queue.js";
import { Service } from "./service.js";
import { openStore, sealedStore } from "./store.js";
import { textsFor } from "./texts.js";
import { keptSet, refreshSet } from "./updates.js";

const NAME = "dialonce.js";
const VERSION = "0.1.0";

/**
 * What the host app may do for the SDK; every member is optional.
 * @typedef {object} Host
 * @property {(menu: import("./overlay.js").Menu) => void} [showMenu] shows an interface in a view of the app's own
 * @property {(question: import("./consents.js").Question) => Promise<string>} [ask] asks in the app's own way
 * @property {(number: string) => string | null | Promise<string | null>} [contactName] one name from the address book;
 *   it is shown on this device, never kept and never sent
 * @property {() => Promise<string | null>} [advertisingId] the platform's advertising identifier
 * @property {() => Promise<{imei?: string, meid?: string, serial?: string}>} [identifiers]
 * @property {(message: string) => void} [log] where debug messages go; they never hold a number
 *
 * @typedef {{number: string, dialled: string, payload: import("./number-set.js").Payload}} Hit
 *
 * @typedef {object} Outcome
 * @property {boolean} registered false: the call is no business of ours, and nothing was noted
 * @property {boolean} shown
 * @property {string | null} name the contact's name, for the screen
 */

export class DialOnce {
  #host;
  #ask;
  #disabled = false;
  #debug = false;
  #live = true;
  #intercepting = true;
  #interstitial = false;
  #solution = "";
  #configuration = new DeviceConfiguration();
  /** @type {import("./number-set.js").NumberSet | null} */
  #set = null;
  /** @type {(Hit & {since: number}) | null} */
  #call = null;

  /** @param {Host} [host] @param {{fetch?: typeof fetch, openStore?: typeof openStore}} [platform] */
  constructor(host = {}, platform = {}) {
    this.#host = host;
    this.#ask = platform.fetch ?? ((/** @type {any} */ url, /** @type {any} */ options) => fetch(url, options));
    this.open = platform.openStore ?? openStore;
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
    const tell = async (/** @type {object} */ record) => (await this.#mayNote()) && this.queue.add("/v1/consents", record);
    const ask = this.#host.ask ?? askInDialog;
    this.consents = new Consents(this.sealed, ask, tell, () => this.#configuration.culture);
    this.#set = await keptSet(this.store, this.#source());
    globalThis.addEventListener?.("online", () => this.wake());
    await this.wake();
  }

  /** Refreshes the number set and sends what waits. The host may call it when the phone gets power. */
  async wake() {
    if (this.#disabled || !this.store) return;
    try {
      this.#set = await refreshSet(this.store, this.#source(), this.#set);
      this.#say(`number set ${this.#set?.version ?? "none"}`);
    } catch (error) {
      this.#say(`number set not refreshed: ${/** @type {Error} */ (error).message}`);
    }
    if (await this.#mayNote()) await this.queue.flush();
  }

  /** Shows the notice, then asks for what the host can give. Returns whether the notice was accepted. */
  async requestPermissions() {
    if ((await this.consents.request("notice")) !== "accepted") return false;
    if (this.#host.contactName) await this.consents.request("contact-display");
    if (this.#host.advertisingId) await this.consents.request("user-analytics");
    if (this.#host.identifiers && (await this.consents.request("device-registration")) === "accepted") await this.service.register();
    return true;
  }

  /** The person dials: shows the interface if the number is registered, and leaves no trace of it if not. @param {string} number @returns {Promise<Outcome>} */
  async outgoingCall(number) {
    const hit = this.#find(number);
    if (!hit) return { registered: false, shown: false, name: null };
    this.#call = { ...hit, since: Date.now() };
    const name = await this.#contactName(hit.number);
    const shown = this.#intercepting;
    await this.#note("call-start", hit.number);
    if (shown) await this.#show("before", hit, name, dialLink(hit.number));
    return { registered: true, shown, name };
  }

  /** A call comes in. Only calls from a registered line are noted. @param {string} number @returns {Promise<Outcome>} */
  async incomingCall(number) {
    const hit = this.#find(number);
    if (!hit) return { registered: false, shown: false, name: null };
    this.#call = { ...hit, since: Date.now() };
    await this.#note("call-incoming", hit.number);
    return { registered: true, shown: false, name: await this.#contactName(hit.number) };
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

  /** Stops everything and forgets what this device kept, consents and identity included. */
  async disable() {
    this.#disabled = true;
    this.#set = this.#call = null;
    await this.store?.clear();
    await this.sealed?.clear();
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
    if ((await this.consents.choice("user-analytics")) !== "accepted" || !(await this.#mayNote())) return false;
    const id = await this.#host.advertisingId?.();
    if (!id) return false;
    await this.queue.add("/v1/advertising-ids", { advertising_id: id, occurred_at: new Date().toISOString() });
    return true;
  }

  /** @param {string} number @returns {Hit | null} */
  #find(number) {
    const hit = this.#disabled ? null : this.#set?.find(number, this.#configuration.simCountry);
    return hit ? { ...hit, dialled: number.trim() } : null;
  }

  /** @param {string} type @param {string} line @param {number} [value] */
  async #note(type, line, value) {
    if (!(await this.#mayNote())) return;
    const event = { type, line, occurred_at: new Date().toISOString(), culture: this.#configuration.culture };
    const body = { ...event, device: await this.getDeviceId(), ...(value === undefined ? {} : { value: String(value) }) };
    this.queue.add("/v1/events", body).catch(() => this.#say("events wait"));
  }

  async #mayNote() {
    return !this.#disabled && (await this.consents?.choice("notice")) === "accepted";
  }

  /** @param {string} number */
  async #contactName(number) {
    if ((await this.consents.choice("contact-display")) !== "accepted") return null;
    return (await this.#host.contactName?.(number)) ?? null;
  }

  /** @param {"before" | "after"} when @param {Hit} hit @param {string | null} name @param {string | null} call */
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

  /** What the interface's page asks of the device. @param {{dialonce: string, [name: string]: unknown}} message @param {import("./overlay.js").OpenMenu} open @param {string} application */
  async #heard(message, open, application) {
    if (message.dialonce === "interception") await this.setEnableCallInterception(message.on === true);
    if (message.dialonce === "location") await this.#shareLocation(open, application);
  }

  /** @param {import("./overlay.js").OpenMenu} open @param {string} application */
  async #shareLocation(open, application) {
    const choice = /** @type {"off"} */ (await this.consents.request("location-service", application));
    const place = await locate(choice);
    open.tell({ dialonce: "location", place });
    if (!place) return;
    const occurred_at = new Date().toISOString();
    if (await this.#mayNote()) await this.queue.add("/v1/location", { application, occurred_at, ...place });
    const texts = textsFor(this.#configuration.culture);
    open.indicate(`${texts.shared} ${texts[place.precision]}`, () => void this.consents.choose("location-service", "off", application));
  }

  async #registration() {
    const agreed = (await this.consents.choice("device-registration")) === "accepted";
    const identifiers = agreed ? checkedIdentifiers((await this.#host.identifiers?.()) ?? {}) : {};
    const { simCountry, culture } = this.#configuration;
    const library = `${NAME}/${VERSION}`;
    return { device: await this.getDeviceId(), solution: this.#solution, library, sim_country: simCountry, culture, ...identifiers };
  }

  #source() {
    const { publicKey, requireSignature } = this.#configuration;
    return { base: this.#address(), solution: this.#solution, publicKey, requireSignature, ask: this.#ask };
  }

  #address() {
    const { liveAddress, stagingAddress } = this.#configuration;
    return this.#live ? liveAddress : stagingAddress;
  }

  async #keepSwitches() {
    await this.store?.set("switches", { disabled: this.#disabled, intercepting: this.#intercepting });
  }

  /** @param {string} message never with a number or a name in it */
  #say(message) {
    if (this.#debug) (this.#host.log ?? console.debug)(`${NAME}: ${message}`);
  }
}
