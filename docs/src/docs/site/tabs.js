/* A block in several languages becomes tabs. One choice counts for all blocks of all pages, and is remembered. */
(() => {
  const KEY = "genai-language";
  const groups = [...document.querySelectorAll(".tabs")];

  const remembered = () => {
    try { return localStorage.getItem(KEY); } catch { return null; }
  };
  const remember = (language) => {
    try { localStorage.setItem(KEY, language); } catch { /* A browser without storage forgets. */ }
  };

  const show = (group, language) => {
    const tabs = [...group.querySelectorAll("[role=tab]")];
    const chosen = tabs.find((tab) => tab.dataset.language === language) ?? tabs[0];
    for (const tab of tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", selected);
      tab.tabIndex = selected ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).classList.toggle("chosen", selected);
    }
  };

  /* What is above the tabs changes its height, too: the chosen tab stays where it is on the screen. */
  const choose = (tab) => {
    const before = tab.getBoundingClientRect().top;
    groups.forEach((group) => show(group, tab.dataset.language));
    window.scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
    remember(tab.dataset.language);
  };

  const move = (event) => {
    const tabs = [...event.currentTarget.children];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const tab = tabs[(to + tabs.length) % tabs.length];
      choose(tab);
      tab.focus({ preventScroll: true });
    }
  };

  groups.forEach((group, number) => {
    const list = document.createElement("div");
    list.className = "tablist";
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-label", "Language of the example");
    for (const panel of group.querySelectorAll(".panel")) {
      const { language } = panel.dataset;
      const tab = document.createElement("button");
      tab.type = "button";
      tab.id = `tab-${number}-${language}`;
      tab.dataset.language = language;
      tab.textContent = panel.querySelector(".language").textContent;
      tab.setAttribute("role", "tab");
      panel.id = `panel-${number}-${language}`;
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      tab.setAttribute("aria-controls", panel.id);
      tab.addEventListener("click", () => choose(tab));
      list.append(tab);
    }
    list.addEventListener("keydown", move);
    group.prepend(list);
    group.classList.add("active");
    show(group, remembered());
  });

  window.addEventListener("storage", (event) => {
    if (event.key === KEY && event.newValue) {
      groups.forEach((group) => show(group, event.newValue));
    }
  });
})();
