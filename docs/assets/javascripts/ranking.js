// From a question to passages in order: lunr 2.3.9 over search/index.js, asked once for each word of the question. A
// passage gains by how many of the words it has, the rare ones above all, and by where: in its name or in another name
// that docs/specs/search.yml gives it, in the headings around it, in its text.
{
  const silent = new Set(("a about all also am an and any are as at be been being but by can could did do does for from "
    + "get had has have having how i if in into iris is it its just me mean means my need needs of on or our ours own please s shall "
    + "she should so some such t than that the their them then there these they this those to us very was we were what "
    + "when where which while who whom whose why will with would you your yours").split(" "));
  const boosts = { name: 6, around: 1.5, text: 1 };
  const ofEntry = 0.4; // an entry counts less than a section, so that tables do not drown the rest,
  const byName = 2.5; // unless it is asked for by its name
  const ofOther = 0.6; // another name counts less than the name
  const slice = 12; // milliseconds of work before the page gets its turn

  const stem = (word) => lunr.stemmer(new lunr.Token(word)).toString();

  // "PID-5.1", "PID.5.1" and "PatientName" are one word each, and so are their parts; "C#" is one alone.
  const COMPOUND = /\p{L}#|[\p{L}\p{N}]+(?:[-_.^/'’][\p{L}\p{N}]+)*/gu;
  // A verb with "not" says no more than "not", however it is written: "can't", "cannot", "dont".
  const REFUSAL = /^(?:cannot|(?:ai|are|ca|could|did|do|does|had|has|have|is|must|need|should|was|were|wo|would)n['’]?t)$/i;
  const parts = (compound) => compound.replace(REFUSAL, "not").replace(/['’](?:d|ll|m|re|s|ve)$/i, "").replace("#", "sharp")
    .split(/[^\p{L}\p{N}]+|(?<=\p{Ll})(?=\p{Lu})/u).map((part) => part.toLowerCase());
  const join = (words) => words.join(" ").replace(/(?<=\d) (?=\d)/g, "-").replaceAll(" ", "");
  const terms = (compound) => {
    const words = parts(compound);
    return [...new Set(words.length > 1 ? [...words, join(words)] : words)].filter((word) => !silent.has(word)).map(stem);
  };

  const fill = async (builder, passages, also) => {
    let start = performance.now();
    for (const [at, { address, title, name, text, section }] of passages.entries()) {
      const isEntry = section !== undefined;
      builder.add({
        id: `${at}`,
        name: isEntry && !/\s/.test(section + name) ? `${name} ${section}.${name}` : name,
        around: name === title ? "" : `${title} ${section ?? ""}`,
        text,
      }, { boost: isEntry ? ofEntry : 1 });
      for (const [number, other] of (also[address] ?? []).entries()) builder.add({ id: `${at} ${number}`, name: other, around: "", text: "" }, { boost: ofOther });
      if (performance.now() - start > slice) {
        await new Promise((resolve) => setTimeout(resolve));
        start = performance.now();
      }
    }
    return builder.build();
  };

  // Returns a function from a question to passages, the best first, each with the terms that it was found by.
  const prepare = async ({ pages, also, same }) => {
    const passages = pages.flatMap(([page, title, found]) => found.map(([anchor, name, text, section]) =>
      ({ address: anchor ? `${page}#${anchor}` : page, page, title, name: name || title, text, section })));
    const builder = new lunr.Builder();
    builder.tokenizer = (text) => (text.match(COMPOUND) ?? []).flatMap(terms).map((term) => new lunr.Token(term));
    builder.ref("id");
    builder.b(0.65); // how much a long text loses
    for (const [field, boost] of Object.entries(boosts)) builder.field(field, { boost });
    const index = await fill(builder, passages, also);

    // The passages by their names: "PID-5 Patient Name" is known as "PID-5" and as "Patient Name" too.
    const key = (text) => (text.match(COMPOUND) ?? []).map((compound) => stem(join(parts(compound)))).join(" ");
    const named = new Map();
    for (const [at, { name, section }] of passages.entries()) {
      const position = /^[A-Z][A-Z\d]{2}-[\d.]+(?= )/.exec(name)?.[0];
      const names = position ? [name, position, name.slice(position.length)] : [name, `${section}.${name}`];
      for (const each of new Set(names.map(key))) named.set(each, [...(named.get(each) ?? []), at]);
    }

    const isKnown = (word) => stem(word) in index.invertedIndex;
    const others = new Map(same.flatMap((group) => {
      const stems = group.map((word) => stem(join(parts(word))));
      return stems.map((each) => [each, stems]);
    }));

    // The words of a question; a compound is one word if the index has it.
    const words = (question) => (question.match(COMPOUND) ?? []).flatMap((compound) => {
      const words = parts(compound);
      return isKnown(join(words)) ? [join(words)] : words;
    });
    const telling = (words) => {
      const found = words.filter((word) => !silent.has(word));
      return found.length ? found : words;
    };

    // Neighbours that the index has as one word too: "order local id" is OrderLocalId, and "log in" is login.
    const neighbours = (words) => words.flatMap((_, at) => [words.slice(at, at + 2), words.slice(at, at + 3)])
      .filter((run, at) => run.length === 2 + (at % 2)).map(join).filter(isKnown);

    // Score and terms of the passages that have a word or something that stands for it.
    const find = (word, isLast) => {
      const base = stem(word);
      const same = (others.get(base) ?? []).map((other) => [other, 0.6, {}]);
      const longer = isLast && word.length > 1 ? [[word, 0.5, { wildcard: lunr.Query.wildcard.TRAILING }]] : [];
      const best = new Map();
      const look = ([term, weight, options]) => {
        for (const { ref, score, matchData } of index.query((query) => query.term(term, { usePipeline: false, ...options }))) {
          const at = parseInt(ref);
          const other = best.get(at) ?? { score: 0, terms: [] };
          const matched = Object.keys(matchData.metadata);
          best.set(at, { score: Math.max(other.score, weight * score), terms: [...other.terms, ...matched] });
        }
      };
      for (const variant of [[base, 1, {}], ...same, ...longer]) look(variant);
      const isMisspelt = !same.length && !isKnown(word) && word.length > 3;
      for (const editDistance of isMisspelt ? [0, 1, 2].slice(0, word.length > 6 ? 3 : 2) : []) { // the nearest word
        if (!best.size) for (const spelling of [word, base]) look([spelling, 0.7, { editDistance }]);
      }
      return best;
    };

    return (question) => {
      const all = words(question);
      const asked = telling(all);
      const total = new Map();
      let whole = 0;
      const add = (found, weight, rarity) => {
        whole += rarity;
        for (const [at, { score, terms }] of found) {
          const sum = total.get(at) ?? { score: 0, part: 0, terms: [] };
          total.set(at, { score: sum.score + weight * score, part: sum.part + rarity, terms: [...sum.terms, ...terms] });
        }
      };
      for (const [at, word] of asked.entries()) {
        const found = find(word, at === asked.length - 1);
        add(found, 1, found.size && Math.log(1 + passages.length / found.size));
      }
      for (const word of neighbours(all)) add(find(word), 0.5, 0);
      for (const at of named.get(key(question)) ?? []) if (total.has(at)) total.get(at).score *= byName;
      return [...total].map(([at, { score, part, terms }]) =>
        ({ ...passages[at], score: score * (part / whole) ** 2, terms: new Set(terms) }))
        .sort((one, other) => other.score - one.score);
    };
  };

  // The words of a text that a passage was found by, as pairs of start and end.
  const marks = (text, found) => [...text.matchAll(COMPOUND)]
    .filter(([compound]) => terms(compound).some((term) => found.has(term)))
    .map(({ 0: compound, index }) => [index, index + compound.length]);

  globalThis.ranking = { prepare, marks };
}
