// Only in 404.html: goes to the page that an old or differently written address means. redirects.json says which.
{
  const base = new URL("../../", document.currentScript.src);

  const normalize = (path) => {
    let text = path;
    try {
      text = decodeURIComponent(path);
    } catch { /* stays as it was written */ }
    const steps = text.toLowerCase().split("/").filter(Boolean);
    const last = (steps.pop() ?? "").replace(/\.(html?|md)$/, "");
    return [...steps, ...(last && last !== "index" ? [last] : [])];
  };

  const below = (steps, folder) => (steps[0] === folder ? steps.slice(1) : steps);

  const find = (known) => {
    const home = normalize(base.pathname);
    let steps = normalize(location.pathname);
    if (home.every((step, index) => step === steps[index])) steps = steps.slice(home.length);
    const inside = below(steps, "integrationdocumentation");
    const forms = [steps, inside, below(inside, "docs")].map((each) => each.join("/"));
    return forms.map((form) => known[form]).find((address) => address !== undefined);
  };

  fetch(new URL("redirects.json", base))
    .then((answer) => (answer.ok ? answer.json() : {}))
    .then((known) => {
      const address = find(known);
      const target = address === undefined ? location : new URL(address, base);
      if (target.pathname !== location.pathname) location.replace(target.href + location.search + location.hash);
    })
    .catch(() => { /* the page says where to go on */ });
}
