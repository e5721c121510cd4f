// The open questions of a path as text, to send to IRIS, and the details of all of them. Without this file the page has
// the questions, and the CSV files the rest.
{
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, more, ...children) => {
    const element = Object.assign(document.createElement(tag), more);
    element.append(...children);
    return element;
  };
  const say = (button, words) => {
    button.nextElementSibling.textContent = words;
    setTimeout(() => { button.nextElementSibling.textContent = ""; }, 3000);
  };

  const asked = ({ dataset: { path } }) =>
    ["first message", "go-live", "nothing"]
      .flatMap((blocks) => all(`[data-blocks="${blocks}"]`))
      .filter(({ dataset: { paths } }) => path === "all" || paths.split(" ").some((each) => [path, "all"].includes(each)))
      .flatMap(({ dataset: { blocks }, children }) => [...children].map((question) => [blocks, question]))
      .map(([blocks, question], index) => {
        const [heading, reading] = question.children;
        return [
          `${index + 1}. ${heading.textContent}`,
          `   Our reading: ${reading.textContent.replace(/^[^:]*:/, "").trim()}`,
          `   Blocks: ${blocks}`,
          `   ${location.href.split("#")[0]}#${heading.id}`,
        ].join("\n");
      })
      .join("\n\n");
  for (const button of all(".ask-iris")) {
    button.hidden = !navigator.clipboard; // a browser grants it to pages of a safe origin only
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(asked(button));
        say(button, "Copied");
      } catch {
        say(button, "Could not be copied");
      }
    });
  }

  const opener = document.querySelector(".question-details button");
  const show = (details) => {
    for (const question of all("[data-blocks] > .question")) {
      const { about, where } = details[question.firstElementChild.id];
      const links = where.map(([title, anchor, href]) => make("a", { href }, title, ...(anchor ? [" ", make("code", {}, `#${anchor}`)] : [])));
      const places = links.flatMap((link, index) => (index ? [", ", link] : ["Where it matters: ", link]));
      const words = about.split("`").map((piece, index) => (index % 2 ? make("code", {}, piece) : piece));
      question.append(make("p", { className: "question__about" }, ...words), ...(links.length ? [make("p", { className: "question__about" }, ...places)] : []));
      oneStop([all("a", question)]);
    }
  };
  opener.hidden = location.protocol === "file:"; // a page of a folder asks for no other
  opener.addEventListener("click", async () => {
    try {
      const answer = await fetch(opener.dataset.details);
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
      opener.hidden = true;
      opener.nextElementSibling.textContent = "Each question has its details now.";
    } catch {
      say(opener, "Could not be loaded. The CSV files have them too.");
    }
  });
}
