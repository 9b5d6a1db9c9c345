import { writeFileSync } from "node:fs";
import { MESSAGE_SET_FILE, messageSet } from "../src/contract/message-set.ts";
import { standaloneFile, standaloneSchema } from "../src/contract/standalone.ts";

const SCHEMAS = new URL("../schemas/", import.meta.url);

/** `npm run schemas`: writes the standalone JSON Schemas that the contract document implies, and the RPC's messages. */
for (const status of ["200", "default"] as const) {
  writeFileSync(new URL(standaloneFile(status), SCHEMAS), `${JSON.stringify(standaloneSchema(status), null, 2)}\n`);
}
writeFileSync(new URL(MESSAGE_SET_FILE, SCHEMAS), messageSet());
