import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { requirementsMarkdown } from "../src/cli/requirements-markdown.ts";
import { standaloneFile, standaloneSchema } from "../src/contract/standalone.ts";
import { envExample, settingsMarkdown } from "../src/settings/documents.ts";

/** A generated file, or a file with a generated part after a mark. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const MARK = "<!-- The part below is generated from src/settings/table.ts by npm run docs. -->\n";

/** The documentation files that are generated from the code, with their expected content. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const settings = rooted("docs/settings.md");
  const example = rooted(".env.example");
  const requirements = rooted("docs/requirements.md");
  return [
    { path: settings, text: await withGenerated(settings, settingsMarkdown()) },
    { path: example, text: envExample() },
    { path: requirements, text: `${requirementsMarkdown()}\n` },
  ];
}

/** The standalone JSON Schemas that the contract document implies. */
export function generatedSchemas(): Promise<readonly GeneratedFile[]> {
  return Promise.all(
    (["200", "default"] as const).map(async (status) => {
      const path = rooted(`schemas/${standaloneFile(status)}`);
      const options = await resolveConfig(path);
      return {
        path,
        text: await format(JSON.stringify(standaloneSchema(status), null, 2), { ...options, filepath: path }),
      };
    }),
  );
}

/** The text before the mark is written by hand. */
async function withGenerated(path: string, generated: string): Promise<string> {
  const current = readFileSync(path, "utf8");
  const end = current.indexOf(MARK);
  if (end === -1) throw new Error(`${path} has lost the line ${MARK}`);
  const options = await resolveConfig(path);
  return format(`${current.slice(0, end)}${MARK}\n${generated}\n`, { ...options, filepath: path });
}

function rooted(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
