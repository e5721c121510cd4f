// JSON text as values, with the offset of every value and property (sources/json_text.py), or the fault that keeps it from being
// JSON (sources/json_errors.py). A node is {value, at, name?, items}: `name` is the offset of its property, `items` what is in it.
{
  const { short, points } = checker;
  const BLANK = /[ \t\n\r]*/y;
  const WORD = /[^ \t\n\r,:[\]{}"]+/y;
  const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
  // eslint-disable-next-line no-control-regex -- the very characters that end a text
  const PLAIN = /[^"\\\x00-\x1f]*/y;
  const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
  // eslint-disable-next-line no-control-regex -- characters that nobody sees
  const INVISIBLE = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u00ad\u2000-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]/y;
  const LONGEST = 400; // signs of a number
  const DEEP = 100; // objects and arrays in one another
  const WORDS = new Map([["true", true], ["false", false], ["null", null]]);
  const MEANT = new Map([["true", "true"], ["false", "false"], ...["null", "none", "undefined", "nan"].map((each) => [each, "null"])]);

  const match = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  const skip = (text, at) => at + match(BLANK, text, at).length;
  const wordAt = (text, at) => match(WORD, text, at) ?? "";
  const isInvisible = (text, at) => match(INVISIBLE, text, at) !== null;
  const lineOf = (text, at) => text.slice(0, at).split("\n").length;

  const found = (text, at) => {
    if (at >= text.length) return "the end of the file";
    if (isInvisible(text, at)) return `U+${text.charCodeAt(at).toString(16).toUpperCase().padStart(4, "0")}`;
    return `'${points(wordAt(text, at)).slice(0, 40).join("") || text[at]}'`;
  };

  // A fault ends the reading.
  class NotJson extends Error {
    constructor(offset, kind, values = {}) {
      super(kind);
      Object.assign(this, { offset, case: kind, values });
    }
  }

  const noValue = (text, at) => {
    const begins = wordAt(text, at);
    const values = { expected: "a value", actual: found(text, at) };
    const sign = text[at] ?? "";
    const literal = MEANT.get(begins.toLowerCase());
    const kind = !sign ? "nothing" : "}]".includes(sign) ? "no-value" : sign === "," ? "stray-comma" : "/#".includes(sign) ? "comment"
      : isInvisible(text, at) ? "invisible" : "'`\u2018\u2019\u201c\u201d".includes(sign) ? "text" : literal ? "literal"
        : "+-.0123456789".includes(sign) ? "number" : "text";
    return new NotJson(at, kind, { ...values, literal });
  };

  const notClosed = (text, expected, opened) =>
    new NotJson(text.length, "not-closed", { expected, bracket: text[opened], line: lineOf(text, opened) });

  const extraComma = (text, expected, at, comma) =>
    new NotJson(at, "extra-comma", { expected, actual: found(text, at), line: lineOf(text, comma) });

  const noName = (text, opened, at, comma) => {
    const expected = "a property name";
    const sign = text[at] ?? "";
    if (!sign) return notClosed(text, expected, opened);
    if (sign === "}" && comma >= 0) return extraComma(text, expected, at, comma);
    if (sign === ",") return extraComma(text, expected, at, at);
    const kind = "/#".includes(sign) ? "comment" : isInvisible(text, at) ? "invisible" : wordAt(text, at) ? "name" : "other";
    return new NotJson(at, kind, { expected, actual: found(text, at) });
  };

  const noComma = (text, opened, end, at, close) => {
    const expected = `',' or '${close}'`;
    const sign = text[at] ?? "";
    if (!sign) return notClosed(text, expected, opened);
    const kind = "}]".includes(sign) ? "bracket" : "/#".includes(sign) ? "comment" : isInvisible(text, at) ? "invisible" : "missing-comma";
    return new NotJson(at, kind, { close, expected, actual: found(text, at), line: lineOf(text, end - 1) });
  };

  // The text whose quote is at an offset, and the offset behind it.
  const readText = (text, at) => {
    let end = at + 1;
    for (;;) {
      end += match(PLAIN, text, end).length;
      const sign = text[end] ?? "";
      if (sign === '"') return [JSON.parse(text.slice(at, end + 1)), end + 1];
      const escape = match(ESCAPE, text, end);
      if (escape === null) {
        const kind = sign === "" || sign === "\n" ? "open-text" : sign === "\\" ? "escape" : "control";
        throw new NotJson(kind === "open-text" ? at : end, kind);
      }
      end += escape.length;
    }
  };

  // The offset of what follows a member, and that of the comma before it, or -1.
  const next = (text, opened, end, close) => {
    const place = skip(text, end);
    if (text[place] === ",") return [skip(text, place + 1), place];
    if (text[place] === close) return [place, -1];
    throw noComma(text, opened, end, place, close);
  };

  const readObject = (reader, at, depth) => {
    const { text } = reader;
    const node = { value: Object.create(null), at, items: new Map() };
    let [end, comma] = [skip(text, at + 1), -1];
    while (text[end] !== "}" || comma >= 0) {
      const place = end;
      if (text[place] !== '"') throw noName(text, at, place, comma);
      const [name, after] = readText(text, place);
      if (node.items.has(name)) reader.faults.push([place, "duplicate-key.property", { name: short(name) }]);
      end = skip(text, after);
      if (text[end] !== ":") throw new NotJson(end, "colon", { name: short(name), actual: found(text, end) });
      const [inner, behind] = readValue(reader, skip(text, end + 1), depth + 1);
      node.items.set(name, Object.assign(inner, { name: place }));
      node.value[name] = inner.value;
      [end, comma] = next(text, at, behind, "}");
    }
    return [node, end + 1];
  };

  const readArray = (reader, at, depth) => {
    const { text } = reader;
    const node = { value: [], at, items: [] };
    let [end, comma] = [skip(text, at + 1), -1];
    while (text[end] !== "]" || comma >= 0) {
      if (comma >= 0 && text[end] === "]") throw extraComma(text, "a value", end, comma);
      if (end >= text.length) throw notClosed(text, "a value", at);
      const [inner, behind] = readValue(reader, end, depth + 1);
      node.items.push(inner);
      node.value.push(inner.value);
      [end, comma] = next(text, at, behind, "]");
    }
    return [node, end + 1];
  };

  function readValue(reader, at, depth) {
    const { text } = reader;
    if (depth >= DEEP) throw new NotJson(at, "deep", { levels: DEEP });
    if (text[at] === '"') {
      const [value, end] = readText(text, at);
      return [{ value, at }, end];
    }
    if (text[at] === "{") return readObject(reader, at, depth);
    if (text[at] === "[") return readArray(reader, at, depth);
    const word = wordAt(text, at);
    if (WORDS.has(word)) return [{ value: WORDS.get(word), at }, at + word.length];
    if (word && match(NUMBER, text, at) === word) {
      if (word.length > LONGEST) throw new NotJson(at, "digits");
      return [{ value: Number(word), at, written: word }, at + word.length];
    }
    throw noValue(text, at);
  }

  // The node of a whole text, null where it is not JSON, and its faults as offset, case and values.
  const read = (text) => {
    const reader = { text, faults: [] };
    try {
      const [node, end] = readValue(reader, skip(text, 0), 0);
      const rest = skip(text, end);
      if (rest < text.length) {
        throw new NotJson(rest, "]}".includes(text[rest]) ? "extra-bracket" : "second-value", { actual: found(text, rest) });
      }
      return { node, faults: reader.faults };
    } catch (fault) {
      if (!(fault instanceof NotJson)) throw fault;
      return { node: null, faults: [[Math.min(fault.offset, text.length), `invalid-json.${fault.case}`, fault.values]] };
    }
  };

  Object.assign(checker, { readJson: read });
}
