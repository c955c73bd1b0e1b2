// A form is sent once; focus goes to the errors; what may be undone only for a while disappears.
(function () {
  "use strict";
  const sending = document.documentElement.dataset.sending;

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("[data-once]")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sent = "yes";
    const button = event.submitter;
    if (!button || !button.matches(".button")) return;
    const width = button.offsetWidth;
    const words = button.querySelector("span") || button;
    button.dataset.words = words.textContent;
    words.textContent = sending;
    button.classList.add("sending");
    button.style.minWidth = width + "px";
  }, true);

  function again(form) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll(".button.sending")) {
      (button.querySelector("span") || button).textContent = button.dataset.words;
      button.classList.remove("sending");
      button.style.minWidth = "";
    }
  }
  // The back button brings the page as it was left, and htmx leaves a form in its place.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("[data-once]")) again(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest && event.target.closest("[data-once]");
    if (form) again(form);
  });

  function focusErrors() {
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }
  focusErrors();
  document.addEventListener("htmx:afterSwap", focusErrors);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-error-summary] a");
    if (!link) return;
    const field = document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const top = field.closest(".field") || field;
    top.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  });

  // A button that says why it cannot be pressed must not send the form around it.
  document.addEventListener("click", (event) => {
    if (event.target.closest('[aria-disabled="true"]')) event.preventDefault();
  }, true);

  function startUndo(part) {
    for (const form of part.querySelectorAll("[data-undo-seconds]")) {
      setTimeout(() => {
        if (!form.contains(document.activeElement)) form.hidden = true;
      }, Number(form.dataset.undoSeconds) * 1000);
    }
  }
  startUndo(document);
  document.addEventListener("htmx:load", (event) => startUndo(event.target));

  // Search without marks in a list that is on the page already.
  function fold(text) {
    return text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
  }
  document.addEventListener("input", (event) => {
    const input = event.target.closest("[data-filter-list]");
    if (!input) return;
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    for (const row of document.querySelectorAll(input.dataset.filterList + " [data-find]")) {
      const text = fold(row.dataset.find);
      row.hidden = !words.every((word) => text.includes(word));
    }
  });
})();
