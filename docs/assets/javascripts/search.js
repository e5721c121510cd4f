// The search dialog (overrides/partials/search.html). It comes with the first opening and loads what it asks: lunr.min.js,
// ranking.js and search/index.js, all as scripts, so that it works in pages that are opened from a folder too.
{
  const dialog = document.querySelector("dialog.search");
  const [input, close, status, results] = [".search__input", ".search__close", ".search__status", ".search__results"]
    .map((selector) => dialog.querySelector(selector));
  const root = new URL("../../", document.currentScript.src);
  const shown = 20; // results
  const ofPage = 3; // results of one page
  const length = 160; // characters of an excerpt
  let find;
  let asked = "";

  const create = (tag, ...content) => {
    const element = document.createElement(tag);
    element.append(...content);
    return element;
  };

  // A text from one place to another, with marks at pairs of start and end.
  const marked = (text, marks, start, end) => {
    const inside = marks.filter(([first, last]) => first >= start && last <= end);
    const ends = [start, ...inside.flat(), end];
    return ends.slice(1).map((last, at) => {
      const piece = text.slice(ends[at], last);
      return at % 2 ? create("mark", piece) : piece;
    });
  };

  // Where the most marks stand together.
  const excerpt = (text, marks) => {
    const within = ([start]) => marks.filter(([first, last]) => first >= start && last <= start + length - 40).length;
    const best = marks.reduce((one, other) => (within(other) > within(one) ? other : one), marks[0] ?? [0]);
    const start = best[0] > length - 40 ? text.lastIndexOf(" ", best[0] - 30) + 1 : 0;
    const end = start + length < text.length ? text.lastIndexOf(" ", start + length) : text.length;
    return [start > 0 ? "… " : "", ...marked(text, marks, start, end), end < text.length ? " …" : ""];
  };

  const link = ({ address, title, section, name, text, terms }) => {
    const anchor = create("a");
    anchor.href = new URL(address, root);
    const above = [title, section].filter((heading) => heading && heading !== name).join(" › ");
    if (above) anchor.append(create("small", above), " ");
    anchor.append(create("span", ...marked(name, ranking.marks(name, terms), 0, name.length)));
    if (text) anchor.append(create("p", ...excerpt(text, ranking.marks(text, terms))));
    return create("li", anchor);
  };

  const ask = () => {
    const question = input.value.trim();
    if (!find || question === asked) return;
    asked = question;
    const pages = {};
    const found = find(question).filter(({ page }) => (pages[page] = (pages[page] ?? 0) + 1) <= ofPage).slice(0, shown);
    results.replaceChildren(...found.map(link));
    dialog.scrollTop = 0;
    status.textContent = !asked ? "" : found.length === 0 ? `Nothing found for “${asked}”` :
      found.length === 1 ? "1 result" : `${found.length} results`;
  };

  const load = (address) => new Promise((resolve, reject) => {
    document.head.append(Object.assign(create("script"), { src: new URL(address, root), onload: resolve, onerror: reject }));
  });

  status.textContent = "Loading the index";
  Promise.all(["assets/javascripts/lunr.min.js", "assets/javascripts/ranking.js", "search/index.js"].map(load))
    .then(() => ranking.prepare(searchIndex))
    .then((prepared) => {
      find = prepared;
      status.textContent = "";
      ask();
    })
    .catch(() => { status.textContent = "The search index could not be loaded"; });

  input.addEventListener("input", ask);
  close.addEventListener("click", () => dialog.close());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog || target.closest("a")) dialog.close(); // the backdrop, or a result
  });
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...results.querySelectorAll("a")];
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  });
}
