/* What is wider than the page scrolls by the keyboard, too. */
(() => {
  const boxes = [...document.querySelectorAll(".scroll, .imageblock, pre")];
  const fit = () => {
    for (const box of boxes) {
      if (box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1) {
        box.tabIndex = 0;
      } else {
        box.removeAttribute("tabindex");
      }
    }
  };
  window.addEventListener("resize", fit);
  document.addEventListener("click", () => requestAnimationFrame(fit));
  fit();
})();
