// Counts a tap on a link that leaves the page (a call, another company's site) without delaying it.
// The link works by itself; nothing else on this page needs script.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-count]");
  if (!link) return;
  const token = document.querySelector("[name=_csrf_token]")?.value ?? "";
  navigator.sendBeacon?.(link.dataset.count, new URLSearchParams({ _csrf_token: token }));
});
