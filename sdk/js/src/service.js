/** Talking to the service as this installation: a token of its own, revocable on the server. */

export class Service {
  /**
   * @param {import("./store.js").Store} sealed keeps the token
   * @param {() => Promise<object>} describe the body of `POST /v1/devices`
   * @param {() => string} base
   * @param {typeof fetch} ask
   */
  constructor(sealed, describe, base, ask) {
    Object.assign(this, { sealed, describe, base, ask });
  }

  /**
   * The token, asked for when there is none; null when the service gives none.
   * @returns {Promise<string | null>}
   */
  async token() {
    return (await this.sealed.get("token")) ?? this.register();
  }

  /**
   * Tells the service of this device, anew if it knows it; resolves with the token for it, or null.
   * @returns {Promise<string | null>}
   */
  async register() {
    const response = await this.#post("/v1/devices", "application/json", JSON.stringify(await this.describe()), {});
    if (!response?.ok) return null;
    const { token } = await response.json();
    await this.sealed.set("token", token);
    return token;
  }

  /**
   * Sends bodies; resolves with the status, 0 without a network.
   * @param {string} path
   * @param {object[]} bodies
   */
  async send(path, bodies) {
    const token = await this.token();
    if (!token) return 0;
    const lines = path === "/v1/events";
    const body = bodies.map((each) => JSON.stringify(each)).join("\n");
    const type = lines ? "application/x-ndjson" : "application/json";
    const response = await this.#post(path, type, body, { Authorization: `Bearer ${token}` });
    if (response?.status === 401) await this.sealed.set("token", null);
    return response?.status ?? 0;
  }

  /**
   * @param {string} path
   * @param {string} type
   * @param {string} body
   * @param {Record<string, string>} headers
   */
  async #post(path, type, body, headers) {
    const options = { method: "POST", body, headers: { "Content-Type": type, ...headers }, keepalive: body.length < 60_000 };
    return this.ask(this.base() + path, { ...options, credentials: "omit" }).catch(() => null);
  }
}
