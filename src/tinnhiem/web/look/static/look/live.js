// Parts of a page that follow the server: asked for with the ETag of what is shown. Nothing is asked
// while the page is hidden, and a lost connection leaves the last picture standing.
(function () {
  "use strict";
  const LEAST = 3;

  function follow(part) {
    if (part.dataset.followed) return;
    part.dataset.followed = "yes";
    const every = Math.max(Number(part.dataset.liveEvery) || 10, LEAST) * 1000;
    let tag = part.dataset.liveTag || "";
    let waiting = every;
    let timer = 0;

    async function ask() {
      if (!part.isConnected) return;
      if (document.visibilityState === "visible") await once();
      // Pages that were opened together drift apart, so that they do not ask together.
      timer = setTimeout(ask, waiting * (0.9 + Math.random() * 0.2));
    }

    async function once() {
      try {
        const answer = await fetch(part.dataset.liveUrl, {
          headers: tag ? { "If-None-Match": tag, "X-Live": "1" } : { "X-Live": "1" },
          cache: "no-store",
          credentials: "same-origin",
          redirect: "error",
        });
        waiting = every;
        delete part.dataset.lost;
        if (answer.status === 304) return;
        if (!answer.ok) throw new Error(String(answer.status));
        tag = answer.headers.get("ETag") || "";
        replace(await answer.text());
      } catch {
        part.dataset.lost = "yes";
        waiting = Math.min(waiting * 2, 60000);
      }
    }

    function replace(text) {
      if (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) return;
      const fresh = new DOMParser().parseFromString(text, "text/html");
      const same = part.id && fresh.getElementById(part.id);
      part.replaceChildren(...(same || fresh.body).childNodes);
      if (window.htmx) window.htmx.process(part);
      part.dispatchEvent(new CustomEvent("live:changed", { bubbles: true }));
    }

    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || !part.isConnected) return;
      clearTimeout(timer);
      ask();
    });
    timer = setTimeout(ask, every);
  }

  function all(root) {
    for (const part of root.querySelectorAll("[data-live-url]")) follow(part);
  }
  all(document);
  document.addEventListener("htmx:load", (event) => all(event.target));
})();
