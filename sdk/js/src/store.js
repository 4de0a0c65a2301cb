/**
 * Where the SDK keeps what it must remember. Personal values are sealed with a key that no script can read; where the
 * platform cannot keep such a key, they stay in memory and go with the page.
 *
 * @typedef {object} Store
 * @property {(name: string) => Promise<any>} get undefined when there is none
 * @property {(name: string, value: any) => Promise<void>} set
 * @property {() => Promise<void>} clear
 */

const TABLE = "values";
const KEY = "sealing-key";

/** @returns {Store} */
export function memoryStore() {
  const values = new Map();
  return {
    get: async (name) => values.get(name),
    set: async (name, value) => void values.set(name, value),
    clear: async () => values.clear(),
  };
}

/**
 * A store that outlives the page, or one in memory where there is no IndexedDB.
 * @param {string} name
 * @returns {Promise<Store>}
 */
export async function openStore(name) {
  try {
    const opening = indexedDB.open(name, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
    return databaseStore(await settled(opening));
  } catch {
    return memoryStore();
  }
}

/** @param {IDBDatabase} database @returns {Store} */
function databaseStore(database) {
  const table = (/** @type {IDBTransactionMode} */ mode) => database.transaction(TABLE, mode).objectStore(TABLE);
  return {
    get: (name) => settled(table("readonly").get(name)),
    set: async (name, value) => void (await settled(table("readwrite").put(value, name))),
    clear: () => settled(table("readwrite").clear()),
  };
}

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
function settled(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * A store whose values are encrypted at rest (AES-256-GCM, the value's name authenticated with it). A value that
 * does not decrypt counts as absent.
 * @param {Store} store @returns {Promise<Store>}
 */
export async function sealedStore(store) {
  let key;
  try {
    key = await sealingKey(store);
  } catch {
    return memoryStore();
  }
  const context = (/** @type {string} */ name, /** @type {Uint8Array} */ iv) => ({
    name: "AES-GCM",
    iv,
    additionalData: new TextEncoder().encode(name),
  });
  return {
    async get(name) {
      const sealed = await store.get(name);
      if (!sealed) return undefined;
      const open = crypto.subtle.decrypt(context(name, sealed.iv), key, sealed.data);
      return open.then((data) => JSON.parse(new TextDecoder().decode(data)), () => undefined);
    },
    async set(name, value) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(value));
      await store.set(name, { iv, data: await crypto.subtle.encrypt(context(name, iv), key, plain) });
    },
    clear: () => store.clear(),
  };
}

/** The device's key, made once and not extractable. @param {Store} store @returns {Promise<CryptoKey>} */
async function sealingKey(store) {
  const kept = await store.get(KEY);
  if (kept) return kept;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await store.set(KEY, key);
  return key;
}
