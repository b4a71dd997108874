/* The menu is open where there is room beside the text; a narrow page opens it on request. */
(() => {
  const menu = document.querySelector("details.menu");
  const wide = window.matchMedia("(min-width: 64rem)");
  const fit = () => { menu.open = wide.matches; };
  wide.addEventListener("change", fit);
  fit();

  const current = menu.querySelector("[aria-current=page]");
  if (current && wide.matches) {
    const column = menu.closest("nav");
    column.scrollTop = Math.max(0, current.offsetTop - column.clientHeight / 2);
  }
})();
