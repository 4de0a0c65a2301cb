// Small comforts. Every page works without them.

const said = document.createElement("p");
said.className = "unseen";
said.setAttribute("role", "status");
document.body.append(said);

async function copy(button) {
  const text = document.getElementById(button.dataset.copy)?.textContent ?? "";
  await navigator.clipboard.writeText(text);
  said.textContent = button.dataset.done;
  button.classList.add("done");
  setTimeout(() => button.classList.remove("done"), 2000);
}

function open(link) {
  const dialog = document.querySelector(link.hash);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  dialog.showModal();
  return true;
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element)) return;
  const copier = event.target.closest("[data-copy]");
  const opener = event.target.closest("a[data-dialog]");
  const closer = event.target.closest("[data-close]");
  if (copier) copy(copier);
  if (opener && open(opener)) event.preventDefault();
  if (closer) {
    closer.closest("dialog").close();
    event.preventDefault();
  }
});
