/** The interface of a registered line, shown over the page; the call itself stays one tap away. */

import { button, canShowDialog, element, showDialog } from "./dialog.js";
import { textsFor } from "./texts.js";

/**
 * @typedef {object} Menu
 * @property {string} url the interface's page, on our origin
 * @property {string} title
 * @property {string} culture
 * @property {string | null} call the `tel:` link that goes on with the call, if there is one
 * @property {Record<string, unknown>} context handed to the page once it has loaded; never put into an address
 * @property {(how: "call" | "close") => void} onEnd
 * @property {(message: {dialonce: string, [name: string]: unknown}, menu: OpenMenu) => void} [onMessage] from the page
 *
 * @typedef {object} OpenMenu
 * @property {(message: Record<string, unknown>) => void} tell sends a message to the page
 * @property {(label: string, stop: () => void) => void} indicate says that location is shared, with a way to stop
 */

/**
 * Opens the menu as a dialog; where the browser cannot, or the site's policy blocks frames, as a page.
 * @param {Menu} menu
 */
export function openMenu(menu) {
  if (!canShowDialog()) return openAsPage(menu);
  const texts = textsFor(menu.culture);
  const origin = new URL(menu.url).origin;
  const frame = /** @type {HTMLIFrameElement} */ (element("iframe", { src: menu.url, title: texts.menu }));
  const sharing = element("footer", { role: "status", hidden: "" });
  const open = {
    tell: (/** @type {object} */ message) => frame.contentWindow?.postMessage(message, origin),
    indicate: (/** @type {string} */ label, /** @type {() => void} */ stop) =>
      indicate(sharing, label, texts.stop, stop),
  };
  const onMessage = (/** @type {MessageEvent} */ event) => {
    if (event.origin !== origin || event.source !== frame.contentWindow || !event.data?.dialonce) return;
    if (event.data.dialonce === "close") dialog.close("close");
    else menu.onMessage?.(event.data, open);
  };
  const onBlocked = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    if (!/^(frame|child|default)-src/.test(event.violatedDirective) || !event.blockedURI.startsWith(origin)) return;
    dialog.close("close");
    openAsPage(menu);
  };
  frame.addEventListener("load", () => open.tell({ dialonce: "context", ...menu.context }));
  addEventListener("message", onMessage);
  document.addEventListener("securitypolicyviolation", onBlocked);
  const onClose = (/** @type {string} */ how) => {
    removeEventListener("message", onMessage);
    document.removeEventListener("securitypolicyviolation", onBlocked);
    menu.onEnd(how === "call" ? "call" : "close");
  };
  const options = { title: menu.title, language: menu.culture, close: texts.close, onClose };
  const dialog = showDialog(options, frame, sharing);
  if (menu.call) {
    const link = element("a", { href: menu.call, "data-dialonce": "go" }, texts.call);
    link.addEventListener("click", () => setTimeout(() => dialog.close("call")));
    dialog.append(element("footer", {}, link));
  }
}

/** Opens the menu as a page of its own. @param {Menu} menu */
export function openAsPage(menu) {
  location.assign(menu.url);
  menu.onEnd("close");
}

/** @param {HTMLElement} place @param {string} label @param {string} stopLabel @param {() => void} stop */
function indicate(place, label, stopLabel, stop) {
  const off = button(stopLabel, () => {
    place.hidden = true;
    stop();
  });
  place.replaceChildren(label, off);
  place.hidden = false;
}
