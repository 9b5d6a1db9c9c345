import { sourcesOf } from "../sources.ts";
import type { Verdict } from "../../runner/result.ts";

/** A text that is no markup: what a server sent among others. */
export function plainHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}

/** A requirement's source with a link for each part that the web has. */
export function sourceHtml(source: string): string {
  return sourcesOf(source)
    .map(({ name, url }) =>
      url === undefined ? plainHtml(name) : `<a href="${plainHtml(url)}">${plainHtml(name)}</a>`,
    )
    .join("; ");
}

/** A part of the page with its heading. */
export function section(id: string, title: string, content: string): string {
  return `<section aria-labelledby="${id}"><h2 id="${id}">${plainHtml(title)}</h2>${content}</section>`;
}

/** Names and values; the values are markup. */
export function definitions(pairs: readonly (readonly [name: string, html: string])[]): string {
  return `<dl>${pairs.map(([name, html]) => `<dt>${plainHtml(name)}</dt><dd>${html}</dd>`).join("")}</dl>`;
}

/** A table whose rows begin with their name; cells are markup with their elements. */
export function table(caption: string, heads: readonly string[], rows: readonly string[]): string {
  const columns = heads.map((head) => `<th scope="col">${plainHtml(head)}</th>`).join("");
  const body = rows.map((row) => `<tr>${row}</tr>`).join("");
  // Wider than a narrow screen: the keyboard reaches it to scroll.
  return `<div class="scroll" role="region" tabindex="0" aria-label="${plainHtml(caption)}"><table><caption>${plainHtml(caption)}</caption><thead><tr>${columns}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** The colour of a verdict, which only repeats what its text says. */
export function classOf(verdict: Verdict | "none"): string {
  if (verdict === "pass") return "good";
  if (verdict === "fail" || verdict === "stale") return "bad";
  return verdict === "deviation" || verdict === "known" || verdict === "blocked" ? "odd" : "quiet";
}
