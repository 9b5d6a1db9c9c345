/** A text in red, where the output is a terminal that has colours: `NO_COLOR` and `FORCE_COLOR` are Node's to read. */
export function red(text: string): string {
  const { stdout } = process;
  return stdout.isTTY && stdout.hasColors() ? `\u001b[31m${text}\u001b[39m` : text;
}
