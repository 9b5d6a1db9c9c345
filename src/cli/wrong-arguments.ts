import { SettingError } from "../errors.ts";

/** A sentence for arguments that are wrong: why, and how they are written. */
export function wrongArguments(command: string, error: unknown, usage: string): SettingError {
  return new SettingError(command, `${reasonOf(error)}. Usage: ${usage}`);
}

/** Node's own messages go on for lines, with advice about positional arguments. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [, option] = /^Option '(\S+)(?: <value>)?' argument is ambiguous/.exec(text) ?? [];
  if (option !== undefined) return `${option} has no value: one that begins with a dash is written ${option}=VALUE`;
  return text.replace(/(?:\. (?:To specify|This command)|\n).*$/s, "").replace(/\.$/, "");
}
