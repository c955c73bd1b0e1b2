// Running sums while somebody keys a batch, and Enter goes on to the next cell.
(function () {
  "use strict";

  function read(field) {
    const text = field.value.replace(/\s+/g, "");
    return /^\d{1,6}$/.test(text) ? Number(text) : null;
  }

  function words(cell, ballots, numbers) {
    if (numbers.includes(null)) return null;
    const sum = numbers.reduce((all, each) => all + each, 0);
    if (sum === ballots) return [cell.dataset.full, "done", "check-lg"];
    const off = sum < ballots ? cell.dataset.short : cell.dataset.over;
    return [off.replace("{number}", String(Math.abs(ballots - sum))), "mismatch", "exclamation-octagon"];
  }

  function told(row, ballots) {
    const fields = [...row.querySelectorAll("[data-cell]")];
    const numbers = fields.map(read);
    const begun = numbers.some((each) => each !== null);
    row.querySelector("[data-sum]").value = begun ? numbers.reduce((all, each) => all + (each || 0), 0) : "";
    const cell = row.querySelector("[data-state]");
    const found = words(cell, ballots, numbers);
    const tag = cell.querySelector(".tag");
    if (!found || !tag) return;
    tag.className = "tag " + found[1];
    tag.lastElementChild.textContent = found[0];
    const use = tag.querySelector("use");
    if (use) use.setAttribute("href", use.getAttribute("href").replace(/#.*$/, "#" + found[2]));
  }

  for (const body of document.querySelectorAll("[data-tally]")) {
    const ballots = Number(body.dataset.tally);
    const cells = [...body.querySelectorAll("[data-cell]")];
    body.addEventListener("input", (event) => {
      const row = event.target.closest("[data-row]");
      if (row) told(row, ballots);
    });
    body.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      const next = cells[cells.indexOf(event.target) + 1];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.select();
    });
  }
})();
