import { readFileSync } from "node:fs";
import { packageFile } from "../package-file.ts";

/** The parts of the suite's package.json that are read. */
interface SuiteManifest {
  readonly version: string;
  readonly dependencies: { readonly "@zitadel/proto": string };
}

/** The suite's package.json. */
export function suiteManifest(): SuiteManifest {
  return JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as SuiteManifest;
}

/** The suite's own version. */
export function suiteVersion(): string {
  return suiteManifest().version;
}
