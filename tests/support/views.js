// What views.py asks a page in each view, in the browser, with axe and accessibility.js.
globalThis.views = (() => {
  const FEW = 2; // texts of the same colors that are judged first
  const COLOR_RULES = { "color-contrast": "data-text-colors", "link-in-text-block": "data-link-colors" };
  const nextFrame = () => new Promise(requestAnimationFrame);
  const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
  const texts = (violations) => violations.flatMap(({ id, nodes }) => nodes.map(({ element, failureSummary }) => {
    const copy = element.cloneNode(true);
    for (const name of Object.values(COLOR_RULES)) copy.removeAttribute(name);
    return `${id}: ${copy.outerHTML.slice(0, 100)} ${failureSummary}`;
  }));

  // axe judges no text on a gradient. Those of boxes that scroll are shadows at their edges, for the eye alone.
  const flat = new CSSStyleSheet();
  flat.replaceSync(".scroll, .md-typeset__scrollwrap { background-image: none !important; }");

  // All that decides how well a text can be told from what is behind it. A box that is out of the flow can lie on
  // others, so it has a place in it.
  const layer = (element) => {
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex } = getComputedStyle(element);
    const placed = /absolute|fixed|sticky/.test(position) ? `${position} ${zIndex} ${element.className}` : "";
    const painted = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join(" ");
    return painted === "rgba(0, 0, 0, 0) none 1 none normal" ? placed : `${placed} ${painted}`;
  };
  const colorsOf = () => {
    const layers = new Map();
    const behind = (element) => {
      if (!element) return "";
      if (!layers.has(element)) {
        const [own, others] = [layer(element), behind(element.parentElement)];
        layers.set(element, own ? `${others} / ${own}` : others);
      }
      return layers.get(element);
    };
    return (element) => {
      const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
      return `${color} ${fontSize} ${fontWeight} ${textShadow} on${behind(element)}`;
    };
  };
  const blockOf = (element) => {
    let block = element.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    return block;
  };

  // What is to be judged: each text, and each link in a text, by the colors that decide.
  const candidates = () => {
    const colors = colorsOf();
    const linkColors = (link) => {
      const { textDecorationLine, borderBottom } = getComputedStyle(link);
      return [colors(link), textDecorationLine, borderBottom, "in", colors(link.parentElement), colors(blockOf(link))].join(" ");
    };
    const hasText = (element) => element.matches("input, select, textarea") ||
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const shown = [...document.querySelectorAll("body, body *")].filter(isShown);
    const links = shown.filter((element) => element.matches("a[href], [role=link]") && !element.closest("svg") &&
      blockOf(element).textContent.trim() !== element.textContent.trim());
    return {
      "color-contrast": new Map(shown.filter(hasText).map((element) => [element, colors(element)])),
      "link-in-text-block": new Map(links.map((element) => [element, linkColors(element)])),
    };
  };
  const grouped = (colors, settled) => {
    const groups = new Map();
    for (const [element, each] of colors) {
      if (settled.has(each)) continue;
      if (!groups.has(each)) groups.set(each, []);
      groups.get(each).push(element);
    }
    return groups;
  };

  return {
    // Open what is folded, and wait until what scrolls sideways has its name.
    async unfold() {
      if (!document.adoptedStyleSheets.includes(flat)) document.adoptedStyleSheets.push(flat);
      await audit.unfold();
      for (let frame = 0; frame < 4; frame += 1) await nextFrame();
      for (let frame = 0; frame < 60 && audit.namelessScrollers().length; frame += 1) await nextFrame();
    },

    // Where each element is and whether it is shown. Where that is the same, a scheme changes nothing but colors.
    shape() {
      return [...document.querySelectorAll("body *")].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [x, y, width, height, isShown(element)].join(" ");
      }).join("\n");
    },

    // Violations of all rules but those on colors.
    async structure(rules) {
      const without = Object.fromEntries(Object.keys(COLOR_RULES).map((rule) => [rule, { enabled: false }]));
      const options = { runOnly: { type: "tag", values: rules }, rules: without, resultTypes: ["violations"], elementRef: true };
      return texts((await axe.run(document, options)).violations);
    },

    // Violations of the rules on colors. Of texts with the same colors, some are judged, and where axe cannot judge
    // these, all; colors that have passed on a page before, at this width and in this tab, are not judged again.
    async colors() {
      const key = `audit ${innerWidth}`;
      const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
      const settled = Object.fromEntries(Object.keys(COLOR_RULES).map((rule) => [rule, new Set(kept[rule])]));
      const found = candidates();
      axe.configure({ rules: Object.entries(COLOR_RULES).map(([id, name]) => ({ id, selector: `[${name}]` })) });
      const options = { runOnly: { type: "rule", values: Object.keys(COLOR_RULES) }, resultTypes: ["passes", "violations"], elementRef: true };
      const faults = [];
      for (const [start, end] of [[0, FEW], [FEW, undefined]]) {
        let count = 0;
        for (const [rule, name] of Object.entries(COLOR_RULES)) {
          for (const element of document.querySelectorAll(`[${name}]`)) element.removeAttribute(name);
          for (const group of grouped(found[rule], settled[rule]).values()) {
            for (const element of group.slice(start, end)) {
              element.setAttribute(name, "");
              count += 1;
            }
          }
        }
        if (!count) continue;
        const { passes, violations } = await axe.run(document, options);
        faults.push(...texts(violations));
        for (const { id, nodes } of passes) {
          for (const { element } of nodes) settled[id].add(found[id].get(element));
        }
      }
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(Object.entries(settled).map(([rule, each]) => [rule, [...each]]))));
      return faults;
    },
  };
})();
