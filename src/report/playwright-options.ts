/** What follows an option: nothing, a value, a value that may be left out, or as many as there are. */
type Arity = "none" | "one" | "optional" | "many";

/** Playwright's options by their long names, or the short one where there is no other; a test compares them with its help. */
export const PLAYWRIGHT_OPTIONS: Readonly<Record<string, Arity>> = {
  "--add-reporter": "one",
  "--browser": "one",
  "--config": "one",
  "--debug": "optional",
  "--fail-on-flaky-tests": "none",
  "--forbid-only": "none",
  "--fully-parallel": "none",
  "--grep": "one",
  "--grep-invert": "one",
  "--global-timeout": "one",
  "--headed": "none",
  "--help": "none",
  "--ignore-snapshots": "none",
  "--workers": "one",
  "--last-failed": "none",
  "--last-failed-file": "one",
  "--list": "none",
  "--max-failures": "one",
  "--no-deps": "none",
  "--only-changed": "optional",
  "--output": "one",
  "--pass-with-no-tests": "none",
  "--project": "many",
  "--quiet": "none",
  "--repeat-each": "one",
  "--reporter": "one",
  "--retries": "one",
  "--run-agents": "one",
  "--shard": "one",
  "--shuffle": "optional",
  "--test-list": "one",
  "--test-list-invert": "one",
  "--timeout": "one",
  "--trace": "one",
  "--tsconfig": "one",
  "--update-snapshots": "optional",
  "--ui": "none",
  "--ui-host": "one",
  "--ui-port": "one",
  "--update-source-method": "one",
  "--version": "none",
  "-x": "none",
};

/** Short names of options. */
export const SHORT_NAMES: Readonly<Record<string, string>> = {
  "-c": "--config",
  "-g": "--grep",
  "-G": "--grep-invert",
  "-h": "--help",
  "-j": "--workers",
  "-u": "--update-snapshots",
  "-V": "--version",
};

/** One option of a command line, or a file that it names. */
export interface Argument {
  /** The option's long name as Playwright has it, as it was written when Playwright does not have it; none for a file. */
  readonly option?: string;
  readonly values: readonly string[];
  /** The words of the command line that it is made of. */
  readonly words: readonly string[];
}

/** Splits a command line as Playwright does. */
export function parseArguments(words: readonly string[]): readonly Argument[] {
  const found: Argument[] = [];
  for (let at = 0; at < words.length;) {
    const { argument, next } = argumentAt(words, at);
    found.push(argument);
    at = next;
  }
  return found;
}

function argumentAt(words: readonly string[], at: number): { readonly argument: Argument; readonly next: number } {
  const word = words[at] ?? "";
  if (!isOption(word)) return { argument: { values: [word], words: [word] }, next: at + 1 };
  const { option, inline } = splitOption(word);
  const arity = PLAYWRIGHT_OPTIONS[option] ?? "none";
  if (inline !== undefined) return { argument: { option, values: [inline], words: [word] }, next: at + 1 };
  // A value that must be there is taken as it is, even when it looks like an option.
  const most = { none: 0, one: 1, optional: 1, many: Infinity }[arity];
  let end = at + 1;
  while (end < words.length && end - at <= most && (arity === "one" || !isOption(words[end] ?? ""))) end += 1;
  return { argument: { option, values: words.slice(at + 1, end), words: words.slice(at, end) }, next: end };
}

function isOption(word: string): boolean {
  return word.startsWith("-") && word.length > 1;
}

function splitOption(word: string): { readonly option: string; readonly inline?: string } {
  if (!word.startsWith("--")) {
    const option = SHORT_NAMES[word.slice(0, 2)];
    const inline = word.slice(2);
    return option === undefined ? { option: word } : { option, ...(inline === "" ? {} : { inline }) };
  }
  const at = word.indexOf("=");
  return at < 0 ? { option: word } : { option: word.slice(0, at), inline: word.slice(at + 1) };
}
