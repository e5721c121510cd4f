// A CSV file against its table of fields (csv_file.py), and its rows and cells (sources/csv_text.py).
{
  const { strip, short, lower, either, meant, note, leftOpen, blamed, ofList, ofForm, isPrivateName } = checker;

  const BLANK = " \t";
  const PART = 500; // values of a row between two pauses

  // The rows of a text whose lines end with LF, and the offset of a value in which a quote is in the wrong place, or -1.
  function* read(text, separator) {
    const cell = new RegExp(`"([^"]*(?:""[^"]*)*)"|([^${separator}"\\n]*)`, "y");
    const rows = [[]];
    let at = 0;
    while (at < text.length) {
      cell.lastIndex = at;
      const [whole, quoted, plain] = cell.exec(text);
      const end = at + whole.length;
      const follows = text[end] ?? "";
      if (![separator, "\n", ""].includes(follows)) return { header: [], rows: [], fault: at };
      rows.at(-1).push({ value: quoted?.replaceAll('""', '"') ?? plain, start: at, end });
      if (!(rows.at(-1).length % PART) || follows === "\n") yield;
      if (follows === "\n") rows.push([]);
      else if (follows === separator && end + 1 === text.length) rows.at(-1).push({ value: "", start: end + 1, end: end + 1 });
      at = end + 1;
    }
    const [header = [], ...others] = rows.filter((row) => row.length > 1 || strip(row[0]?.value ?? "", BLANK));
    return { header, rows: others, fault: -1 };
  }

  // What is wrong with the names of columns; what is asked about names of one's own is about unknown ones.
  function* ofHeader(rules, table, header, known, position) {
    const names = new Set(header.map((cell) => cell.value));
    const left = [...known.keys()].filter((each) => !names.has(each));
    const seen = new Set();
    let missing = [...known.values()].filter((field) => field.required && !names.has(field.name)).map((field) => field.name);
    let isOwn = false;
    for (const cell of header) {
      const name = cell.value;
      const place = position(cell.start);
      if (!known.has(name) && isPrivateName(name)) {
        yield note(...place, "forbidden-value.name", short(name), { name: short(name) }, { row: table });
      } else if (!known.has(name)) {
        const near = meant(name, left);
        const isCase = near && lower(near) === lower(strip(name));
        yield note(...place, isCase ? "wrong-case.column" : "unknown-key.column", short(name), { name: short(name), meant: near },
          { meant: near, row: near ? { at: known.get(near).at } : table });
        isOwn ||= !near;
        missing = missing.filter((each) => each !== near);
      } else if (seen.has(name)) {
        yield note(...place, "duplicate-key.column", name, { name }, { row: known.get(name) });
      }
      seen.add(name);
    }
    if (!missing.length) return;
    const kind = missing.length === 1 ? "missing-key.column" : "missing-key.columns";
    const row = blamed(rules, kind, missing.map((name) => known.get(name)));
    const values = { name: missing[0], description: row.description, names: either(missing.map((name) => `'${name}'`)) };
    yield note(1, 1, kind, missing[0], values, { row: isOwn ? { ...row, questions: table.questions ?? {} } : row });
  }

  // A value that an earlier row has; `seen` has the lines of the first ones.
  function* again(field, cell, position, seen) {
    const value = strip(cell.value);
    const [line, column] = position(cell.start);
    const key = JSON.stringify([field.name, value]);
    if (!seen.has(key)) seen.set(key, line);
    const first = seen.get(key);
    if (value && first !== line) yield note(line, column, "duplicate-key.value", field.name, { name: field.name, value: short(value), line: first }, { row: field });
  }

  function* ofCell(rules, column, cell, position) {
    const { name } = column;
    const value = strip(cell.value);
    const field = value ? leftOpen(column, value) : column;
    const place = position(cell.start);
    if (!value) {
      if (field.required) yield note(...place, "missing-key.cell", name, { name, description: field.description }, { row: field });
      return;
    }
    const fault = field.values ? ofList(field.values, value, `a value of the column ${name}`)
      : field.form ? ofForm(rules.forms[field.form], value) : null;
    const values = { name, row: name, value: short(value), allowed: fault?.allowed, form: fault?.allowed };
    if (value !== cell.value) yield note(...place, "surrounding-blank", name, values, { row: field });
    else if (fault?.case === "wrong-case.value") yield note(...place, fault.case, name, values, { meant: fault.meant, row: field });
    else if (fault && field.values) yield note(...place, "unknown-value.cell", name, values, { meant: fault.meant, row: field });
    else if (fault) yield note(...place, "wrong-form.cell", name, values, { row: field });
  }

  // What some programs put between columns instead of a comma.
  const otherSeparator = (text) => {
    const first = text.split("\n").find((line) => strip(line, BLANK)) ?? "";
    const sign = first.includes(",") ? undefined : [";", "\t"].find((each) => first.includes(each));
    return sign && { sign, at: text.indexOf(first) + first.indexOf(sign) };
  };

  // What is wrong with a file. Yields nothing between rows, so that long work can pause, and returns header and rows.
  function* check(rules, table, text, position) {
    const other = otherSeparator(text);
    if (other) yield note(...position(other.at), "invalid-csv.separator", "", { sign: other.sign === ";" ? ";" : "a tab" }, { row: table });
    const { header, rows, fault } = yield* read(text, other?.sign ?? ",");
    if (fault >= 0) {
      yield note(...position(fault), "invalid-csv.quote");
      return { header, rows };
    }
    const known = new Map(table.fields.map((field) => [field.name, field]));
    yield* ofHeader(rules, table, header, known, position);
    if (header.length && !rows.length) yield note(...position(header[0].start), "missing-key.row");
    const seen = new Map();
    for (const row of rows) {
      yield;
      if (row.every((cell) => !strip(cell.value, BLANK))) {
        yield note(...position(row[0].start), "invalid-csv.empty");
        continue;
      }
      if (row.length === header.length && row.every((cell, at) => cell.value === header[at].value)) {
        yield note(...position(row[0].start), "invalid-csv.header");
        seen.clear(); // what follows is another file
        continue;
      }
      if (row.length !== header.length) {
        const count = `${row.length} value${row.length === 1 ? "" : "s"}`;
        yield note(...position(row[0].start), "wrong-length", "", { count, expected: header.length });
        continue;
      }
      for (const [at, cell] of row.entries()) {
        const field = known.get(header[at].value);
        if (!field) continue;
        yield* ofCell(rules, field, cell, position);
        if (field.unique) yield* again(field, cell, position, seen);
      }
    }
    return { header, rows };
  }

  Object.assign(checker, { csvNotes: check });
}
