import { writeFileSync } from "node:fs";
import { generatedFiles } from "./documents.ts";

/** `npm run docs`: writes the documentation that is generated from the code. */
for (const { path, text } of await generatedFiles()) writeFileSync(path, text);
