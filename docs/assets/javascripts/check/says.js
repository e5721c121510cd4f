// "What this message says": the rows of a table, as `shows` of the rules has them. A row is {label, value, place, at}, made
// by a function when it is shown.
{
  const { own, strip, numbers, components, repetitions, unescape, variantOf } = checker;

  const sized = (texts, unit) => {
    const number = unit === "lines" ? texts.length : texts.join("").length;
    return `${number.toLocaleString("en-US")} ${number === 1 ? unit.slice(0, -1) : unit}`;
  };

  // A code with its meaning, where the guide has one.
  const told = (rules, table, text) => {
    const meaning = own(own(rules.hl7.tables, table)?.texts, text);
    return meaning && meaning !== text ? `${text} (${meaning})` : text;
  };

  const LONGEST = 160; // characters of a value
  const plain = (text) => {
    const line = text.slice(0, 2 * LONGEST).replace(/\\.br\\|\s+/g, " ");
    return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
  };

  // HL7

  const kept = new WeakMap();
  const rowsOf = (variant) => {
    if (!kept.has(variant)) kept.set(variant, new Map(variant.fields.flatMap((row) => [row, ...(row.rows ?? [])]).map((row) => [row.id, row])));
    return kept.get(variant);
  };

  // The values of a row in a segment: one for each repetition, empty ones left out.
  const values = (message, segment, id) => {
    const [field, component] = numbers(id);
    return repetitions(message, segment, field).map((part) => {
      const parts = components(message, part);
      return strip(unescape(message, (component ? parts[component - 1] : parts.length === 1 || !part.text ? part : parts[0])?.text ?? ""));
    });
  };

  const PART = 16; // segments between two pauses

  function* ofHl7(rules, kind, { segments, message }) {
    const spec = rules.hl7.messages[kind];
    const judged = { rules, spec, message };
    const known = new Map(); // by segment name, and by variant
    for (const [index, segment] of segments.entries()) {
      if (!(index % PART)) yield;
      const variant = variantOf(judged, segment, spec.segments[segment.name] ?? []);
      if (!variant) continue;
      const each = { segment, variant, rows: rowsOf(variant) };
      for (const name of new Set([segment.name, variant.key])) {
        if (!known.has(name)) known.set(name, []);
        known.get(name).push(each);
      }
    }
    const labelOf = (entry, segment, rows) => {
      if (!entry.coded) return entry.label;
      const [code] = values(message, segment, entry.coded);
      const eye = Object.entries(entry.begins).find(([begins]) => code.startsWith(begins))?.[1];
      const meaning = own(own(rules.hl7.tables, rows.get(entry.coded)?.table)?.texts, code);
      return eye ? `${eye}: ${(meaning ?? code).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}` : own(entry.names, code) ?? code;
    };
    const row = (entry, segment, variant, rows, first, texts) => ({
      label: labelOf(entry, segment, rows),
      value: plain(texts.map((text, at) => told(rules, rows.get(entry.rows[at])?.table, text)).filter((text) => text).join(" ")),
      place: first,
      at: rows.get(first)?.at ?? rows.get(first.split(".")[0])?.at ?? variant.at ?? "",
    });
    const sizeOf = (entry, found) => {
      const texts = found.flatMap(({ segment }) => values(message, segment, entry.rows[0]).filter((text) => entry.size === "lines" || text));
      const whole = entry.size === "lines" ? texts : found.map(({ segment }) => segment.fields[5]?.text ?? "");
      return { label: entry.label, value: sized(whole, entry.size), place: entry.rows[0], at: found[0].variant.at ?? "" };
    };
    const made = [];
    for (const entry of rules.shows.hl7) {
      const found = known.get(entry.of ?? entry.rows[0].split("-")[0]) ?? [];
      if (entry.size) {
        if (found.length) made.push(() => sizeOf(entry, found));
        continue;
      }
      for (const [index, { segment, variant, rows }] of (entry.each ? found : found.slice(0, 1)).entries()) {
        if (!(index % PART)) yield;
        const columns = entry.rows.map((id) => values(message, segment, id));
        const most = entry.all ? columns.reduce((number, column) => Math.max(number, column.length), 0) : 1;
        for (let at = 0; at < most; at += 1) {
          const first = entry.rows.find((_, column) => columns[column][at]);
          if (first) made.push(() => row(entry, segment, variant, rows, first, columns.map((column) => column[at] ?? "")));
        }
      }
    }
    return made;
  }

  // JSON

  const ofJson = (rules, kind, root) => rules.shows.json.flatMap((entry) => {
    const [list, ...after] = entry.rows[0].split("[]");
    const walk = (node, path) => path.split(".").filter((step) => step).reduce((inner, step) =>
      (inner?.items instanceof Map ? inner.items.get(step) : undefined), node);
    const nodes = after.length ? walk(root, list)?.items ?? [] : [root];
    if (!Array.isArray(nodes)) return [];
    return [...nodes.entries()].flatMap(([number, node]) => {
      const texts = entry.rows.map((path) => walk(node, after.length ? path.split("[]")[1] : path)?.value)
        .filter((value) => !["", undefined, null].includes(value) && typeof value !== "object").map(String);
      const place = after.length ? `${list}[${number}]${after[0]}` : entry.rows[0];
      const value = entry.size ? sized(texts, entry.size) : plain(texts.join(" "));
      return texts.length ? [() => ({ label: entry.label, value, place, at: addressOf(rules, kind, root, entry.rows[0]) })] : [];
    });
  });

  // The address of the row of a path, that of the nearest row above where it has none.
  const addressOf = (rules, kind, root, path) => {
    let held = own(rules.json.objects, kind);
    const variant = held?.by ? root.items?.get?.(held.by)?.value : undefined;
    if (typeof variant === "string") held = own(rules.json.objects, own(held.variants, variant)) ?? held;
    let at = "";
    for (const step of path.replaceAll("[]", "").split(".")) {
      const row = own(held?.rows, step);
      at = row?.at ?? at;
      held = own(rules.json.objects, row?.holds);
    }
    return at;
  };

  // CSV

  const ofCsv = (rules, kind, header, row) => {
    const cells = new Map(header.map((cell, at) => [cell.value, row[at]?.value ?? ""]));
    const fields = new Map(rules.csv.tables[kind].fields.map((field) => [field.name, field]));
    return rules.shows.csv.flatMap(({ label, rows }) => {
      const value = plain(rows.map((name) => cells.get(name) ?? "").filter((each) => each).join(" "));
      return value ? [() => ({ label, value, place: rows[0], at: fields.get(rows[0])?.at ?? "" })] : [];
    });
  };

  // What a text says, message by message, a file of CSV row by row: how many there are, what one is called, and `at`, which
  // yields now and then and returns the kind of one, and a function for each of its rows that makes it: there can be thousands.
  const says = ({ rules }, { form, kinds, messages }) => {
    if (form === "csv") {
      const { header, rows } = messages[0];
      function* at(index) { // eslint-disable-line require-yield -- a row is short
        return { kind: kinds[0], rows: ofCsv(rules, kinds[0], header, rows[index]) };
      }
      return { noun: "Row", count: rows.length, at };
    }
    function* at(index) {
      const [kind, message] = [kinds[index], messages[index]];
      return { kind, rows: !kind ? [] : form === "hl7" ? yield* ofHl7(rules, kind, message) : ofJson(rules, kind, message) };
    }
    return { noun: "Message", count: messages.length, at };
  };

  Object.assign(checker, { says });
}
