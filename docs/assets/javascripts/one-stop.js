// Many links that are one stop of the Tab key: those of a long table, of a list of symptoms or questions, of a sample.
// Arrow keys, Home and End move between them. Without this file each link is a stop.
{
  const FEW = 3; // links of a table that are a stop each
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const groups = new Map();

  const isShown = (link) => link.checkVisibility({ visibilityProperty: true });
  const stop = (group, link) => {
    if (group.current) group.current.tabIndex = -1;
    group.current = link;
    link.tabIndex = 0;
  };

  // Rows of links; the first link that is shown is the stop, later the one that had the focus last.
  globalThis.oneStop = (rows) => {
    const filled = rows.filter(({ length }) => length);
    if (!filled.length) return;
    const group = { rows: filled, current: null };
    for (const link of filled.flat()) {
      link.tabIndex = -1;
      groups.set(link, group);
    }
    stop(group, filled[0][0]);
  };

  const middle = (link) => {
    const { left, right } = link.getBoundingClientRect();
    return (left + right) / 2;
  };
  const nearest = (links, link) => // the same field or column, else what is above or below
    links?.find(({ title }) => title && title === link.title) ??
    links?.reduce((best, each) => (Math.abs(middle(each) - middle(link)) < Math.abs(middle(best) - middle(link)) ? each : best));
  const beside = (rows, link, step) => {
    const links = rows.flat();
    return links[links.indexOf(link) + step];
  };
  const rowOf = (rows, link, step = 0) => rows[rows.findIndex((each) => each.includes(link)) + step];
  const moves = {
    ArrowLeft: (rows, link) => beside(rows, link, -1),
    ArrowRight: (rows, link) => beside(rows, link, 1),
    ArrowUp: (rows, link) => nearest(rowOf(rows, link, -1), link),
    ArrowDown: (rows, link) => nearest(rowOf(rows, link, 1), link),
    Home: (rows, link, whole) => (whole ? rows.flat() : rowOf(rows, link))[0],
    End: (rows, link, whole) => (whole ? rows.flat() : rowOf(rows, link)).at(-1),
  };

  document.addEventListener("focusin", ({ target }) => {
    const group = groups.get(target);
    if (!group) return;
    stop(group, target);
    hint();
  });
  document.addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, altKey, metaKey, shiftKey } = event;
    const group = moves[key] && groups.get(target);
    if (!group || altKey || metaKey || shiftKey) return;
    const shown = group.rows.map((row) => row.filter(isShown)).filter(({ length }) => length);
    const next = moves[key](shown, target, ctrlKey);
    if (!next) return; // at the end the key scrolls the page, as ever
    event.preventDefault();
    next.focus();
  });
  document.addEventListener("filtered", ({ target }) => {
    for (const group of new Set(all("a", target).map((link) => groups.get(link)))) {
      const shown = group && !isShown(group.current) && group.rows.flat().find(isShown);
      if (shown) stop(group, shown);
    }
  });

  // What the keys do, said once to a reader who comes by key, until the next key, in the half of the window without the focus.
  const said = document.querySelector(".md-dialog");
  let isSaid = false;
  const hint = () => {
    if (isSaid || !document.activeElement.matches(":focus-visible")) return;
    isSaid = true;
    said.firstElementChild.textContent = "Arrow keys move between these links";
    requestAnimationFrame(() => { // the browser scrolls after it has moved the focus
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      said.classList.toggle("md-dialog--top", top + bottom > innerHeight);
      said.classList.add("md-dialog--active");
    });
    addEventListener("keydown", () => said.classList.remove("md-dialog--active", "md-dialog--top"), { capture: true, once: true });
  };

  const links = (element) => all("a[href]", element);
  for (const table of all("article table")) {
    if (!table.parentElement.closest("table") && links(table).length > FEW) oneStop([...table.rows].map(links));
  }
  for (const list of all(".symptoms, .questions ul")) oneStop(all("li", list).map(links));
  const blocks = new Map();
  for (const question of all(".question")) {
    const before = question.previousElementSibling;
    const block = blocks.get(before) ?? [];
    block.push(links(question));
    blocks.delete(before);
    blocks.set(question, block);
  }
  for (const block of blocks.values()) oneStop(block);

  // The link beside a heading is that of the table of contents, which has a stop for it; on a phone that of sections only.
  const isWide = matchMedia("(min-width: 60em)");
  const spare = () => {
    const contents = isWide.matches ? all(".toc a") : all(".nav__toc > li > a").filter((link) => !link.closest(".nav__toc .nav__toc"));
    const hashes = new Set(contents.map(({ hash }) => hash));
    for (const link of all("article .headerlink")) {
      if (!groups.has(link)) link.tabIndex = hashes.has(link.hash) ? -1 : 0;
    }
  };
  spare();
  isWide.addEventListener("change", spare);
}
