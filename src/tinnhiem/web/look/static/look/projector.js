// The projector: "b" blanks this screen and brings the picture back, whatever the chair releases.
(function () {
  "use strict";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.toLowerCase() !== "b" && event.key !== ".") return;
    document.body.classList.toggle("is-blank");
  });
})();
