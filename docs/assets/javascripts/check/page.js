// The page that checks messages: takes text or a file, shows what the judgment finds. The message stays in this page:
// nothing is requested, stored, or written into the address.
{
  const { prepare, judge, says, marked, create, message } = checker;
  const SIGNS = { error: "✕", warning: "!", open: "?" };
  const NAMES = { error: "Error", warning: "Warning", open: "Open" };
  const AT_ONCE = 40_000; // characters that are judged while the key is down
  const TYPED = 100; // characters that a key or a short paste changes
  const PAUSE = 150; // milliseconds without typing before more than that is judged
  const SLICE = 25; // milliseconds of work before the page gets its turn: 50 are felt
  const PART = 25; // findings that are made between two looks at the clock
  const SHOWN = 500; // findings in the list
  const ROWS = 200; // of what a message says: the browser takes seconds to lay out a table of thousands

  const root = new URL("../../../", document.currentScript.src);
  const one = (selector) => document.querySelector(`.checker ${selector}`);
  const form = one(".checker__form");
  const [field, kind, input, hint, status, result, spoken, which, failed] = ["#message", "select", ".checker__input", ".checker__hint",
    ".checker__status", ".checker__result", ".checker__spoken", ".checker__which input", ".checker__failed"].map(one);
  const engine = prepare(checkRules);
  const titles = new Map(["hl7", "json", "csv"].flatMap((each) => engine.rules[each].kinds.map(({ id, title }) => [id, title])));
  let length = 0; // of the message before
  let turn = 0; // of the newest message: work on an older one ends
  let speaking;
  let told = { noun: "", count: 0 }; // what the messages say

  const count = (number, noun) => `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
  const sentence = (text) => text.replace(/^[a-z]/, (letter) => letter.toUpperCase());

  const link = (address, text) => {
    const anchor = create("a", "", text, create("span", "checker__unseen", " (new tab)"));
    Object.assign(anchor, { href: new URL(address, root), target: "_blank", rel: "noopener" });
    return anchor;
  };

  const say = (text) => {
    status.textContent = text;
    clearTimeout(speaking);
    speaking = setTimeout(() => { spoken.textContent = text; }, 800); // not with every key
  };

  // At once, and again while what has come into sight gets its size: smooth scrolling would end somewhere else.
  const goTo = (element) => {
    element.focus({ preventScroll: true });
    let frames = 6;
    const move = () => {
      element.scrollIntoView({ block: "center", behavior: "instant" });
      frames -= 1;
      if (frames) requestAnimationFrame(move);
    };
    move();
  };

  const item = (finding, mark, number) => {
    const { level, rule, line, column, place, fact, remedy, at, question } = finding;
    const sign = create("span", "checker__sign", SIGNS[level]);
    sign.setAttribute("aria-hidden", "true");
    const where = create("button", "checker__go", `${place ? `${place}, ` : ""}line ${line}, column ${column}`);
    where.type = "button";
    if (mark) where.addEventListener("click", () => goTo(mark));
    else where.disabled = true;
    const links = create("span", "checker__links");
    if (at) links.append(link(at, place && !/[[\]]/.test(place) ? `${place} in this guide` : "In this guide"));
    if (question) links.append(link(question, "Open question"));
    const head = create("p", "checker__head", create("strong", "checker__level", sign, ` ${NAMES[level]}`), where);
    head.dataset.number = number;
    const element = create("li", "checker__finding",
      head,
      create("p", "checker__fact", `${sentence(fact)}. ${remedy}`),
      ...(links.childElementCount ? [links] : []));
    Object.assign(element.dataset, { level, rule, line, column });
    return element;
  };

  const table = ({ kind: own, rows }, name) => {
    const caption = [name, titles.get(own) ?? ""].filter((each) => each).join(": ");
    const body = create("tbody", "", ...rows.slice(0, ROWS).map((make) => {
      const { label, value, place, at } = make();
      const name = create("th", "", label);
      name.scope = "row";
      return create("tr", "", name, create("td", "", value), create("td", "", at ? link(at, place) : place));
    }));
    if (rows.length > ROWS) {
      const cell = create("td", "", `And ${count(rows.length - ROWS, "more value")}.`);
      cell.colSpan = 3;
      body.append(create("tr", "", cell));
    }
    const head = create("thead", "", create("tr", "", ...["What", "Value", "From"].map((name) => Object.assign(create("th", "", name), { scope: "col" }))));
    return create("div", "checker__table", create("table", "field-table", create("caption", "", caption), head, body));
  };

  const summary = ({ kinds, findings, isCut }) => {
    const known = [...new Set(kinds)].map((each) => titles.get(each)).filter((each) => each);
    const numbers = ["error", "warning", "open"].map((level) => [level, findings.filter((each) => each.level === level).length])
      .filter(([, number]) => number).map(([level, number]) => (level === "open" ? `${number} open` : count(number, level)));
    const what = kinds.length > 1 ? `${count(kinds.length, "message")} (${known.join(", ")})` : known.join(", ");
    return `${what ? `${what}: ` : ""}${numbers.length ? numbers.join(", ") : "no findings"}${isCut ? ", and more" : ""}.`;
  };

  // Says what the chosen one of several messages, or rows of CSV, says. Yields now and then.
  function* tell() {
    const number = Math.min(Math.max(parseInt(which.value, 10) || 1, 1), told.count);
    const { kind: own, rows } = told.count ? yield* told.at(number - 1) : { rows: [] };
    const name = told.count > 1 ? `${told.noun} ${number}` : "";
    one(".checker__tables").replaceChildren(...(rows.length ? [table({ kind: own, rows }, name)] : []));
    one(".checker__says").hidden = !rows.length && told.count < 2;
  }

  // Makes the answer, then shows it. Yields now and then.
  function* show(judged) {
    const { findings } = judged;
    const { elements, back } = yield* marked({ ...judged, findings: findings.slice(0, SHOWN) });
    const items = [];
    for (const each of findings.slice(0, SHOWN)) {
      const number = items.length + 1;
      items.push(item(each, back.get(number), number));
      if (!(items.length % PART)) yield;
    }
    for (const mark of new Set(back.values())) {
      const first = items[parseInt(mark.dataset.numbers, 10) - 1].querySelector("button");
      mark.addEventListener("click", () => goTo(first));
      mark.addEventListener("keydown", (event) => {
        if (!["Enter", " ", "Escape"].includes(event.key)) return;
        event.preventDefault();
        goTo(first);
      });
    }
    told = says(engine, judged);
    Object.assign(which, { value: "1", max: `${told.count}` });
    yield* tell();
    yield;
    one("#findings").replaceChildren(...items);
    one(".checker__findings").hidden = !items.length;
    one(".checker__more").hidden = findings.length <= SHOWN;
    one(".checker__more").textContent = `These are the first ${SHOWN} of ${count(findings.length, "finding")}.`;
    one(".checker__lines").replaceChildren(...elements);
    one(".checker__copy").hidden = !items.length || !judged.text;
    one(".checker__which").hidden = told.count < 2;
    one(".checker__noun").textContent = told.noun;
    one(".checker__count").textContent = `of ${told.count.toLocaleString("en-US")}`;
    const isClean = !findings.some(({ level }) => level === "error");
    one(".checker__clean").hidden = !isClean;
    for (const each of document.querySelectorAll(".checker__clean > div")) each.hidden = each.dataset.form !== judged.form;
    result.hidden = false;
    say(summary(judged));
  }

  const clear = () => {
    result.hidden = true;
    one("#findings").replaceChildren();
    one(".checker__lines").replaceChildren();
    one(".checker__tables").replaceChildren();
    status.textContent = spoken.textContent = "";
    clearTimeout(speaking);
  };

  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const rest = () => (globalThis.scheduler?.yield ? scheduler.yield() : wait(0)); // which waits for 4 ms more

  function* answer(data) {
    yield* show(yield* judge(engine, data, kind.value));
  }

  // Judges what is in the page now: at once where it is short, else in slices, and while someone types once they rest.
  const run = async (own) => {
    const data = taken.data();
    const isTyped = Math.abs(data.length - length) <= TYPED;
    length = data.length;
    if (!data.length) {
      clear();
      return;
    }
    const work = answer(data);
    const isLong = data.length > AT_ONCE;
    if (isLong) {
      if (isTyped) await wait(PAUSE);
      if (own !== turn) return;
      status.textContent = "Checking…";
    }
    let start = performance.now();
    while (!work.next().done) {
      if (!isLong || performance.now() - start < SLICE) continue;
      await rest();
      if (own !== turn) return;
      start = performance.now();
    }
  };

  // A bug is said, as an answer that stays away, or an old one, looks like a right message. What it says is left out: it can
  // have parts of the message.
  const fail = (error) => {
    clear();
    const place = /[\w.-]+\.js:[0-9]+(?::[0-9]+)?/.exec(error.stack)?.[0];
    one(".checker__error").textContent = place ? `${error.name} at ${place}` : error.name;
    failed.hidden = false;
    say("Not checked: this page has a bug.");
  };

  const check = async () => {
    const own = turn += 1;
    failed.hidden = true;
    try {
      await run(own);
    } catch (error) {
      if (own === turn) fail(error);
      throw error;
    }
  };

  const choose = () => {
    try {
      for (const _ of tell()); // at once
    } catch (error) {
      fail(error);
      throw error;
    }
  };

  const refused = (why) => {
    turn += 1;
    failed.hidden = true;
    clear();
    say(why);
  };
  const taken = message({ field, hint, changed: check, refused });

  kind.addEventListener("change", check);
  which.addEventListener("input", choose);
  one(".checker__file").addEventListener("click", () => input.click());
  input.addEventListener("change", () => {
    if (input.files.length) taken.take([...input.files]);
    input.value = "";
  });
  one(".checker__clear").addEventListener("click", () => {
    kind.value = "";
    taken.clear();
    field.focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  // Anywhere on the page: beside the field a browser would open the file in place of the page.
  document.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.dataset.over = "";
  });
  for (const type of ["dragleave", "drop"]) document.addEventListener(type, () => { delete form.dataset.over; });
  document.addEventListener("drop", (event) => {
    const files = [...event.dataTransfer.files];
    if (!files.length) return;
    event.preventDefault();
    taken.take(files);
  });

  // A sample that a link names, `?sample=hl7/ack-aa.hl7`. The address forgets it at once.
  const name = new URLSearchParams(location.search).get("sample");
  if (name) {
    history.replaceState(history.state, "", location.pathname + location.hash);
    if (Object.hasOwn(checkSamples, name)) [field.value, kind.value] = checkSamples[name];
  }

  form.hidden = false;
  one(".checker__instead").hidden = true;
  if (field.value) field.dispatchEvent(new Event("input")); // a sample, or what was typed before this script came
}
