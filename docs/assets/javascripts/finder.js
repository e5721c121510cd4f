// The finder over the routing table. A choice is an element with links to guides: a row of the table, or a note
// below the finder. What you have decides more than what goes in and out, and that more than who you are.
{
  const WEIGHTS = { technology: 8, send: 4, receive: 2, sector: 1 };
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.querySelector(".finder");
  const selects = all("select", form);
  const next = form.querySelector(".finder__next");
  const more = form.querySelector(".finder__more");
  const reset = form.querySelector("[type=reset]");
  const guides = all(".guide-steps tbody tr"); // the first link of a row is a guide, the others are what to do with it
  const choices = Object.keys(WEIGHTS).flatMap((group) =>
    all(`[data-choice^="${group}="]`).map((element) => {
      const links = all("a", element).filter((link) => !link.closest(".routing__also"));
      return { element, group, links, guides: links.map(({ href }) => href) };
    }));

  const show = () => {
    const taken = selects.filter(({ value }) => value).map(({ name, value }) => `${name}=${value}`);
    const chosen = choices.filter(({ element }) => taken.includes(element.dataset.choice));
    const isTaken = (group) => chosen.some((choice) => choice.group === group);
    const weigh = ({ href }) =>
      chosen.reduce((sum, { group, guides }) => sum + (guides.includes(href) && WEIGHTS[group]), 0);
    const [step] = chosen.flatMap(({ links }) => links).sort((one, other) => weigh(other) - weigh(one));

    const also = chosen.flatMap(({ element }) => all(".routing__also", element));
    next.hidden = reset.hidden = !step;
    form.classList.toggle("finder--answered", Boolean(step));
    if (step) {
      const link = next.querySelector("a");
      link.href = step.getAttribute("href");
      link.textContent = step.textContent;
    }
    const own = step && guides.find((row) => row.querySelector("a").href === step.href);
    const links = own ? [...own.cells].slice(1).flatMap((cell) => all("a", cell).map((link) => {
      const copy = link.cloneNode(true);
      copy.textContent = own.closest("table").tHead.rows[0].cells[cell.cellIndex].textContent;
      return copy;
    })) : [];
    more.replaceChildren(...links, ...also.map((each) => {
      const copy = document.createElement("span");
      copy.append(...each.cloneNode(true).childNodes);
      return copy;
    }));
    more.hidden = !more.childNodes.length;
    for (const choice of choices) {
      const { element, group, guides } = choice;
      const isOne = chosen.includes(choice);
      const isSaid = step && guides.includes(step.href) && (guides.length === 1 || isTaken("technology"));
      const isNear = chosen.some((other) => other.guides.some((guide) => guides.includes(guide)));
      if (element.matches(".finder__note")) element.hidden = !isOne || isSaid;
      else element.hidden = step && (isTaken(group) ? !isOne : !isNear);
    }
    for (const table of all(".routing__table")) table.hidden = !all("tbody tr", table).some(({ hidden }) => !hidden);
    return taken;
  };

  const update = () => {
    const query = show().join("&");
    history.replaceState(history.state, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
  };

  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      select.value = asked.get(select.name) ?? "";
      if (select.selectedIndex < 0) select.value = "";
    }
    show();
  };

  form.addEventListener("change", update);
  form.addEventListener("reset", () => setTimeout(() => {
    update();
    selects[0].focus();
  }));
  addEventListener("pageshow", read); // a browser that goes back restores what was chosen, not what was shown
  read();
  form.hidden = false;
}
