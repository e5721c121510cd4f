// The search dialog (overrides/partials/search.html). Loaded at its first opening; asks the search worker of
// Material 9.8.1, whose messages are SETUP 0, READY 1, QUERY 2 and RESULT 3.
{
  const dialog = document.querySelector("dialog.search");
  const [input, close, status, results] = [".search__input", ".search__close", ".search__status", ".search__results"]
    .map((selector) => dialog.querySelector(selector));
  const { base, search } = JSON.parse(document.getElementById("__config").textContent);
  const worker = new Worker(search);
  const shown = 3; // sections of one page
  let ready = false;
  let asked = "";

  const ask = () => {
    const query = input.value.trim();
    if (!ready || query === asked) return;
    asked = query;
    worker.postMessage({ type: 2, data: query });
  };

  // The worker answers in HTML that only marks what was found.
  const put = (element, html, length = Infinity) => {
    const parsed = new DOMParser().parseFromString(html, "text/html").body;
    const nodes = document.createTreeWalker(parsed, NodeFilter.SHOW_TEXT);
    while (length > 0 && nodes.nextNode()) {
      const whole = nodes.currentNode.textContent;
      const text = whole.length > length ? `${whole.slice(0, length)}…` : whole;
      length -= text.length;
      const marked = nodes.currentNode.parentElement.closest("mark");
      element.append(marked ? Object.assign(document.createElement("mark"), { textContent: text }) : text);
    }
    return element;
  };

  const link = (page, found) => {
    const item = document.createElement("li");
    const anchor = document.createElement("a");
    anchor.href = new URL(found.location, new URL(base, location));
    if (found !== page) anchor.append(put(document.createElement("small"), page.title), " ");
    anchor.append(put(document.createElement("span"), found.title));
    if (found.score && found.text) anchor.append(put(document.createElement("p"), found.text, 160));
    item.append(anchor);
    return item;
  };

  const show = (items) => {
    const links = items.flatMap((group) => {
      const page = group.find(({ location }) => !location.includes("#")) ?? group[0];
      return group.filter(({ score }) => score > 0).slice(0, shown).map((found) => link(page, found));
    });
    results.replaceChildren(...links);
    dialog.scrollTop = 0;
    status.textContent = !asked ? "" : links.length === 0 ? `Nothing found for “${asked}”` :
      links.length === 1 ? "1 result" : `${links.length} results`;
  };

  worker.onmessage = ({ data: { type, data } }) => {
    if (type === 1) {
      ready = true;
      status.textContent = "";
      ask();
    } else show(data.items);
  };

  status.textContent = "Loading the index";
  fetch(new URL("search/search_index.json", new URL(base, location)))
    .then((response) => response.json())
    .then(({ config, docs }) => worker.postMessage({ type: 0, data: { config, docs, options: {} } }))
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
