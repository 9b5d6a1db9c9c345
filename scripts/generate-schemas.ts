import { writeFileSync } from "node:fs";
import { generatedSchemas } from "./documents.ts";

/** `npm run schemas`: writes the standalone JSON Schemas that the contract document implies. */
for (const { path, text } of await generatedSchemas()) writeFileSync(path, text);
