// A phone on the page. It is the host app of the real SDK: it tells the SDK of calls, shows its menus, and keeps the address
// book to itself. Everything that the SDK sends passes `log`, and everything else that leaves the page is observed.
import { DeviceConfiguration, DialOnce, NumberSet } from "/js/dialonce.min.mjs";

const data = JSON.parse(document.getElementById("phone-data").textContent);
const { words, contacts } = data;
const at = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];
const digits = (number) => number.replace(/\D/g, "").slice(-9);
const nameOf = (number) => contacts.find((one) => digits(one.number) === digits(number))?.name ?? null;
const say = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const PURPOSES = ["notice", "contact-display", "device-registration", "user-analytics"];
const LOCATION = "location-service";
const MADE_UP = { imei: "490154203237518" };
const advertisingId = crypto.randomUUID();

// What left: requests since the last number was dialled, and those before.
const log = {
  dialled: false,

  begin() {
    this.dialled = true;
    at("earlier-log").append(...all("#log .requests > li"));
    at("earlier").hidden = !at("earlier-log").children.length;
    at("earlier-count").textContent = at("earlier-log").children.length;
    at("log").replaceChildren(made("div", "none", made("strong", "", words.left_none), made("p", "small", words.left_none_text)));
  },

  add(method, url, body = "") {
    const { pathname, search } = new URL(url, location.href);
    const size = new TextEncoder().encode(body).length;
    const entry = made("li", "", made("code", "", `${method} ${pathname}${search}`));
    if (size) entry.append(made("small", "muted", say(words.bytes, { count: size })), made("pre", "", pretty(body)));
    let list = at("log").querySelector(".requests");
    if (!list) at("log").replaceChildren((list = made("ol", "requests")));
    list.append(entry);
  },
};

function pretty(body) {
  const shown = (text) => Object.entries(JSON.parse(text)).map(([name, value]) => `${name}: ${value}`);
  return body.split("\n").map((line) => shown(line).join("\n")).join("\n\n");
}

function made(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

const observed = new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (entry.initiatorType !== "fetch") log.add("GET", entry.name);
});

function send(url, options = {}) {
  log.add(options.method ?? "GET", String(url), options.body ?? "");
  return fetch(url, options);
}

// The screens of the phone.
function show(view) {
  for (const each of all("[data-view]")) each.hidden = each.dataset.view !== view;
  for (const tab of all("[data-tab]")) tab.setAttribute("aria-pressed", String(tab.dataset.tab === view));
  at("phone").dataset.shows = view;
}

function showCall(number, name, silent) {
  at("who").textContent = name ?? number;
  at("whom").textContent = name ? `${number} · ${words.calling}` : words.calling;
  at("face").textContent = (name ?? "☎").slice(0, 1);
  at("silent").textContent = silent ? words.plain_call : "";
  show("call");
  at("hang-up").focus();
}

/** The menu inside the phone: what the SDK's own overlay does, in a view of the app's own. */
function showMenu(menu) {
  const screen = document.querySelector("[data-view=menu]");
  const frame = made("iframe", "");
  frame.title = words.menu;
  frame.src = menu.url;
  const tell = (message) => frame.contentWindow?.postMessage(message, location.origin);
  const end = (how) => {
    removeEventListener("message", heard);
    screen.replaceChildren();
    show("pad");
    menu.onEnd(how);
  };
  const heard = (event) => {
    if (event.origin !== location.origin || event.source !== frame.contentWindow || !event.data?.dialonce) return;
    if (event.data.dialonce === "close") end("close");
    else menu.onMessage?.(event.data, { tell, indicate });
  };
  addEventListener("message", heard);
  frame.addEventListener("load", () => tell({ dialonce: "context", ...menu.context }));
  const sharing = made("p", "sharing");
  sharing.setAttribute("role", "status");
  const indicate = (label, stop) => {
    const off = made("button", "button tight", words.stop_sharing);
    off.type = "button";
    off.addEventListener("click", () => (sharing.replaceChildren(), stop()));
    sharing.replaceChildren(label, off);
  };
  const close = made("button", "button quiet tight", words.close);
  close.type = "button";
  close.addEventListener("click", () => end("close"));
  screen.replaceChildren(made("header", "", made("strong", "", menu.title), close), frame, sharing);
  if (menu.call) screen.append(goOn(menu, end));
  show("menu");
  close.focus();
}

