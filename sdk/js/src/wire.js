/**
 * The smallest pieces of the number-set format: varints, strings, packed bits.
 * Specification: docs/reference/number-set.md. Values reach 2^53, so no 32-bit operator touches them.
 */

/** The bytes are not a number set, or not one to be trusted. Nothing of them may be used. */
export class NumberSetError extends Error {}

const DAMAGED = "it is damaged or not of format 1";

/**
 * @param {boolean} holds
 * @param {string} [otherwise]
 */
export function demand(holds, otherwise = DAMAGED) {
  if (!holds) throw new NumberSetError(otherwise);
}

export class Reader {
  /** @param {Uint8Array} data @param {string} magic */
  constructor(data, magic) {
    this.data = data;
    this.at = 0;
    for (const char of magic) demand(this.byte() === char.charCodeAt(0));
  }

  byte() {
    demand(this.at < this.data.length);
    return this.data[this.at++];
  }

  varint() {
    let value = 0;
    for (let scale = 1; scale < 2 ** 56; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) {
        demand(value <= Number.MAX_SAFE_INTEGER && (byte > 0 || scale === 1));
        return value;
      }
    }
    throw new NumberSetError(DAMAGED);
  }

  /** Counts things of at least one bit each, so that it cannot promise more than there is. */
  count() {
    const value = this.varint();
    demand(value <= 8 * (this.data.length - this.at));
    return value;
  }

  /** @template T @param {() => T} read @returns {T[]} */
  list(read) {
    return Array.from({ length: this.count() }, read);
  }

  string() {
    let text = "";
    for (const byte of this.raw(this.varint())) {
      demand(byte < 128);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** @param {number} length */
  raw(length) {
    demand(length <= this.data.length - this.at);
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  /** The values that `Writer.bits` wrote. @param {number} count @param {number} width */
  bits(count, width) {
    const data = this.raw(Math.ceil((count * width) / 8));
    const padding = data.length * 8 - count * width;
    demand(!padding || data[data.length - 1] >> (8 - padding) === 0);
    return Float64Array.from({ length: count }, (_, index) => bitsAt(data, index * width, width));
  }

  end() {
    demand(this.at === this.data.length);
  }
}

/** @param {Uint8Array} data @param {number} at @param {number} width */
function bitsAt(data, at, width) {
  let value = 0;
  for (let scale = 1; width > 0; ) {
    const offset = at % 8;
    const taken = Math.min(8 - offset, width);
    value += ((data[(at - offset) / 8] >> offset) & ((1 << taken) - 1)) * scale;
    scale *= 2 ** taken;
    at += taken;
    width -= taken;
  }
  return value;
}

export class Writer {
  /** @param {string} magic */
  constructor(magic) {
    /** @type {number[]} */
    this.data = Array.from(magic, (char) => char.charCodeAt(0));
  }

  /** @param {number} value */
  varint(value) {
    for (; value > 127; value = Math.floor(value / 128)) this.data.push((value % 128) + 128);
    this.data.push(value);
  }

  /** @param {string} text */
  string(text) {
    this.varint(text.length);
    for (const char of text) this.data.push(char.charCodeAt(0));
  }

  /** @template T @param {T[]} items @param {(item: T) => void} write */
  list(items, write) {
    this.varint(items.length);
    items.forEach(write);
  }

  /**
   * Each value in `width` bits, lowest bits first.
   * @param {ArrayLike<number>} values
   * @param {number} width
   */
  bits(values, width) {
    const data = new Uint8Array(Math.ceil((values.length * width) / 8));
    let at = 0;
    for (let index = 0; index < values.length; index++) {
      let value = values[index];
      for (let left = width; left > 0; ) {
        const offset = at % 8;
        const taken = Math.min(8 - offset, left);
        data[(at - offset) / 8] |= value % 2 ** taken << offset;
        value = Math.floor(value / 2 ** taken);
        at += taken;
        left -= taken;
      }
    }
    for (const byte of data) this.data.push(byte);
  }

  bytes() {
    return Uint8Array.from(this.data);
  }
}
