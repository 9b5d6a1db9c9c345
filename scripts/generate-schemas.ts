import { writeFileSync } from "node:fs";
import { standaloneFile, standaloneSchema } from "../src/contract/standalone.ts";

/** `npm run schemas`: writes the standalone JSON Schemas that the contract document implies. */
for (const status of ["200", "default"] as const) {
  const file = new URL(`../schemas/${standaloneFile(status)}`, import.meta.url);
  writeFileSync(file, `${JSON.stringify(standaloneSchema(status), null, 2)}\n`);
}
