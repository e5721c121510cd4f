// From a question to passages in order, by reading their text: search/index.js is text, not an index that takes a second
// to build. Each word of the question is looked up once. A passage gains by how many of the words it has, the rare ones above
// all, and by where: in its name or in another name that docs/specs/search.yml gives it, in the headings around it, in its text.
{
  const silent = new Set(("a about all also am an and any anything are as at back be been being but by came can come comes could did do does else "
    + "every for from get gets getting give given go goes got had happen happened happens has have having how i if in into iris is it its just kind know let like look "
    + "make makes me mean means might much must my myself need needs now of ok on onto or other our ours own please put s shall she should so "
    + "some somebody someone something somewhere such t take tell than that the their them then there these they thing this those to u up us use using "
    + "very want wants was way we were what when where whether which while who whom whose why will with would yet you your yours already ended ends please still").split(" "));
  const slight = new Set("add example flag guide info information page".split(" ")); // asked with almost anything
  const ofSlight = 0.5;
  const troubled = /\b(?:errors?|fail\w*|ignored?|lost|missing|never|nothing|reject\w*|stopped|stuck|vanished|wrong)\b/i; // a symptom is asked for
  const ofSymptom = 1.2;
  const boosts = { name: 6, around: 2.5, text: 1.5 };
  const ofEntry = 0.4; // an entry counts less than a section, and a code less than that, so that tables do not drown the rest,
  const ofCode = 0.25;
  const ofQuestion = 0.5; // what is answered comes before what is open
  const ofKind = { sample: "sample example download", symptom: "problem ignored nothing" }; // what a kind goes by
  const byName = 2.5; // unless it is asked for by its name,
  const byMeaning = 2; // what a question asks the meaning of is a term above all,
  const byMention = 2; // or its name is among the words
  const ofEmpty = 0.5; // a heading without text of its own
  const ofSubstitute = 0.6; // another word of the same group counts less than the word that was asked for,
  const ofPart = 0.5; // and so does a part of a name: "qualapp" in RIGHTQUALAPP
  const ofPage = 0.2; // what another section of the page has counts a little as if the passage had it
  const ofNeighbors = 0.3; // what is added where two words of the question stand side by side
  const ofRepeated = 0.7; // the third result of one name
  const ofOther = 0.75; // another name counts less than the name
  const ofWhole = 0.6; // a name of which the question has all words counts more than one of which it has some
  const saturation = 1.2; // Okapi BM25: how little a word that stands there often adds,
  const brevity = 0.65; // and how much a long text loses

  const unlike = { guide: "guide", guides: "guide", guided: "guide" }; // not a GUID
  const stems = new Map();
  const stem = (word) => stems.get(word) ?? stems.set(word, unlike[word] ?? porter.stemmer(word)).get(word);

  // "PID-5.1", "PID.5.1" and "PatientName" are one word each, and so are their parts; "C#" is one alone.
  const COMPOUND = /\p{L}#|[\p{L}\p{N}]+(?:[-_.^/'’][\p{L}\p{N}]+)*/gu;
  // A verb with "not" says no more than "not", however it is written: "can't", "cannot", "dont".
  const REFUSAL = /^(?:cannot|(?:ai|are|ca|could|did|do|does|had|has|have|is|must|need|should|was|were|wo|would)n['’]?t)$/i;
  const parts = (compound) => compound.replace(REFUSAL, "not").replace(/^0x(?=[\da-f]+$)/i, "").replace(/['’](?:d|ll|m|re|s|ve)$/i, "")
    .split(/[^\p{L}\p{N}#]+|(?<=\p{Ll})(?=\p{Lu})/u).map((part) => part.toLowerCase());
  // What a question asks the meaning of: "what does LocalId mean", "LocalId meaning", "define LocalId".
  const FRAMES = [/^\s*what(?:['’]s| is| are| does| do)\s+(?:an?\s+|the\s+)?(.+?)(?:\s+(?:mean|stand for))?\s*\??\s*$/i,
    /^\s*(?:define|explain|(?:meaning|definition) of)\s+(.+?)\s*$/i, /^\s*(.+?)[\s,:]+(?:meanings?|means|definition|defined|explained)\s*\??\s*$/i];
  const defined = (question) => FRAMES.map((frame) => frame.exec(question)?.[1]).find(Boolean);
  const key = (text) => text.toLowerCase().replace(/(?<=\d)[^\p{L}\p{N}]+(?=\d)/gu, "-").replace(/[-_.^/'’]+(?=\p{L})| +(?=\d)|[-_.^/'’](?=\d)(?<!\d.)/gu, "")
    .trim().replace(/s$/, "");

  // Letters and digits, and where a word begins: "PatientName" has two.
  const isInside = (code) => code === 35 || (code > 47 && code < 58) || (code > 96 && code < 123) || (code > 191 && (code < 0x2000 || code > 0x2fff));
  const isLarge = ({ text, lower }, at) => text.charCodeAt(at) !== lower.charCodeAt(at);
  const isBorder = (pile, at) => !isInside(pile.lower.charCodeAt(at - 1)) || (isLarge(pile, at) && !isLarge(pile, at - 1));

  const telling = (text) => text.toLowerCase().split(/[^a-z\d]+/).filter((word) => word && !silent.has(word)).length;

  // A name, and after it each compound in it as one word: "e-mail" is found as "email".
  const joined = (name) => (/[-_.^/'’]/.test(name) ? [name, ...name.split(" ").filter((word) => /.[-_.^/'’]./.test(word)).map((word) => word.replace(/[-_.^/'’]/g, ""))].join(" ") : name);

  // Texts in one string, a line each, since one long string is searched much faster than many short ones.
  const pile = (texts, passages, size = ({ length }) => length) => {
    const text = texts.join("\n");
    const lower = text.toLowerCase();
    let at = 0;
    const starts = texts.map((each) => { at += each.length + 1; return at - each.length - 1; });
    const lengths = texts.map(size);
    const mean = lengths.reduce((one, other) => one + other, 0) / texts.length;
    const norms = lengths.map((each) => saturation * (1 - brevity + brevity * each / mean));
    return { text, lower: lower.length === text.length ? lower : text, starts, passages, norms, begun: new Map() };
  };

  // A term finds words: where it may begin, and where it ends if it does (else 0).
  const endOf = ({ lower }, at) => { while (isInside(lower.charCodeAt(at))) at += 1; return at; };
  const partEnd = (pile, at) => { do at += 1; while (isInside(pile.lower.charCodeAt(at)) && !isBorder(pile, at)); return at; };
  const byStem = (base) => ({
    start: base.slice(0, Math.max(2, base.length - 1)),
    end: (pile, at) => {
      const part = partEnd(pile, at);
      if (stem(pile.lower.slice(at, part)) === base) return part;
      const end = endOf(pile, part);
      return end > part && stem(pile.lower.slice(at, end)) === base ? end : 0;
    },
  });
  const byStart = (word) => ({ start: word, end: endOf });
  // A word that pages write as two: "servicebus" is "Service Bus".
  const bySplit = (word) => {
    const pattern = new RegExp([...word].join("[-_ ]?"), "y");
    return { start: word.slice(0, 3), end: (pile, at) => lastOf(pattern, pile, at) };
  };
  const escape = (text) => text.replace(/[#.^]/g, "\\$&");
  // Words side by side, in a compound or in text: "test environment", "test environments".
  const byPhrase = (words) => {
    const pattern = new RegExp(`${words.map(escape).join("[-_.^/'’ ]?")}(?:e?s)?`, "y");
    return { start: words[0], end: (pile, at) => lastOf(pattern, pile, at) };
  };
  const lastOf = (pattern, { lower }, at) => {
    pattern.lastIndex = at;
    return pattern.test(lower) && !isInside(lower.charCodeAt(pattern.lastIndex)) ? pattern.lastIndex : 0;
  };
  const byRun = (words) => {
    const pattern = new RegExp(words.map(escape).join("[-_.^/'’]?") + (/\d$/.test(words.at(-1)) ? "(?![-.]?\\d)" : ""), "y");
    return { start: words[0], end: (pile, at) => lastOf(pattern, pile, at) };
  };

  // Where words begin with two letters: looked for once, since many terms begin with the same.
  const beginnings = (pile, two) => {
    let places = pile.begun.get(two);
    if (places) return places;
    places = [];
    for (let at = pile.lower.indexOf(two); at >= 0; at = pile.lower.indexOf(two, at + 1)) if (isBorder(pile, at)) places.push(at);
    pile.begun.set(two, places);
    return places;
  };

  // Calls back with start and end of each place that a term finds.
  const scan = (pile, { start, end }, found) => {
    for (const at of beginnings(pile, start.slice(0, 2))) {
      const last = pile.lower.startsWith(start, at) ? end(pile, at) : 0;
      if (last) found(at, last);
    }
  };

  // Of misspelt words: how many letters differ, at most `most`.
  const distance = (one, other, most) => {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let row = [...Array(other.length + 1).keys()];
    let before = row;
    for (let at = 1; at <= one.length; at += 1) {
      const next = [at];
      for (let to = 1; to <= other.length; to += 1) {
        const change = one[at - 1] === other[to - 1] ? 0 : 1;
        next[to] = Math.min(next[to - 1] + 1, row[to] + 1, row[to - 1] + change);
        if (at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1]) next[to] = Math.min(next[to], before[to - 2] + 1);
      }
      if (Math.min(...next) > most) return most + 1;
      [before, row] = [row, next];
    }
    return row[other.length];
  };

  // What stands in several places by one name is one result, at its first place; a property of several objects is two at most.
  const merged = (found) => {
    const results = [];
    const known = new Map();
    const named = new Map();
    for (const each of found) {
      const { kind, name, section } = each;
      const isOne = ["field", "unused", "code"].includes(kind);
      const same = isOne && kind === "field" ? named.get(name) ?? named.set(name, []).get(name) : [];
      const key = isOne && `${/^[A-Z][A-Z\d]{2}-\d/.test(name) ? "" : section} ${name}`;
      const at = known.get(key);
      if (at === undefined && same.length === 2) results[same[0]].more.push(each);
      else if (at === undefined || !isOne) {
        same.push(results.length);
        known.set(key, results.length);
        results.push({ ...each, more: [] });
      } else if (each.order < results[at].order) results[at] = { ...each, more: [results[at], ...results[at].more] };
      else results[at].more.push(each);
    }
    // Guides have sections of the same names: two are enough before another name has its turn.
    const names = new Map();
    return results.map((each) => {
      const often = names.get(each.name) ?? 0;
      names.set(each.name, often + 1);
      return often < 2 ? each : { ...each, score: each.score * ofRepeated };
    }).sort(byScore);
  };
  const byScore = (one, other) => other.score - one.score;

  // Returns a function from a question to passages, the best first, each with the terms that it was found by.
  // `more` has pages with what is loaded later: unused fields and open questions.
  const prepare = ({ pages, also, kinds, same, texts }, more = { pages: [] }) => {
    const slug = (name) => name.toLowerCase().replace(/[^a-z\d]+/g, "-").replace(/^-|-$/g, "");
    const written = [(name) => slug(name.split(" ")[0]), slug]; // anchors that a number stands for, as coded.py has them
    const all = [...pages, ...more.pages].flatMap(([page, title, found]) => {
      let section = null; // stands once before its entries
      return found.flatMap((each) => {
        if (!Array.isArray(each)) {
          section = each;
          return [];
        }
        const [how, ...said] = each;
        const [name, text] = said.map((it) => (typeof it === "number" ? texts[it] : it));
        const kind = each[3];
        const anchor = typeof how === "number" ? written[how](name) : how;
        const address = anchor ? `${page}#${anchor}` : page;
        return [{ address, page, title, name: name || title, text, section, kind: kind ?? kinds[address] ?? kinds[page] }];
      });
    }).map((passage, order) => ({ ...passage, order }));
    const passages = all.filter(({ kind }) => kind !== "unused");
    const isEntry = ({ section }) => section !== undefined && section !== null;
    const share = (passage) => (passage.kind === "code" ? ofCode : passage.kind === "question" ? ofQuestion : isEntry(passage) ? ofEntry : 1);
    const sizes = new Map();
    const tellingOnce = (text) => sizes.get(text) ?? (sizes.set(text, telling(text)), sizes.get(text));
    const own = [...passages.keys()];
    const otherNames = new Map();
    let number = 0; // each is given with the steps from the one before
    for (const [steps, ...names] of also) otherNames.set(number += steps, names);
    const others = passages.flatMap(({ order }, at) => (otherNames.get(order) ?? []).map((name) => [name, at]));
    const piles = [
      [pile(passages.map(({ name, section }) => (isEntry({ section }) && !/\s/.test(section + name) ? joined(`${name} ${section}.${name}`) : joined(name))), own), boosts.name],
      [pile(passages.map(({ name, title, section, kind }) => `${name === title ? "" : `${title} ${section ?? ""}`} ${ofKind[kind] ?? ""}`), own, tellingOnce), boosts.around],
      [pile(passages.map(({ text }) => text), own), boosts.text],
    ];
    const named = pile(others.map(([name]) => joined(name)), others.map(([, at]) => at), telling);
    // Names and other names in one row: the passage of each, and how many words it has.
    const holders = [...own, ...named.passages];
    const wholes = [...passages.map(({ name }) => Math.max(1, telling(name))), ...others.map(([name]) => Math.max(2, telling(name)))];

    // Whether a passage has a name: "PID-5 Patient Name" is known as "PID-5" and as "Patient Name" too.
    const isNamed = ({ name, section }, wanted, start) => {
      if (!name.toLowerCase().includes(start) && !section?.toLowerCase().includes(start)) return false; // to be quick
      const position = /^[A-Z][A-Z\d]{2}-[\d.]+(?= )/.exec(name)?.[0];
      const names = position ? [name, position, name.slice(position.length)] : [name, `${section}.${name}`];
      return names.some((each) => key(each) === wanted);
    };
    const unused = all.filter(({ kind }) => kind === "unused");

    // Places of a term in a pile, counted for each line.
    const count = (pile, term) => {
      const counts = new Map();
      let line = 0;
      scan(pile, term, (at) => {
        while (pile.starts[line + 1] <= at) line += 1;
        counts.set(line, (counts.get(line) ?? 0) + 1);
      });
      return counts;
    };
    const weigh = (pile, counts, boost, rarity, scores) => {
      for (const [line, often] of counts) {
        const at = pile.passages[line];
        const weight = (boost * rarity * (saturation + 1) * often) / (pile.norms[line] + often);
        scores.set(at, [...(scores.get(at) ?? []), weight * share(passages[at])]);
      }
    };

    // Scores of the passages that a term finds; kept, since the next letter asks for most words again.
    const kept = new Map();
    const look = (name, term) => {
      if (!kept.has(name)) kept.set(name, scored(term));
      return kept.get(name);
    };
    // A word inside a name; what many names have says little.
    const lookInside = (word) => {
      const name = `%${word}`;
      if (!kept.has(name)) {
        const [names] = piles[0];
        const counts = new Map();
        let line = 0;
        for (let at = names.lower.indexOf(word); at >= 0; at = names.lower.indexOf(word, at + 1)) {
          while (names.starts[line + 1] <= at) line += 1;
          if (!isBorder(names, at)) counts.set(line, 1);
        }
        const scores = new Map();
        if (counts.size < 40) weigh(names, counts, boosts.name * ofPart, rarityOf(counts.size), scores);
        kept.set(name, new Map([...scores].map(([at, [score]]) => [at, score])));
      }
      return kept.get(name);
    };
    const rarityOf = (holders) => Math.log(1 + (passages.length - holders + 0.5) / (holders + 0.5));
    const scored = (term) => {
      const found = piles.map(([pile]) => count(pile, term));
      const foundOther = count(named, term);
      const having = new Set([...found.flatMap((counts) => [...counts.keys()]), ...[...foundOther.keys()].map((line) => named.passages[line])]);
      const rarity = rarityOf(having.size);
      const scores = new Map();
      for (const [at, [pile, boost]] of piles.entries()) weigh(pile, found[at], boost, rarity, scores);
      const best = new Map([...scores].map(([at, each]) => [at, each.reduce((one, other) => one + other)]));
      const otherScores = new Map();
      weigh(named, foundOther, boosts.name * ofOther, rarity, otherScores);
      for (const [at, each] of otherScores) best.set(at, Math.max(best.get(at) ?? 0, ...each));
      return { best, names: [...found[0].keys(), ...[...foundOther.keys()].map((line) => line + own.length)] };
    };
    const run = (words) => look(`+${words.join(" ")}`, byRun(words)).best;

    const baseOf = (words) => words.map(stem).join(" ");
    const groups = new Map();
    for (const group of same) {
      const others = group.map((other) => other.toLowerCase().replace(/sharp$/, "#").split(" "));
      for (const base of new Set(others.map(baseOf))) groups.set(base, [...groups.get(base) ?? [], ...others]);
    }
    // What stands for a word or phrase: terms with their names.
    const substitutes = (base) => (groups.get(base) ?? []).filter((words) => baseOf(words) !== base).map((words) =>
      (words.length > 1 ? phrase(words) : [byStem(stem(words[0])), `=${stem(words[0])}`]));
    const phrase = (words) => [byPhrase(words), `"${words.join(" ")}`];
    // Phrases of a question that have a group: each with its place and length.
    const phrases = (words) => words.flatMap((_, at) => [2, 3, 4].map((length) => words.slice(at, at + length).flat()).filter((each, more) =>
      at + more + 2 <= words.length && groups.has(baseOf(each))).map((each) => ({ at, each })));

    // All words, for those that are misspelt; made when the first one is.
    let vocabulary;
    const known = new Map();
    const nearest = (word) => known.get(word) ?? known.set(word, sought(word)).get(word);
    const sought = (word) => {
      vocabulary ??= [...new Set([...piles.map(([pile]) => pile), named].flatMap(({ lower }) => lower.match(/[\p{L}\p{N}]{3,}/gu) ?? []))];
      for (const most of word.length > 6 ? [1, 2] : [1]) {
        const near = vocabulary.filter((other) => distance(word, other, most) <= most || distance(word, stem(other), most) <= most);
        if (near.length) return [...new Set(near.map(stem))];
      }
      return [];
    };

    // Score of the passages that have a word or something that stands for it, and the terms.
    const find = (word, isLast) => {
      const base = stem(word);
      const others = substitutes(base);
      const tries = [[byStem(base), `=${base}`, 1], ...others.map(([term, name]) => [term, name, ofSubstitute])];
      if (word.length > 6) tries.push([bySplit(word), `/${word}`, 1]);
      if (isLast && word.length > 1) tries.push([byStart(word), `${word}*`, 0.5]);
      const best = new Map();
      const names = new Map();
      const add = ([term, name, weight]) => {
        const found = look(name, term);
        for (const [at, score] of found.best) best.set(at, Math.max(best.get(at) ?? 0, weight * score));
        for (const at of found.names) names.set(at, Math.max(names.get(at) ?? 0, weight));
      };
      tries.forEach(add);
      if (word.length > 4) for (const [at, score] of lookInside(word)) best.set(at, Math.max(best.get(at) ?? 0, score));
      if (!others.length && !best.size && word.length > 3) {
        const near = nearest(word).map((other) => [byStem(other), `=${other}`, 0.7]);
        near.forEach(add);
        tries.push(...near);
      }
      return { best, names, terms: tries.map(([term]) => term) };
    };

    const isKnown = (words) => words.length < 2 || run(words).size > 0;
    const pieces = (compound) => {
      const words = parts(compound);
      if (isKnown(words)) return [words];
      return compound.split(".").map(parts).flatMap((each) => (isKnown(each) ? [each] : each.map((word) => [word])));
    };

    const spelled = ({ name, section }) => (section ? `${section}.${name}` : name).toLowerCase();

    return (question) => {
      const subject = defined(question);
      // A compound is one word if the pages have it, and so is what stands between its points: the name in the address of a host.
      const words = ((subject ?? question).replace(/\bcan not\b/gi, "cannot").match(COMPOUND) ?? []).flatMap(pieces);
      for (let at = 0; at + 1 < words.length; at += 1) { // "MSH 9" is the field MSH-9
        const both = [...words[at], ...words[at + 1]];
        if (/^[a-z][a-z\d]{2} \d/.test(both.join(" ")) && run(both).size) words.splice(at, 2, both);
      }
      const flat = words.map((each) => each.join(" "));
      const told = flat.map((word) => !silent.has(word) && !silent.has(stem(word)));
      const asked = told.includes(true) ? words.filter((_, at) => told[at]) : words;
      const units = asked.map((each, at) => (each.length > 1 ? { best: new Map(run(each)), names: new Map(), terms: [byRun(each)] } : find(each[0], at === asked.length - 1)));
      const terms = units.flatMap((unit) => unit.terms);
      // What stands for a phrase counts for each of its words.
      for (const { at, each } of phrases(words)) {
        const inside = words.slice(at, at + each.length).map((word) => units[asked.indexOf(word)]).filter(Boolean);
        for (const [term, name] of [phrase(each), ...substitutes(baseOf(each))]) {
          terms.push(term);
          for (const [passage, score] of look(name, term).best) {
            for (const { best } of inside) best.set(passage, Math.max(best.get(passage) ?? 0, (ofSubstitute * score) / inside.length));
          }
        }
      }
      const total = new Map();
      const ofPages = new Map();
      let whole = 0;
      const add = (best, weight, rarity) => {
        whole += rarity;
        for (const [at, score] of best) {
          const sum = total.get(at) ?? { score: 0, part: 0 };
          total.set(at, { score: sum.score + weight * score, part: sum.part + rarity });
        }
        for (const page of new Set([...best.keys()].map((at) => passages[at].page))) ofPages.set(page, (ofPages.get(page) ?? 0) + rarity);
      };
      // A rare word says more than a common one, but a passage without it may still be the answer.
      for (const [at, { best }] of units.entries()) {
        const weight = asked[at].every((word) => slight.has(stem(word)) || slight.has(word)) ? ofSlight : 1;
        add(best, weight, best.size && weight * Math.log(1 + passages.length / best.size) ** 0.7);
      }
      for (let at = 0; at < words.length; at += 1) { // neighbors that pages have as one word: "log in" is login
        for (const length of [2, 3]) if (at + length <= words.length) add(run(words.slice(at, at + length).flat()), 0.5, 0);
        const pair = words.slice(at, at + 2).flat();
        if (at + 2 <= words.length && pair.every((word) => word.length > 1 && !silent.has(word))) {
          const [term, name] = phrase(pair);
          add(look(name, term).best, ofNeighbors, 0);
        }
      }
      const shares = new Map();
      for (const { names } of units) for (const [at, weight] of names) shares.set(at, (shares.get(at) ?? 0) + weight);
      const wholly = new Map();
      for (const [at, share] of shares) {
        const passage = holders[at];
        wholly.set(passage, Math.max(wholly.get(passage) ?? 0, Math.min(1, share / wholes[at]) * Math.min(1, share / units.length) ** 0.5));
      }
      const isTroubled = troubled.test(question);
      const wanted = key(subject ?? question);
      const [start] = (subject ? subject.match(COMPOUND)?.map(parts)[0] : words[0]) ?? [""];
      const mentioned = words.flatMap((each, at) => [each, [...each, ...words[at + 1] ?? []]]).map((each) => key(each.join("-"))).filter((each) => /\d../.test(each) || /\d$/.test(each) && each.length > 2);
      const isMentioned = ({ kind, name }) => (kind === "field" || kind === "code") && mentioned.includes(key(name.split(" ")[0]));
      const result = [...total].map(([at, { score, part }]) => {
        const named = !isNamed(passages[at], wanted, start) ? (isMentioned(passages[at]) ? byMention : 1) : spelled(passages[at]) === question.toLowerCase() ? 1.2 * byName : byName;
        const covered = (part + ofPage * (ofPages.get(passages[at].page) - part)) / whole;
        const { kind } = passages[at];
        const isMeant = kind === "term" && subject && isNamed(passages[at], wanted, start);
        const fitting = (isTroubled && kind === "symptom" ? ofSymptom : 1) * (isMeant ? byMeaning : 1);
        return { ...passages[at], score: fitting * named * (1 + ofWhole * (wholly.get(at) ?? 0) ** 2) * score * (passages[at].text ? 1 : ofEmpty) * covered ** 2 };
      });
      // What is not used comes first if nothing else has the name that is asked for.
      const best = Math.max(0, ...result.map(({ score }) => score));
      const isUsed = result.some((each) => isNamed(each, wanted, start));
      result.push(...unused.filter((each) => isNamed(each, wanted, start)).map((each) => ({ ...each, score: isUsed ? best / 2 : best + 1 })));
      return merged(result.map((each) => ({ ...each, terms })).sort(byScore));
    };
  };

  // The words of a text that terms find, as pairs of start and end.
  const marks = (text, terms) => {
    const here = pile([text], [0]);
    const ends = new Map();
    for (const term of terms) scan(here, term, (at, end) => ends.set(at, Math.max(end, ends.get(at) ?? 0)));
    let last = 0;
    return [...ends].sort(([one], [other]) => one - other).filter(([at, end]) => at >= last && (last = end));
  };

  globalThis.ranking = { prepare, marks };
}
