// Boxes to tick in checklists. The ticks stay in this browser, by page and by the text of the item.
{
  const key = `checklist:${location.pathname}`;
  const read = () => {
    try {
      return new Set(JSON.parse(localStorage.getItem(key)) ?? []);
    } catch {
      return new Set(); // no storage, or not what was written
    }
  };
  const write = (done) => {
    try {
      if (done.size) localStorage.setItem(key, JSON.stringify([...done]));
      else localStorage.removeItem(key);
    } catch { /* the ticks last as long as the page */ }
  };

  const done = read();
  const boxes = [];
  const counts = new Map();
  const lists = [...document.querySelectorAll(".checklist")];
  for (const item of document.querySelectorAll(".checklist li")) {
    const label = document.createElement("span");
    label.append(...[...item.childNodes].filter((node) => !/^[OU]L$/.test(node.nodeName)));
    const text = label.textContent.replace(/\s+/g, " ").trim();
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    const name = count > 1 ? `${text} (${count})` : text;
    label.id = `item-${boxes.length + 1}`;
    const box = Object.assign(document.createElement("input"), { type: "checkbox", checked: done.has(name) });
    box.setAttribute("aria-labelledby", label.id);
    item.prepend(box, label);
    item.classList.add("checklist__item");
    label.addEventListener("click", ({ target }) => target.closest("a") || box.click());
    box.addEventListener("change", () => {
      if (box.checked) done.add(name);
      else done.delete(name);
      write(done);
      tell();
    });
    boxes.push(box);
  }

  const bar = Object.assign(document.createElement("p"), { className: "checklist__bar" });
  const state = document.createElement("span");
  state.setAttribute("role", "status");
  const clear = Object.assign(document.createElement("button"), { type: "button", textContent: "Clear all ticks" });
  clear.addEventListener("click", () => {
    for (const box of boxes) box.checked = false;
    done.clear();
    write(done);
    tell();
  });
  const tell = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    state.textContent = `${ticked} of ${boxes.length} done. All steps of the page count, and ticks stay in this browser.`;
    clear.setAttribute("aria-disabled", ticked === 0);
  };
  bar.append(state, clear);
  const print = Object.assign(document.createElement("button"), { type: "button", textContent: "Print" });
  print.addEventListener("click", () => window.print());
  bar.append(print);
  const paper = Object.assign(document.createElement("p"), { className: "checklist__paper" }); // on paper: whose list it is
  for (const word of ["Organization", "Site", "Name", "Date"]) {
    paper.append(Object.assign(document.createElement("span"), { textContent: word }));
  }
  (document.querySelector("article .heading") ?? lists[0]).before(bar, paper); // above the first section: it counts all
  tell();
}
