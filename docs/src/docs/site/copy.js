/* A button on each block of code copies it. */
(() => {
  const NORMAL = "Copy";

  const copy = async (text) => {
    if (navigator.clipboard && window.isSecureContext) {
      return navigator.clipboard.writeText(text);
    }
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    area.style.opacity = "0";
    document.body.append(area);
    area.select();
    const copied = document.execCommand("copy");
    area.remove();
    if (!copied) {
      throw new Error("The browser refuses to copy");
    }
  };

  for (const code of document.querySelectorAll(".listingblock:not(.message) pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = NORMAL;
    button.addEventListener("click", async () => {
      try {
        await copy(`${code.textContent.trimEnd()}\n`);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Press Ctrl+C";
        getSelection().selectAllChildren(code);
      }
      button.focus();
      setTimeout(() => { button.textContent = NORMAL; }, 2000);
    });
    code.before(button);
  }
})();
