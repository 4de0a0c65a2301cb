/**
 * What the SDK and the app that it lives in tell each other. Types only.
 *
 * What the host app may do for the SDK; every member is optional:
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

export {};
