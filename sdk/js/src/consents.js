/** What the person agreed to: asked once for each purpose, changeable at any time, told to the service. */

import { textsFor } from "./texts.js";

const CONSENTS = "consents";

/**
 * @typedef {{purpose: Purpose, application: string | null, choice: Choice, culture: string, decided_at: string}} Decision
 * @typedef {"notice" | "location-service" | "contact-display" | "user-analytics" | "device-registration"} Purpose
 * @typedef {"accepted" | "refused" | "off" | "coarse" | "precise"} Choice `accepted` and `refused` for all but location
 * @typedef {{purpose: Purpose, application: string | null, title: string, text: string, language: string,
 *   choices: [string, string][]}} Question
 */

export class Consents {
  /**
   * @param {import("./store.js").Store} store
   * @param {(question: Question) => Promise<string>} ask resolves with one of the choices' values, "" for no answer
   * @param {(decision: Decision) => Promise<unknown>} tell
   * @param {() => string} culture
   */
  constructor(store, ask, tell, culture) {
    this.store = store;
    this.ask = ask;
    this.tell = tell;
    this.culture = culture;
  }

  /**
   * The choice made, or undefined.
   * @param {Purpose} purpose
   * @param {string | null} [application]
   * @returns {Promise<Choice | undefined>}
   */
  async choice(purpose, application = null) {
    return ((await this.store.get(CONSENTS)) ?? {})[keyOf(purpose, application)];
  }

  /** Whether the person agreed to this. @param {Purpose} purpose */
  async allows(purpose) {
    return (await this.choice(purpose)) === "accepted";
  }

  /**
   * Keeps a choice and tells the service; also how one is withdrawn. A refusal is told first, while what was agreed to
   * before still stands.
   * @param {Purpose} purpose
   * @param {Choice} choice
   * @param {string | null} [application]
   */
  async choose(purpose, choice, application = null) {
    const decision = { purpose, application, choice, culture: this.culture(), decided_at: new Date().toISOString() };
    if (choice === "refused") await this.tell(decision);
    const all = (await this.store.get(CONSENTS)) ?? {};
    await this.store.set(CONSENTS, { ...all, [keyOf(purpose, application)]: choice });
    if (choice !== "refused") await this.tell(decision);
  }

  /**
   * The choice made before, else the person's answer now. No answer is a no, and is asked again another time.
   * @param {Purpose} purpose
   * @param {string | null} [application]
   * @returns {Promise<Choice>}
   */
  async request(purpose, application = null) {
    const made = await this.choice(purpose, application);
    if (made) return made;
    const answer = /** @type {Choice | ""} */ (await this.ask(questionFor(purpose, application, this.culture())));
    if (answer) await this.choose(purpose, answer, application);
    return answer || (purpose === "location-service" ? "off" : "refused");
  }
}

/** @param {Purpose} purpose @param {string | null} application @param {string} culture @returns {Question} */
export function questionFor(purpose, application, culture) {
  const texts = textsFor(culture);
  const values = purpose === "location-service" ? ["off", "coarse", "precise"] : ["refused", "accepted"];
  /** @type {Record<string, any>} */
  const labels = { ...texts, refused: texts.no, accepted: texts.yes };
  const choices = values.map((value) => /** @type {[string, string]} */ ([value, labels[value]]));
  return { purpose, application, title: application ?? "Dial-Once", text: texts[purpose], language: culture, choices };
}

/** @param {string} purpose @param {string | null} application */
function keyOf(purpose, application) {
  return application ? `${purpose} ${application}` : purpose;
}
