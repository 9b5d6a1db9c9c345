import { writeFileSync } from "node:fs";
import type { TokenName } from "../contract/case.ts";
import { THROWAWAY_TOKENS } from "../target/token-variables.ts";
import { shellQuote } from "../util/shell.ts";
import { tokensPath } from "./journal.ts";

/**
 * Writes the variables of the commands that failures print into a file that a shell can read, and returns its path.
 * Beside the journal, and not in the results, which are handed on; readable for its owner alone.
 */
export function writeTokens(journal: string, baseUrl: string, tokens: Readonly<Record<TokenName, string>>): string {
  const path = tokensPath(journal);
  const variables = [
    ["ZITADEL_BASE_URL", baseUrl],
    ...(["subject", "other", "expired", "deactivated"] as const).map((name) => [THROWAWAY_TOKENS[name], tokens[name]]),
  ];
  const lines = variables.map(([name = "", value = ""]) => `export ${name}=${shellQuote(value) ?? ""}\n`);
  writeFileSync(path, lines.join(""), { mode: 0o600, flag: "wx" });
  return path;
}
