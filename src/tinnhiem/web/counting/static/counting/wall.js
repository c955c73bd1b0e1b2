// The wall of boxes by keyboard: arrows go from box to box, the button counts what is picked.
(function () {
  "use strict";
  const wall = document.querySelector("[data-wall]");
  if (!wall) return;
  const boxes = [...wall.querySelectorAll("input[type=checkbox]")];
  const button = document.querySelector("[data-picked]");
  const plain = button ? button.textContent : "";

  function told() {
    if (!button) return;
    const count = boxes.filter((box) => box.checked).length;
    button.textContent = count ? button.dataset.picked.replace("{count}", String(count)) : plain;
  }

  function middle(box) {
    const place = box.parentElement.getBoundingClientRect();
    return { x: place.left + place.width / 2, y: place.top + place.height / 2 };
  }

  // The nearest box in the row above or below.
  function beside(from, down) {
    const here = middle(from);
    let best = null;
    let least = Infinity;
    for (const box of boxes) {
      const there = middle(box);
      const across = (there.y - here.y) * down;
      if (across < 8) continue;
      const far = across * 1000 + Math.abs(there.x - here.x);
      if (far < least) {
        least = far;
        best = box;
      }
    }
    return best;
  }

  wall.addEventListener("keydown", (event) => {
    const at = boxes.indexOf(event.target);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const next = {
      ArrowRight: () => boxes[at + 1],
      ArrowLeft: () => boxes[at - 1],
      ArrowDown: () => beside(event.target, 1),
      ArrowUp: () => beside(event.target, -1),
    }[event.key];
    if (!next) return;
    event.preventDefault();
    const box = next();
    if (box) box.focus();
  });
  wall.addEventListener("change", told);
  told();
})();
