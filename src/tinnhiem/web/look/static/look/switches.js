// Switches of colours and text size, the list of pages on phones, menus that close, copying.
(function () {
  "use strict";
  const root = document.documentElement;

  function show(group) {
    const chosen = root.dataset[group.dataset.switch] || "";
    for (const button of group.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === chosen));
    }
  }

  function choose(name, value) {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
    try {
      if (value) localStorage.setItem("look-" + name, value);
      else localStorage.removeItem("look-" + name);
    } catch {
      // Then the choice holds for this page only.
    }
  }

  for (const group of document.querySelectorAll("[data-switch]")) {
    group.hidden = false;
    show(group);
    group.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      choose(group.dataset.switch, button.value);
      show(group);
    });
  }

  const menu = document.querySelector("[data-menu]");
  if (menu) {
    const side = document.getElementById(menu.getAttribute("aria-controls"));
    menu.hidden = false;
    menu.addEventListener("click", () => {
      const open = side.classList.toggle("open");
      menu.setAttribute("aria-expanded", String(open));
    });
  }

  const menus = () => document.querySelectorAll("details.who[open]");
  document.addEventListener("click", (event) => {
    for (const each of menus()) if (!each.contains(event.target)) each.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const each of menus()) {
      each.open = false;
      each.querySelector("summary").focus();
    }
  });

  function showCopies(part) {
    if (!navigator.clipboard) return;
    for (const button of part.querySelectorAll("[data-copy]")) button.hidden = false;
  }
  showCopies(document);
  document.addEventListener("htmx:load", (event) => showCopies(event.target));
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    const words = button.querySelector("span");
    const before = words.textContent;
    words.textContent = button.dataset.copied;
    setTimeout(() => { words.textContent = before; }, 2000);
  });
})();
