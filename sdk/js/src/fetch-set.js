/** Fetching the number set of a solution (docs/reference/sdk-protocol.md, section 1). */

const LARGEST_SET = 8 * 1024 * 1024;
const ATTEMPTS = 3;

/**
 * The service's Ed25519 public key.
 * @param {string} base
 * @param {typeof fetch} [ask]
 * @returns {Promise<JsonWebKey>}
 */
export async function fetchKey(base, ask = fetch) {
  const response = await ask(`${base}/v1/number-set/key`);
  if (!response.ok) throw new Error(`the number-set key answered ${response.status}`);
  return response.json();
}

/**
 * The set's bytes, or a difference from version `from`; null when nothing changed. A download that breaks off is
 * resumed from where it stopped, as long as the set behind it is the same.
 * @param {string} base @param {string} solution
 * @param {{etag?: string | null, from?: number, ask?: typeof fetch}} [known]
 */
export async function fetchSet(base, solution, { etag = null, from = 0, ask = fetch } = {}) {
  const query = new URLSearchParams(from ? { solution, from: String(from) } : { solution });
  /** @type {Record<string, string>} */
  const headers = etag ? { "If-None-Match": etag } : {};
  const { response, data } = await download(`${base}/v1/number-set?${query}`, headers, ask);
  if (response.status === 304) return null;
  return {
    data,
    etag: response.headers.get("ETag"),
    isDifference: (response.headers.get("Content-Type") ?? "").includes("number-set-diff"),
  };
}

/** @param {string} url @param {Record<string, string>} headers @param {typeof fetch} ask */
async function download(url, headers, ask) {
  let received = new Uint8Array();
  let etag = "";
  for (let attempt = 1; ; attempt++) {
    /** @type {Record<string, string>} */
    const resume = received.length ? { Range: `bytes=${received.length}-`, "If-Range": etag } : {};
    const response = await ask(url, { headers: { ...headers, ...resume } });
    if (response.status !== 206) received = new Uint8Array();
    if (!response.ok && response.status !== 304) throw new Error(`the number set answered ${response.status}`);
    etag = response.headers.get("ETag") ?? "";
    try {
      for await (const chunk of chunks(response)) received = joined(received, chunk);
      return { response, data: received };
    } catch (error) {
      if (attempt === ATTEMPTS || !etag || received.length > LARGEST_SET) throw error;
    }
  }
}

/** @param {Response} response */
async function* chunks(response) {
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) yield part.value;
}

/** @param {Uint8Array} before @param {Uint8Array} chunk */
function joined(before, chunk) {
  if (before.length + chunk.length > LARGEST_SET) throw new Error("the number set is larger than any should be");
  const whole = new Uint8Array(before.length + chunk.length);
  whole.set(before);
  whole.set(chunk, before.length);
  return whole;
}
