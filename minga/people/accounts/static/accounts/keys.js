// A security key answers what the page asks (WebAuthn), and the form carries the answer.
"use strict";

const SAYS = {
  NotAllowedError: "No se usó la llave. Toque el botón para intentar de nuevo.",
  InvalidStateError: "Esa llave ya está agregada a su cuenta.",
  SecurityError: "Las llaves no funcionan en esta dirección: abra Minga por su nombre.",
};

const bytes = (text) => {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const text = (buffer) => {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function made(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: named(asked.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey });
  return answer(key, {
    clientDataJSON: text(key.response.clientDataJSON),
    attestationObject: text(key.response.attestationObject),
  });
}

async function used(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    allowCredentials: named(asked.allowCredentials),
  };
  const key = await navigator.credentials.get({ publicKey });
  return answer(key, {
    clientDataJSON: text(key.response.clientDataJSON),
    authenticatorData: text(key.response.authenticatorData),
    signature: text(key.response.signature),
  });
}

const answer = (key, response) =>
  JSON.stringify({
    id: key.id,
    rawId: text(key.rawId),
    type: key.type,
    clientExtensionResults: {},
    response,
  });

for (const form of document.querySelectorAll(".key-form")) {
  form.addEventListener("submit", async (event) => {
    if (form.elements.signed.value) return;
    event.preventDefault();
    const says = form.querySelector(".key-says");
    if (!window.PublicKeyCredential) {
      says.textContent = "Este navegador no admite llaves de seguridad.";
      return;
    }
    says.textContent = "Toque o conecte su llave.";
    const asked = JSON.parse(form.dataset.key);
    try {
      form.elements.signed.value = await (form.dataset.keyIs === "new" ? made : used)(asked);
      form.requestSubmit();
    } catch (error) {
      says.textContent = SAYS[error.name] || "La llave no respondió. Intente de nuevo.";
    }
  });
}
