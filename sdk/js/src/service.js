/** Talking to the service as this installation: a token of its own, revocable on the server. */

export class Service {
  /**
   * @param {import("./store.js").Store} sealed keeps the token
   * @param {() => Promise<object>} describe the body of `POST /v1/devices`
   * @param {() => string} base
   * @param {typeof fetch} ask
   */
  constructor(sealed, describe, base, ask) {
    this.sealed = sealed;
    this.describe = describe;
    this.base = base;
    this.ask = ask;
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
    const response = await this.#ask("POST", "/v1/devices", {}, JSON.stringify(await this.describe()));
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
    const body = bodies.map((each) => JSON.stringify(each)).join("\n");
    const lines = path === "/v1/events" && { "Content-Type": "application/x-ndjson" };
    const response = await this.#ask("POST", path, { Authorization: `Bearer ${token}`, ...lines }, body);
    if (response?.status === 401) await this.sealed.set("token", null);
    return response?.status ?? 0;
  }

  /** Has the service refuse this installation from now on, if it ever had a token. @param {string} device */
  async revoke(device) {
    const token = await this.sealed.get("token");
    if (token) await this.#ask("DELETE", `/v1/devices/${device}`, { Authorization: `Bearer ${token}` });
  }

  /** @param {string} method @param {string} path @param {Record<string, string>} headers @param {string} [body] */
  #ask(method, path, headers, body = "") {
    /** @type {RequestInit} */
    const options = { method, headers, credentials: "omit", keepalive: body.length < 60_000 };
    if (body) Object.assign(options, { body, headers: { "Content-Type": "application/json", ...headers } });
    return this.ask(this.base() + path, options).catch(() => null);
  }
}
