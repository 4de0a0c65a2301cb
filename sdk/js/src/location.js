/**
 * Where the caller is: asked only while a location-based element of an open menu is in use (clauses 4.3-a, 4.3-d).
 *
 * The coarse place is computed here, so that the exact one never leaves. It is a cell of a plain grid of latitude and
 * longitude, about 6 km by 6 km (36 km²) everywhere but at the poles. It is not H3: rows are 6 km high, and a row
 * has as many columns as 6 km widths fit around the earth in its middle. `g6:<row>:<column>` names a cell.
 */

const ROW_DEGREES = 6 / 111.195;
const ROWS = Math.ceil(180 / ROW_DEGREES);

/** The name of the cell that holds a place. @param {number} latitude @param {number} longitude */
export function coarseCell(latitude, longitude) {
  const row = Math.min(ROWS - 1, Math.floor((latitude + 90) / ROW_DEGREES));
  const columns = columnsOf(row);
  const turn = (((longitude + 180) % 360) + 360) % 360;
  return `g6:${row}:${Math.min(columns - 1, Math.floor((turn / 360) * columns))}`;
}

/** @param {number} row */
function columnsOf(row) {
  const middle = Math.min(90, (row + 0.5) * ROW_DEGREES - 90);
  return Math.max(1, Math.round((360 * Math.cos((middle * Math.PI) / 180)) / ROW_DEGREES));
}

/**
 * The caller's place as finely as was agreed; null when it is off, or the device will not say. For `coarse` the exact
 * position is dropped before this returns.
 * @param {"off" | "coarse" | "precise"} precision
 * @param {Geolocation} [geolocation]
 */
export async function locate(precision, geolocation = globalThis.navigator?.geolocation) {
  if (precision === "off" || !geolocation) return null;
  const options = { enableHighAccuracy: precision === "precise", timeout: 10_000, maximumAge: 60_000 };
  try {
    const { coords } = await new Promise((resolve, reject) => geolocation.getCurrentPosition(resolve, reject, options));
    const { latitude, longitude, accuracy } = coords;
    return precision === "precise"
      ? { precision, latitude, longitude, accuracy: Math.round(accuracy) }
      : { precision, cell: coarseCell(latitude, longitude) };
  } catch {
    return null;
  }
}