function goOn(menu, end) {
  const button = made("button", "button main", words.go_on);
  button.type = "button";
  button.addEventListener("click", () => {
    const number = menu.context.phoneNumber;
    end("call");
    showCall(number.replace(/^..:/, ""), nameOf(number), false);
  });
  return made("footer", "", button);
}

// The SDK, as an app starts it.
const host = { showMenu, contactName: nameOf, identifiers: async () => MADE_UP, advertisingId: async () => advertisingId };
const sdk = new DialOnce(host, { fetch: send });
const configuration = new DeviceConfiguration({
  simCountry: data.country,
  culture: data.culture,
  liveAddress: location.origin,
});

async function dial(number) {
  if (!number.trim()) return;
  at("phone").scrollIntoView({ block: "nearest" });
  log.begin();
  const { shown, name } = await sdk.outgoingCall(number);
  if (!shown) showCall(number, name ?? nameOf(number), true);
}

async function hangUp() {
  show("pad");
  at("number").value = "";
  await sdk.callEnded();
}

async function tellKept() {
  const kept = await sdk.store.get("number-set");
  const key = await sdk.store.get("number-set-key");
  const set = kept && (await NumberSet.open(kept.data, key, { solution: data.solution }));
  const values = { count: set?.size ?? 0, version: set?.version ?? 0, bytes: kept?.data.length ?? 0 };
  at("kept-set").textContent = say(words.set_value, values);
  at("kept-signature").textContent = set?.verified ? words.verified : words.unverified;
  at("kept-contacts").textContent = say(words.address_book_value, { count: contacts.length });
  at("kept-device").textContent = await sdk.getDeviceId();
  for (const purpose of PURPOSES) {
    const choice = await sdk.consents.choice(purpose);
    const row = document.querySelector(`[data-purpose="${purpose}"]`);
    row.querySelector("[data-choice]").textContent = words[choice ?? "unasked"];
    for (const button of row.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button.dataset.answer === choice));
  }
}

/** The menus that were told where this phone is, as the person answered each of them. */
async function tellLocation() {
  const answers = Object.entries((await sdk.sealed.get("consents")) ?? {});
  const asked = answers.filter(([purpose]) => purpose.startsWith(`${LOCATION} `));
  at("location").hidden = !asked.length;
  at("forget-location").hidden = asked.every(([, choice]) => choice === "off");
  const told = asked.map(([purpose, choice]) => `${purpose.slice(LOCATION.length + 1)}: ${words[`location_${choice}`]}`);
  document.querySelector("#location [data-choice]").textContent = told.join(", ");
  return asked.map(([purpose]) => purpose.slice(LOCATION.length + 1));
}

async function forgetLocation() {
  for (const application of await tellLocation()) await sdk.consents.choose(LOCATION, "off", application);
  await tellLocation();
}

async function answer(purpose, choice) {
  await sdk.consents.choose(purpose, choice);
  if (purpose === "device-registration" && choice === "accepted" && (await sdk.getServiceToken())) await sdk.service.register();
  if (purpose === "user-analytics" && choice === "accepted") await sdk.shareAdvertisingId();
  await tellKept();
}

async function reset() {
  await sdk.disable();
  await sdk.enable();
  await tellKept();
}

function press(key) {
  const field = at("number");
  field.value = key === "⌫" ? field.value.slice(0, -1) : field.value + key;
}

function listen() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { dial: number, tab, key, answer: choice } = button.dataset;
    if (number) void dial((at("number").value = number));
    if (tab) show(tab);
    if (key) press(key);
    if (choice) void answer(button.closest("[data-purpose]").dataset.purpose, choice);
  });
  at("call").addEventListener("click", () => void dial(at("number").value));
  at("number").addEventListener("keydown", (event) => event.key === "Enter" && void dial(at("number").value));
  at("hang-up").addEventListener("click", () => void hangUp());
  at("forget-location").addEventListener("click", () => void forgetLocation());
  document.querySelector("[data-tab=permissions]").addEventListener("click", () => void tellLocation());
  at("reset").addEventListener("click", () => void reset());
}

function tick() {
  at("clock").textContent = new Date().toLocaleTimeString(data.culture, { hour: "2-digit", minute: "2-digit" });
}

tick();
setInterval(tick, 10_000);
await sdk.init(data.solution, true, configuration);
observed.observe({ type: "resource" });
listen();
await tellKept();
at("phone").dataset.ready = "";
