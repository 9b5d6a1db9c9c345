/**
 * Allure's page selects the first failed test when it opens, and scrolls its list there: on a laptop's screen the name,
 * the verdict and what was not run are out of sight. This holds the page at its top until the reader does something.
 */
const HOLD_AT_TOP = `<script>
(() => {
  if (location.hash.length > 1) return;
  const hold = ({ target }) => {
    if (target instanceof Element && target.hasAttribute("data-tree-scroll-container")) target.scrollTop = 0;
  };
  addEventListener("scroll", hold, true);
  for (const type of ["pointerdown", "wheel", "touchstart", "keydown"]) {
    addEventListener(type, () => removeEventListener("scroll", hold, true), { capture: true, once: true });
  }
})();
</script>`;

/** A page of a report that opens at its top. */
export function opensAtTop(page: string): string {
  return page.replace("</head>", () => `${HOLD_AT_TOP}</head>`);
}
