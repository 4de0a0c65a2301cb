/**
 * From what somebody dials or a page writes to canonical numbers (docs/reference/number-set.md, section 4).
 */

const SEPARATORS = /[\s\u00a0\u2009\u202f./()\u2010-\u2013-]+/g;
const DIGITS = /^\d{2,18}$/;

/**
 * The canonical numbers that `text`, dialled in `country`, can mean; the likeliest first, none if it is no number.
 * @param {string} text
 * @param {import("./contents.js").Plan[]} plans
 * @param {string | null} [country] ISO 3166; without it, the only plan of the set is used
 * @returns {string[]}
 */
export function canonicalNumbers(text, plans, country) {
  const plan = country ? plans.find((each) => each.country === country) : plans.length === 1 ? plans[0] : undefined;
  const dialled = strip(text);
  const abroad = ["+", plan ? plan.international : "00"].find((prefix) => prefix && dialled.startsWith(prefix));
  if (abroad) {
    const rest = dialled.slice(abroad.length);
    return DIGITS.test(rest) ? ["+" + rest] : [];
  }
  if (!plan || !DIGITS.test(dialled)) return [];
  const found = dialled.length <= 6 ? [`${plan.country}:${dialled}`] : [];
  const national = withoutTrunk(dialled, plan);
  return national === null ? found : [...found, `+${plan.callingCode}${national}`];
}

/** @param {string} text */
function strip(text) {
  const dialled = text.trim().replace(/^tel:/, "").split(/[,;]/)[0];
  return (/^\s*(\+|00)/.test(dialled) ? dialled.replace("(0)", "") : dialled).replace(SEPARATORS, "");
}

/** @param {string} dialled @param {import("./contents.js").Plan} plan */
function withoutTrunk(dialled, plan) {
  if (plan.trunk && dialled.startsWith(plan.trunk)) return dialled.slice(plan.trunk.length);
  return plan.trunkOptional || !plan.trunk ? dialled : null;
}

/** The `tel:` link of a canonical number. @param {string} number */
export function dialLink(number) {
  return `tel:${number[0] === "+" ? number : number.slice(3)}`;
}
