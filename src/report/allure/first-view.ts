import { WIDE_ENTRIES } from "./environment.ts";

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

/**
 * Allure's page cuts every value of the run's environment after some 30 characters. This shows them whole, and gives
 * those that are sentences or lists the whole width.
 */
const WIDE = `[data-testid="metadata-item"]:nth-child(n + ${String(WIDE_ENTRIES.first)}):nth-child(-n + ${String(WIDE_ENTRIES.last)})`;
const WHOLE_VALUES = `<style>
[data-testid="metadata-item-value"] * { white-space: pre-line !important; overflow-wrap: anywhere; }
${WIDE} { grid-column: 1 / -1; grid-template-columns: 14.2% minmax(0, 1fr) !important; column-gap: 4.8% !important; align-items: start !important; }
${WIDE} [data-testid="metadata-item-value"] { padding-block: 6px; }
${WIDE} [data-testid="metadata-item-value"] * { font-weight: normal; }
</style>`;

/** A page of a report that opens at its top, and shows there what was found without a click. */
export function withFirstView(page: string): string {
  return page.replace("</head>", () => `${HOLD_AT_TOP}${WHOLE_VALUES}</head>`);
}
