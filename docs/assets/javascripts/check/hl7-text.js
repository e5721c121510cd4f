// The messages of an HL7 text (hl7_text.py) and their parts (sources/er7.py). A part is a run of a line: text, line, column.
{
  const { note, short, lines, strip } = checker;
  const STANDARD = "^~\\&";
  const FRAME = "\x0b\x1c";
  const BLANK = " \t";
  const HEADER = /^MSH(?![A-Za-z0-9])/i;
  const NAME = /^[A-Za-z][A-Za-z0-9]{2}/;
  const ESCAPE = /^(?:[FSTREPHN]|X(?:[0-9A-Fa-f]{2})+|[CM](?:[0-9A-Fa-f]{2}){2,3}|Z[^\n]*|\.[a-z]{2}[ +-]?[0-9]*)$/;
  // eslint-disable-next-line no-control-regex -- the very characters that no text has
  const NOT_TEXT = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffd]/;

  const part = (text, line, column) => ({ text, line, column });

  const fieldOf = (segment, number) => {
    if (number < segment.fields.length) return segment.fields[number];
    const last = segment.fields.at(-1);
    return part("", segment.line, last.column + last.text.length);
  };

  const split = (whole, separator) => {
    if (!whole.text.includes(separator)) return [whole];
    let { column } = whole;
    return whole.text.split(separator).map((text) => {
      const own = part(text, whole.line, column);
      column += text.length + 1;
      return own;
    });
  };

  const repetitions = (message, segment, number) => (segment.name === "MSH" && number < 3
    ? [fieldOf(segment, number)] : split(fieldOf(segment, number), message.repetition));
  const components = (message, own) => split(own, message.component);
  const subcomponents = (message, own) => split(own, message.subcomponent);

  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const unescape = (message, text) => {
    if (!text.includes(message.escape)) return text;
    const quoted = message.escape.replace(/[^A-Za-z0-9]/, "\\$&");
    const signs = { F: message.field, S: message.component, T: message.subcomponent, R: message.repetition, E: message.escape };
    return text.replace(new RegExp(`${quoted}([FSTRE]|X(?:[0-9A-Fa-f]{2})+)${quoted}`, "g"), (_, sequence) =>
      (sequence[0] === "X" ? utf8.decode(Uint8Array.from(sequence.slice(1).match(/../g), (hex) => parseInt(hex, 16))) : signs[sequence]));
  };

  // Reading

  const once = (work, own) => {
    if (work.said.has(own.case)) return;
    work.said.add(own.case);
    work.notes.push(own);
  };

  const close = (work) => {
    if (work.isOpen && work.separators) {
      const [field, component, repetition, escape, subcomponent] = work.separators;
      const message = { field, component, repetition, escape, subcomponent };
      const last = work.messages.at(-1)?.message;
      work.messages.push({
        segments: work.segments,
        message: last && JSON.stringify(last) === JSON.stringify(message) ? last : message,
        isWhole: work.isWhole,
        faults: work.faults,
      });
    }
    Object.assign(work, { segments: [], faults: [], separators: "", isOpen: false, isWhole: true });
  };

  const blanks = (row, at) => {
    let end = at;
    while (end < row.length && BLANK.includes(row[end])) end += 1;
    return end;
  };

  const trimEnd = (row, signs = BLANK) => {
    let end = row.length;
    while (end && signs.includes(row[end - 1])) end -= 1;
    return row.slice(0, end);
  };

  const upper = (text) => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

  const isWrong = (sign) => !(sign >= "!" && sign <= "~") || /[A-Za-z0-9]/.test(sign);

  const isOther = (separator, encoding) => {
    const signs = [...separator + encoding];
    return (encoding.length === 4 || encoding.length === 5)
      && new Set(signs).size === signs.length
      && !signs.some(isWrong)
      && [...encoding.slice(0, 4)].sort().join("") !== [...STANDARD].sort().join("");
  };

  // A name in small letters, and blanks after it.
  const named = (work, number, column, written, follows) => {
    const name = upper(written);
    if (written !== name) work.notes.push(note(number, column, "invalid-hl7.name-case", "", { name }));
    if (follows > written.length) {
      work.notes.push(note(number, column + written.length, "invalid-hl7.after-name", "", { name }));
    }
  };

  const fieldsOf = (number, column, row, separator) => {
    let at = column;
    return row.split(separator).slice(1).map((text) => {
      const own = part(text, number, at + 1);
      at += text.length + 1;
      return own;
    });
  };

  // The first character of a segment that no text has, and the first escape character that begins nothing.
  const characters = (work, number, column, row, start) => {
    const stray = NOT_TEXT.exec(row);
    if (stray) {
      const at = column + stray.index;
      const code = stray[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      work.notes.push(note(number, at, "invalid-hl7.character", "", { code }));
      work.faults.push([number, at]);
    }
    const sign = work.separators[3];
    let begins = row.indexOf(sign, start);
    while (begins >= 0) {
      const end = row.indexOf(sign, begins + 1);
      if (end < 0 || !ESCAPE.test(row.slice(begins + 1, end))) {
        const text = short(end > 0 ? row.slice(begins, end + 1) : row.slice(begins));
        work.notes.push(note(number, column + begins, "invalid-hl7.escape", "", { text, sign }));
        work.faults.push([number, column + begins]);
        return;
      }
      begins = row.indexOf(sign, end + 1);
    }
  };

  const header = (work, number, column, row) => {
    const follows = blanks(row, 3);
    named(work, number, column, row.slice(0, 3), follows);
    const separator = follows < row.length ? String.fromCodePoint(row.codePointAt(follows)) : "";
    const at = column + follows;
    if (!separator || isWrong(separator) || STANDARD.includes(separator)) {
      work.notes.push(note(number, at, "invalid-hl7.separators", "MSH-1", { text: short(separator) }));
      return;
    }
    const [encoding] = row.slice(follows + 1).split(separator, 1);
    if (separator !== "|") work.notes.push(note(number, at, "invalid-hl7.field", "MSH-1", { text: separator }));
    if (encoding !== STANDARD) {
      const isDoubled = encoding.replaceAll("\\", "") === "^~&" && encoding.split("\\").length > 2;
      const values = isDoubled ? {} : { text: short(encoding) };
      work.notes.push(note(number, at + 1, `invalid-hl7.${isDoubled ? "doubled" : "encoding"}`, "MSH-2", values));
    }
    work.separators = separator + (isOther(separator, encoding) ? encoding.slice(0, 4) : STANDARD);
    const begins = follows + 1 + encoding.length;
    work.segments.push({
      name: "MSH",
      line: number,
      fields: [
        part("MSH", number, column), part(separator, number, at), part(encoding, number, at + 1),
        ...fieldsOf(number, at + 1 + encoding.length, row.slice(begins), separator),
      ],
    });
    characters(work, number, column, row, begins);
  };

  const body = (work, number, column, row) => {
    const separator = work.separators[0];
    const written = NAME.exec(row)?.[0] ?? "";
    const name = upper(written);
    const follows = blanks(row, written.length);
    const next = row.slice(follows, follows + 1);
    if (!written || (next && next !== separator) || (written !== name && !work.names.includes(name))) {
      work.notes.push(note(number, column, "invalid-hl7.segment", "", { text: short(row), separator }));
      work.isWhole = false;
      return;
    }
    named(work, number, column, written, follows);
    const fields = fieldsOf(number, column + follows, row.slice(follows), separator);
    work.segments.push({ name, line: number, fields: [part(name, number, column), ...fields] });
    characters(work, number, column, row, 3);
  };

  const segment = (work, number, column, row) => {
    const name = row.slice(0, 3);
    if (HEADER.test(row)) {
      close(work);
      work.isOpen = true;
      header(work, number, column, row);
    } else if (work.batch.includes(name) && !/[A-Za-z0-9]/.test(row.slice(3, 4))) {
      close(work);
      once(work, note(number, column, "unknown-segment.batch", name, { segment: name }));
    } else if (!work.isOpen) {
      once(work, note(number, column, "invalid-hl7.begins", "", { text: short(row) }));
    } else if (work.separators) {
      body(work, number, column, row);
    }
  };

  // Blanks around a line are told and taken off, and a second segment on it begins a line of its own.
  const line = (work, number, column, whole) => {
    const before = blanks(whole, 0);
    if (before) once(work, note(number, column, "invalid-hl7.indented"));
    const end = trimEnd(whole).length;
    const row = whole.slice(before, end);
    const at = column + before;
    const rest = blanks(row, 3);
    const separator = HEADER.test(row) ? row.slice(rest, rest + 1) : work.separators.slice(0, 1);
    const isBlankValue = [separator, ...(work.separators || STANDARD)].includes(whole[end - 1]);
    if (end < whole.length && !isBlankValue) once(work, note(number, column + end, "invalid-hl7.trailing"));
    let start = 0;
    for (const match of row.matchAll(work.joined)) {
      if (row[match.index + match[0].length] !== separator) continue;
      segment(work, number, at + start, trimEnd(row.slice(start, match.index)));
      start = match.index + 1;
      work.notes.push(note(number, at + start, "invalid-hl7.joined", "", { segment: match[1] }));
    }
    segment(work, number, at + start, row.slice(start));
  };

  // The messages of a text, and what is wrong with its form. Yields between lines, so that long work can pause.
  const PART = 32; // lines between two pauses
  const LONG = 1_000; // characters of a line after which it pauses
  function* read(rules, text) {
    const { names, batch } = rules;
    const work = {
      names, batch, joined: new RegExp(`[ \\t](${names.join("|") || "(?!)"})(?=[^A-Za-z0-9 \\t])`, "g"),
      messages: [], notes: [], segments: [], faults: [], separators: "", isOpen: false, isWhole: true, said: new Set(),
    };
    const rows = lines(text);
    while (rows.length && !strip(rows.at(-1), BLANK)) rows.pop();
    let [opened, closed] = [0, 0];
    for (const [at, row] of rows.entries()) {
      const begins = row.length - strip(row + "|", FRAME).length + 1;
      const inner = trimEnd(row.slice(begins), FRAME);
      opened += row.split("\x0b").length - 1;
      closed += row.split("\x1c").length - 1;
      if (strip(inner, BLANK)) line(work, at + 1, begins + 1, inner);
      else if (row.length === inner.length) once(work, note(at + 1, 1, "invalid-hl7.blank"));
      if (!(at % PART) || row.length > LONG) yield;
    }
    close(work);
    if (opened !== closed) work.notes.push(note(1, 1, "invalid-hl7.frame"));
    return work;
  }

  Object.assign(checker, { part, fieldOf, repetitions, components, subcomponents, unescape, readHl7: read });
}
