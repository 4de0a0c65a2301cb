/**
 * This installation as a device of the service: a random id, a revocable token, identifiers only where agreed.
 */

/** What the host app tells about the device; all of it optional. */
export class DeviceConfiguration {
  /**
   * @param {object} [values]
   * @param {string | null} [values.simCountry] ISO 3166 country of the SIM: how national numbers are dialled
   * @param {string} [values.culture] language tag of the person, such as `fr-FR`
   * @param {string} [values.liveAddress] origin of the service
   * @param {string} [values.stagingAddress]
   * @param {JsonWebKey | null} [values.publicKey] the number set's key, pinned in the app; else it is fetched
   * @param {boolean} [values.requireSignature] refuse number sets on platforms without Ed25519
   */
  constructor({
    simCountry = null,
    culture = globalThis.navigator?.language ?? "en",
    liveAddress = "",
    stagingAddress = "",
    publicKey = null,
    requireSignature = false,
  } = {}) {
    this.simCountry = simCountry;
    this.culture = culture;
    this.liveAddress = liveAddress;
    this.stagingAddress = stagingAddress;
    this.publicKey = publicKey;
    this.requireSignature = requireSignature;
    Object.freeze(this);
  }
}

/**
 * The random id of this installation. It says nothing of the device.
 * @param {import("./store.js").Store} store
 */
export async function deviceId(store) {
  const kept = await store.get("device");
  if (kept) return kept;
  const made = crypto.randomUUID();
  await store.set("device", made);
  return made;
}

/**
 * What the service is told of the device, identifiers only if they are given.
 * @param {DeviceConfiguration} configuration
 * @param {{imei?: string, meid?: string, serial?: string}} [identifiers]
 */
export function describeDevice({ simCountry, culture }, identifiers = {}) {
  return { sim_country: simCountry, culture, ...checkedIdentifiers(identifiers) };
}

/**
 * The identifiers that are well formed: `imei` (15 digits), `meid` (14 hexadecimal digits), `serial`. A wrong check
 * digit leaves the identifier out.
 * @param {{imei?: string, meid?: string, serial?: string}} given
 */
export function checkedIdentifiers(given) {
  /** @type {{imei?: string, meid?: string, serial?: string}} */
  const checked = {};
  const imei = given.imei?.replace(/[\s-]/g, "") ?? "";
  if (/^\d{15}$/.test(imei) && hasCheckDigit(imei, 10)) checked.imei = imei;
  const meid = given.meid?.replace(/[\s-]/g, "").toUpperCase() ?? "";
  const whole = /^[0-9A-F]{15}$/.test(meid) && hasCheckDigit(meid, 16);
  if (whole || /^[0-9A-F]{14}$/.test(meid)) checked.meid = meid.slice(0, 14);
  const serial = given.serial?.trim().toUpperCase() ?? "";
  if (/^[A-Z0-9][A-Z0-9-]{3,39}$/.test(serial)) checked.serial = serial;
  return checked;
}

/** Whether the last digit is Luhn's check digit in this base. @param {string} text @param {number} base */
function hasCheckDigit(text, base) {
  const sum = [...text].reverse().reduce((total, digit, index) => {
    const value = parseInt(digit, base) * (index % 2 ? 2 : 1);
    return total + Math.floor(value / base) + (value % base);
  }, 0);
  return sum % base === 0;
}
