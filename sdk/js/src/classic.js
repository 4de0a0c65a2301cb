/**
 * Starts the tag from `window._dialonce`, whenever that is set: before this script, after it, or by a tag manager
 * much later. The script's own address (element id `dialonce-sdk`) says where the service is. Nothing that goes
 * wrong here reaches the page.
 */

import { Tag, whenIdle } from "./tag.js";

const script = /** @type {HTMLScriptElement | null} */ (document.currentScript ?? document.getElementById("dialonce-sdk"));

/** @type {{version: string, tag: Tag | null, scan: () => number, end: () => void}} */
const dialonce = {
  version: "0.1.0",
  tag: null,
  scan: () => dialonce.tag?.scan() ?? 0,
  end: () => dialonce.tag?.end(),
};

/** @param {import("./tag.js").TagSettings} settings */
function startTag(settings) {
  if (dialonce.tag || !settings?.token) return;
  const source = (script ?? document.getElementById("dialonce-sdk"))?.getAttribute("src") ?? "";
  dialonce.tag = new Tag(settings, new URL(source, document.baseURI).origin);
  const begin = () => whenIdle(() => dialonce.tag?.start().catch(() => {}));
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin, { once: true });
  else begin();
}

/** Starts now if the page has its settings, or as soon as it sets them. */
function awaitSettings() {
  const page = /** @type {any} */ (window);
  if (page.dialonce?.version) return;
  page.dialonce = dialonce;
  if (typeof page.define === "function" && page.define.amd) page.define("dialonce", [], () => dialonce);
  let settings = page._dialonce;
  Object.defineProperty(page, "_dialonce", {
    configurable: true,
    enumerable: true,
    get: () => settings,
    set: (value) => {
      settings = value;
      startTag(value);
    },
  });
  if (settings) startTag(settings);
}

try {
  awaitSettings();
} catch {
  // A page that froze its globals keeps its plain links.
}
