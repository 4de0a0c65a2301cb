// Two comforts; every page works without them. A tap on a link that leaves the page (a call, another company's site) is
// counted without delaying it, and the page talks with the SDK or the website tag that shows it in a frame
// (docs/reference/sdk-protocol.md, section 7).
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-count]");
  if (!link) return;
  const token = document.querySelector("[name=_csrf_token]")?.value ?? "";
  navigator.sendBeacon?.(link.dataset.count, new URLSearchParams({ _csrf_token: token }));
});

// Who may frame this page is the server's word (frame-ancestors); the first message tells which of them it is.
let host = "";
let next = "";
const tell = (message) => host && parent.postMessage(message, host);

addEventListener("message", ({ source, origin, data }) => {
  if (source !== parent || parent === window) return;
  if (data?.dialonce === "context") {
    host = origin;
    for (const note of document.querySelectorAll("[data-hosted]")) note.hidden = false;
  }
  if (data?.dialonce === "location" && origin === host && next) location.assign(next);
});

// A place is asked for here, on a tap, and nowhere else (4.3-a). Whatever the answer is, the caller goes on.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-locates]");
  if (!link || !host) return;
  event.preventDefault();
  next = link.href;
  tell({ dialonce: "location" });
});

document.addEventListener("submit", ({ target }) => {
  if (target.dataset.interception) tell({ dialonce: "interception", on: target.dataset.interception === "on" });
});

// Whoever frames this page may know that it wants to be closed, also before the first message.
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && parent !== window) parent.postMessage({ dialonce: "close" }, host || "*");
});
