import { StatementError } from "../errors.ts";
import { suiteManifest } from "../util/suite-manifest.ts";
import { CONTRACT } from "../contract/openapi.ts";
import { findRequirement } from "../contract/requirements/index.ts";
import type { Statement, StatementSuite } from "./conformance.ts";
import { readablePaths } from "./results-path.ts";
import { statementBadge } from "./statement/badge.ts";
import { statementHtml } from "./statement/html.ts";
import { statementMarkdown } from "./statement/markdown.ts";
import { readJsonFile, schemaProblem } from "../util/read-json-file.ts";
import { writeAtomic } from "../util/write-atomic.ts";

const SCHEMA = { name: "conformance.schema.json" };

/** What keeps a value from being a statement, or undefined when it is one. */
export function validateConformance(value: unknown): string | undefined {
  return schemaProblem(value, SCHEMA);
}

/**
 * Reads a statement. Throws a StatementError when the file cannot be read, is not one, or has requirements that are
 * none here: what they demand could not be shown.
 */
export function readStatement(path: string): Statement {
  const statement = readJsonFile(
    path,
    SCHEMA,
    (problem) => new StatementError(`${path} ${problem}: give a file that a run wrote.`),
  ) as Statement;
  const unknown = statement.results.find(({ requirement }) => findRequirement(requirement) === undefined);
  if (unknown === undefined) return statement;
  throw new StatementError(
    `${path} has ${unknown.requirement}, which is not a requirement here: set CONFORMANCE_CONFIG to the configuration of that run, and use the same version of the suite.`,
  );
}

/**
 * Writes a statement, and beside it the same for people: as Markdown, as a page and as a badge. Each file is written whole
 * or not at all: a reader never sees half of it.
 */
export function writeStatement(path: string, statement: Statement): void {
  const { md, html, svg } = readablePaths(path);
  writeAtomic(md, statementMarkdown(statement));
  writeAtomic(html, statementHtml(statement));
  writeAtomic(svg, statementBadge(statement));
  writeAtomic(path, `${JSON.stringify(statement, null, 1)}\n`);
}

/** The suite's own version, and the contract that it judges by. */
export function suite(): StatementSuite {
  const { version, dependencies } = suiteManifest();
  const proto = `@zitadel/proto ${dependencies["@zitadel/proto"]}`;
  return { version, contract: `${proto}, get-my-metadata.openapi.json ${CONTRACT.info.version}` };
}
