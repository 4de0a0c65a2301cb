/** Registered numbers in a page: `tel:` links as they are clicked, numbers in the text turned into links. */

import { dialLink } from "./dialled.js";

const WRITTEN = /\+?\(?\d+(?:[ .()\/\u00a0\u2009\u202f\u2010-\u2013-]{1,2}\d+)*/g;
const LONGEST_WRITTEN = 32;
const LEFT_ALONE = "a,button,script,style,noscript,textarea,input,select,svg,code,pre,[contenteditable],[data-dialonce]";

/**
 * @typedef {import("./number-set.js").NumberSet} NumberSet
 * @typedef {object} Finder
 * @property {NumberSet} set
 * @property {string | null} country
 * @property {boolean} shortCodes whether a short code in running text counts: `3900` is also a price
 */

/**
 * Turns registered numbers in the text below `root` into `tel:` links; returns how many.
 * A number whose digits lie in several elements is not found.
 * @param {Node} root @param {Finder} finder
 */
export function linkNumbers(root, finder) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node.nodeType === Node.TEXT_NODE
      ? NodeFilter.FILTER_ACCEPT
      : /** @type {Element} */ (node).matches(LEFT_ALONE)
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_SKIP,
  );
  const texts = [];
  while (walker.nextNode()) if (/\d{2}/.test(walker.currentNode.nodeValue ?? "")) texts.push(walker.currentNode);
  return texts.reduce((count, node) => count + linkInText(/** @type {Text} */ (node), finder), 0);
}

/** @param {Text} node @param {Finder} finder */
function linkInText(node, finder) {
  const found = numbersInText(node.data, finder).reverse();
  for (const { at, length, number } of found) {
    const text = node.splitText(at);
    text.splitText(length);
    const link = document.createElement("a");
    link.href = dialLink(number);
    link.setAttribute("data-dialonce", "found");
    text.replaceWith(link);
    link.append(text);
  }
  return found.length;
}

/**
 * The registered numbers written in a text, with their places.
 * @param {string} text @param {Finder} finder
 */
export function numbersInText(text, { set, country, shortCodes }) {
  const found = [];
  for (const match of text.matchAll(WRITTEN)) {
    const [written] = match;
    const at = match.index ?? 0;
    if (written.length > LONGEST_WRITTEN || isInsideWord(text, at, at + written.length)) continue;
    const hit = set.find(written, country);
    if (hit && (shortCodes || hit.number[0] === "+")) found.push({ at, length: written.length, number: hit.number });
  }
  return found;
}

/** @param {string} text @param {number} start @param {number} end */
function isInsideWord(text, start, end) {
  return /[\p{L}\p{N}_]/u.test(text.slice(Math.max(0, start - 1), start) + text.slice(end, end + 1));
}
