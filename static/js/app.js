// All of the portal's own script: nothing here is needed to use it. Texts come from data attributes.
(() => {
  const root = document.documentElement;
  const toast = document.getElementById("toast");

  const say = (text) => {
    if (!toast || !text) return;
    const line = document.createElement("p");
    line.textContent = text;
    toast.replaceChildren(line);
    setTimeout(() => line.remove(), 8000);
  };

  // Theme: the server reads the cookie, so the next page comes in the right colors at once.
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const changeTheme = (button) => {
    const theme = isDark() ? "light" : "dark";
    root.dataset.theme = theme;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `theme=${theme}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
    say(button.dataset[theme]);
  };

  const copy = (button) => {
    const source = document.getElementById(button.dataset.copy);
    if (!source || !navigator.clipboard) return;
    navigator.clipboard.writeText(source.value ?? source.textContent.trim()).then(() => say(toast.dataset.copied));
  };

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== except) menu.open = false;
  };

  document.addEventListener("click", (event) => {
    const theme = event.target.closest("[data-theme-toggle]");
    if (theme) changeTheme(theme);
    const copied = event.target.closest("[data-copy]");
    if (copied) copy(copied);
    closeMenus(event.target.closest("details.menu"));
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  // A second click on a form that is on its way does nothing. The server keeps the same promise without script.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) return event.preventDefault();
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-busy", "true");
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
    }
  });

  // A form sent by htmx is emptied when it succeeded, and keeps its words when it did not.
  document.addEventListener("htmx:after:request", (event) => {
    const { ctx } = event.detail ?? {};
    const status = ctx?.response?.raw?.status ?? ctx?.response?.status ?? 0;
    if (status >= 500) say(toast?.dataset.failed);
    else if (status && status < 400 && event.target.matches?.("form[hx-post]")) event.target.reset();
  });
  document.addEventListener("htmx:error", () => say(navigator.onLine ? toast?.dataset.failed : toast?.dataset.offline));

  // After a refused form the summary of what to mend takes the focus, for who cannot see it.
  document.querySelector("[data-focus]")?.focus();
})();
