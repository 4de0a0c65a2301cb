// The phone beside the editor, checks while typing, dragging, and shortcuts. Everything else works without.

const editor = document.querySelector("[data-editor]");
const phone = document.querySelector("iframe[data-phone]");
const PAUSE = 300;

// --- Checks and the phone while somebody types -------------------------------------------------------------------------------

function showOnPhone(tried) {
  const inside = phone?.contentDocument;
  if (!inside || !tried.page) return;
  const page = new DOMParser().parseFromString(tried.page, "text/html");
  for (const part of ["main", "header"]) {
    const [old, fresh] = [inside.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(inside.adoptNode(fresh));
  }
  for (const link of inside.querySelectorAll('link[rel="stylesheet"][href*="/s/"]')) link.remove();
  const sheet = new phone.contentWindow.CSSStyleSheet();
  sheet.replaceSync(tried.css);
  inside.adoptedStyleSheets = [sheet];
}

async function attempt(form, turn) {
  const answer = await fetch(form.dataset.live, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok || turn !== form.turn) return;
  const tried = await answer.json();
  const notes = form.querySelector("[data-findings]");
  if (notes) notes.innerHTML = tried.findings;
  const counts = document.querySelector("[data-counts]");
  if (counts) counts.textContent = tried.counts;
  showOnPhone(tried);
}

function watch(form) {
  let waiting = 0;
  form.turn = 0;
  form.addEventListener("input", () => {
    form.dataset.changed = "yes";
    clearTimeout(waiting);
    const turn = ++form.turn;
    waiting = setTimeout(() => attempt(form, turn), PAUSE);
  });
  form.addEventListener("submit", () => {
    delete form.dataset.changed;
  });
}

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-changed]")) event.preventDefault();
});

// --- Dragging ------------------------------------------------------------------------------------------------------------------

function submitMove(item, to) {
  const form = item.querySelector("form[data-move]");
  if (!form) return;
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "to", value: String(to) });
  form.append(field);
  form.submit();
}

function sortable(list) {
  let held = null;
  for (const item of list.children) {
    const grip = item.querySelector("[data-grip]");
    if (!grip) continue;
    grip.hidden = false;
    grip.addEventListener("pointerdown", () => (item.draggable = true));
    item.addEventListener("dragstart", () => {
      held = item;
      item.classList.add("ed-dragged");
    });
    item.addEventListener("dragend", () => {
      item.draggable = false;
      item.classList.remove("ed-dragged");
      for (const one of list.children) one.classList.remove("ed-over");
    });
    item.addEventListener("dragover", (event) => {
      if (!held) return;
      event.preventDefault();
      for (const one of list.children) one.classList.toggle("ed-over", one === item && one !== held);
    });
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      if (held && held !== item) submitMove(held, Number(item.dataset.place));
    });
  }
}

// --- The screen that the phone shows ---------------------------------------------------------------------------------------------

function follow() {
  const link = document.querySelector("[data-follow]");
  const place = /\/s\/([^/]+)$/.exec(phone.contentWindow.location.pathname)?.[1];
  if (!link || !place) return;
  link.href = `${editor.dataset.editor}?${new URLSearchParams({ place })}`;
  link.hidden = phone.contentWindow.location.pathname === new URL(phone.src).pathname;
}

// --- Finding one of many screens -------------------------------------------------------------------------------------------------

function filterable(box) {
  const items = [...document.querySelectorAll(".ed-list > li")];
  if (items.length < 12) return;
  box.hidden = false;
  box.querySelector("input").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const item of items) item.hidden = !item.textContent.toLowerCase().includes(wanted);
  });
}

// --- Shortcuts -----------------------------------------------------------------------------------------------------------------

function isTyping(target) {
  return target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
}

function onKey(event) {
  if (isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && (key === "z" || key === "y")) {
    const redo = key === "y" || event.shiftKey;
    const button = document.querySelector(`form[data-step="${redo ? "redo" : "undo"}"] button:not([disabled])`);
    if (button) {
      event.preventDefault();
      button.click();
    }
  } else if (event.altKey && (key === "arrowup" || key === "arrowdown")) {
    const item = event.target instanceof Element ? event.target.closest("[data-item]") : null;
    const buttons = item?.querySelectorAll("form[data-move] button") ?? [];
    const button = buttons[key === "arrowup" ? 0 : 1];
    if (button && !button.disabled) {
      event.preventDefault();
      button.click();
    }
  }
}

for (const form of document.querySelectorAll("form[data-live]")) watch(form);
for (const list of document.querySelectorAll('[data-sort="element"]')) sortable(list);
for (const box of document.querySelectorAll("[data-filter]")) filterable(box);
if (phone) {
  phone.addEventListener("load", follow);
  if (phone.contentDocument?.readyState === "complete") follow();
}
document.addEventListener("keydown", onKey);
document.querySelector(".ed-list [aria-current]")?.scrollIntoView({ block: "nearest" });
