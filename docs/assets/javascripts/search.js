// What the search dialog (overrides/partials/search.html) does with a question: results in groups, by ranking.js over
// search/index.js. All are scripts that site.js loads, so that it works in pages that are opened from a folder too.
{
  const dialog = document.querySelector("dialog.search");
  const [input, status, results, nothing, start] = ["input", "status", "results", "nothing", "start"]
    .map((name) => dialog.querySelector(`.search__${name}`));
  const root = new URL("../../", document.currentScript.src);
  const first = 3; // results ahead of the groups
  const shown = 20; // results
  const ofPage = 3; // results of one page
  const ofName = 4; // further places of one name
  const length = 200; // characters of an excerpt
  const pause = 500; // milliseconds between the first result and the rest of the index
  const kinds = {
    undefined: ["Guide", "Guides"], field: ["Field", "Fields"], unused: ["Unused field", "Unused fields"], code: ["Code", "Codes"],
    sample: ["Sample", "Samples"], symptom: ["Symptom", "Symptoms"], term: ["Term", "Terms"], question: ["Open question", "Open questions"],
  };

  const create = (tag, properties, ...content) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...content);
    return element;
  };

  // A text from one place to another, with marks at pairs of start and end.
  const marked = (text, marks, start, end) => {
    const inside = marks.filter(([first, last]) => first >= start && last <= end);
    const ends = [start, ...inside.flat(), end];
    return ends.slice(1).map((last, at) => {
      const piece = text.slice(ends[at], last);
      return at % 2 ? create("mark", {}, piece) : piece;
    });
  };

  // Whole sentences, from the one after which the most marks stand together; of a long one, what stands around its first mark.
  const excerpt = (text, marks) => {
    const starts = [0, ...[...text.matchAll(/[.!?…][)"”]? (?=[\p{Lu}\p{N}"“(])/gu)].map(({ 0: border, index }) => index + border.length)];
    const within = (start) => marks.filter(([at]) => at >= start && at < start + length).length;
    const best = starts.reduce((one, other) => (within(other) > within(one) ? other : one));
    const mark = marks.find(([at]) => at >= best)?.[0] ?? best;
    const start = mark - best < length - 40 ? best : text.lastIndexOf(" ", mark - 40) + 1;
    const whole = [...starts, text.length + 1].findLast((each) => each > start + 40 && each <= start + length + 1);
    const end = whole ? whole - 1 : start + length < text.length ? text.lastIndexOf(" ", start + length) : text.length;
    return [start > best ? "… " : "", ...marked(text, marks, start, end), whole || end === text.length ? "" : " …"];
  };

  const places = ({ title, section, name }) => [title, section].filter((heading) => heading && heading !== name).join(" › ");

  const link = (passage, isLabeled) => {
    const { address, name, text, terms, kind, more } = passage;
    const anchor = create("a", { href: new URL(address, root) });
    const above = [isLabeled ? kinds[kind][0] : "", places(passage)].filter(Boolean).join(": ");
    if (above) anchor.append(create("small", {}, above), " ");
    anchor.append(create("span", {}, ...marked(name, ranking.marks(name, terms), 0, name.length)));
    if (text) anchor.append(create("p", {}, ...excerpt(text, ranking.marks(text, terms))));
    const item = create("li", {}, anchor);
    if (more.length) {
      const others = more.slice(0, ofName).flatMap((each, at) =>
        [at ? ", " : "", create("a", { href: new URL(each.address, root) }, places(each) || each.title)]);
      item.append(create("p", { className: "search__more" }, "Also in ", ...others));
    }
    return item;
  };

  const group = (heading, passages, isLabeled) => create("section", {},
    create("h2", {}, heading), create("ol", {}, ...passages.map((each) => link(each, isLabeled))));

  let find;
  let asked;
  const ask = () => {
    const question = input.value.trim();
    if (question === asked) return;
    asked = question;
    const pages = {};
    const all = (question ? find(question) : []).filter(({ page }) => (pages[page] = (pages[page] ?? 0) + 1) <= ofPage);
    const found = all.slice(0, shown);
    const rest = Map.groupBy ? Map.groupBy(found.slice(first), ({ kind }) => kind) : new Map([[undefined, found.slice(first)]]);
    results.replaceChildren(
      ...found.length ? [group("Best matches", found.slice(0, first), true)] : [],
      ...[...rest].map(([kind, passages]) => group(kinds[kind][1], passages)),
    );
    dialog.scrollTop = 0;
    start.hidden = Boolean(question);
    nothing.hidden = !question || found.length > 0;
    status.textContent = !question ? "" : !found.length ? `Nothing found for “${question}”` :
      found.length === 1 ? "1 result" : found.length < all.length ? `The best ${found.length} results` : `${found.length} results`;
    keep(question);
    if (found.length && !isWhole) loadMore();
  };

  // What few readers look for comes after the first result: unused fields and open questions.
  let isWhole = false;
  const loadMore = () => {
    isWhole = true;
    setTimeout(() => document.head.append(create("script", { src: new URL("search/more.js", root), onload: findMore })), pause);
  };
  const findMore = () => {
    find = ranking.prepare(searchIndex, searchMore);
    if (results.contains(document.activeElement)) return; // let it stay where it is
    asked = undefined;
    ask();
  };

  // The last question of this tab, for who comes back from a result.
  const keep = (question) => sessionStorage.setItem("search", question);

  globalThis.startSearch = () => {
    find = ranking.prepare(searchIndex);
    const { examples, next } = searchIndex;
    start.querySelector(".search__examples").append(...examples.flatMap((each) => [create("button", { type: "button", value: each }, each), " "]));
    nothing.querySelector("ul").append(...next.map(([address, text]) => create("li", {}, create("a", { href: new URL(address, root) }, text))));
    input.addEventListener("input", ask);
    if (!input.value && !document.activeElement.matches(".search__input")) input.value = sessionStorage.getItem("search") ?? "";
    ask();
    if (!asked) setTimeout(() => find("f")); // the first question takes five times as long as the next: let it not be a reader's
  };

  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    results.querySelector("a")?.click();
  });
  dialog.addEventListener("click", ({ target }) => {
    if (target.matches(".search__start button")) {
      input.value = target.value;
      ask();
      input.focus();
    } else if (target === dialog || target.closest("a")) dialog.close(); // the backdrop, or a result
  });
  dialog.addEventListener("keydown", (event) => {
    const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isLetter && event.target.matches("a")) input.focus(); // and goes into it
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const stops = [input, ...results.querySelectorAll("a")];
    stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  });
}
