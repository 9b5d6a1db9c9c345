import { cutShort } from "../../runner/credentials.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { tokenVariables } from "../../target/token-variables.ts";
import { escapeRegExp } from "../../util/escape-regexp.ts";
import type { WordPart } from "../../util/shell.ts";

/** One character many times, as the second group: a case may send 5,000 of one, which nobody wants to read. */
const LONG_RUN = String.raw`([A-Za-z0-9])\2{199,}`;

/** Text by its forms in a shell: what stands in place of it there. */
type Expansions = ReadonlyMap<string, string>;

/** Makes the writer of words for a target: tokens become their variables, also where a case cuts a token's end off. */
export function wordWriter(descriptor: TargetDescriptor): (text: string) => readonly WordPart[] {
  const expansions = tokenExpansions(descriptor);
  // The longest first: what is left of a shortened token is a part of the whole one.
  const texts = [...expansions.keys()].sort((left, right) => right.length - left.length).map(escapeRegExp);
  const pattern = new RegExp(`(${[...texts, LONG_RUN].join("|")})`);
  return (text) => {
    const parts: WordPart[] = [];
    let rest = text;
    for (let found = pattern.exec(rest); found !== null; found = pattern.exec(rest)) {
      const [whole] = found;
      parts.push(rest.slice(0, found.index), { expansion: expansions.get(whole) ?? repeated(whole) });
      rest = rest.slice(found.index + whole.length);
    }
    return [...parts, rest];
  };
}

function tokenExpansions(descriptor: TargetDescriptor): Expansions {
  const expansions = new Map<string, string>();
  const variables = tokenVariables(descriptor);
  for (const name of ["subject", "other", "expired", "deactivated"] as const) {
    const token = descriptor.tokens[name] ?? "";
    const variable = variables[name];
    if (variable === undefined || token.length < 3) continue;
    expansions.set(token, `$${variable}`);
    expansions.set(token.slice(0, -1), `\${${variable}%?}`);
    expansions.set(token.slice(0, -2), `\${${variable}%??}`);
    // Of a short token nearly nothing is left, which is a part of many other texts.
    if (cutShort(token).length < 3) continue;
    // Whatever the length of the token that the shell has, as cutShort does it.
    expansions.set(cutShort(token), `$(printf %s "$${variable}" | sed -E 's/^(.{80}).+|.{24}$/\\1/')`);
  }
  return expansions;
}

function repeated(run: string): string {
  return `$(printf %${String(run.length)}s | tr ' ' ${run.slice(0, 1)})`;
}
