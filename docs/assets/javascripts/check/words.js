// What all judgments of a message share, as hooks/docsite/messages/judge/ has it, function by function: parts of sentences
// (words.py), notes and findings (notes.py), text of bytes (text.py), values (values.py). Offsets are those of UTF-16;
// a finding alone counts code points.
{
  const SHOWN = 40; // characters of a value in a message
  const LISTED = 8;
  const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

  // What nobody sees.
  // eslint-disable-next-line no-control-regex -- the very characters
  const UNSEEN = /([\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\u2060\ud800-\udfff\ufeff])\1*/gu;

  const { hasOwn } = Object;
  const own = (object, key) => (object && hasOwn(object, key) ? object[key] : undefined);
  const strip = (text, signs = " ") => {
    let [start, end] = [0, text.length];
    while (start < end && signs.includes(text[start])) start += 1;
    while (end > start && signs.includes(text[end - 1])) end -= 1;
    return text.slice(start, end);
  };
  const points = (text) => (/[\ud800-\udfff]/.test(text) ? [...text] : text.split(""));

  // A number as Social Security writes it, of those that it assigns: no message may have it, and no finding quotes what looks
  // like it.
  const PRIVATE = /(^|[^0-9A-Za-z-])(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}(?![0-9A-Za-z-])/g;

  // Parts of sentences

  const filled = (text, values) => text.replace(/\{\{|\}\}|\{([a-z]+)\}/g, (sign, name) => (name ? String(values[name]) : sign[0]));

  const PRINTED = /^[!-~]+(?: [!-~]+)*$/; // as it is
  const short = (text) => {
    if (text.length <= SHOWN && PRINTED.test(text)) return text;
    const start = strip(points(text.slice(0, SHOWN * 16)).slice(0, SHOWN * 8).join("").replace(/[ \t\r\n]+/g, " "));
    const line = points(start.replace(UNSEEN, (_, sign) => `<U+${sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}>`));
    return line.length <= SHOWN ? line.join("") : `${line.slice(0, SHOWN).join("")}…`;
  };

  const lower = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  const masked = (text) => (text.length < 11 ? text : text.replace(/(^|[^0-9])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![0-9])/g, "$1***-**-****"));
  const fold = (text) => lower(text).replace(/[^a-z0-9]+/g, "");

  const either = (texts, joint = "or") =>
    (texts.length < 3 ? texts.join(` ${joint} `) : `${texts.slice(0, -1).join(", ")}, ${joint} ${texts.at(-1)}`);

  const oneOf = (names, elsewhere) => {
    const quoted = names.map((each) => `'${each}'`);
    return quoted.length > 0 && quoted.length <= LISTED ? either(quoted) : elsewhere;
  };

  const allowed = (names, elsewhere) => oneOf(names.filter((each) => each), elsewhere);

  // Two different texts as a message quotes them, whole where their difference would be cut.
  const apart = (text, other) => {
    const both = [short(text), short(other)];
    return both[0] === both[1] ? [text, other] : both;
  };

  // How many characters to add, remove, replace, or exchange with their neighbor.
  const distance = (one, other) => {
    const lines = [Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let row = 1; row <= one.length; row += 1) {
      const line = [row];
      const above = lines[row - 1];
      for (let column = 1; column <= other.length; column += 1) {
        const [sign, against] = [one[row - 1], other[column - 1]];
        let least = Math.min(line[column - 1] + 1, above[column] + 1, above[column - 1] + (sign !== against));
        if (row > 1 && column > 1 && sign === other[column - 2] && one[row - 2] === against) {
          least = Math.min(least, lines[row - 2][column - 2] + 1);
        }
        line.push(least);
      }
      lines.push(line);
    }
    return lines[one.length][other.length];
  };

  // The only name that is close to what was found, null where there is no such or more than one.
  const meant = (found, names) => {
    const known = [...new Set(names)].filter((name) => name);
    const signs = points(found);
    if (signs.length > SHOWN) return null;
    const folded = fold(found);
    const same = known.filter((name) => folded && fold(name) === folded);
    if (same.length) return same.length === 1 ? same[0] : null;
    let best = SHOWN;
    let close = [];
    for (const name of known) {
      const others = points(name);
      const most = Math.floor((Math.min(signs.length, others.length) + 1) / 4);
      if (others.length > SHOWN || Math.abs(signs.length - others.length) > most) continue;
      const far = distance(signs, others);
      if (far <= most && far <= best) {
        close = far < best ? [name] : [...close, name];
        best = far;
      }
    }
    return close.length === 1 ? close[0] : null;
  };

  // Notes, as a judgment makes them, and findings, as people read them

  const note = (line, column, kind, place = "", values = {}, more = {}) =>
    ({ line, column, case: kind, rule: kind.split(".", 1)[0], place, values, row: {}, meant: null, ...more });

  const before = (one, other) => (one < other ? -1 : one > other ? 1 : 0);
  const order = (one, other) => one.line - other.line || one.column - other.column
    || (other.rule === "not-utf-8") - (one.rule === "not-utf-8") || before(one.rule, other.rule) || before(one.place, other.place);

  // The notes in order, one for each place and rule.
  const settled = (notes) => {
    const sorted = [...notes].sort(order);
    return sorted.filter((each, index) => !index || order(sorted[index - 1], each));
  };

  // `open` where a question to IRIS leaves open what its rule depends on.
  const questionOf = (rules, kind, row) => (row.questions
    ? own(row.questions, own(rules.open, kind) ?? own(rules.open, kind.split(".", 1)[0]))?.at ?? "" : "");
  const levelOf = (rules, note) => (questionOf(rules, note.case, note.row)
    ? "open" : own(rules.levels, note.case) ?? own(rules.levels, note.rule) ?? "error");

  // A row with those of its questions that leave a value open, and those of something else.
  const leftOpen = (row, text) => {
    const asked = Object.entries(row.questions ?? {});
    const left = asked.filter(([kind, each]) => ["usage", "order"].includes(kind) || !("may_be" in each) || whole(each.may_be).test(text));
    return left.length < asked.length ? { ...row, questions: Object.fromEntries(left) } : row;
  };

  // The row that explains a note about several: the first, with the questions of one that is not open.
  const blamed = (rules, kind, rows) =>
    ({ ...rows[0], questions: (rows.find((row) => !questionOf(rules, kind, row)) ?? rows[0]).questions ?? {} });

  // The column of each note in code points. It goes on from the note before, since a line of many notes would take too long else.
  const PAIR = /[\ud800-\udbff][\udc00-\udfff]/g; // one character that the browser counts as two
  const columns = (rows) => {
    let [row, end, pairs] = ["", 0, 0];
    let number = 0;
    return ({ line, column }) => {
      if (line !== number || column <= end) [row, end, pairs, number] = [rows[line - 1] ?? "", 0, 0, line];
      const offset = Math.min(column - 1, row.length);
      const start = end && /[\ud800-\udbff]/.test(row[end - 1]) ? end - 1 : end; // between the two
      pairs += row.slice(start, offset).match(PAIR)?.length ?? 0;
      end = offset;
      return offset + 1 - pairs;
    };
  };

  // Its sentences are made when they are read: of many findings few are shown.
  const SENTENCES = {
    get fact() { return masked(filled(this.says[0], this.note.values)); },
    get remedy() { return masked(this.note.meant === null ? filled(this.says[1], this.note.values) : `Did you mean '${this.note.meant}'?`); },
  };
  const finding = (rules, note, column) => {
    const level = levelOf(rules, note);
    return {
      __proto__: SENTENCES,
      says: rules.says[note.case],
      note,
      line: note.line,
      column,
      offset: note.column - 1, // in the line, as the browser counts
      level,
      rule: note.rule,
      place: masked(note.place),
      at: note.row.at ?? "",
      question: level === "open" ? questionOf(rules, note.case, note.row) : "",
    };
  };

  // Text of bytes

  const END = /\r\n|\r|\n/g;
  const lines = (text) => text.split(END);

  // Line and column of an offset.
  const position = (text, offset) => {
    let [line, start] = [1, 0];
    for (const { 0: end, index } of text.slice(0, offset).matchAll(END)) {
      line += 1;
      start = index + end.length;
    }
    return [line, offset - start + 1];
  };

  // The length of the longest beginning of bytes that is UTF-8 and ends with a character.
  const firstFault = (bytes) => {
    const within = (at, low, high) => bytes[at] >= low && bytes[at] <= high;
    let at = 0;
    while (at < bytes.length) {
      const lead = bytes[at];
      const size = lead < 0x80 ? 1 : lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3
        : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
      const low = { 0xe0: 0xa0, 0xf0: 0x90 }[lead] ?? 0x80;
      const high = { 0xed: 0x9f, 0xf4: 0x8f }[lead] ?? 0xbf;
      if (!size || (size > 1 && !within(at + 1, low, high))) return at;
      for (let next = 2; next < size; next += 1) if (!within(at + next, 0x80, 0xbf)) return at;
      at += size;
    }
    return at;
  };

  // The text of bytes, null where they have none, and what is wrong with their encoding.
  const decode = (data) => {
    const zeros = data.length < 4 ? "" : [...data.subarray(0, 4)].map((byte) => Number(byte === 0)).join("");
    if ((data[0] === 0xff && data[1] === 0xfe) || (data[0] === 0xfe && data[1] === 0xff) || ["0101", "1010"].includes(zeros)) {
      return { text: null, notes: [note(1, 1, "not-utf-8.utf-16")] };
    }
    const whole = data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf ? data.subarray(3) : data;
    try {
      return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(whole), notes: [] };
    } catch {
      let text = "";
      for (let at = 0; at < whole.length; at += 8192) text += String.fromCharCode(...whole.subarray(at, at + 8192)); // ISO-8859-1
      const start = firstFault(whole);
      const byte = `0x${whole[start].toString(16).toUpperCase().padStart(2, "0")}`;
      return { text, notes: [note(...position(text, start), "not-utf-8.byte", "", { byte })] };
    }
  };

  // Values

  const compiled = new Map();
  const whole = (pattern) => {
    if (!compiled.has(pattern)) compiled.set(pattern, new RegExp(`^(?:${pattern})$`, "u"));
    return compiled.get(pattern);
  };

  const exists = (form, match) => {
    const parts = {};
    for (const [at, letter] of [...form.date].entries()) if (match[at + 1]) parts[letter] = match[at + 1];
    const year = parseInt((form.century ?? "") + (parts.Y ?? "2000"), 10);
    const month = parseInt(parts.M ?? "1", 10);
    const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
    return year > 0 && parseInt(parts.D ?? "1", 10) <= (month === 2 && !isLeap ? 28 : DAYS[month - 1]);
  };

  // Whether ten digits end with the check digit of an NPI: Luhn's, over the digits after 80840.
  const isNpi = (text) => {
    let total = 24; // of 80840
    for (const [at, sign] of [...text].entries()) {
      const digit = sign * (at % 2 ? 1 : 2);
      total += digit > 9 ? digit - 9 : digit;
    }
    return total % 10 === 0;
  };

  const hasForm = (form, text) => {
    const match = whole(form.pattern).exec(text);
    return match !== null && !(form.date && !exists(form, match)) && (form.check !== "npi" || isNpi(text));
  };

  const fault = (kind, allowed, meant = null, row = {}) => ({ case: kind, allowed, meant, row });

  const ofAdvice = (values, text) => (!values?.length || values.includes(text)
    ? null : fault("unknown-code.advised", allowed(values, "a value of the row"), meant(text, values)));

  const ofForm = (form, text) => (hasForm(form, text) ? null : fault("invalid-value.value", form.form));

  const kept = new WeakMap(); // faults by list: a long message has the same one often
  const ofList = (values, text, elsewhere, row = {}) => {
    if (values.includes(text)) return null;
    if (!kept.has(values)) kept.set(values, new Map());
    const faults = kept.get(values);
    if (!faults.has(text)) {
      if (faults.size > 500) faults.clear();
      faults.set(text, notOf(values, text, elsewhere, row));
    }
    return faults.get(text);
  };

  const notOf = (values, text, elsewhere, row) => {
    const same = values.filter((each) => lower(each) === lower(text));
    if (same.length === 1) return fault("wrong-case.value", `'${same[0]}'`, same[0], row);
    return fault("unknown-code.value", allowed(values, elsewhere), meant(text, values), row);
  };

  const partsOf = (table, text) => ("separator" in table ? text.split(table.separator) : [text]);

  const ofTable = (table, text) => {
    if (table.open) return null;
    const parts = partsOf(table, text);
    const wrong = parts.find((each) => !table.codes.includes(each));
    if (wrong === undefined) return null;
    return ofList(table.codes, parts.length === 1 ? wrong : text, `a code of the table ${table.title}`, table);
  };

  // The flags that a value may have, an empty text for none.
  const flagsOf = (table, value) => {
    const found = new Set();
    for (const code of partsOf(table, value)) {
      const flag = table.codes.includes(code) ? own(table.flag, code) ?? null : null;
      for (const each of flag === null ? ["", ...(table.flags ?? [])] : [flag]) found.add(each);
    }
    return [...found];
  };

  // Social security numbers

  // Whether a column or property is named for such a number.
  const isPrivateName = (name) => /(?:ssn|socialsecurity(?:number|num|nr|no)?)$/.test(fold(name));

  // The notes on a text, with one for each number in place of what is wrong with the value that has it; at the quote before
  // it where it is a whole value of JSON or CSV. A number is not told where its property is.
  const NUMBER = /[0-9]{3}-[0-9]{2}-[0-9]{4}/; // most texts have none
  const withNumbers = (text, found) => {
    const place = ({ line, column }) => `${line}:${column}`;
    const known = new Set(found.filter((each) => ["unused-field.never", "forbidden-value.number"].includes(each.case)).map(place));
    const isNamed = new Set(found.filter((each) => each.case === "forbidden-value.name").map((each) => each.line));
    const numbers = [];
    for (const [at, line] of NUMBER.test(text) ? lines(text).entries() : []) {
      for (const { 1: before, index } of line.matchAll(PRIVATE)) {
        const own = note(at + 1, index + before.length + (before === '"' ? 0 : 1), "forbidden-value.number");
        if (!known.has(place(own)) && !isNamed.has(own.line)) numbers.push(own);
      }
    }
    const inside = new Set(numbers.map(place));
    return [...found.filter((each) => !inside.has(place(each))), ...numbers];
  };

  globalThis.checker = {
    SHOWN, own, strip, points, filled, short, lower, fold, either, oneOf, allowed, apart, meant, note, order, settled, levelOf, leftOpen, blamed, columns,
    finding, lines, position, decode, whole, hasForm, fault, ofForm, ofAdvice, ofList, ofTable, flagsOf,
    isPrivateName, withNumbers,
  };
}
