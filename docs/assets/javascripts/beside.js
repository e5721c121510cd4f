// On a wide screen a sample beside the tables of its fields: the row in use is marked in the sample, the value in use in
// the tables. Without this file, and on other screens, the list of the samples has links to them.
{
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, more, ...children) => {
    const element = Object.assign(document.createElement(tag), more);
    element.append(...children);
    return element;
  };
  const list = document.querySelector(".samples-of");
  const offered = all("a", list).map((link) => ({ url: new URL(link.href), name: link.textContent }))
    .filter(({ url }) => location.protocol !== "file:" || url.pathname === location.pathname); // a page of a folder asks for no other

  const choice = make("select", { ariaLabel: "Sample" }, ...offered.map(({ url, name }) => make("option", { value: url }, name)));
  const closer = make("button", { type: "button", className: "tool" }, "Close");
  const code = make("code");
  const kind = list.dataset.format;
  const figure = make("figure", { className: `sample sample--${kind} sample--wrap` }, make("pre", {}, code));
  const state = make("p");
  state.setAttribute("role", "status");
  const pane = make("aside", { className: "beside md-typeset", ariaLabel: "Sample beside the tables", hidden: true }, make("div", { className: "beside__bar" }, choice, closer), state, figure);
  let opener = null;
  let last = null; // row or value below the pointer

  const open = async () => {
    const url = new URL(choice.value);
    const lines = await samples.linesOf(url);
    if (choice.value !== url.href) return; // another one has been chosen since
    state.textContent = lines.childNodes.length ? "" : "The sample could not be loaded.";
    code.replaceChildren(lines);
    last = null;
    samples.use(code);
  };
  const close = () => {
    pane.hidden = true;
    delete document.body.dataset.beside;
    for (const button of openers) button.setAttribute("aria-expanded", false);
    opener?.focus();
  };
  choice.addEventListener("change", open);
  closer.addEventListener("click", close);
  pane.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) close();
  });

  const openers = [list, ...all(".table-tools")].map((place) => {
    const button = make("button", { type: "button", className: "tool beside-opener" }, "Sample beside");
    button.setAttribute("aria-expanded", false);
    button.addEventListener("click", () => {
      const isOpen = !pane.hidden;
      if (isOpen) return close();
      opener = button;
      const { top } = button.getBoundingClientRect();
      pane.hidden = false;
      document.body.dataset.beside = "";
      scrollBy({ top: button.getBoundingClientRect().top - top, behavior: "instant" }); // the page has become narrower
      for (const each of openers) each.setAttribute("aria-expanded", true);
      choice.focus({ preventScroll: true });
      return open();
    });
    if (offered.length) place.append(" ", button);
    return button;
  });
  document.querySelector(".md-content").after(pane);

  // The row of a field has those of its components below it.
  let marked = [];
  const mark = (elements, name) => {
    for (const each of marked) each.classList.remove("beside__value", "beside__row");
    marked = elements;
    for (const each of marked) each.classList.add(name);
  };
  const valuesOf = ({ id }) =>
    all("a", code).filter(({ pathname, hash }) => pathname === location.pathname && `${hash}-`.startsWith(`#${id}-`));
  const fromRow = ({ target }) => {
    const row = !pane.hidden && target.closest(".field-table tr[id]");
    if (!row || row === last) return;
    last = row;
    mark(valuesOf(row), "beside__value");
    const first = marked[0]?.getBoundingClientRect();
    const { top, bottom } = figure.getBoundingClientRect();
    if (first && (first.top < top || first.bottom > bottom)) figure.scrollTop += first.top - (top + bottom) / 2;
  };
  const fromValue = ({ target, type }) => {
    const link = target.closest("a");
    if (!link || link.pathname !== location.pathname || (link === last && type === "pointermove")) return;
    last = link;
    const row = document.getElementById(link.hash.slice(1));
    if (!row?.checkVisibility()) return;
    mark([row], "beside__row");
    if (type !== "pointermove") row.scrollIntoView({ block: "nearest" });
  };
  // Not at pointerover, which a page that scrolls below a resting pointer has, too.
  for (const type of ["pointermove", "focusin"]) document.querySelector("article").addEventListener(type, fromRow);
  for (const type of ["pointermove", "focusin", "click"]) code.addEventListener(type, fromValue);
}
