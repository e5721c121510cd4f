// What broken_names.py asks a page: names that break inside a word, one text each.
(() => {
  const isPart = (character) => /[\p{L}\p{N}]/u.test(character ?? "");
  const ONE = new Set([0]); // most words are on one line, whichever it is
  const found = [];
  const closed = document.querySelectorAll("details:not([open])");
  const hidden = document.querySelectorAll('.tabbed-block:not([style*="display"])');
  for (const details of closed) details.open = true;
  for (const panel of hidden) panel.style.display = "block";
  const walker = document.createTreeWalker(document.querySelector("article, main"), NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const lines = (node, start, end) => {
    range.setStart(node, start);
    range.setEnd(node, end);
    const boxes = range.getClientRects();
    if (end - start > 1 && boxes.length < 2) return ONE;
    return new Set([...boxes].filter(({ width }) => width).map(({ top }) => Math.round(top / 4)));
  };
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (lines(node, 0, node.length).size < 2 || node.parentElement.closest("pre, svg, script, style")) continue;
    for (const { 0: word, index } of node.data.matchAll(/[\p{L}\p{N}]{2,}/gu)) {
      if (lines(node, index, index + word.length).size < 2) continue;
      for (let at = index + 1; at < index + word.length; at += 1) {
        const [before, after] = [lines(node, at - 1, at), lines(node, at, at + 1)];
        if (before.size && after.size && [...before][0] !== [...after][0] && isPart(node.data[at])) {
          found.push(`${node.data.slice(Math.max(0, at - 20), at)}|${node.data.slice(at, at + 20)}`);
          break;
        }
      }
    }
  }
  for (const details of closed) details.open = false;
  for (const panel of hidden) panel.style.display = "";
  return found;
})()
