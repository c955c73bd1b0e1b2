// Runs before the page is drawn: the chosen colours and text size, and that scripts work here.
(function () {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  for (const name of ["theme", "text"]) {
    try {
      const chosen = localStorage.getItem("look-" + name);
      if (chosen && !root.dataset.fixed) root.dataset[name] = chosen;
    } catch {
      // A browser that keeps nothing shows its own colours.
    }
  }
})();
