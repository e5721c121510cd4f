// A message in JSON against its schema: the errors that are the cause (json_schema.py), in words at what is to be changed
// (json_message.py). What a value breaks is found by @cfworker/json-schema (json-schema.min.js).
{
  const { own, strip, points, SHOWN, either, allowed, meant, short, note, leftOpen, blamed, hasForm, isPrivateName } = checker;
  const WRAPPERS = ["properties", "patternProperties", "items", "prefixItems", "allOf", "$ref", "if", "then", "else", "false"];
  const PLAIN = ["pattern", "format", "required"];
  const PART = 100; // errors between two pauses
  const ONE = ["wrong-type", "unknown-value", "too-short", "too-long", "wrong-form"]; // of which one value breaks one at a time
  const OF_WHOLE = ["unknown-value", "wrong-form"]; // which an object breaks because of something inside
  const TYPES = {
    array: "an array", boolean: "true or false", integer: "a whole number", null: "null", number: "a number", object: "an object",
    string: "text",
  };
  const NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;

  const key = (path) => JSON.stringify(path);
  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const propertiesOf = (node) => node.properties ?? {};

  // Schemas

  const literal = (value) => (value === null ? "None" : String(value));
  const words = (condition) => Object.entries(propertiesOf(condition)).map(([name, schema]) =>
    `${name} is ${(schema.enum ?? ("const" in schema ? [schema.const] : [])).map(literal).join(" or ")}`).join(" and ");

  // The condition of the `then` or `else` that each part of a schema is written in.
  const conditionsOf = (value, condition, found) => {
    if (Array.isArray(value)) for (const inner of value) conditionsOf(inner, condition, found);
    if (!isObject(value)) return found;
    found.set(value, condition);
    for (const [name, inner] of Object.entries(value)) {
      const begins = "if" in value ? { then: "when", else: "unless" }[name] : undefined;
      conditionsOf(inner, begins ? `${begins} ${words(value.if)}` : condition, found);
    }
    return found;
  };

  const prepare = (rules) => {
    for (const name of Object.keys(jsonSchema.format)) delete jsonSchema.format[name];
    for (const [name, form] of Object.entries(rules.forms)) {
      if (name.startsWith("json:")) jsonSchema.format[name.slice(5)] = (text) => hasForm(form, text);
    }
    return Object.fromEntries(Object.entries(rules.json.schemas).map(([kind, value]) =>
      [kind, { value, validator: new jsonSchema.Validator(value, "2020-12", false), conditions: conditionsOf(value, "", new Map()) }]));
  };

  const stepsOf = (pointer) => pointer.split("/").slice(1).map((step) =>
    decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~"));

  const target = (schema, node) => ("$ref" in node ? stepsOf(node.$ref).reduce((value, step) => value[step], schema.value) : null);

  // The schemas that hold together: the one referred to, those of `allOf`, and this one last.
  const parts = (schema, node) => {
    const other = target(schema, node);
    const within = (node.allOf ?? []).filter((each) => !("if" in each)).flatMap((each) => parts(schema, each));
    return [...(other ? parts(schema, other) : []), ...within, node];
  };

  const isOfSeveral = ({ keyword }) => keyword === "anyOf" || keyword === "oneOf";
  const above = (pointer) => pointer.slice(0, Math.max(pointer.lastIndexOf("/"), 0));

  // The innermost alternatives that an error is in, of errors by their two addresses; `known` are addresses of alternatives.
  const alternativesOf = (error, unique, known) => {
    for (let keywords = error.keywordLocation; keywords; keywords = above(keywords)) {
      if (!known.has(keywords)) continue;
      for (let path = error.instanceLocation; path; path = above(path)) {
        const found = unique.get(`${keywords} ${path}`);
        if (found && found !== error) return found;
      }
    }
    return null;
  };

  // The errors of a value. Their number is limited, as the validator puts all on the stack: of too many, those of the first
  // items of each array, and `isCut`.
  const errorsOf = (schema, value) => {
    for (const most of [Infinity, 1000, 100, 10]) {
      try {
        return { errors: schema.validator.validate(wellFormed(value, most)).errors, isCut: most < Infinity };
      } catch (fault) {
        if (!(fault instanceof RangeError) || most === 10) throw fault;
      }
    }
    return undefined;
  };

  // Where the address of a keyword leads, as its steps and the schema that has it.
  const keywordAt = (schema, location) => {
    const keywords = stepsOf(location);
    let node = schema.value;
    for (const step of keywords.slice(0, -1)) node = step === "$ref" ? target(schema, node) : node[step];
    return { keywords, schema: node };
  };

  // The errors of a validator as a tree: alternatives that none of holds have the errors of each. Yields now and then.
  function* tree(schema, node) {
    const valueAt = (path) => path.reduce((value, step) => value[step], node.value);
    const unique = new Map();
    const places = new Map();
    const { errors: all, isCut } = errorsOf(schema, node.value);
    yield;
    for (const { keyword, keywordLocation, instanceLocation, error } of all) {
      if (WRAPPERS.includes(keyword)) continue;
      const id = `${keywordLocation} ${instanceLocation}`;
      const before = unique.get(id);
      const flagged = /^Property "(.*)" does not match (?:additional|unevaluated) properties schema/s.exec(error)?.[1];
      if (before) {
        if (flagged !== undefined) before.flagged.push(flagged);
        continue;
      }
      if (!places.has(keywordLocation)) places.set(keywordLocation, keywordAt(schema, keywordLocation));
      const path = [];
      for (const step of stepsOf(instanceLocation)) path.push(Array.isArray(valueAt(path)) ? Number(step) : step);
      unique.set(id, {
        keyword,
        keywordLocation,
        instanceLocation,
        ...places.get(keywordLocation),
        path,
        instance: emptied(valueAt(path)),
        flagged: flagged === undefined ? [] : [flagged],
        context: [],
        isClosed: keyword === "oneOf" && !error.includes("(0 matches)"), // more than one holds
      });
      if (!(unique.size % PART)) yield;
    }
    const errors = [...unique.values()];
    const known = new Set(errors.filter(isOfSeveral).map((error) => error.keywordLocation));
    const top = [];
    for (const error of errors) {
      const inner = alternativesOf(error, unique, known);
      if (!inner) {
        top.push(error);
      } else if (!inner.isClosed) {
        inner.context.push(Object.assign(error, { branch: error.keywords[inner.keywords.length], isAtValue: error.path.length === inner.path.length }));
      }
    }
    return { errors: top, isCut };
  }

  const emptied = (value) => (typeof value === "string" && !strip(value, " \t\r\n") ? "" : value);

  // A value whose names the validator can write as an address, without half surrogates, and so many items of each array; a
  // text of blanks alone is empty.
  const wellFormed = (value, most) => {
    if (typeof value === "string") return emptied(value);
    if (Array.isArray(value)) return value.slice(0, most).map((each) => wellFormed(each, most));
    if (!isObject(value)) return typeof value === "number" && !Number.isFinite(value) ? 0.5 : value;
    const copy = Object.create(null);
    for (const [name, inner] of Object.entries(value)) copy[name.replace(/\p{Surrogate}/gu, "\ufffd")] = wellFormed(inner, most);
    return copy;
  };

  const first = (entry) => Object.values(propertiesOf(entry))[0] ?? {};

  // The entries of a schema that is a list of codes or pairs, else nothing.
  const entries = (value) => [value, ...(value.anyOf ?? []).slice(0, 1)].flatMap((one) => one.oneOf ?? [])
    .filter((each) => "const" in each || "const" in first(each));

  // The properties of which one is required; deprecated ones only where there is no other.
  const alternatives = (value) => {
    const offered = (value.anyOf ?? []).map((each) => each.required ?? []);
    const names = offered.filter((each) => each.length === 1).map(([name]) => name);
    if (!names.length || names.length !== offered.length) return [];
    const current = names.filter((name) => !propertiesOf(value)[name]?.deprecated);
    return current.length ? current : names;
  };

  // The types that an error asks for, where the type alone is wrong.
  const typesOf = (error) => {
    if (error.keyword === "type") return [error.schema.type].flat();
    const wrong = error.context.filter((each) => each.isAtValue && each.keyword === "type");
    const branches = new Set(error.context.map((each) => each.branch));
    if (new Set(wrong.map((each) => each.branch)).size !== branches.size) return [];
    return [...new Set(wrong.flatMap(typesOf))];
  };

  const isRuledOut = (error) => ["const", "not"].includes(error.keyword) || (error.keyword === "type" && error.isAtValue);
  const isPlain = (branch) => branch.every((error) => PLAIN.includes(error.keyword) && error.isAtValue);

  // The errors of the alternative that was meant, or null where the error is the cause itself.
  const branchMeant = (error) => {
    if (!["anyOf", "oneOf"].includes(error.keyword)) return null;
    const branches = new Map();
    for (const each of error.context) branches.set(each.branch, [...(branches.get(each.branch) ?? []), each]);
    const likely = [...branches.values()].filter((branch) => !branch.some(isRuledOut));
    return !likely.length || (likely.length > 1 && likely.every(isPlain)) ? null : likely[0];
  };

  const reduce = (error) => {
    const isList = entries(error.schema).some((each) => "const" in each);
    return (isList ? null : branchMeant(error))?.flatMap(reduce) ?? [error];
  };

  // Words

  const nodeAt = (node, path) => path.reduce((inner, step) => (Array.isArray(inner.items) ? inner.items[step] : inner.items.get(step)), node);
  const named = (path) => path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("").replace(/^\.+/, "");
  const nameOf = (path) => {
    const names = path.filter((step) => typeof step === "string").map((step) => `'${step}'`);
    return typeof path.at(-1) === "number" ? `an item of ${names.at(-1) ?? "the message"}` : names.at(-1) ?? "the message";
  };

  const placed = (message, path, kind, values, { at = path, isName = false, more = {}, weight = 0, place = named(at) } = {}) => {
    const node = nodeAt(message.node, at);
    const offset = isName ? node.name ?? node.at : node.at;
    return { path, weight, note: note(...message.position(offset), kind, place, values, more) };
  };

  const shown = (message, path, value) => {
    if (typeof value === "number") return `the number ${short(nodeAt(message.node, path).written)}`;
    if (typeof value === "string") return `the text '${short(value)}'`;
    return value === null ? "null" : Array.isArray(value) ? "an array" : isObject(value) ? "an object" : String(value);
  };
  // A text as a message quotes it, with the blanks around it.
  const withBlanks = (text) => short(`|${text}|`).replace(/\|$/, "").slice(1);
  const quoted = (message, path, value) =>
    (typeof value !== "string" ? shown(message, path, value) : value ? `'${withBlanks(value)}'` : "empty");

  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

  // Each property that the object does not have.
  const unknown = (message, { path, instance, schema: node, flagged }) => {
    const known = [...new Set(parts(message.schema, node).flatMap((part) => Object.keys(propertiesOf(part))))];
    if (flagged.every((name) => known.includes(name))) return []; // what is wrong is inside
    const left = known.filter((each) => !(each in instance));
    const kind = known.length > 8 ? "unknown-key.other-property" : "unknown-key.property";
    const others = allowed([...known].sort(), "no other");
    return Object.keys(instance).filter((name) => !known.includes(name)).map((name) => {
      if (isPrivateName(name)) return placed(message, path, "forbidden-value.name", { name: short(name) }, { at: [...path, name], isName: true });
      const near = meant(name, left);
      const values = { key: short(name), known: others };
      return placed(message, path, kind, values, { at: [...path, name], isName: true, more: { meant: near } });
    });
  };

  const wrongType = (message, { path, instance }, wanted) => {
    const values = { name: nameOf(path), expected: either(wanted.map((each) => TYPES[each])), actual: shown(message, path, instance) };
    const isNumber = wanted.includes("number") || wanted.includes("integer");
    let kind = "type";
    if (typeof instance === "number" && wanted.includes("string")) kind = "unquoted";
    else if (typeof instance === "string" && ((isNumber && NUMBER.test(instance))
      || (wanted.includes("boolean") && ["true", "false"].includes(instance)))) kind = "quoted";
    return placed(message, path, `wrong-type.${kind}`, values, { weight: wanted.length });
  };

  const unknownValue = (message, { path, instance, keyword, schema: node }) => {
    const listed = entries(node);
    let names = listed.filter((each) => "const" in each).map((each) => String(each.const));
    if (!names.length) names = (node.enum ?? []).filter((each) => each !== null && each !== "").map(String);
    if (!names.length && keyword === "const") names = [literal(node.const).toLowerCase()];
    const values = { name: nameOf(path), actual: quoted(message, path, instance) };
    if (!names.length) {
      const forms = (node.anyOf ?? []).filter((each) => "title" in each).map((each) => each.title);
      return placed(message, path, "unknown-value.value", { ...values, allowed: either(forms.length ? forms : ["another value"]) });
    }
    const title = listed.length || "enum" in node ? node.title ?? "" : "";
    const besides = listed.length ? node.anyOf?.[1]?.title ?? "" : "";
    const elsewhere = title ? `${/^[AEIOU]/.test(title) ? "an" : "a"} ${title}` : "one of its values";
    const near = meant(instance === null ? "None" : isObject(instance) || Array.isArray(instance) ? "" : String(instance), names);
    return placed(message, path, "unknown-value.value", { ...values, allowed: allowed(names, elsewhere) + (besides ? `, or ${besides}` : "") },
      { more: { meant: near }, weight: names.length });
  };

  const tooLong = (message, { path, instance, keyword, schema: node }) => {
    const condition = message.schema.conditions.get(node) ?? "";
    const number = typeof instance === "string" ? [...instance].length : instance.length;
    const values = { name: nameOf(path), count: count(number, keyword === "maxItems" ? "item" : "character"), when: condition && ` ${condition}` };
    return placed(message, path, node[keyword] ? "too-long.limit" : "too-long.none", { ...values, limit: node[keyword] });
  };

  const notesOf = (message, cause) => {
    const { path, keyword, instance, schema: node } = cause;
    const wanted = ["type", "anyOf"].includes(keyword) ? typesOf(cause) : [];
    if (["additionalProperties", "unevaluatedProperties"].includes(keyword)) return unknown(message, cause);
    if (wanted.length) return [wrongType(message, cause, wanted)];
    if (["enum", "const", "oneOf", "anyOf"].includes(keyword)) return [unknownValue(message, cause)];
    if (["maxItems", "maxLength"].includes(keyword)) return [tooLong(message, cause)];
    const name = nameOf(path);
    if (["minItems", "minLength"].includes(keyword) && !instance.length) return [placed(message, path, "too-short.empty", { name })];
    if (keyword === "uniqueItems") return [placed(message, path, "wrong-form.twice", { name })];
    const form = String(node.description ?? "another value").replace(/\.+$/, "");
    const values = { name, form, actual: quoted(message, path, instance) };
    return [placed(message, path, `wrong-form.${instance === "" ? "empty" : "property"}`, values)];
  };

  const descriptionOf = (schema, node, name) => (parts(schema, node).map((part) => propertiesOf(part)[name]?.description)
    .findLast((each) => each) ?? "").replace(/\.+$/, "");

  const isMissing = ({ keyword, schema: node }) => keyword === "required" || (keyword === "anyOf" && alternatives(node).length > 0);
  const quotedName = (name) => `'${name}'`;

  // One note for all that an object must have, less what an unknown property of it means; of several properties of which
  // one must be there all are named.
  const missing = (message, causes, found) => {
    const told = new Set(found.filter(({ note: made }) => made.rule === "unknown-key" && made.meant !== null)
      .map((each) => key([each.path, each.note.meant])));
    const every = new Map();
    const isOffer = (cause) => cause.keyword !== "required";
    for (const cause of [...causes].sort((one, other) => isOffer(one) - isOffer(other))) {
      const condition = isOffer(cause) ? "" : message.schema.conditions.get(cause.schema) ?? "";
      const id = key([cause.path, condition]);
      if (!every.has(id)) every.set(id, { path: cause.path, condition, absent: new Map() });
      const groups = isOffer(cause) ? [alternatives(cause.schema)]
        : cause.schema.required.filter((name) => !(name in cause.instance)).map((name) => [name]);
      for (const names of groups) every.get(id).absent.set(key(names), { names, node: cause.schema });
    }
    const notes = [];
    for (const { path, condition, absent } of [...every.values()].sort((one, other) => Boolean(one.condition) - Boolean(other.condition))) {
      const groups = [...absent.values()].filter(({ names }) => !names.some((name) => told.has(key([path, name]))))
        .sort((one, other) => one.names.length - other.names.length);
      const names = groups.flatMap((each) => each.names);
      for (const name of names) told.add(key([path, name]));
      if (!groups.length) continue;
      const [first] = groups;
      const isOne = groups.length === 1 && first.names.length === 1;
      const description = isOne ? descriptionOf(message.schema, first.node, first.names[0]) : "";
      const values = { owner: nameOf(path), when: condition, key: first.names[0], description };
      values.keys = groups.length === 1 ? either(first.names.map(quotedName)) : either(groups.map((each) =>
        (each.names.length === 1 ? quotedName(each.names[0]) : `one of ${either(each.names.map(quotedName), "and")}`)));
      const kind = groups.length > 1 ? (condition ? "conditional-keys" : "keys")
        : !isOne ? "either" : condition ? (description ? "conditional-described" : "conditional") : description ? "described" : "key";
      notes.push({ ...placed(message, path, `missing-key.${kind}`, values, { isName: true, place: named([...path, first.names[0]]) }), names });
    }
    return notes;
  };

  // The notes without those that follow from another: one for a value, none for what holds a wrong value.
  const single = (found) => {
    const every = [...found].sort((one, other) => one.weight - other.weight);
    const best = new Map();
    const inside = new Set();
    for (const { path, note: { rule } } of every) {
      const before = best.get(key(path));
      if (ONE.includes(rule) && (!before || ONE.indexOf(rule) < ONE.indexOf(before))) best.set(key(path), rule);
      for (const length of path.keys()) inside.add(key(path.slice(0, length)));
      if (rule === "missing-key" || rule === "unknown-key") inside.add(key(path));
    }
    return every.filter(({ path, note: { rule } }) => (!ONE.includes(rule) || rule === best.get(key(path)))
      && !(OF_WHOLE.includes(rule) && inside.has(key(path))));
  };

  // Each text that no schema judges: a short one with blanks around it, and an NPI without its check digit; `told` are the
  // places of which something is told.
  const wrongTexts = ({ forms }, message, told) => {
    const look = (value, path) => {
      const place = named(path);
      if (path.length && told.has(place)) return [];
      if (Array.isArray(value)) return value.flatMap((inner, at) => look(inner, [...path, at]));
      if (isObject(value)) return Object.keys(value).flatMap((name) => look(value[name], [...path, name]));
      if (typeof value !== "string" || !path.length) return [];
      if (strip(value) !== value && points(strip(value)).length <= SHOWN) {
        return [placed(message, path, "surrounding-blank", { row: place, value: short(`${value}|`).slice(0, -1) })];
      }
      if (path.at(-1) !== "NPI" || !value || hasForm(forms.NPI, value)) return [];
      return [placed(message, path, "wrong-form.property", { name: nameOf(path), actual: `'${short(value)}'`, form: forms.NPI.form })];
    };
    return look(message.node.value, []);
  };

  // The row of a property of a message, and the object that it holds.
  const rowAt = ({ objects }, kind, whole, steps) => {
    let value = whole;
    let held = own(objects, kind);
    let row = {};
    for (const step of steps) {
      if (typeof step === "number") {
        value = Array.isArray(value) ? value[step] : undefined;
        continue;
      }
      const variant = held?.by && isObject(value) ? own(value, held.by) : undefined;
      if (typeof variant === "string") held = own(objects, own(held.variants, variant)) ?? held;
      row = own(held?.rows, step) ?? {};
      held = own(objects, row.holds);
      value = isObject(value) ? own(value, step) : undefined;
    }
    return [row, held ?? {}];
  };

  // A note with the row of its property: that of what is missing, or of the value. An unknown property has none: what is
  // asked about its object is asked about it, unless it is a known one misspelt.
  const explained = (rules, kind, message, { path, names, note: made }) => {
    const at = (steps) => rowAt(rules.json, kind, message.node.value, steps);
    if (made.rule === "missing-key") return { ...made, row: blamed(rules, made.case, names.map((name) => at([...path, name])[0])) };
    const [row, held] = at(path);
    if (made.rule === "unknown-key") return { ...made, row: { ...row, questions: (made.meant === null && held.questions) || {} } };
    const instance = path.reduce((value, step) => value[step], message.node.value);
    return { ...made, row: leftOpen(row, typeof instance === "string" ? instance : "") };
  };

  // What is wrong with a message. Yields nothing now and then, so that long work can pause, and returns whether more may be.
  function* check(rules, kind, schema, node, position) {
    const message = { node, schema, position };
    yield;
    const { errors, isCut } = yield* tree(schema, node);
    const causes = errors.flatMap(reduce);
    const found = [];
    for (const cause of causes) {
      if (!isMissing(cause)) for (const each of notesOf(message, cause)) found.push(each);
      yield;
    }
    for (const each of missing(message, causes.filter(isMissing), found)) found.push(each);
    yield;
    const every = single(found);
    for (const each of wrongTexts(rules, message, new Set(every.map((one) => one.note.place)))) every.push(each);
    yield;
    for (const each of every) yield explained(rules, kind, message, each);
    return isCut;
  }

  // The kind whose properties an object has: all by which it is known, else the most of any.
  const kindOf = (rules, value) => {
    if (!isObject(value)) return "";
    const most = (kinds, names) => kinds.reduce((one, other) => (one && names(one) >= names(other) ? one : other), null);
    const sure = rules.kinds.filter((each) => each.known.length && each.known.every((name) => name in value));
    if (sure.length) return most(sure, (each) => each.known.length).id;
    const number = (each) => each.properties.filter((name) => name in value).length;
    const best = most(rules.kinds, number);
    return best && number(best) ? best.id : "";
  };

  Object.assign(checker, { prepareJson: prepare, jsonNotes: check, jsonKind: kindOf, jsonNode: nodeAt });
}
