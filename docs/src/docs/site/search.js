/* Searches the index of all sections, which is a script beside this one, so that it works from a disk, too. */
(() => {
  const MAX = 12;
  const BEFORE = 50;
  const AFTER = 120;
  const LONG = 80;

  const script = document.currentScript;
  const root = document.documentElement.dataset.root;
  const form = document.querySelector("form.search");
  const field = form.querySelector("input");
  const results = form.querySelector(".results");
  const status = results.querySelector("[role=status]");
  const list = results.querySelector("ol");
  let index;
  let loading;

  const load = () => {
    loading ??= new Promise((resolve, reject) => {
      const element = document.createElement("script");
      element.src = new URL("search-index.js", script.src);
      element.onload = resolve;
      element.onerror = reject;
      document.head.append(element);
    }).then(() => {
      index = window.genaiSearchIndex.flatMap(([path, page, group, sections]) =>
        sections.map(([id, heading, text]) => ({
          href: `${root}/${path}${id ? `#${id}` : ""}`,
          page, group, heading, text,
          lower: { page: page.toLowerCase(), heading: heading.toLowerCase(), text: text.toLowerCase() },
        })));
    });
    return loading;
  };

  /* 0 where the word is absent; 1 within a word, 2 at its beginning, 3 for a whole word. */
  const weight = (text, word) => {
    let best = 0;
    for (let at = text.indexOf(word); at >= 0 && best < 3; at = text.indexOf(word, at + 1)) {
      const begins = at === 0 || /[^a-z0-9]/.test(text[at - 1]);
      const closes = at + word.length === text.length || /[^a-z0-9]/.test(text[at + word.length]);
      best = Math.max(best, begins ? (closes ? 3 : 2) : 1);
    }
    return best;
  };

  const score = (entry, words) => {
    let sum = (entry.heading === entry.page ? 10 : 0) - (entry.group === "Maintainers" ? 12 : 0);
    const factor = entry.heading.length > LONG ? 3 : 8;
    for (const word of words) {
      const found = factor * weight(entry.lower.heading, word) + 3 * weight(entry.lower.page, word)
        + weight(entry.lower.text, word);
      if (found === 0) {
        return -Infinity;
      }
      sum += found;
    }
    const phrase = words.join(" ");
    if (entry.lower.heading === phrase) {
      sum += 40;
    } else if (entry.lower.heading.includes(phrase)) {
      sum += 12;
    } else if (words.length > 1 && entry.lower.text.includes(phrase)) {
      sum += 8;
    }
    return sum;
  };

  const marked = (text, words) => {
    const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pieces = document.createDocumentFragment();
    text.split(new RegExp(`(${escaped.join("|")})`, "i")).forEach((piece, at) => {
      if (at % 2) {
        const mark = document.createElement("mark");
        mark.textContent = piece;
        pieces.append(mark);
      } else {
        pieces.append(piece);
      }
    });
    return pieces;
  };

  const excerpt = (entry, words) => {
    const at = Math.max(0, ...words.map((word) => entry.lower.text.indexOf(word)).filter((each) => each >= 0).slice(0, 1));
    const from = at <= BEFORE ? 0 : entry.text.indexOf(" ", at - BEFORE) + 1;
    const end = entry.text.indexOf(" ", from + BEFORE + AFTER);
    const to = end < 0 ? entry.text.length : end;
    return (from > 0 ? "… " : "") + entry.text.slice(from, to) + (to < entry.text.length ? " …" : "");
  };

  const item = (entry, words) => {
    const element = document.createElement("li");
    const link = document.createElement("a");
    const heading = document.createElement("strong");
    const place = document.createElement("small");
    const text = document.createElement("span");
    link.href = entry.href;
    heading.append(marked(entry.heading, words));
    place.textContent = entry.heading === entry.page ? entry.group : `${entry.group} › ${entry.page}`;
    text.append(marked(excerpt(entry, words), words));
    link.append(heading, place, text);
    element.append(link);
    return element;
  };

  const close = () => { results.hidden = true; };

  const search = async () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) {
      close();
      return;
    }
    try {
      await load();
    } catch {
      status.textContent = "The index of the search is missing beside the pages.";
      results.hidden = false;
      return;
    }
    const found = index.map((entry) => ({ entry, score: score(entry, words) }))
      .filter((each) => each.score > -Infinity)
      .sort((a, b) => b.score - a.score);
    status.textContent = found.length === 0 ? "Nothing has all of these words."
      : found.length > MAX ? `The best ${MAX} of ${found.length} sections` : `${found.length} sections`;
    list.replaceChildren(...found.slice(0, MAX).map((each) => item(each.entry, words)));
    results.hidden = false;
    results.scrollTop = 0;
  };

  const step = (event) => {
    const stops = [field, ...list.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    if (event.key === "Escape") {
      close();
      field.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
    }
  };

  form.hidden = false;
  field.addEventListener("focus", () => load().catch(() => {}), { once: true });
  field.addEventListener("input", search);
  field.addEventListener("focus", () => { if (field.value) { results.hidden = false; } });
  form.addEventListener("keydown", step);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    list.querySelector("a")?.click();
  });
  list.addEventListener("click", close);
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) { close(); } });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) { close(); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.focus();
      field.select();
    }
  });
})();
