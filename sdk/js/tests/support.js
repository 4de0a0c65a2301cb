/** A service in memory that speaks docs/reference/sdk-protocol.md, and keeps what it was sent. */

import { readFileSync } from "node:fs";

import { DeviceConfiguration, DialOnce } from "../src/dialonce.js";
import { memoryStore } from "../src/store.js";

const VECTORS = new URL("../../../conformance/number-sets.json", import.meta.url);

export const vectors = JSON.parse(readFileSync(VECTORS, "utf8"));
export const bytesOf = (text) => new Uint8Array(Buffer.from(text, "base64"));
export const sets = new Map(vectors.sets.map((entry) => [entry.name, bytesOf(entry.bytes)]));

export class FakeService {
  constructor(set = "mixed") {
    this.set = set;
    this.online = true;
    this.status = {};
    this.requests = [];
    this.breaks = [];
  }

  fetch = async (url, options = {}) => {
    const { pathname, searchParams } = new URL(url);
    this.requests.push({ url, path: pathname, body: options.body ?? "", headers: options.headers ?? {} });
    if (!this.online) throw new TypeError("no network");
    if (this.status[pathname]) return new Response(null, { status: this.status[pathname] });
    if (pathname === "/v1/number-set/key") return Response.json(vectors.public_key);
    if (pathname === "/v1/number-set") return this.#numberSet(searchParams.get("from"), options.headers ?? {});
    if (pathname === "/v1/devices") return Response.json({ token: "token-of-this-device" });
    return new Response(null, { status: 202 });
  };

  #numberSet(from, headers) {
    const etag = `"${this.set}"`;
    if (headers["If-None-Match"] === etag) return new Response(null, { status: 304, headers: { ETag: etag } });
    const difference = from && vectors.differences.find((entry) => entry.to === this.set && entry.from === "mixed");
    const data = difference ? bytesOf(this.damaged ?? difference.bytes) : sets.get(this.set);
    const kind = difference ? "number-set-diff" : "number-set";
    return this.#stream(data, headers, { ETag: etag, "Content-Type": `application/vnd.dialonce.${kind}` });
  }

  /** Sends the bytes, or as many as the next entry of `breaks` says before the connection is lost. */
  #stream(data, headers, answer) {
    const start = headers["If-Range"] === answer.ETag ? Number(/\d+/.exec(headers.Range)[0]) : 0;
    const end = this.breaks.shift();
    const stream = new ReadableStream({
      start: (controller) => controller.enqueue(data.slice(start, end)),
      pull: (controller) => (end === undefined ? controller.close() : controller.error(new TypeError("lost"))),
    });
    return new Response(stream, { status: start ? 206 : 200, headers: answer });
  }

  bodies(path) {
    const sent = this.requests.filter((request) => request.path === path);
    return sent.flatMap((request) => request.body.split("\n").map((line) => JSON.parse(line)));
  }

  everything() {
    return JSON.stringify(this.requests);
  }
}

/** A phone that has never been asked: its service, what it showed, stores and logs, and its owner's answers by purpose. */
export const freshPhone = () => ({ service: new FakeService(), shown: [], store: memoryStore(), answers: {}, logged: [] });

/** The SDK started on such a phone; who is asked accepts unless `answers` says otherwise. */
export async function startSdk({ service, shown, store, answers, logged }, host = {}, configuration = {}) {
  const sdk = new DialOnce(
    {
      showMenu: (menu) => shown.push(menu),
      ask: async ({ purpose }) => answers[purpose] ?? "accepted",
      log: (message) => logged.push(message),
      ...host,
    },
    { fetch: service.fetch, openStore: async () => store },
  );
  sdk.setDebug(true);
  const values = { simCountry: "FR", culture: "fr-FR", liveAddress: "https://dialonce.example", ...configuration };
  await sdk.init("shop", false, new DeviceConfiguration(values));
  return sdk;
}
