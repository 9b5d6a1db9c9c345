import { constants, copyFileSync } from "node:fs";
import { SettingError } from "../errors.ts";
import { packageFile } from "../package-file.ts";
import { makeFolder } from "../util/make-folder.ts";
import { printText, runCommandLine } from "./command-line.ts";
import { dirname } from "node:path";
import { codeOf } from "../util/code-of.ts";

/** What `init` writes, and from which file of the package. */
const FILES = [
  { path: ".env.example", from: ".env.example", holds: "every setting; copy it to .env and fill in what you need" },
  { path: "conformance.config.mjs", from: "templates/conformance.config.mjs", holds: "requirements of your own" },
  { path: ".github/workflows/conformance.yml", from: "templates/conformance.yml", holds: "a nightly run on GitHub" },
];

/** `npx zitadel-conformance init`: what a repository needs to run the suite. A file that is there stays as it is. */
function main(args: readonly string[]): number {
  if (args.length > 0) {
    throw new SettingError("init", `init takes no arguments: leave out ${JSON.stringify(args.join(" "))}.`);
  }
  for (const { path, from, holds } of FILES) {
    printText(`${isWritten(path, packageFile(from)) ? "wrote" : "kept "} ${path}: ${holds}`);
  }
  printText(
    "Keep out of version control: .env and every .env.NAME but .env.example, .provisioned/, results/, allure-results/ and allure-report/.",
  );
  printText("Next: npx zitadel-conformance run");
  return 0;
}

function isWritten(path: string, from: string): boolean {
  try {
    makeFolder(dirname(path));
    copyFileSync(from, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    const code = codeOf(error) ?? "unknown reason";
    if (code === "EEXIST") return false;
    throw new SettingError("init", `${path} cannot be written (${code}): run init in a folder that you may write to.`);
  }
}

await runCommandLine("init", () => Promise.resolve(main(process.argv.slice(2))));
