// What Material 9.8.1 leaves out for readers who use a keyboard or a screen reader. The page works without this file.
{
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const { src } = document.currentScript;

  // The menu of narrow screens: the checkbox stays Material's, the button, the focus and Escape are ours.
  const drawer = one("#__drawer");
  const menu = one(".menu-opener");
  const behind = all(".md-skip, .brand, .search-opener, .md-header__option, .md-sidebar--secondary, .md-content, .md-top, .md-footer");
  menu.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    const open = drawer.checked;
    menu.setAttribute("aria-expanded", open);
    menu.setAttribute("aria-label", open ? "Close menu" : "Menu");
    for (const element of behind) element.inert = open;
    if (open) (one("#navigation [aria-current]") ?? one("#navigation a"))?.focus();
    else if (one("#navigation").contains(document.activeElement)) menu.focus();
  });
  one("#navigation").addEventListener("click", ({ target }) => {
    if (drawer.checked && target.closest("a")) drawer.click();
  });
  matchMedia("(min-width: 76.25em)").addEventListener("change", ({ matches }) => {
    if (matches && drawer.checked) drawer.click();
  });

  // Search is loaded when a reader is about to open it, each part once; what failed is asked for again.
  const dialog = one("dialog.search");
  const parts = new Map();
  const loadPart = (address) => {
    if (!parts.has(address)) {
      parts.set(address, new Promise((resolve, reject) => {
        const failed = () => { parts.delete(address); reject(); };
        document.head.append(Object.assign(document.createElement("script"), { src: new URL(address, src), onload: resolve, onerror: failed }));
      }));
    }
    return parts.get(address);
  };
  const loadSearch = () => {
    const [status, retry] = [".search__status", ".search__retry"].map((name) => one(name, dialog));
    if (!dialog.dataset.ready) status.textContent = "Loading the text of the guide";
    retry.hidden = true;
    return Promise.all(["stemmer.min.js", "ranking.js", "search.js", "../../search/index.js"].map(loadPart)).then(() => {
      if (dialog.dataset.ready) return;
      dialog.dataset.ready = true;
      status.textContent = "";
      startSearch();
    }, () => {
      status.textContent = "The search could not be loaded. Are you online?";
      retry.hidden = false;
    });
  };
  const openSearch = () => {
    if (drawer.checked) drawer.click();
    loadSearch();
    if (!dialog.open) dialog.showModal();
    one("input", dialog).select();
  };
  const opener = one(".search-opener");
  opener?.addEventListener("click", openSearch);
  for (const intent of ["pointerenter", "focus"]) opener?.addEventListener(intent, loadSearch, { once: true });
  if (dialog) {
    one(".search__retry", dialog).addEventListener("click", loadSearch);
    one(".search__close", dialog).addEventListener("click", () => dialog.close());
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // a field of a search would only lose its text
      dialog.close();
    });
    addEventListener("online", () => { if (dialog.open && !dialog.dataset.ready) loadSearch(); });
  }
  const question = new URLSearchParams(location.search).get("q");
  if (dialog && question) {
    one("input", dialog).value = question;
    openSearch();
  }

  // One character opens search, unless a reader turned that off, as voice control may type it.
  const slash = dialog && one(".search__key", dialog);
  if (slash) {
    slash.checked = localStorage.getItem("search-key") !== "off";
    slash.addEventListener("change", () => localStorage.setItem("search-key", slash.checked ? "on" : "off"));
  }
  const takesText = (element) => element.closest("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const command = event.ctrlKey || event.metaKey;
    if (event.key === "Escape" && drawer.checked) {
      menu.focus();
      drawer.click();
    } else if (dialog && command && event.key.toLowerCase() === "k") {
      event.preventDefault();
      openSearch();
    } else if (event.key.length === 1 && !command) {
      event.stopPropagation(); // Material listens on the window and turns pages at "p", "n", "," and "."
      if (event.key !== "/" || event.altKey || !slash?.checked || dialog.open || takesText(event.target)) return;
      event.preventDefault();
      openSearch();
    }
  });

  // A row that an address names may stand in a closed box.
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let box = target?.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (target?.closest("details")) target.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  unfold();

  // The button of the color scheme in use takes the next one. It's kept as Material keeps it, for the script in the header.
  const schemes = all(".schemes button");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colors = (button) => Object.fromEntries(["media", "scheme", "primary", "accent"]
    .map((key) => [key, button.getAttribute(`data-md-color-${key}`)]));
  let scheme = Math.min(__md_get("__palette")?.index || 0, schemes.length - 1);
  const paint = () => {
    const system = schemes.find((button) => colors(button).media === `(prefers-color-scheme: ${dark.matches ? "dark" : "light"})`);
    const used = colors(scheme ? schemes[scheme] : system);
    for (const [key, value] of Object.entries(used)) document.body.setAttribute(`data-md-color-${key}`, value);
    document.documentElement.style.colorScheme = used.scheme === "slate" ? "dark" : "light";
  };
  schemes[scheme].hidden = false;
  dark.addEventListener("change", paint);
  for (const [at, button] of schemes.entries()) {
    button.addEventListener("click", () => {
      scheme = (at + 1) % schemes.length;
      __md_set("__palette", { index: scheme, color: colors(schemes[scheme]) });
      button.hidden = true;
      schemes[scheme].hidden = false;
      schemes[scheme].focus();
      paint();
    });
  }

  // Material takes each alternate for the site in another language and asks for its sitemap; with a space it does not.
  for (const link of all("link[rel=alternate]")) link.rel = "alternate ";

  one(".md-dialog").setAttribute("role", "status"); // says "Copied to clipboard"

  // The page as Markdown into the clipboard, which a browser grants to pages of a safe origin only.
  const copy = one(".copy-markdown");
  if (copy && navigator.clipboard && location.protocol !== "file:") {
    const outcome = copy.nextElementSibling;
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        const answer = await fetch("index.md");
        if (!answer.ok) throw new Error(answer.statusText);
        await navigator.clipboard.writeText(await answer.text());
        outcome.textContent = "Copied";
      } catch {
        outcome.textContent = "Could not be copied";
      }
      setTimeout(() => { outcome.textContent = ""; }, 3000);
    });
  }

  // Buttons that copy code, for Material's script to serve. It would put them in one by one, and have the page laid out
  // again for each. On a page of examples nothing is to be copied.
  all("article:not(:has(> .examples)) pre > code").forEach((code, number) => {
    const button = Object.assign(document.createElement("button"), { className: "md-code__button", title: "Copy to clipboard" });
    button.dataset.mdType = "copy";
    button.dataset.clipboardTarget = `#code-${number}`;
    const bar = Object.assign(document.createElement("div"), { className: "md-code__nav" });
    bar.append(button);
    code.id = `code-${number}`; // Material's script names the element around it itself, when it comes into view
    code.before(bar);
  });

  const headingOf = (element) =>
    all("h2[id], h3[id], h4[id]", one("article")).findLast((heading) => heading.compareDocumentPosition(element) & 4);

  // The hosts of a table into the clipboard, a line each, as a spreadsheet or a ticket takes them.
  for (const button of navigator.clipboard ? all(".hosts__copy") : []) {
    const box = button.closest(".hosts");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const rows = all("tr", one("table", box)).map((row) => [...row.cells].map(({ textContent }) => textContent.trim()).join("\t"));
      await navigator.clipboard.writeText(`${rows.join("\n")}\n`);
      one("[role=status]", box).textContent = "Copied";
      setTimeout(() => { one("[role=status]", box).textContent = ""; }, 3000);
    });
  }

  // A field of a sample that takes the focus comes into view whole; browsers are content with its edge.
  one("article")?.addEventListener("focusin", ({ target }) => {
    if (target.matches("pre > code a")) target.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  // While the focus is in the text, nothing is over it. A `:has()` of the focus costs a tenth of a second at each key.
  const top = one(".md-top");
  const cover = ({ type, target }) => {
    top?.classList.toggle("md-top--covering", type === "focusin" && target.matches(":focus-visible"));
  };
  for (const type of ["focusin", "focusout"]) one("article")?.addEventListener(type, cover);

  // In a long menu the page that is open is in view, as soon as Material's script has given the menu its height.
  const box = one(".md-sidebar--primary .md-sidebar__scrollwrap");
  const resized = new ResizeObserver(() => {
    if (box.scrollHeight === box.clientHeight) return;
    const { top, bottom } = box.getBoundingClientRect();
    const here = one("[aria-current=page]", box)?.getBoundingClientRect();
    if (here?.bottom > bottom) box.scrollTop = here.top - (top + bottom) / 2;
    resized.disconnect();
  });
  resized.observe(box);

  // An answer to "Was this page useful?" is text that the reader sends, by email or any other way.
  const report = one(".report");
  const make = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const feedback = report && make(
    "span",
    { className: "feedback" },
    "Was this page useful? ",
    make("button", { type: "button", value: "yes" }, "Yes"),
    " ",
    make("button", { type: "button", value: "no" }, "No"),
  );
  const address = report?.href.split(/[:?]/)[1];
  const answered = report && make("span");
  answered?.setAttribute("role", "status");
  const text = report && make(
    "div",
    { className: "feedback-text", hidden: true },
    make("label", { htmlFor: "feedback-text" }, "Copy this text, or open it as an email. This page sends nothing:"),
    make("textarea", { id: "feedback-text", rows: 7 }),
    make("button", { type: "button" }, "Copy text"),
    " ",
    make("a", { href: `mailto:${address}` }, `Email to ${address}`),
    answered,
  );
  report?.before(feedback);
  report?.parentElement.after(text);
  feedback?.addEventListener("click", ({ target: { value } }) => {
    if (!value) return;
    one(".report").dispatchEvent(new Event("click", { cancelable: true })); // adds the section that is read
    const fields = new URLSearchParams(one(".report").href.split("?")[1].replaceAll("+", "%2B"));
    const body = fields.get("body").replace("What is wrong:", value === "yes" ? "What helped:" : "What is missing or wrong:");
    one("textarea", text).value = `Useful: ${value}\n${body}`;
    text.hidden = false;
    one("textarea", text).focus();
  });
  text?.addEventListener("click", async ({ target }) => {
    const { value } = one("textarea", text);
    if (target.matches("a")) {
      const subject = encodeURIComponent(`Page of the guide: ${document.title}`);
      target.href = `${target.href.split("?")[0]}?subject=${subject}&body=${encodeURIComponent(value)}`;
    } else if (target.matches("button")) {
      one("textarea", text).select();
      try {
        await navigator.clipboard.writeText(value);
        one("[role=status]", text).textContent = "Copied";
      } catch {
        one("[role=status]", text).textContent = "Copy the selected text";
      }
    }
  });

  // What to send to Support about a symptom: its name, the usual details, and what its section asks for.
  for (const ask of one(".symptoms") ? all("article > p") : []) {
    if (one("strong", ask)?.textContent !== "Ask") continue;
    const heading = headingOf(ask);
    const more = ask.textContent.replace(/\s+/g, " ").match(/Add (.*)\.$/)?.[1] ?? "";
    const lines = ["Organization", "Site", "Environment (production or test)", "Order identifier", "Time with time zone"];
    const button = Object.assign(document.createElement("button"), { type: "button", className: "help-text", textContent: "Copy text for Support" });
    const outcome = document.createElement("span");
    outcome.setAttribute("role", "status");
    button.addEventListener("click", async () => {
      const body = [`Symptom: ${heading.textContent}`, ...lines.map((line) => `${line}: `), more && `Also (${more}): `, "What I tried: "];
      try {
        await navigator.clipboard.writeText(`${body.filter(Boolean).join("\n")}\n`);
        outcome.textContent = " Copied";
      } catch {
        outcome.textContent = " Could not be copied";
      }
    });
    ask.append(" ", button, outcome);
  }

  // A report of a problem names the section that is read: the last heading above the middle of the window.
  one(".report")?.addEventListener("click", ({ currentTarget }) => {
    const above = all("h2[id], h3[id], h4[id]", one("article")).findLast(
      (heading) => heading.getBoundingClientRect().top < innerHeight / 2,
    );
    const [address, query] = currentTarget.href.split("?");
    const fields = new URLSearchParams(query.replaceAll("+", "%2B"));
    const body = fields.get("body").replace(/^Section: .*\n/m, "");
    const section = above ? `Section: ${above.textContent.trim()} (#${above.id})\n` : "";
    fields.set("body", body.replace(/^(Address: .*\n)/m, `$1${section}`));
    currentTarget.href = `${address}?${fields.toString().replaceAll("+", "%20")}`;
  });

  // Material's script wraps tables when the page is ready, in a listener older than this one.
  document.addEventListener("DOMContentLoaded", () => {
    // What scrolls sideways takes the focus, and nothing else does; it has a name: its caption or the heading above it.
    const headings = all("h1, h2, h3, h4", one("article"));
    const scrolls = new ResizeObserver((entries) => {
      const isWide = entries.map(({ target }) => target.scrollWidth > target.clientWidth);
      for (const [at, { target }] of entries.entries()) { // measured before: to write in between would lay out the page again
        if (!target.matches("code")) target.toggleAttribute("data-wide", isWide[at]);
        if (!isWide[at] || (target.matches("code") && target.querySelector("a[tabindex]"))) { // a sample whose fields take the focus
          target.removeAttribute("tabindex");
          continue;
        }
        const above = headings.findLast((heading) => heading.compareDocumentPosition(target) & 4);
        const title = above?.textContent ?? document.title;
        target.tabIndex = 0;
        if (target.hasAttribute("aria-label")) continue;
        target.setAttribute("role", "group");
        target.setAttribute("aria-label", `${target.matches("code") ? "Code" : "Table"}, scrolls sideways: ${title}`);
      }
    });
    for (const element of all("pre > code, .scroll, .md-typeset__scrollwrap", one("article"))) scrolls.observe(element);
  });
}
