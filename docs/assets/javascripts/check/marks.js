// The message again, line by line, with a mark at the place of each finding. What has no findings is folded where it is long.
{
  const { lines } = checker;
  const AROUND = 2; // lines around a finding
  const WHOLE = 200; // lines of a message that is shown whole
  const PART = 25; // lines between two pauses
  const LONG = 600; // characters without a finding that are shown whole
  const ENDS = 160; // characters at both ends of those that are cut

  const PLACES = { hl7: /[^|^~&]*/y, csv: /"(?:[^"]|"")*"?|[^,;\t]*/y, json: /"(?:\\.|[^"\\])*"?|[^\s,:{}[\]"]+|[{}[\]]/y };

  const create = (tag, className, ...content) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };

  // Control characters as their pictures, which have the same length.
  // eslint-disable-next-line no-control-regex -- they are what is shown
  const visible = (text) => text.replace(/[\x00-\x1f\x7f]/g, (sign) =>
    String.fromCharCode(sign === "\x7f" ? 0x2421 : 0x2400 + sign.charCodeAt(0)));

  const text = (part) => {
    if (part.length <= LONG) return [visible(part)];
    const number = (part.length - 2 * ENDS).toLocaleString("en-US");
    return [visible(part.slice(0, ENDS)), create("span", "checker__cut", ` … ${number} characters … `), visible(part.slice(-ENDS))];
  };

  // The end of what a finding at an offset is about.
  const endOf = (line, offset, form, least) => {
    const pattern = PLACES[form] ?? /\S*/y;
    pattern.lastIndex = offset;
    const found = pattern.exec(line)?.[0] ?? "";
    return Math.min(offset + found.length, least, line.length);
  };

  const ofLine = (line, number, form, findings, back) => {
    const pieces = [];
    let at = 0;
    for (const [index, { offset, numbers, level, place }] of findings.entries()) {
      const start = Math.min(offset, line.length);
      const end = Math.max(start, endOf(line, start, form, findings[index + 1]?.offset ?? Infinity));
      const mark = create("mark", "checker__mark", ...text(line.slice(start, end)));
      Object.assign(mark.dataset, { level, numbers: numbers.join(", ") });
      mark.setAttribute("role", "button");
      mark.setAttribute("aria-label", `Finding ${numbers.join(", ")}, ${place || `line ${number}`}: back to the list`);
      mark.tabIndex = -1;
      for (const each of numbers) back.set(each, mark);
      pieces.push(...text(line.slice(at, start)), mark);
      at = end;
    }
    pieces.push(...text(line.slice(at)));
    const shown = create("div", "checker__line", create("span", "checker__number", `${number}`), create("code", "", ...pieces));
    return shown;
  };

  const RANK = ["open", "warning", "error"];

  // Returns the lines as elements, and a map from the number of a finding, 1-based, to its mark.
  // Yields now and then.
  function* marked({ text: whole, form, findings }) {
    const rows = lines(whole);
    while (rows.length > 1 && !rows.at(-1)) rows.pop();
    const byLine = new Map();
    for (const [index, { line, offset, level, place }] of findings.entries()) {
      if (!byLine.has(line)) byLine.set(line, []);
      const last = byLine.get(line).at(-1);
      if (last?.offset === offset) {
        last.numbers.push(index + 1);
        if (RANK.indexOf(level) > RANK.indexOf(last.level)) last.level = level;
      } else {
        byLine.get(line).push({ offset, level, place, numbers: [index + 1] });
      }
    }
    const isShown = (number) => {
      if (rows.length <= WHOLE) return true;
      for (let near = number - AROUND; near <= number + AROUND; near += 1) if (byLine.has(near)) return true;
      return false;
    };
    const back = new Map();
    const elements = [];
    let folded = 0;
    const fold = (until) => {
      if (folded) elements.push(create("p", "checker__fold", folded === 1 ? `Line ${until}: no findings` : `Lines ${until - folded + 1} to ${until}: no findings`));
      folded = 0;
    };
    for (const [at, line] of rows.entries()) {
      if (isShown(at + 1)) {
        fold(at);
        elements.push(ofLine(line, at + 1, form, byLine.get(at + 1) ?? [], back));
        if (!(elements.length % PART)) yield;
      } else {
        folded += 1;
      }
    }
    fold(rows.length);
    return { elements, back };
  }

  Object.assign(checker, { create, marked });
}
