// Deciding a row by keyboard alone: digits choose, Enter saves; zoom and brightness for the eye.
(function () {
  "use strict";
  const answers = [...document.querySelectorAll(".deciding input[type=radio]")];
  const picture = document.querySelector("[data-zoom]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("select, textarea, input:not([type=radio])")) return;
    const chosen = answers[Number(event.key) - 1];
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.focus();
  });

  function switched(selector, name) {
    const button = document.querySelector(selector);
    if (!button || !picture) return;
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(picture.classList.toggle(name)));
    });
  }

  switched("[data-zoom-in]", "zoomed");
  switched("[data-brighter]", "brighter");
})();
