import { writeFileSync } from "node:fs";
import { messageSet } from "../src/contract/message-set.ts";
import { MESSAGE_SET_FILE } from "../src/contract/operation-messages.ts";
import { packageFile } from "../src/package-file.ts";
import { generatedSchemas } from "./documents.ts";

/** `npm run schemas`: writes the standalone JSON Schemas that the contract document implies, and the RPC's messages. */
for (const { path, text } of await generatedSchemas()) writeFileSync(path, text);
writeFileSync(packageFile(`schemas/${MESSAGE_SET_FILE}`), messageSet());
