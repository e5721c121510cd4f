// Samples of messages: one Tab stop each, a card for the field in use, and what to show, copy and download. Without
// this file each field is a link, and the download is the message as it is sent.
{
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const kept = (name, value) => {
    try {
      if (value === undefined) return localStorage.getItem(`samples.${name}`) === "true";
      localStorage.setItem(`samples.${name}`, value);
    } catch { /* storage is blocked: the choice lasts as long as the page */ }
    return value ?? false;
  };

  const samples = all(".sample").map((figure) => {
    const code = figure.querySelector("pre > code");
    const download = figure.querySelector(".sample__download");
    return { figure, code, download, sent: download.href, nodes: [...code.childNodes], hasLinks: Boolean(code.querySelector("a")) };
  });

  // One card for the page, below the sample in use.
  const card = Object.assign(document.createElement("div"), { className: "sample-card", hidden: true });
  card.setAttribute("role", "status");
  let current = null;

  // What a page of the guide says of a row, asked for once; from a folder a page can ask for no other.
  const pages = new Map();
  const pageOf = ({ origin, pathname }) => {
    const address = origin + pathname;
    if (pathname === location.pathname) return document;
    if (location.protocol === "file:") return null;
    if (!pages.has(address)) {
      const parse = (text) => new DOMParser().parseFromString(text, "text/html");
      pages.set(address, fetch(address).then((answer) => (answer.ok ? answer.text().then(parse) : null)).catch(() => null));
    }
    return pages.get(address);
  };
  const rowOf = async (url) => (await pageOf(url))?.getElementById(url.hash.slice(1)) ?? null;
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

  const unquoted = (cell) => cell.replace(/^"([^]*)"$/, (_, inner) => inner.replaceAll('""', '"'));
  const valueOf = (link) => { // in a table, what is below the names
    if (link.closest(".sample--hl7")) return link.previousSibling ? link.textContent : ""; // of a segment its name
    if (link.closest(".sample--csv")) return link.closest(".sample__line").previousElementSibling ? unquoted(link.textContent) : "";
    const after = document.createRange();
    after.setStartAfter(link);
    after.setEndAfter(link.closest(".sample__line").lastChild);
    const value = after.toString().match(/^"\s*:\s*(.*?),?\s*$/)?.[1] ?? "";
    return /^[[{]/.test(value) ? "" : value.replace(/^"(.*)"$/, "$1");
  };

  // The meaning of a code: from the row, or from the table of codes that the row links.
  const meaningOf = async (row, value, base) => {
    for (const link of all('a[href*="#codes-"]', row)) {
      const table = await rowOf(new URL(link.getAttribute("href"), base));
      const found = table && all("tr", table).find(({ cells }) => cells[0].textContent.trim() === value);
      if (found) return words(found.cells[1]);
    }
    return "";
  };

  const line = (name, text, inCode = false) => {
    const row = document.createElement("p");
    row.append(Object.assign(document.createElement("b"), { textContent: `${name}: ` }));
    row.append(inCode ? Object.assign(document.createElement("code"), { textContent: text }) : text);
    return row;
  };

  const show = async (link) => {
    if (current === link && !card.hidden) return;
    current?.classList.remove("sample__current");
    current = link;
    link.classList.add("sample__current");
    const [, name, ...usages] = link.title.match(/^(.+?)(?: \(([^()]*)\)|, ((?:required|optional).*))$/) ?? [, link.title];
    const usage = usages.find(Boolean);
    const title = Object.assign(document.createElement("p"), { className: "sample-card__name", textContent: name });
    const value = valueOf(link);
    const about = document.createElement("div");
    const more = Object.assign(document.createElement("a"), { href: link.href, textContent: "Go to the row" });
    title.append(" ", more);
    card.replaceChildren(title, ...(value ? [line("Value", value, true)] : []), ...(usage ? [line("Usage", usage)] : []), about);
    card.scrollTop = 0;
    link.closest(".sample").append(card);
    card.hidden = false;
    const row = await rowOf(new URL(link.href));
    if (!row || current !== link) return;
    const meaning = value && (await meaningOf(row, value, link.href));
    if (current !== link) return;
    if (meaning) about.append(line("Code", `${value} means ${meaning}`));
    const content = row.matches("tr") ? row.cells[row.cells.length - 1] : null;
    for (const each of content ? all("p:not(.field-table__used)", content) : []) {
      about.append(Object.assign(document.createElement("p"), { textContent: words(each) }));
    }
  };
  // The card is at the foot of the window and as high for every field: what is above it stays in view.
  const inView = (link) => {
    if (current === link && !card.hidden) link.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  const close = () => {
    if (card.contains(document.activeElement)) current.focus();
    card.hidden = true;
    current?.classList.remove("sample__current");
  };

  // One Tab stop, whose keys are those of one-stop.js, and the card at each field that takes the focus.
  const use = (code) => {
    const lines = all(".sample__line", code).map((each) => all("a", each));
    if (!lines.flat().length) return;
    oneStop(lines);
    code.removeAttribute("tabindex");
    // Material gives a code that scrolls a Tab stop of its own, once it is in view.
    new MutationObserver(() => { if (code.querySelector("a")) code.removeAttribute("tabindex"); })
      .observe(code, { attributeFilter: ["tabindex"] });
    code.addEventListener("focusin", ({ target }) => {
      if (!target.matches("a")) return;
      show(target);
      inView(target);
    });
    // A tap shows the card, which has the link; the Enter key, and a click for a new tab, follow the link.
    code.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link || !event.detail || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      link.focus();
      show(link);
      inView(link);
    });
    code.addEventListener("pointermove", ({ target }) => { // a sample that scrolls below a resting pointer has pointerover, too
      const link = target.closest("a");
      if (link && !card.hidden && link.closest(".sample").contains(card)) show(link);
    });
  };
  for (const { code } of samples) use(code);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || card.hidden || document.querySelector("dialog[open]")) return;
    event.preventDefault(); // to beside.js
    close();
  });

  // The lines of a sample for another place on the page, their links as they are where the sample is.
  const linesOf = async (url) => {
    const own = url.pathname === location.pathname && samples.find(({ figure }) => `#${figure.id}` === url.hash);
    const nodes = own ? own.nodes : (await rowOf(url))?.querySelector("pre > code").childNodes;
    const lines = document.createDocumentFragment();
    lines.append(...[...nodes ?? []].map((node) => document.importNode(node, true)));
    for (const link of all("a", lines)) {
      link.href = new URL(link.getAttribute("href"), url);
      link.classList.remove("sample__current");
    }
    return lines;
  };
  globalThis.samples = { linesOf, use };

  // The switches are those of all samples, here and on every other page.
  const apply = (name, on) => {
    for (const button of all(`.sample__tool[value=${name}]`)) button.setAttribute("aria-pressed", on);
    for (const { figure, code, nodes, hasLinks, download, sent } of samples) {
      if (name === "wrap") figure.classList.toggle("sample--wrap", on);
      if (name === "plain" && hasLinks) {
        if (on) close();
        code.replaceChildren(...all(".md-code__nav", code), ...(on ? [nodes.map((node) => node.textContent).join("")] : nodes));
        if (on && code.scrollWidth > code.clientWidth) code.tabIndex = 0;
        else code.removeAttribute("tabindex");
      }
      if (name === "lf" && figure.matches(".sample--hl7")) {
        download.href = on ? sent.replace("/sent/", "/") : sent;
        figure.querySelector(".sample__ends").textContent = on ? "LF between segments, for editors" : "CR between segments, as sent";
      }
    }
  };
  for (const button of all(".sample__tool")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const on = button.getAttribute("aria-pressed") !== "true";
      kept(button.value, on);
      apply(button.value, on);
    });
  }
  for (const name of ["plain", "wrap", "lf"]) if (kept(name)) apply(name, true);

  // Material's script copies through a text field, in which CR becomes LF.
  const said = document.querySelector(".md-dialog");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.(".sample--hl7 .md-code__button");
    if (!button || !navigator.clipboard) return;
    event.stopPropagation();
    const code = button.closest("pre").querySelector("code");
    const isLf = kept("lf") || button.closest(".sample").querySelector("[value=lf]").getAttribute("aria-pressed") === "true";
    const text = code.textContent.trim();
    let outcome = `Copied to clipboard, with ${isLf ? "LF" : "CR"} between segments`;
    try {
      await navigator.clipboard.writeText(`${isLf ? text : text.replaceAll("\n", "\r")}${isLf ? "\n" : "\r"}`);
    } catch {
      outcome = "Could not be copied";
    }
    said.firstElementChild.textContent = outcome;
    said.classList.add("md-dialog--active");
    setTimeout(() => said.classList.remove("md-dialog--active"), 2000);
  }, true);
}
