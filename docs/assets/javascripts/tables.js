// Long tables of fields and codes as tools: a filter over all cells, and only what is required. Their place is in the
// page from the start; without this file the table is whole.
{
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, more) => Object.assign(document.createElement(tag), more);

  for (const tools of all(".table-tools")) {
    const rows = all("tbody > tr", tools.nextElementSibling);
    const name = tools.nextElementSibling.getAttribute("aria-label");
    const filter = make("input", { type: "search", autocomplete: "off", placeholder: "Filter" });
    filter.setAttribute("aria-label", `Filter: ${name}`);
    const needed = make("input", { type: "checkbox" });
    const label = make("label");
    label.append(needed, " Required only");
    const state = make("span");
    state.setAttribute("role", "status");

    const show = () => {
      const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      for (const row of rows) {
        const text = row.textContent.toLowerCase();
        row.hidden = (needed.checked && !("required" in row.dataset)) || !words.every((word) => text.includes(word));
        count += !row.hidden;
      }
      tools.nextElementSibling.dispatchEvent(new Event("filtered", { bubbles: true })); // to one-stop.js
      state.textContent = count < rows.length ? `${count} of ${rows.length}` : "";
    };
    filter.addEventListener("input", show);
    filter.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !filter.value) return;
      event.stopPropagation();
      filter.value = "";
      show();
    });
    needed.addEventListener("change", show);
    tools.append(filter, ...(rows.some((row) => "required" in row.dataset) ? [label] : []), state);

    // A link to a row that is filtered away shows all rows again.
    addEventListener("hashchange", () => {
      if (!rows.some((row) => row.hidden && `#${row.id}` === location.hash)) return;
      filter.value = "";
      needed.checked = false;
      show();
      document.getElementById(location.hash.slice(1)).scrollIntoView();
    });
  }
}
