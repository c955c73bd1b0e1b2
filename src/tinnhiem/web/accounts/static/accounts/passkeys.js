// Passkeys: asks the server what to sign, lets the browser ask its holder, sends the answer as the form.
(function () {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  function bytes(text) {
    const plain = text.replace(/-/g, "+").replace(/_/g, "/");
    return Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0));
  }

  function text(buffer) {
    const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function readable(options) {
    const made = { ...options, challenge: bytes(options.challenge) };
    if (made.user) made.user = { ...made.user, id: bytes(made.user.id) };
    for (const list of ["excludeCredentials", "allowCredentials"]) {
      if (made[list]) made[list] = made[list].map((each) => ({ ...each, id: bytes(each.id) }));
    }
    return made;
  }

  function sendable(credential) {
    const response = {};
    for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[part]) response[part] = text(credential.response[part]);
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  }

  async function options(form) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const answer = await fetch(form.dataset.passkeyOptions, { method: "POST", body, credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    return readable((await answer.json()).publicKey);
  }

  async function ask(form) {
    const said = form.querySelector("[data-passkey-trouble]");
    said.hidden = true;
    try {
      const publicKey = await options(form);
      const credential = form.dataset.passkey === "make"
        ? await navigator.credentials.create({ publicKey })
        : await navigator.credentials.get({ publicKey });
      form.elements.credential.value = JSON.stringify(sendable(credential));
      form.dataset.ready = "yes";
      form.requestSubmit();
    } catch {
      said.hidden = false;
    }
  }

  for (const part of document.querySelectorAll("[data-passkey-only]")) part.hidden = false;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    // Before the form counts as sent: the browser asks its holder first.
    form.addEventListener("submit", (event) => {
      if (form.dataset.ready) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(form);
    }, true);
  }
})();
