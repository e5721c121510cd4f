// Only in 404.html: the search, and the pages whose addresses are nearest to the one that was asked for. llms.txt has
// all pages with their titles.
{
  const base = new URL("../../", document.currentScript.src);
  const MOST = 3;
  const LEAST = 0.35; // of what two addresses have in common; below that it is chance

  const pairs = (text) => {
    const letters = text.toLowerCase().replace(/\.(html?|md)$/, "").replace(/[^a-z0-9]+/g, " ").trim();
    return new Set([...letters].slice(1).map((letter, index) => letters[index] + letter));
  };
  const alike = (one, other) => {
    const shared = [...one].filter((pair) => other.has(pair)).length;
    return (2 * shared) / (one.size + other.size || 1);
  };

  const form = document.querySelector(".missing__search");
  form.hidden = false;
  const asked = pairs(decodeURI(location.pathname.replace(base.pathname, "")).replace(/^docs\//, ""));
  fetch(new URL("llms.txt", base))
    .then((answer) => (answer.ok ? answer.text() : ""))
    .then((text) => {
      const pages = [...text.matchAll(/^- \[(.*?)\]\((\S*?)index\.md\)/gm)].map(([, title, address]) => {
        const { pathname } = new URL(address, base);
        const target = new URL(pathname, base);
        return { title, target, score: alike(asked, pairs(target.pathname.replace(base.pathname, ""))) };
      });
      const nearest = pages.filter(({ score }) => score >= LEAST).sort((a, b) => b.score - a.score).slice(0, MOST);
      if (!nearest.length) return;
      const list = document.querySelector(".missing__nearest ul");
      for (const { title, target } of nearest) {
        const link = Object.assign(document.createElement("a"), { href: target, textContent: title });
        list.appendChild(document.createElement("li")).append(link);
      }
      list.parentElement.hidden = false;
    })
    .catch(() => { /* the page says where to go on */ });
}
