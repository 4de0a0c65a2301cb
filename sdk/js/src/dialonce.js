/**
 * Dial-Once on the device: the exact number set, and the SDK for hybrid apps. The website tag is `tag.js`.
 */

export { DeviceConfiguration } from "./device.js";
export { applyDifference } from "./difference.js";
export { coarseCell, locate } from "./location.js";
export { COSTS_MORE, HAS_SATISFACTION, NumberSet } from "./number-set.js";
export { DialOnce } from "./sdk.js";
export { NumberSetError } from "./wire.js";
