// Keys: "?" lists them, "/" goes to the search field, and what a page marks with data-key.
(function () {
  "use strict";
  const list = document.querySelector("[data-keys]");

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const box = event.target.type === "radio" || event.target.type === "checkbox";
    if (typing(event.target) && !box) return;
    if (event.key === "?" && list) {
      event.preventDefault();
      list.showModal();
    } else if (event.key === "/") {
      const search = document.querySelector('input[type="search"]');
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
    } else {
      const pressed = document.querySelector('[data-key="' + CSS.escape(event.key) + '"]');
      if (!pressed) return;
      event.preventDefault();
      pressed.click();
      pressed.focus();
    }
  });
})();
