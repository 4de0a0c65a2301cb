/**
 * The website tag: opens the interface of a registered number when its link is clicked. Numbers are compared on the
 * device; one that is not registered is left alone and never leaves.
 */

import { askInDialog } from "./dialog.js";
import { questionFor } from "./consents.js";
import { fetchKey, fetchSet } from "./fetch-set.js";
import { NumberSet } from "./number-set.js";
import { openAsPage, openMenu } from "./overlay.js";
import { linkNumbers } from "./page-numbers.js";
import { shareLocation } from "./share-location.js";
import { textsFor } from "./texts.js";

/**
 * @typedef {object} TagSettings
 * @property {string} token public id of the solution
 * @property {("Mobile" | "Tablet" | "Desktop")[]} [devices] mobile only unless said otherwise
 * @property {string} [querySelector] where numbers are looked for; the whole document unless given
 * @property {"Geolocation"[]} [features] what an interface may ask for
 * @property {Record<string, unknown>} [contextMetadata] handed to the interface, never put into an address
 * @property {"overlay" | "page"} [display]
 * @property {string} [country] ISO 3166: how national numbers on this site are dialled
 * @property {string} [culture] language of the site; else that of its `<html lang>`
 * @property {JsonWebKey} [publicKey] the number set's key, pinned by the site; else it is fetched
 * @property {boolean} [requireSignature]
 */

export class Tag {
  /** @param {TagSettings} settings @param {string} base origin of the service */
  constructor(settings, base) {
    this.settings = settings;
    this.base = base;
    const culture = settings.culture || document.documentElement.lang;
    this.culture = culture || navigator.language;
    this.country = settings.country ?? /^[a-z]{2,3}[-_]([a-z]{2})\b/i.exec(culture)?.[1].toUpperCase() ?? null;
    /** @type {NumberSet | null} */
    this.set = null;
    this.stop = new AbortController();
  }

  /**
   * Fetches the set, links the numbers of the page and waits for clicks. Does nothing on devices not chosen.
   */
  async start() {
    if (!(this.settings.devices ?? ["Mobile"]).includes(deviceKind())) return;
    const { token: solution, publicKey, requireSignature } = this.settings;
    const [fetched, key] = await Promise.all([
      fetchSet(this.base, solution),
      publicKey ?? fetchKey(this.base).catch(() => null),
    ]);
    this.set = fetched && (await NumberSet.open(fetched.data, key, { solution, requireSignature }));
    if (!this.set || this.stop.signal.aborted) return;
    document.addEventListener("click", (event) => this.#clicked(event), { capture: true, signal: this.stop.signal });
    this.scan();
    this.#watch();
  }

  /** Links the registered numbers in the text of the page; returns how many it found. */
  scan() {
    const { set, country, settings } = this;
    if (!set) return 0;
    const finder = { set, country, shortCodes: !!settings.querySelector };
    let count = 0;
    for (const root of this.#roots()) count += linkNumbers(root, finder);
    return count;
  }

  /** Leaves the page alone from now on; links already made stay links. */
  end() {
    this.stop.abort();
  }

  #roots() {
    const { querySelector } = this.settings;
    return querySelector ? document.querySelectorAll(querySelector) : [document.body];
  }

  /** Looks again when the page changed, once it is idle. */
  #watch() {
    let waiting = false;
    const watcher = new MutationObserver((changes) => {
      if (waiting || !changes.some((change) => change.addedNodes.length)) return;
      waiting = true;
      whenIdle(() => {
        waiting = false;
        this.scan();
        watcher.takeRecords();
      });
    });
    watcher.observe(document.body, { childList: true, subtree: true });
    this.stop.signal.addEventListener("abort", () => watcher.disconnect());
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const link = /** @type {Element} */ (event.target)?.closest?.('a[href^="tel:" i]');
    const { querySelector, display } = this.settings;
    if (!link || link.getAttribute("data-dialonce") === "go" || (querySelector && !link.closest(querySelector))) return;
    const href = link.getAttribute("href") ?? "";
    const hit = this.set?.find(href.replace(/%20/g, " ").replace(/%2B/gi, "+"), this.country);
    if (!hit) return;
    event.preventDefault();
    event.stopPropagation();
    const menu = this.#menu(hit.number, link.textContent ?? "", hit.payload.interface, href);
    if (display === "page") openAsPage(menu);
    else openMenu(menu);
  }

  /**
   * @param {string} number
   * @param {string} written
   * @param {string} slug
   * @param {string} call
   * @returns {import("./overlay.js").Menu}
   */
  #menu(number, written, slug, call) {
    const { contextMetadata = {}, features = [] } = this.settings;
    const name = /\d.*\d/.test(written) ? written.trim() : number.replace(/^..:/, "");
    return {
      url: `${this.base}/m/${slug}`,
      title: textsFor(this.culture).before(name),
      culture: this.culture,
      call,
      context: { phoneNumber: number, callState: "idle", isInterstitial: false, offline: false, contextMetadata },
      onEnd: () => {},
      onMessage: (message, open) => {
        if (message.dialonce !== "location") return;
        const question = questionFor("location-service", location.hostname, this.culture);
        const ask = async () => (features.includes("Geolocation") ? askInDialog(question) : "off");
        void shareLocation(open, this.culture, ask);
      },
    };
  }
}

/** @returns {"Mobile" | "Tablet" | "Desktop"} */
export function deviceKind(agent = navigator.userAgent, touchPoints = navigator.maxTouchPoints) {
  if (/ipad|tablet|android(?!.*mobi)/i.test(agent) || (/macintosh/i.test(agent) && touchPoints > 1)) return "Tablet";
  return /mobi|iphone|ipod/i.test(agent) ? "Mobile" : "Desktop";
}

/** @param {() => void} work */
export function whenIdle(work) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: 1000 });
  else setTimeout(work, 50);
}
