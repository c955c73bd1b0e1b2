// What stays on this device: the place in a text, what was read, a private note. Nothing is sent.
(function () {
  "use strict";

  function get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  function set(key, value) {
    try {
      if (value) localStorage.setItem(key, value);
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  }

  // A text that the server has kept beside another one is not offered again from here.
  for (const mark of document.querySelectorAll("[data-forget-draft]")) set("draft-" + mark.dataset.forgetDraft, "");

  for (const words of document.querySelectorAll("[data-words-of]")) {
    const text = document.getElementById(words.dataset.wordsOf);
    const told = words.dataset.words;
    text.addEventListener("input", () => {
      const count = text.value.split(/\s+/).filter(Boolean).length;
      words.textContent = told.replace("{count}", String(count));
    });
  }

  const place = document.querySelector("[data-keep-place]");
  if (place) {
    const key = "place-" + place.dataset.keepPlace;
    const kept = Number(get(key));
    if (kept && !location.hash) window.scrollTo(0, kept);
    let timer = 0;
    addEventListener("scroll", () => {
      clearTimeout(timer);
      timer = setTimeout(() => set(key, String(Math.round(scrollY))), 400);
    }, { passive: true });
  }

  const seen = document.querySelector("[data-seen]");
  if (seen) {
    const key = "seen-" + seen.dataset.seen;
    const before = get(key);
    const changed = document.querySelector("[data-changed]");
    if (changed && before && before !== seen.dataset.seenVersion) changed.hidden = false;
    set(key, seen.dataset.seenVersion);
  }

  for (const box of document.querySelectorAll("[data-device-note]")) {
    const text = box.querySelector("textarea");
    const state = box.querySelector("[role=status]");
    const key = box.dataset.deviceNote;
    box.hidden = false;
    text.value = get(key) || "";
    text.addEventListener("input", () => {
      const kept = set(key, text.value);
      const now = new Date().toTimeString().slice(0, 5);
      state.dataset.state = kept ? "saved" : "offline";
      state.textContent = kept ? box.dataset.kept.replace("{time}", now) : box.dataset.failed;
    });
    box.querySelector("[data-erase]").addEventListener("click", () => {
      set(key, "");
      text.value = "";
      state.textContent = "";
      text.focus();
    });
  }
})();
