// The fields of a segment against their rows (hl7_fields.py), values whose table another row names (hl7_codes.py), and what
// one value repeats of another (hl7_repeats.py).
{
  const {
    own, strip, short, allowed, either, apart, note, leftOpen, blamed, part, fieldOf, repetitions, components, subcomponents, unescape, ofForm, ofAdvice,
    ofList, ofTable, flagsOf,
  } = checker;
  const NULL = '""';
  const TEXT = ["FT", "TX"]; // types in which blanks are text
  const OF_FIRST = ["advised", "format", "questions", "table"]; // of the first component of a field, where that has no row
  const KINDS = [13, 9]; // the components of XCN that name the type of its identifier

  const tableOf = (judged, name) => (name ? own(judged.rules.hl7.tables, name) : undefined);
  const formOf = (judged, name) => own(judged.rules.forms, name);
  const typesOf = (judged, name) => own(judged.rules.hl7.types, name);
  const isAny = (judged, type) => judged.rules.hl7.any.includes(type);

  // The numbers of field and component of a row, 0 for a field itself; kept, as they are asked for at every field.
  const known = new Map();
  const numbers = (id) => {
    if (!known.has(id)) known.set(id, [0, 1].map((at) => parseInt(id.split("-")[1].split(".")[at] ?? "0", 10)));
    return known.get(id);
  };

  const noteAt = (place, kind, row, values = {}, more = {}) =>
    note(place.line, place.column, kind, row.id, values, { row, ...more });

  const isEmpty = (text) => !strip(text) || text === NULL;
  const title = (row) => `${row.id} ${row.name}`;

  const missing = (judged, place, rows) => {
    const values = { fields: either(rows.map(title), "and"), spec: judged.spec.name };
    const kind = `missing-field.${rows.length === 1 ? "field" : "fields"}`;
    return noteAt(place, kind, rows[0], values, { row: blamed(judged.rules, kind, rows) });
  };

  const unused = (judged, place, row) => {
    if (row.never) return noteAt(place, "unused-field.never", row, { field: title(row) });
    const kind = judged.spec.direction === "from IRIS" ? "sent" : "read";
    return noteAt(place, `unused-field.${kind}`, row, { row: row.id, value: short(place.text) });
  };

  // The note of a value with a fault, unless a fault of form in it is told already.
  function* told(judged, place, row, fault) {
    const end = place.column + place.text.length;
    if (!fault || judged.faults.get(place.line)?.some((at) => place.column <= at && at < end)) return;
    const explains = leftOpen({ ...row, questions: { ...row.questions, ...fault.row.questions } }, unescape(judged.message, place.text));
    const values = { row: row.id, value: short(place.text), allowed: fault.allowed };
    yield noteAt(place, fault.case, row, values, { meant: fault.meant, row: explains });
  }

  // Whether a row allows certain values alone, and what is wrong with a value, already unescaped.
  const faultOf = (judged, row, text) => {
    if (row.values?.length) return [true, ofList(row.values, text, "a value of the row")];
    const table = tableOf(judged, row.table);
    if (table && !table.open) return [true, ofTable(table, text)];
    const form = formOf(judged, row.format ?? row.type);
    return [Boolean(form), (form && ofForm(form, text)) || ofAdvice(row.advised, text)];
  };

  function* value(judged, place, row) {
    if (isEmpty(place.text)) return;
    const text = unescape(judged.message, place.text);
    const trimmed = strip(text);
    const [isClosed, fault] = faultOf(judged, row, trimmed);
    if (trimmed !== text && (isClosed || !TEXT.includes(row.type))) {
      yield noteAt(place, isClosed ? "invalid-value.blank" : "surrounding-blank", row, { row: row.id, value: short(`${text}|`).slice(0, -1) });
    } else {
      yield* told(judged, place, row, fault);
    }
  }

  // What is wrong with a component, the subcomponents of which a type may not have, or not so many.
  function* component(judged, place, row) {
    const sign = judged.message.subcomponent;
    const most = row.raw || isAny(judged, row.type) ? 0 : typesOf(judged, row.type)?.length ?? 1;
    const inner = most && place.text.includes(sign) ? subcomponents(judged.message, place) : [];
    const extra = inner.slice(most).find((each) => each.text);
    const spaced = inner.find((each, index) => index && (inner[index - 1].text.endsWith(" ") || each.text.startsWith(" ")));
    if (spaced && !extra) { // a name of two people, not of two parts
      yield noteAt(spaced, "extra-component.spaced", row, { row: row.id, sign, value: short(place.text) });
    } else if (extra) {
      const values = { row: row.id, sign, value: short(extra.text), most };
      yield noteAt(extra, `extra-component.${most > 1 ? "inner" : "subcomponent"}`, row, values);
    } else {
      yield* value(judged, place, row);
    }
  }

  // Whether a component is required because its field repeats, and nothing stands in its place.
  const isDue = (parts, row) => {
    if (!row.required_when) return false;
    const unless = parseInt(row.required_when.unless?.split(".")[1] ?? "0", 10);
    return !(unless > 0 && unless <= parts.length && !isEmpty(parts[unless - 1].text));
  };

  // The name of a component that is due, with that of the one that can have its value instead.
  const orOther = (row, due) => {
    const other = row.rows.find((each) => each.id === due.required_when.unless);
    return other ? `${due.name} (or ${title(other)})` : due.name;
  };

  function* ofComponents(judged, place, parts, row, repeats) {
    const absent = [];
    const due = [];
    for (const each of row.rows) {
      const number = numbers(each.id)[1];
      const inside = parts[number - 1];
      if (!inside || isEmpty(inside.text)) {
        if (each.usage === "R") absent.push(each);
        else if (repeats && isDue(parts, each)) due.push({ ...each, name: orOther(row, each) });
      } else if (each.usage === "X" && !each.shown) {
        yield unused(judged, inside, each);
      } else {
        yield* component(judged, inside, each);
      }
    }
    if (due.length && !absent.length) {
      yield noteAt(place, "missing-field.repeats", due[0], { fields: either(due.map(title), "and"), row: row.id });
    } else if (absent.length) {
      yield missing(judged, place, [...absent, ...due]);
    }
  }

  // How many components a field can have, 0 where nobody knows.
  const mostOf = (judged, row) => (isAny(judged, row.type) ? 0
    : Math.max(typesOf(judged, row.type)?.length ?? 1, ...(row.rows ?? []).map((each) => numbers(each.id)[1])));

  function* repetition(judged, place, row, repeats) {
    if (!place.text) return;
    const parts = components(judged.message, place);
    const most = mostOf(judged, row);
    const extra = most ? parts.slice(most).find((each) => each.text) : undefined;
    if (extra) {
      const values = { row: row.id, sign: judged.message.component, value: short(extra.text), most };
      yield noteAt(extra, `extra-component.${most > 1 ? "many" : "one"}`, row, values);
    }
    if (row.rows?.length) yield* ofComponents(judged, place, parts, row, repeats);
    if (row.values && most > 1) {
      if (!extra) yield* value(judged, place, row);
    } else if (most === 1) {
      yield* component(judged, parts[0], row);
    } else {
      yield* undescribed(judged, parts.slice(0, most || 1), row);
    }
  }

  // What is wrong with the components that have no row, by the type of the field.
  function* undescribed(judged, parts, row) {
    const described = (row.rows ?? []).map((each) => numbers(each.id)[1]);
    const types = typesOf(judged, row.type) ?? [];
    for (const [index, place] of parts.entries()) {
      const number = index + 1;
      if (!place.text || described.includes(number)) continue;
      const more = { id: number === 1 ? row.id : `${row.id}.${number}`, type: types[index] ?? row.type, at: row.at ?? "" };
      if (number === 1) for (const name of OF_FIRST) if (name in row) more[name] = row[name];
      yield* component(judged, place, more);
    }
  }

  // What is wrong with a field that has a value.
  function* field(judged, segment, row) {
    const [number] = numbers(row.id);
    const table = tableOf(judged, row.table);
    if (table?.whole) {
      const whole = fieldOf(segment, number);
      yield* told(judged, whole, row, ofTable(table, whole.text));
      return;
    }
    let parts = repetitions(judged.message, segment, number);
    const extra = parts.slice(1).find((each) => each.text);
    if (extra && !row.many) {
      yield noteAt(extra, `repeated-field.${row.may_repeat ? "here" : "field"}`, row, { row: row.id, spec: judged.spec.name });
      parts = parts.slice(0, 1);
    }
    for (const each of parts) yield* repetition(judged, each, row, parts.length > 1);
  }

  // What is wrong with a field that has a value; kept, as a long message has the same values often. Where the line has a
  // fault of form it depends on more than the value.
  const LONGEST = 200; // characters of a value that is kept
  const judgedFields = new WeakMap();
  const keptField = (judged, segment, row, place) => {
    if (row.counts || place.text.length > LONGEST || judged.faults.has(place.line)) return field(judged, segment, row);
    if (!judgedFields.has(judged.message)) judgedFields.set(judged.message, new Map());
    const rows = judgedFields.get(judged.message);
    if (!rows.has(row)) rows.set(row, new Map());
    const texts = rows.get(row);
    const before = texts.get(place.text);
    if (!before) {
      const notes = [...field(judged, segment, row)];
      texts.set(place.text, { notes, column: place.column });
      return notes;
    }
    return before.notes.map((each) => ({ ...each, line: place.line, column: each.column - before.column + place.column }));
  };

  // What is wrong with the fields of a segment.
  function* ofFields(judged, segment, variant) {
    const absent = new Map();
    const rows = rowsOf(variant).numbered;
    for (const [number, row] of rows) {
      if (segment.name === "MSH" && number <= 2) continue; // told where the text is read
      const place = fieldOf(segment, number);
      if (row.usage === "R" && isEmpty(place.text)) {
        if (place.text) yield noteAt(place, "missing-field.nothing", row, { field: title(row), value: place.text });
        else absent.set(place.column, [...(absent.get(place.column) ?? []), row]);
      } else if (row.by_default && isEmpty(place.text)) {
        yield noteAt(place, "missing-field.default", row, { fields: title(row), spec: judged.spec.name });
      } else if (place.text && row.usage === "X" && !row.shown) {
        yield unused(judged, place, { ...row, questions: { ...variant.questions, ...row.questions } });
      } else if (place.text) {
        yield* keptField(judged, segment, row, place);
      }
    }
    for (const [column, rows] of absent) yield missing(judged, part("", segment.line, column), rows);
    for (let number = 1; number < segment.fields.length; number += 1) {
      const place = segment.fields[number];
      if (!place.text || rows.has(number)) continue;
      const row = { id: `${segment.name}-${number}`, at: variant.at ?? "", questions: variant.questions ?? {} };
      yield noteAt(place, "unknown-field", row, { spec: judged.spec.name, field: row.id, value: short(place.text) });
    }
  }

  // Codes

  // The part of a segment that a row describes; one that is missing is empty.
  const at = (judged, segment, id) => {
    const [number, component] = numbers(id);
    const field = fieldOf(segment, number);
    if (!component || !field.text) return field;
    const parts = components(judged.message, repetitions(judged.message, segment, number)[0]);
    const last = parts.at(-1);
    return parts[component - 1] ?? part("", last.line, last.column + last.text.length);
  };

  // The part that a row describes: a component, or the first value of a field, as further ones are told.
  const firstAt = (judged, segment, row) => {
    const [number, component] = numbers(row.id);
    if (component) return at(judged, segment, row.id);
    const [first] = components(judged.message, repetitions(judged.message, segment, number)[0]);
    return subcomponents(judged.message, first)[0];
  };
  const textAt = (judged, segment, row) => unescape(judged.message, firstAt(judged, segment, row).text);

  // The table of a value: that which the code in another row names.
  const codedTable = (judged, segment, rows, row) => {
    const coding = rows[row.table_of ?? ""];
    const codes = coding && tableOf(judged, coding.table);
    return codes && tableOf(judged, own(codes.values, textAt(judged, segment, coding)));
  };

  function* flag(judged, segment, rows, row) {
    const coded = rows[row.flag_of];
    const table = codedTable(judged, segment, rows, coded);
    const text = textAt(judged, segment, coded);
    if (!table || !text || ofTable(table, text)) return;
    const place = at(judged, segment, row.id);
    const flags = flagsOf(table, text);
    const every = tableOf(judged, row.table);
    if (flags.includes(place.text) || (every && place.text && ofTable(every, place.text))) return;
    const asked = { ...row, questions: { ...row.questions, ...table.questions } };
    const explains = place.text ? leftOpen(asked, place.text) : asked;
    const values = { row: row.id, coded: short(text), allowed: allowed(flags, "a flag of the table"), value: short(place.text) };
    const kind = !place.text ? "missing-field.flag" : flags.some((each) => each) ? "unknown-code.flag" : "unknown-code.no-flag";
    yield noteAt(place, kind, row, values, { row: explains });
  }

  // Each identifier that says itself to be a social security number.
  function* forbidden(judged, segment, row) {
    for (const each of repetitions(judged.message, segment, numbers(row.id)[0])) {
      const parts = components(judged.message, each);
      if (parts[4]?.text !== "SS" || isEmpty(parts[0].text)) continue;
      yield note(each.line, each.column, "forbidden-value.number", `${row.id}.1`, {}, { row });
    }
  }

  // Each NPI without its check digit.
  function* identifiers(judged, segment, row) {
    const [number] = numbers(row.id);
    if (!fieldOf(segment, number).text) return;
    for (const each of repetitions(judged.message, segment, number)) {
      const parts = components(judged.message, each);
      const kind = KINDS.map((index) => parts[index - 1]?.text ?? "").find((text) => text) ?? "";
      const text = unescape(judged.message, parts[0].text);
      if (parts[0].text.includes(judged.message.subcomponent)) continue;
      if (kind !== "NPI" || isEmpty(text) || strip(text) !== text) continue;
      const id = `${row.id}.1`;
      const own = row.rows?.find((each) => each.id === id) ?? { ...row, id };
      yield* told(judged, parts[0], own, ofForm(judged.rules.forms.NPI, text));
    }
  }

  // The rows of a variant, by name too; kept, as they are asked for at every segment.
  const kept = new WeakMap();
  const rowsOf = (variant) => {
    if (!kept.has(variant)) {
      const every = variant.fields.flatMap((row) => [row, ...(row.rows ?? [])]);
      kept.set(variant, {
        numbered: new Map(variant.fields.map((row) => [numbers(row.id)[0], row])),
        named: Object.fromEntries(every.map((row) => [row.id, row])),
        equal: every.filter((row) => row.equals),
        coded: variant.fields.filter((row) => row.table_of || row.flag_of || ["XCN", "CX"].includes(row.type)),
        counting: variant.fields.filter((row) => row.counts),
      });
    }
    return kept.get(variant);
  };

  // What is wrong with coded values and their flags, and with NPIs.
  function* ofCodes(judged, segment, variant) {
    const { named: rows, coded } = rowsOf(variant);
    for (const row of coded) {
      if (row.table_of) {
        const table = codedTable(judged, segment, rows, row);
        const text = textAt(judged, segment, row);
        if (table && !isEmpty(text)) yield* told(judged, firstAt(judged, segment, row), row, ofTable(table, strip(text)));
      }
      if (row.flag_of && rows[row.flag_of]) yield* flag(judged, segment, rows, row);
      if (row.type === "XCN" && row.usage !== "X") yield* identifiers(judged, segment, row);
      if (row.type === "CX") yield* forbidden(judged, segment, row);
    }
  }

  // Repeated values

  // The columns at which something is told already, by line: notes, and faults of form.
  const places = (found, faults) => {
    const lines = new Map();
    const add = (line, column) => {
      const columns = lines.get(line);
      if (columns) columns.push(column);
      else lines.set(line, [column]);
    };
    for (const { line, column } of found) add(line, column);
    for (const [line, column] of faults) add(line, column);
    return lines;
  };
  const isTold = (places, place) => (places.get(place.line) ?? []).some((column) =>
    place.column <= column && column <= place.column + place.text.length);

  const PART = 200; // segments between two pauses

  // The first number that does not follow the one before. Yields nothing now and then.
  function* counted(judged, matched, places) {
    const last = {};
    const said = new Set();
    let before = "";
    for (const [index, [segment, variant]] of matched.entries()) {
      if (!(index % PART)) yield;
      for (const row of rowsOf(variant).counting) {
        const place = at(judged, segment, row.id);
        const number = /^[0-9]{1,4}$/.test(place.text) && !isTold(places, place) ? parseInt(place.text, 10) : null;
        const isNext = row.counts === "message" || segment.name === before;
        const expected = (isNext ? last[row.id] ?? 0 : 0) + 1;
        if (number !== null && number !== expected && !said.has(row.id)) {
          said.add(row.id);
          yield noteAt(place, "invalid-value.count", row, { row: row.id, value: short(place.text), number: expected });
        }
        last[row.id] = number ?? expected;
      }
      before = segment.name;
    }
  }

  // Each segment of a variant that comes oftener than it may.
  function* limited(judged, matched) {
    const counts = {};
    for (const [segment, variant] of matched) {
      if (!("most" in variant)) continue;
      counts[variant.key] = (counts[variant.key] ?? 0) + 1;
      if (counts[variant.key] <= variant.most) continue;
      const values = { segment: variant.key, spec: judged.spec.name, title: variant.title };
      yield note(segment.line, segment.fields[0].column, "repeated-segment.variant", segment.name, values, { row: variant });
    }
  }

  // The values of a component, one for each repetition, or that of a field as a whole.
  const every = (judged, segment, id) => {
    const [number, component] = numbers(id);
    if (!component) return [fieldOf(segment, number).text];
    return repetitions(judged.message, segment, number).map((each) => components(judged.message, each)[component - 1]?.text);
  };

  // Each value that is not the one it repeats, where nothing else is wrong with either. Yields nothing now and then.
  function* echoed(judged, matched, places) {
    const first = {};
    for (const [segment] of matched) first[segment.name] ??= segment;
    for (const [index, [segment, variant]] of matched.entries()) {
      if (!(index % PART)) yield;
      for (const row of rowsOf(variant).equal) {
        const [name] = row.equals.split("-");
        const origin = name === segment.name ? segment : first[name];
        if (!origin) continue;
        const place = at(judged, segment, row.id);
        const wanted = at(judged, origin, row.equals);
        if (isEmpty(place.text) || isEmpty(wanted.text) || place.text === wanted.text) continue;
        const values = every(judged, origin, row.equals);
        if (every(judged, segment, row.id).some((each) => each !== undefined && values.includes(each))) continue;
        if (isTold(places, place) || isTold(places, wanted)) continue;
        const [is, expected] = apart(place.text, wanted.text);
        const shown = { name: row.id, value: short(is), expected: short(expected), other: row.equals };
        yield noteAt(place, "broken-echo.message", row, shown);
      }
    }
  }

  Object.assign(checker, { numbers, at, isEmpty, noteAt, title, told, ofFields, ofCodes, places, counted, limited, echoed });
}
