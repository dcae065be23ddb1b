// Passkeys: asks the browser for one and sends its answer in the form. Options come from the page, or for sign-in from the server.
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  // What the server writes as text the browser wants as bytes, and the other way about.
  const readable = (key) => ({
    ...key,
    challenge: bytes(key.challenge),
    ...(key.user && { user: { ...key.user, id: bytes(key.user.id) } }),
    ...(key.allowCredentials && { allowCredentials: key.allowCredentials.map((one) => ({ ...one, id: bytes(one.id) })) }),
    ...(key.excludeCredentials && { excludeCredentials: key.excludeCredentials.map((one) => ({ ...one, id: bytes(one.id) })) }),
  });
  const writable = (credential) => {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
      if (credential.response[name]) response[name] = text(credential.response[name]);
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    return {
      type: credential.type,
      id: credential.id,
      rawId: text(credential.rawId),
      authenticatorAttachment: credential.authenticatorAttachment,
      clientExtensionResults: credential.getClientExtensionResults(),
      response,
    };
  };

  const options = async (form) => {
    const found = document.getElementById("passkey");
    if (found) return JSON.parse(found.textContent);
    const answer = await fetch(form.dataset.options, { headers: { "X-Requested-With": "XMLHttpRequest" } });
    return answer.json();
  };

  const created = async (form) => {
    const key = readable((await options(form)).creation_options.publicKey);
    if (form.elements.passwordless?.checked)
      key.authenticatorSelection = {
        ...key.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      };
    return navigator.credentials.create({ publicKey: key });
  };
  const gotten = async (form) =>
    navigator.credentials.get({ publicKey: readable((await options(form)).request_options.publicKey) });

  for (const form of document.querySelectorAll("form[data-passkey]"))
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      try {
        const credential = await (form.dataset.passkey === "create" ? created(form) : gotten(form));
        form.elements.credential.value = JSON.stringify(writable(credential));
        form.submit();
      } catch {
        const line = document.createElement("p");
        line.textContent = form.dataset.failed;
        document.getElementById("toast").replaceChildren(line);
      }
    });
})();
