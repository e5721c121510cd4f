// An HL7 text against the rules of its messages: kind, structure, segments, fields, numbers, repeated values (hl7.py,
// hl7_structure.py).
{
  const {
    strip, short, lower, either, allowed, meant, note, settled, levelOf, blamed, fieldOf, components, unescape, at, isEmpty, noteAt, title, told, fault,
    ofFields, ofCodes, places, counted, limited, echoed,
  } = checker;

  // Structure

  // The slot that takes a segment: this one, one after it, or one of the group that begins again.
  const next = (slots, here, name) => {
    if (here >= 0 && slots[here].name === name) return here;
    for (let index = here + 1; index < slots.length; index += 1) if (slots[index].name === name) return index;
    if (here >= 0 && slots[here].back >= 0) {
      for (let index = slots[here].back; index < here; index += 1) if (slots[index].name === name) return index;
    }
    return -1;
  };

  const noteOn = (segment, kind, values, more) => note(segment.line, segment.fields[0].column, kind, segment.name, values, more);

  // The slot of a segment with the question about the order of all, if a slot has one.
  const askedOf = (slots, slot) => {
    const order = slots.find((each) => each.questions?.order)?.questions.order;
    return order ? { ...slot, questions: { order } } : slot;
  };

  // All that is missing, at the last segment before it; a misspelt name is not missing too.
  function* missing(rules, spec, segments) {
    const { slots } = spec;
    const last = Object.fromEntries(segments.map((segment) => [segment.name, segment]));
    const names = slots.map((slot) => slot.name);
    const absent = names.filter((name) => !last[name]);
    const misspelt = new Set(Object.keys(last).filter((name) => !names.includes(name)).map((name) => meant(name, absent)));
    const found = [...slots.entries()].filter(([, slot]) => slot.least && !last[slot.name] && !misspelt.has(slot.name)).map(([index]) => index);
    if (!found.length) return;
    const before = slots.slice(0, found[0]).findLast((slot) => last[slot.name])?.name ?? "";
    const place = last[before] ?? segments[0];
    const values = { segments: either(found.map((index) => names[index])), spec: spec.name, where: before ? `after ${before}` : "first" };
    const kind = `missing-segment.${found.length === 1 ? "segment" : "segments"}`;
    const row = blamed(rules, kind, found.map((index) => slots[index]));
    yield note(place.line, place.fields[0].column, kind, names[found[0]], values, { row });
  }

  // What is wrong with order and number of the segments, from slot to slot of the structure.
  function* structure(rules, spec, segments, isWhole) {
    const { slots } = spec;
    const known = slots.map((slot) => slot.name);
    const present = new Set(segments.map((segment) => segment.name));
    const seen = new Set();
    const told = new Set();
    const near = new Map(); // what is meant by a name, of which there may be thousands
    let [here, count] = [-1, 0];
    for (const segment of segments) {
      const { name } = segment;
      const there = next(slots, here, name);
      if (!known.includes(name)) {
        if (!near.has(name)) near.set(name, meant(name, known.filter((each) => !present.has(each))));
        yield noteOn(segment, "unknown-segment.sample", { spec: spec.name, segment: name }, { meant: near.get(name) });
      } else if (there < 0) {
        if (told.delete(name)) continue;
        if (seen.has(name)) {
          yield noteOn(segment, "repeated-segment.sample", { segment: name, spec: spec.name });
        } else {
          const row = askedOf(slots, slots[known.indexOf(name)]);
          yield noteOn(segment, "segment-order.late", { segment: name, other: slots[here].name, spec: spec.name }, { row });
          seen.add(name);
        }
      } else if (there === here && count === slots[here].most && slots[here].back !== here) {
        yield noteOn(segment, "repeated-segment.sample", { segment: name, spec: spec.name });
      } else {
        const late = slots.slice(here + 1, there).filter((each) => each.least && present.has(each.name) && !seen.has(each.name))
          .map((each) => each.name);
        if (late.length) {
          const row = askedOf(slots, slots[there]);
          yield noteOn(segment, "segment-order.early", { segment: name, other: late[0], spec: spec.name }, { row });
        }
        count = there === here ? count + 1 : 1;
        here = there;
        for (const each of late) told.add(each);
        for (const each of [name, ...late]) seen.add(each);
      }
    }
    if (isWhole) yield* missing(rules, spec, segments);
  }

  // Variants

  const plain = (text) => lower(strip(text));

  const before = (text, sign) => {
    const end = text.indexOf(sign);
    return end < 0 ? text : text.slice(0, end);
  };

  // The value of a row, of several repetitions or components the first.
  const first = (judged, segment, row) => {
    const { repetition, component, subcomponent } = judged.message;
    return unescape(judged.message, [repetition, component, subcomponent].reduce(before, at(judged, segment, row).text));
  };

  // The variant whose values a segment has, else the one that has them but for blanks and capitals.
  const variantOf = (judged, segment, variants) => {
    const texts = new Map();
    for (const change of [String, plain]) {
      for (const variant of variants) {
        const isMeant = ([row, value]) => {
          if (!texts.has(row)) texts.set(row, first(judged, segment, row));
          return change(texts.get(row)) === change(value);
        };
        if (Object.entries(variant.when ?? {}).every(isMeant)) return variant;
      }
    }
    return undefined;
  };

  function* unmatched(judged, segment, variants) {
    const [row] = Object.keys(variants[0].when);
    const values = variants.filter(({ when }) => when && row in when).map(({ when }) => when[row]);
    const place = at(judged, segment, row);
    const own = variants[0].fields.find((each) => each.id === row);
    const wanted = allowed([...new Set(values)], "a value of the segment");
    if (isEmpty(place.text)) yield noteAt(place, "missing-field.field", own, { fields: title(own), spec: judged.spec.name });
    else yield* told(judged, place, own, fault("unknown-code.value", wanted));
  }

  // What is wrong with a message. Yields nothing now and then between segments, so that long work can pause.
  const PART = 16; // segments between two pauses
  const LONG = 100; // fields of a segment before which it pauses
  function* check(rules, spec, read) {
    const judged = { rules, spec, message: read.message, faults: places([], read.faults) };
    const order = [...structure(rules, spec, read.segments, read.isWhole)];
    yield* order;
    yield;
    const surplus = new Set(order.filter((each) => each.rule === "repeated-segment").map(({ line, column }) => `${line}:${column}`));
    const found = [];
    const matched = [];
    const numbered = [];
    for (const [index, segment] of read.segments.entries()) {
      if (!(index % PART) || segment.fields.length > LONG) yield;
      if (surplus.has(`${segment.line}:${segment.fields[0].column}`)) continue;
      const variants = spec.segments[segment.name] ?? [];
      const variant = variantOf(judged, segment, variants);
      if (variants.length) numbered.push([segment, variant ?? variants[0]]);
      if (variant) {
        matched.push([segment, variant]);
        for (const each of ofFields(judged, segment, variant)) found.push(each);
        for (const each of ofCodes(judged, segment, variant)) found.push(each);
      } else if (variants.length) {
        found.push(...unmatched(judged, segment, variants));
      }
    }
    yield* found;
    const numbers = [];
    for (const each of read.isWhole && !surplus.size ? counted(judged, numbered, places(found, read.faults)) : []) {
      if (each) numbers.push(each);
      yield each;
    }
    yield* limited(judged, matched);
    yield* echoed(judged, matched, places([...found, ...numbers], read.faults));
  }

  // Kinds

  // The kinds whose code is that of MSH-9, else those whose message type is.
  const kindsOf = (rules, read) => {
    const parts = components(read.message, fieldOf(read.segments[0], 9)).map((part) => lower(strip(part.text)));
    const [type, event = ""] = parts;
    const every = rules.hl7.kinds.filter((each) => !each.chosen).map((each) => [each.id, lower(each.code).split("^")]);
    const whole = every.filter(([, code]) => code[0] === type && (code.length === 1 || (code.length === 2 && code[1] === event)));
    if (whole.length) return whole.map(([id]) => id);
    const like = every.find(([, code]) => code[0] === type)?.[1].join("^");
    return every.filter(([, code]) => code.join("^") === like).map(([id]) => id);
  };

  const unknown = (rules, read) => {
    const place = fieldOf(read.segments[0], 9);
    const known = allowed([...new Set(rules.hl7.kinds.map((each) => each.code))], "");
    return strip(place.text) ? note(place.line, place.column, "unknown-message.code", "MSH-9", { value: short(place.text), known })
      : note(place.line, place.column, "unknown-message.none", "MSH-9", { known });
  };

  const MOST = 500; // notes between two pauses

  // The kind that a message is held to, empty where there is none for it, and what is wrong with it. Of several kinds
  // it is the one by which the fewest errors are in it, then the least, the first of equals.
  function* verdict(rules, read, kind) {
    let best = null;
    const kinds = kind ? [kind] : kindsOf(rules, read);
    for (const each of kinds) {
      const notes = [];
      for (const own of check(rules, rules.hl7.messages[each], read)) {
        if (own) notes.push(own);
        if (!own || !(notes.length % MOST)) yield;
      }
      const every = kinds.length > 1 ? settled(notes) : [];
      const errors = every.filter((own) => levelOf(rules, own) === "error").length;
      const isLess = !best || errors < best.errors || (errors === best.errors && every.length < best.number);
      if (isLess) best = { kind: each, notes, errors, number: every.length };
    }
    return best ?? { kind: "", notes: [unknown(rules, read)] };
  }

  Object.assign(checker, { hl7Verdict: verdict, variantOf });
}
