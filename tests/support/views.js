// What views.py asks a page in each view, in the browser, with axe and accessibility.js.
globalThis.views = (() => {
  const FEW = 2; // texts of the same colors that are judged first
  const COLOR_RULES = { "color-contrast": "data-text-colors", "link-in-text-block": "data-link-colors" };
  const STRIP = 64; // pixels
  const BARE = { elementRef: true, selectors: false }; // elements say more than selectors, which take as long as a rule
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

  const flatten = () => {
    if (!document.adoptedStyleSheets.includes(flat)) document.adoptedStyleSheets.push(flat);
  };

  // All that decides how well a text can be told from what is behind it. A box that is out of the flow can lie on
  // others, so it has a place in it.
  const layer = (element) => {
    const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode, position, zIndex } = getComputedStyle(element);
    const placed = /absolute|fixed|sticky/.test(position) ? `${position} ${zIndex} ${element.className}` : "";
    const painted = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join(" ");
    return painted === "rgba(0, 0, 0, 0) none 1 none normal" ? placed : `${placed} ${painted}`;
  };
  const isPainted = (element) => {
    const { backgroundColor, backgroundImage } = getComputedStyle(element);
    return backgroundColor !== "rgba(0, 0, 0, 0)" || backgroundImage !== "none";
  };
  const textBoxes = (element) => {
    const range = document.createRange();
    const boxes = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
      .flatMap((node) => (range.selectNodeContents(node), [...range.getClientRects()]));
    return boxes.length ? boxes : [...element.getClientRects()];
  };
  // What lies behind a text or on it other than the elements around it, and those around it that it sticks out of: with
  // them, the key of a text has all that decides in axe.
  const crossingsOf = () => {
    const painted = new Map([...document.querySelectorAll("body *")]
      .filter((element) => isShown(element) && isPainted(element))
      .map((element) => [element, [...element.getClientRects()]]));
    const strips = new Map(); // by their height on the page, so that a text is compared with what is near
    const stripsOf = ({ top, bottom }) => {
      const first = Math.floor(top / STRIP);
      return Array.from({ length: Math.floor(bottom / STRIP) - first + 1 }, (_, index) => first + index);
    };
    for (const [element, boxes] of painted) {
      for (const box of boxes) {
        for (const strip of stripsOf(box)) {
          if (!strips.has(strip)) strips.set(strip, []);
          strips.get(strip).push([element, box]);
        }
      }
    }
    const isOn = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
    const isIn = (a, b) =>
      a.left > b.left - 1 && a.right < b.right + 1 && a.top > b.top - 1 && a.bottom < b.bottom + 1;
    return (own) => {
      const crossed = new Set();
      const texts = textBoxes(own);
      for (const text of texts) {
        for (const strip of stripsOf(text)) {
          for (const [element, box] of strips.get(strip) ?? []) {
            if (!crossed.has(element) && isOn(text, box) && !element.contains(own)) crossed.add(element);
          }
        }
      }
      for (let around = own; around; around = around.parentElement) {
        const boxes = painted.get(around);
        if (boxes && !texts.every((text) => boxes.some((box) => isIn(text, box)))) crossed.add(around);
      }
      return [...new Set([...crossed].map(layer))].sort().join(" & ");
    };
  };
  const colorsOf = () => {
    const layers = new Map();
    const crossings = crossingsOf();
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
      return `${color} ${fontSize} ${fontWeight} ${textShadow} on${behind(element)} across ${crossings(element)}`;
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
    const LEFT_OUT = { emoji: true, nonBmp: false, punctuations: true }; // by the rule on color itself
    const hasText = (element) => element.matches("input, select, textarea") ||
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE &&
        axe.commons.text.removeUnicode(node.data, LEFT_OUT).trim());
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

  // All that other rules judge: each element, where it is and whether it is shown; a scheme has its names in data
  // and style of the outermost two, which no rule reads.
  const shape = () => {
    const { documentElement: { attributes }, head, body } = document;
    const own = [...attributes, ...body.attributes].filter(({ name }) => !/^(?:data-|style$)/.test(name))
      .map(({ name, value }) => `${name}=${value}`);
    const places = [...document.querySelectorAll("body *")].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [x, y, width, height, isShown(element)].join(" ");
    });
    return [...own, head.outerHTML, body.innerHTML, ...places].join("\n");
  };
  let judged = "";

  return {
    // Open what is folded, and wait until what scrolls sideways has its name.
    async unfold() {
      flatten();
      await audit.unfold();
      for (let frame = 0; frame < 4; frame += 1) await nextFrame();
      for (let frame = 0; frame < 60 && audit.namelessScrollers().length; frame += 1) await nextFrame();
    },

    // Violations of all rules with some tags, or of those on colors alone where all else is as it was at the last call:
    // of texts with the same colors, some are judged, and where axe cannot judge these, all; colors that have passed on
    // a page before, at this width and in this tab, are not judged again.
    async violations(tags) {
      flatten();
      const key = `audit ${innerWidth}`;
      const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
      const settled = Object.fromEntries(Object.keys(COLOR_RULES).map((rule) => [rule, new Set(kept[rule])]));
      const found = candidates();
      axe.configure({ rules: Object.entries(COLOR_RULES).map(([id, name]) => ({ id, selector: `[${name}]` })) });
      const onColors = { type: "rule", values: Object.keys(COLOR_RULES) };
      const now = shape();
      const all = now === judged ? onColors : { type: "tag", values: tags };
      judged = now;
      const faults = [];
      for (const [start, end, runOnly] of [[0, FEW, all], [FEW, undefined, onColors]]) {
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
        if (!count && runOnly === onColors) continue;
        const { passes, violations } = await axe.run(document, { ...BARE, runOnly, resultTypes: ["passes", "violations"] });
        faults.push(...texts(violations));
        for (const { id, nodes } of passes.filter((each) => each.id in settled)) {
          for (const { element } of nodes) settled[id].add(found[id].get(element));
        }
      }
      for (const name of Object.values(COLOR_RULES)) {
        for (const element of document.querySelectorAll(`[${name}]`)) element.removeAttribute(name);
      }
      sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(Object.entries(settled).map(([rule, each]) => [rule, [...each]]))));
      return faults;
    },
  };
})();
