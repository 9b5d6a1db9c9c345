const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * JSON with a line for each member, every token as it was sent: parsing would lose duplicate members, escapes and the
 * digits of large numbers. Text that is not JSON stays as it is.
 */
export function indentJson(text: string): string {
  if (!isJson(text)) return text;
  let depth = 0;
  let shown = "";
  let before = "";
  const newLine = (): string => `\n${"  ".repeat(depth)}`;
  for (const [token] of text.matchAll(TOKEN)) {
    const opensEmpty = before === "{" || before === "[";
    if (token === "}" || token === "]") {
      depth -= 1;
      shown += opensEmpty ? token : `${newLine()}${token}`;
    } else {
      shown += `${opensEmpty || before === "," ? newLine() : ""}${token}${token === ":" ? " " : ""}`;
      if (token === "{" || token === "[") depth += 1;
    }
    before = token;
  }
  return shown;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
