// Drafts: sent two seconds after the last key and when the page is left, and kept in the browser
// until the server has taken them. The server never reads what is kept here by itself.
(function () {
  "use strict";
  const REST = 2000;
  const RETRY = 15000;
  const SKIPPED = new Set(["csrfmiddlewaretoken", "token"]);

  const SENT = "draft-sent";

  // A draft that was sent whole is forgotten once the page after it has come, unless that page
  // shows errors or asks for a new sign-in.
  function settle() {
    const sent = sessionStorage.getItem(SENT);
    if (!sent) return;
    sessionStorage.removeItem(SENT);
    const taken = document.documentElement.dataset.signedIn && !document.querySelector("[data-error-summary]");
    if (taken) localStorage.removeItem(sent);
    // The page that gives a late form back sends it in the form's stead.
    const late = document.querySelector("[data-late-form] form");
    if (late) late.addEventListener("submit", () => sessionStorage.setItem(SENT, sent));
  }
  try {
    settle();
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }

  for (const form of document.querySelectorAll("form[data-autosave-url]")) start(form);

  function start(form) {
    const key = "draft-" + (form.dataset.autosaveKey || location.pathname);
    const state = form.querySelector("[data-save-state]");
    let timer = 0;
    let changes = 0;
    let taken = 0;
    let running = false;

    function say(name, words) {
      if (!state) return;
      state.dataset.state = name;
      state.textContent = words;
    }

    function fields() {
      const kept = [];
      for (const [name, value] of new FormData(form)) {
        if (!SKIPPED.has(name) && typeof value === "string") kept.push([name, value]);
      }
      return kept;
    }

    function keep() {
      try {
        localStorage.setItem(key, JSON.stringify(fields()));
      } catch {
        // Without a store the server's copy is the only one.
      }
    }

    function forget() {
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept.
      }
    }

    function restore() {
      let kept = null;
      try {
        kept = JSON.parse(localStorage.getItem(key) || "null");
      } catch {
        return;
      }
      if (!kept) return;
      let differs = false;
      for (const [name, value] of kept) {
        const field = form.elements.namedItem(name);
        if (!field || !("value" in field) || field.type === "hidden") continue;
        if (field.type === "checkbox") field.checked = true;
        else if (field.value !== value) {
          field.value = value;
          differs = true;
        }
      }
      if (differs) {
        // The text belongs to the version it was written on: another one is a conflict to be shown.
        const version = kept.find(([name]) => name === "version");
        if (version && form.elements.namedItem("version")) form.elements.namedItem("version").value = version[1];
        say("offline", state ? state.dataset.restored : "");
        changed();
      }
    }

    function changed() {
      changes += 1;
      keep();
      clearTimeout(timer);
      timer = setTimeout(send, REST);
    }

    async function send() {
      if (running || taken === changes) return;
      running = true;
      const sent = changes;
      say("saving", state ? state.dataset.saving : "");
      try {
        const answer = await fetch(form.dataset.autosaveUrl, {
          method: "POST",
          body: new FormData(form),
          headers: { "X-Autosave": "1", "Accept": "application/json" },
          redirect: "manual",
          credentials: "same-origin",
        });
        running = false;
        await heard(answer, sent);
      } catch {
        running = false;
        later("offline");
      }
    }

    async function heard(answer, sent) {
      if (answer.ok) {
        taken = sent;
        if (answer.status !== 204) await renew(answer);
        if (taken === changes) forget();
        else timer = setTimeout(send, REST);
        const now = new Date().toTimeString().slice(0, 5);
        say("saved", state ? state.dataset.saved.replace("{time}", now) : "");
      } else if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
        say("offline", state ? state.dataset.signedOut : "");
      } else if (answer.status === 409) {
        location.reload();
      } else {
        later("offline");
      }
    }

    async function renew(answer) {
      const type = answer.headers.get("Content-Type") || "";
      if (!type.startsWith("application/json")) return;
      const body = await answer.json();
      const token = form.elements.namedItem("token");
      if (body.token && token) token.value = body.token;
      for (const [name, value] of Object.entries(body.fields || {})) {
        const field = form.elements.namedItem(name);
        if (field && field.type === "hidden") field.value = value;
      }
    }

    function later(name) {
      say(name, state ? state.dataset.offline : "");
      clearTimeout(timer);
      timer = setTimeout(send, RETRY);
    }

    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      keep();
      try {
        sessionStorage.setItem(SENT, key);
      } catch {
        // Then the draft is offered again.
      }
    });
    window.addEventListener("online", send);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && taken !== changes) send();
    });
    restore();
  }
})();
