import { existsSync } from "node:fs";
import { dirname, extname, join } from "node:path";

/** True in the installed package, whose modules are built JavaScript; false in the repository, which runs TypeScript. */
export const IS_BUILT = extname(import.meta.filename) === ".js";

const ROOT = rootAbove(import.meta.dirname);

/** Path of a file that comes with the suite, such as `schemas/success.schema.json`. */
export function packageFile(path: string): string {
  return join(ROOT, path);
}

/** Path of a module of the suite by its place in the repository, such as `src/cli/reference.ts`. */
export function moduleFile(path: string): string {
  return IS_BUILT ? join(ROOT, "dist", path.replace(/\.ts$/, ".js")) : join(ROOT, path);
}

/** Arguments with which Node runs a module of the suite. */
export function nodeArguments(path: string): readonly string[] {
  return IS_BUILT ? [moduleFile(path)] : ["--import", "tsx", moduleFile(path)];
}

/** The scripts of package.json that the package's program has under another name. */
const RENAMED: Readonly<Record<string, string>> = { conformance: "run" };

/**
 * A text for users, with the commands of the repository (`npm run conformance -- --list`) as those of the installed
 * package (`zitadel-conformance run --list`) where the suite is one.
 */
export function withOwnCommands(text: string, isBuilt = IS_BUILT): string {
  if (!isBuilt) return text;
  return text.replace(
    /\bnpm run ([a-z]+(?::[a-z]+)?)( -- (?=\S)|)/g,
    (_, script: string, rest: string) =>
      `npx zitadel-conformance ${RENAMED[script] ?? script}${rest === "" ? "" : " "}`,
  );
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error("The suite's package.json is not above its modules.");
  return rootAbove(above);
}
