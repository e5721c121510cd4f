// What accessibility.py asks a page, in the browser.
globalThis.audit = {
  // Open what is folded: details, and all panels of tabs at once.
  unfold() {
    for (const details of document.querySelectorAll("details")) details.open = true;
    for (const panel of document.querySelectorAll(".tabbed-block")) panel.style.display = "block";
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  },

  // Number the elements that Tab should stop at, in the order of the document, and count them. One radio button
  // stands for its group.
  numberStops() {
    const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
      .filter((element) => element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]"))
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => element.type !== "radio" || element.checked);
    stops.forEach((element, index) => { element.dataset.stop = index; });
    return stops.length;
  },

  // The number of the element that has the focus, and what is wrong with it: no outline, out of sight, or covered.
  // A radio button of a tab set has no size; its outline is drawn around the labels.
  judgeFocus() {
    const focused = document.activeElement;
    if (!focused || focused === document.body) return { stop: null, faults: [] };
    const shown = focused.matches(".tabbed-set > input") ?
      focused.parentElement.querySelector(".tabbed-labels") : focused;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    const boxes = [...shown.getClientRects()].filter(({ bottom, top, right, left }) =>
      bottom > 0 && top < innerHeight && right > 0 && left < innerWidth);
    const uncovered = boxes.some(({ left, right, top, bottom }) => {
      const x = (Math.max(left, 0) + Math.min(right, innerWidth)) / 2;
      const y = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
      const hit = document.elementFromPoint(x, y);
      return hit && (shown.contains(hit) || hit.contains(shown));
    });
    const faults = [];
    if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) faults.push("no outline");
    if (boxes.length === 0) faults.push("out of sight");
    else if (!uncovered) faults.push("covered");
    return {
      stop: Number(focused.dataset.stop ?? -1),
      faults: faults.map((fault) => `${fault}: ${shown.outerHTML.slice(0, 120)}`),
    };
  },

  // Judge what has the focus whenever a key is let go, which saves asking after each key; `judged` is what was found.
  watchFocus() {
    this.judged = [];
    addEventListener("keyup", () => this.judged.push(this.judgeFocus()), true);
  },

  // Have the focus where the Tab key goes on to a stop: on the one before it, or nowhere yet.
  beforeStop(stop) {
    document.activeElement.blur();
    document.querySelector(`[data-stop="${stop - 1}"]`)?.focus();
  },

  // Elements that stick out of the page, other than inside something that scrolls, cuts off or is hidden.
  overflowing() {
    const held = (element) => {
      for (let at = element; at && at !== document.body; at = at.parentElement) {
        const { overflowX, position, visibility } = getComputedStyle(at);
        if (overflowX !== "visible" || position === "fixed" || visibility === "hidden") return true;
      }
      return false;
    };
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .filter((element) => !held(element))
      .map((element) => element.outerHTML.slice(0, 120));
  },

  // Elements whose text is cut off; the text of a list of choices is in the list, and one pixel is for screen readers.
  clipped() {
    return [...document.querySelectorAll("body *:not(select, option, svg *)")]
      .filter((element) => element.clientWidth > 1 && element.textContent.trim())
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        return (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
          (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  },

  // Whatever scrolls sideways in the text and takes no focus or has no name; the labels of tabs scroll by their radios.
  namelessScrollers() {
    return [...document.querySelectorAll("article *:not(.tabbed-labels)")]
      .filter((element) => /auto|scroll/.test(getComputedStyle(element).overflowX))
      .filter((element) => element.scrollWidth > element.clientWidth)
      .filter((element) => element.tabIndex < 0 || !["role", "aria-label"].every((name) => element.hasAttribute(name)))
      .map((element) => element.outerHTML.slice(0, 120));
  },

  // Pairs of controls of the header that lie on each other.
  colliding() {
    const shown = [...document.querySelectorAll("header :is(a, button, label)")]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .map((element) => [element, element.getBoundingClientRect()])
      .filter(([, { width, height }]) => width > 1 && height > 1);
    return shown.flatMap(([one, a]) => shown
      .filter(([other, b]) => one !== other && !one.contains(other) && !other.contains(one) &&
        a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
      .map(([other]) => `${one.className} on ${other.className}`));
  },

  // The room of each control in pixels, smallest first: its smaller side, or where that is more, the circle around its
  // center that touches no other control. WCAG 2.2, 2.5.8, asks for 24; a link in a line of text is the exception, and
  // a field of a sample is one, as a sample has one stop and a card for all of them.
  rooms() {
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest("[inert]") && element.getClientRects().length > 0;
    const isInText = (element) => element.matches("a, abbr") && getComputedStyle(element).display === "inline" &&
      !element.closest("svg") && [...element.parentElement.childNodes].some((node) =>
        node !== element && node.textContent.trim());
    const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, label[for]")]
      .filter((element) => isShown(element) && !element.closest(".sample__text") && !isInText(element))
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && box.height > 1)
      .map(({ element, box }) => ({ element, box, side: Math.min(box.width, box.height),
        x: box.x + box.width / 2, y: box.y + box.height / 2 }));
    const isOne = (one, other) => one === other || one.contains(other) || other.contains(one) ||
      one.labels?.length && [...one.labels].includes(other) || other.labels?.length && [...other.labels].includes(one);
    const distance = (one, { side, box, x, y }) => side < 24 ? Math.hypot(one.x - x, one.y - y) : 2 * Math.hypot(
      Math.max(box.left - one.x, 0, one.x - box.right), Math.max(box.top - one.y, 0, one.y - box.bottom));
    return controls.map((one) => {
      const others = one.side < 24 ? controls.filter(({ element }) => !isOne(one.element, element)) : [];
      const room = Math.max(one.side, Math.min(...others.map((other) => distance(one, other)), one.side < 24 ? 999 : 0));
      return { room: Math.min(room, 999), what: one.element.outerHTML.slice(0, 100) };
    }).sort((one, other) => one.room - other.room);
  },
};
