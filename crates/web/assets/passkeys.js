// Forms that carry what a device says of a passkey; without script, or where a browser has none, they stay hidden.
const can = window.PublicKeyCredential && window.isSecureContext
  && !/^[\d.]+$|^\[/.test(location.hostname);
const bytes = (text) => Uint8Array.from(
  atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) => buffer ? btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "") : undefined;
const known = (list) => (list ?? []).map((each) => ({ ...each, id: bytes(each.id) }));

async function made(asked) {
  const publicKey = {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: known(asked.excludeCredentials),
  };
  const key = await navigator.credentials.create({ publicKey });
  const { response } = key;
  return said(key, {
    attestationObject: text(response.attestationObject),
    authenticatorData: text(response.getAuthenticatorData()),
    publicKey: text(response.getPublicKey()),
    publicKeyAlgorithm: response.getPublicKeyAlgorithm(),
  });
}

async function shown(asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  const key = await navigator.credentials.get({ publicKey });
  const { response } = key;
  return said(key, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: text(response.userHandle),
  });
}

const said = (key, more) => JSON.stringify({
  id: key.id,
  rawId: key.id,
  type: key.type,
  response: { clientDataJSON: text(key.response.clientDataJSON), ...more },
});

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !can;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-failed]");
    failed.hidden = true;
    try {
      const answer = await fetch(form.dataset.passkey, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const asked = await answer.json();
      form.elements.credential.value = await (asked.user ? made(asked) : shown(asked));
      form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
