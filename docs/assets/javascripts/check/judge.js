// Any message against the compiled rules: its bytes or its text, its kind, and everything that is wrong with it (message.py).
{
  const {
    own, strip, lower, note, settled, columns, finding, lines, decode, withNumbers, readHl7, hl7Verdict, prepareJson, readJson, jsonNotes, jsonKind,
    csvNotes,
  } = checker;
  const BLANK = " \t\r\n\x0b\x1c";
  const STRAY = "\ufeff\x00";
  const HEADER = /^[ \t\x0b]*(?:[Mm][Ss][Hh](?![A-Za-z0-9])|[FB]HS\|)/;
  const PART = 250; // findings between two pauses
  const SEGMENT = /^[ \t\x0b]*[A-Za-z][A-Za-z0-9]{2}\|/;

  const prepare = (rules) => ({ rules, schemas: prepareJson(rules) });

  // The format of a text, that of its kind if it is chosen, and nothing where it has none of them.
  const formOf = (rules, text, kind) => {
    for (const form of ["hl7", "json", "csv"]) if (rules[form].kinds.some((each) => each.id === kind)) return form;
    if (["{", "["].includes(strip(text, BLANK + STRAY)[0])) return "json";
    const rows = lines(text);
    if (rows.some((row) => HEADER.test(row))) return "hl7";
    const names = rows.find((row) => strip(row, BLANK)).split(/[,;\t]/).map((each) => lower(strip(each, ' "')));
    if (Object.values(rules.csv.tables).some(({ fields }) => fields.some(({ name }) => names.includes(lower(name))))) return "csv";
    return rows.some((row) => SEGMENT.test(row)) ? "hl7" : "";
  };

  // Line and column of offsets in a text whose lines end with LF, found by halving.
  const positions = (text) => {
    const starts = [0];
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return (offset) => {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (starts[middle] <= offset) low = middle;
        else high = middle - 1;
      }
      return [low + 1, offset - starts[low] + 1];
    };
  };

  function* ofHl7(engine, text, kind, judged, isFile) {
    const { rules } = engine;
    const reading = yield* readHl7(rules.hl7, text);
    yield* reading.notes;
    for (const read of reading.messages) {
      const verdict = yield* hl7Verdict(rules, read, kind);
      judged.kinds.push(verdict.kind);
      judged.messages.push(read);
      yield* verdict.notes;
    }
    if (isFile && /\n|\r\n/.test(text)) yield note(1, lines(text)[0].length + 1, "invalid-hl7.line-ends");
  }

  function* ofJson(engine, whole, kind, judged) {
    const text = whole.replace(/\r\n?/g, "\n");
    const position = positions(text);
    const { node, faults } = readJson(text);
    yield;
    for (const [offset, name, values] of faults) yield note(...position(offset), name, "", values);
    if (!node) return;
    const chosen = kind || jsonKind(engine.rules.json, node.value);
    if (!chosen) {
      yield note(...position(node.at), "unknown-message.properties");
      return;
    }
    judged.kinds.push(chosen);
    judged.messages.push(node);
    judged.isCut = yield* jsonNotes(engine.rules, chosen, engine.schemas[chosen], node, position);
  }

  function* ofCsv(engine, whole, kind, judged) {
    const text = whole.replace(/\r\n?/g, "\n");
    const chosen = kind || engine.rules.csv.kinds[0].id;
    judged.kinds.push(chosen);
    judged.messages.push(yield* csvNotes(engine.rules, engine.rules.csv.tables[chosen], text, positions(text)));
  }

  // The judgment of bytes, or of a text that was typed or pasted, whose line ends are not its own. A generator that yields
  // often and returns {form, kinds, messages, findings, isCut, text}, so that its caller can pause.
  function* judge(engine, data, kind = "") {
    const isFile = typeof data !== "string";
    const { text, notes } = isFile ? decode(data) : { text: data.replace(/^\ufeff/, ""), notes: [] };
    const judged = { form: "", kinds: [], messages: [], findings: [], isCut: false, text: text ?? "" };
    const found = [...notes];
    if (text !== null && !strip(text, BLANK)) {
      found.splice(0, found.length, note(1, 1, "empty-message"));
    } else if (text !== null) {
      judged.form = formOf(engine.rules, text, kind);
      const check = own({ hl7: ofHl7, json: ofJson, csv: ofCsv }, judged.form);
      if (!check) found.push(note(1, 1, "unknown-message.kind"));
      else for (const each of check(engine, text, kind, judged, isFile)) {
        if (each) found.push(each);
        if (!each || !(found.length % PART)) yield;
      }
    }
    const columnOf = columns(lines(judged.text));
    for (const each of settled(text === null ? found : withNumbers(text, found))) {
      judged.findings.push(finding(engine.rules, each, columnOf(each)));
      if (!(judged.findings.length % PART)) yield;
    }
    return judged;
  }

  // The whole judgment at once.
  const judgeNow = (engine, data, kind) => {
    const work = judge(engine, data, kind);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
    }
  };

  Object.assign(checker, { prepare, judge, judgeNow });
}
