/** Giving the caller's place to an open interface, in sight of the caller. */

import { locate } from "./location.js";
import { textsFor } from "./texts.js";

/**
 * Asks, locates and tells the interface; the menu shows that the place is shared, with a way to stop. Resolves with
 * the place, null when none was given.
 * @param {import("./overlay.js").OpenMenu} open
 * @param {string} culture
 * @param {() => Promise<string>} ask resolves with `off`, `coarse` or `precise`; "" is `off`
 * @param {() => void} [stopped]
 */
export async function shareLocation(open, culture, ask, stopped = () => {}) {
  const precision = /** @type {"off" | "coarse" | "precise"} */ ((await ask()) || "off");
  const place = await locate(precision);
  open.tell({ dialonce: "location", place });
  if (!place) return null;
  const texts = textsFor(culture);
  open.indicate(`${texts.shared} ${texts[precision]}`, () => {
    open.tell({ dialonce: "location", place: null });
    stopped();
  });
  return place;
}
