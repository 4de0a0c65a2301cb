/**
 * A modal dialog that lives in its own shadow tree: the page's styles do not reach it, and a strict Content Security
 * Policy allows it (a constructed style sheet, no inline style, no inline script). The native dialog keeps the focus
 * inside, closes on Escape and gives the focus back.
 */

const STYLE = `
dialog { border: 0; padding: 0; width: min(100vw, 30rem); max-width: none; height: min(100dvh, 50rem); max-height: none;
  border-radius: .75rem; color-scheme: light dark; background: Canvas; color: CanvasText; font: 1rem/1.5 system-ui, sans-serif; overflow: hidden }
dialog[open] { display: flex; flex-direction: column }
dialog.question { height: fit-content }
dialog::backdrop { background: #0009 }
header, footer, .text { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; padding: .75rem 1rem }
h2 { flex: 1; margin: 0; font-size: 1.125rem; text-wrap: balance }
iframe { flex: 1; border: 0; width: 100% }
button, a { min-height: 2.75rem; padding: 0 1rem; border: 1px solid; border-radius: .5rem; background: Canvas; color: CanvasText;
  font: inherit; text-decoration: none; display: inline-flex; align-items: center; cursor: pointer }
a { background: #0b5d3b; border-color: #0b5d3b; color: #fff }
:focus-visible { outline: 3px solid CanvasText; outline-offset: 2px }
[hidden] { display: none }
@media (max-width: 30rem) { dialog { border-radius: 0 } }
`;

/** Whether this browser can show one. */
export function canShowDialog() {
  return typeof HTMLDialogElement === "function" && "adoptedStyleSheets" in Document.prototype;
}

/**
 * An element with attributes and children; a string child is text, never markup.
 * @param {string} name @param {Record<string, string>} [attributes] @param {...(Node | string)} children
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param {string} label @param {() => void} work */
export function button(label, work) {
  const made = element("button", { type: "button" }, label);
  made.addEventListener("click", work);
  return made;
}

/**
 * Shows a dialog with this title and these children. It is removed when it closes.
 * @param {{title: string, language: string, className?: string, close?: string, onClose: (reason: string) => void}} options
 *   `close` labels a button beside the title. It comes first and gets the focus: a frame that had it would keep Escape.
 * @param {...Node} children
 * @returns {HTMLDialogElement} its `close(reason)` ends it; Escape ends it with the reason ""
 */
export function showDialog({ title, language, className = "menu", close, onClose }, ...children) {
  const header = element("header", {}, element("h2", { id: "title" }, title));
  const dialog = /** @type {HTMLDialogElement} */ (
    element("dialog", { "aria-labelledby": "title", lang: language, class: className }, header)
  );
  if (close) header.append(button(close, () => dialog.close("close")));
  dialog.append(...children);
  const host = element("div");
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(dialog);
  document.body.append(host);
  dialog.addEventListener("close", () => {
    host.remove();
    onClose(dialog.returnValue);
  });
  dialog.showModal();
  return dialog;
}

/**
 * Asks one question; resolves with the chosen value, "" when the person walked away.
 * @param {{title: string, text: string, language: string, choices: [string, string][]}} question values and labels
 * @returns {Promise<string>}
 */
export function askInDialog({ title, text, language, choices }) {
  return new Promise((resolve) => {
    const buttons = choices.map(([value, label]) => button(label, () => dialog.close(value)));
    const paragraph = element("p", { class: "text", id: "text" }, text);
    const footer = element("footer", {}, ...buttons);
    const dialog = showDialog({ title, language, className: "question", onClose: resolve }, paragraph, footer);
    dialog.setAttribute("aria-describedby", "text");
  });
}
