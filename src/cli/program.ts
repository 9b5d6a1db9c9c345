#!/usr/bin/env node
import { suiteVersion } from "../util/suite-manifest.ts";
import { didYouMean } from "../settings/did-you-mean.ts";
import { printProblem, printText } from "./command-line.ts";

/** The commands of the package's program. Each is the program of an npm script, which reads what follows its name. */
const COMMANDS: Readonly<Record<string, { readonly does: string; readonly start: () => Promise<unknown> }>> = {
  run: { does: "judges the target of the settings", start: () => import("./conformance.ts") },
  explore: {
    does: "generates requests, and lists what is wrong with the answers",
    start: () => import("./explore.ts"),
  },
  baseline: { does: "records what a target answers, to compare releases", start: () => import("./baseline.ts") },
  drift: { does: "compares two baselines: is the upgrade safe?", start: () => import("./drift.ts") },
  rehearse: { does: "tries an upgrade with two releases in containers", start: () => import("./rehearse.ts") },
  replay: { does: "repeats one failure of an earlier run: is it fixed?", start: () => import("./replay.ts") },
  report: { does: "makes the HTML report of the last run", start: () => import("./report.ts") },
  statement: { does: "prints the statement of the last run", start: () => import("./statement.ts") },
  merge: { does: "makes one statement of those of the shards", start: () => import("./merge.ts") },
  record: { does: "records a release, so that it can be tested without it", start: () => import("./record.ts") },
  mutants: { does: "checks that the suite notices faults", start: () => import("./mutants.ts") },
  reference: { does: "starts the reference server", start: () => import("./reference.ts") },
  samples: { does: "runs the documentation's code samples", start: () => import("./samples.ts") },
  cleanup: { does: "removes the users that a killed run left behind", start: () => import("./cleanup.ts") },
  "vendor:up": { does: "starts a real ZITADEL in containers", start: () => import("./vendor-up.ts") },
  "vendor:down": { does: "removes it", start: () => import("./vendor-down.ts") },
  catalogue: { does: "prints the requirements", start: () => import("./catalogue.ts") },
  init: { does: "writes settings, a configuration and a workflow into this folder", start: () => import("./init.ts") },
};

const USAGE = [
  "npx zitadel-conformance COMMAND [options]",
  "",
  ...Object.entries(COMMANDS).map(([name, { does }]) => `  ${name.padEnd(13)}${does}`),
  "",
  "npx zitadel-conformance COMMAND --help has the options of each.",
].join("\n");

/** As npm and others ask for it. */
const VERSION = ["--version", "-v"];

/** As people ask for the usage. */
const HELP = ["--help", "-h", "help"];

const [name = "--help"] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (HELP.includes(name)) {
  printText(USAGE);
} else if (VERSION.includes(name)) {
  printText(suiteVersion());
} else if (command === undefined) {
  const meant = didYouMean(name.toLowerCase(), Object.keys(COMMANDS), 2);
  const remedy = meant === undefined ? "npx zitadel-conformance --help lists them." : `did you mean ${meant}?`;
  printProblem(`${name} is no command of zitadel-conformance: ${remedy}`);
  process.exitCode = 2;
} else {
  // Each program reads its own arguments. npm needs -- before them, and whoever is used to it writes it here too.
  process.argv.splice(2, process.argv[3] === "--" ? 2 : 1);
  await command.start();
}
