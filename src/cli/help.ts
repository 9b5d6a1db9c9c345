import { packagePath, withOwnCommands } from "../package-file.ts";

/** The text of `--help` of each command. */
export const HELP = {
  conformance: `npm run conformance -- [Playwright's options]

Judges a target, writes results/conformance.json (beside it the same for people, as .md, .html and .svg) and the Allure
results, and ends with a summary. The settings choose the target (docs/settings.md): an embedded server without any, a recording
with RECORDING, an instance with ZITADEL_BASE_URL. With CONFORMANCE_JUNIT it also writes JUnit XML.

  --grep TEXT          only tests whose title or tag has it: a case (bad-token/none), a level (@must), a group (@wire)
  --project TRANSPORT  only rest, grpc or grpc-web; may be repeated
  --shard 1/3          one part of three; npm run merge puts them together
  --verbose            every failure of every test, with its exchange, instead of each cause once
  --reporter NAMES     one of Playwright's instead: dot, line, list; console is ours
  --list               lists the tests, and runs none
  --help               this text; npx playwright test --help has the other options

  npm run conformance
  npm run conformance -- --project rest --grep "bad-token/none "
  RECORDING=${packagePath("fixtures/recordings/zitadel-v4.0.0.json")} npm run conformance

Exit code: 0 as required, 1 violations, 2 a wrong setting, or an environment that lets nothing be judged.`,
  replay: `npm run replay -- ID [--from FILE]

Repeats one failure of an earlier run against the target of the settings, five times on an instance, as a failure may
show only now and then. A failure prints its id, and the run stores it in results/failures.json, without credentials.

  --from FILE  where the failure is stored (every results/failures*.json)
  --help       this text

  npm run replay -- 3f2a91c0

Exit code: 0 FIXED (it never shows), 1 STILL FAILING (at least once), 2 BLOCKED, or a wrong setting, id or file.`,
  explore: `npm run explore -- [options]

Generates requests and sequences of changes, judges each as the cases are judged, shrinks what is wrong to the smallest
request, and lists each cause once. The settings choose the target, as for npm run conformance; a target without an
administrator is only read.

  --seed N          repeats the run that printed this seed (EXPLORE_SEED; drawn by default)
  --seconds N       ends after so many seconds (EXPLORE_SECONDS; 30)
  --count N         ends after so many generated cases (EXPLORE_COUNT; no limit)
  --rate N          most requests per second (MAX_REQUESTS_PER_SECOND; no limit)
  --transport NAME  only rest, grpc or grpc-web
  --path PATH       repeats one finding's example, with the seed of its run
  --profile NAME    explores the reference server as a real release, such as zitadel-4.0.0
  --save            keeps each finding in SAVED_CASES (saved-cases) as a case that npm run conformance runs
  --help            this text

  npm run explore -- --seconds 600
  npm run explore -- --profile zitadel-4.0.0 --seed 1

Exit code: 0 nothing was found but known deviations, 1 something was, 2 a wrong setting, or an environment that lets
nothing be judged.`,
  baseline: `npm run baseline -- --out FILE [--twice]

Records what the target of the settings answers to every case, to compare another release with.

  --out FILE   where the baseline goes
  --twice      asks everything twice, and leaves out what varies
  --help       this text

  npm run baseline -- --out baselines/4.0.0.json --twice

Exit code: 0 the baseline is there, 2 there is none.`,
  drift: `npm run drift -- OLD NEW [options]

Compares two baselines and says whether the upgrade is safe. OLD and NEW are files, or live for the target of the settings.

  --format FORMAT  console, markdown or json (console)
  --out FILE       writes there, and prints only the verdict
  --all            also what is cosmetic
  --accept FILE    differences that were accepted
  --allure DIR     writes results for npm run report
  --proto FOLDER   compares the vendor's messages of another release too
  --rules          lists the rules
  --help           this text

  npm run drift -- baselines/4.0.0.json live

Exit code: 0 safe, 1 something breaks, 2 they could not be compared.`,
  record: `npm run record -- --out FILE [--force]

Records what a real release answers to every case, so that it can be tested without it (docs/adding-a-release.md).

  --out FILE   where the recording goes, a name that ends in .json
  --force      replaces a recording that is there
  --help       this text

  npm run record -- --out recordings/zitadel-v4.13.1.json

Exit code: 0 the recording is there, 2 there is none.`,
  merge: `npm run merge -- FILES [--out FILE]

Makes one statement of those of the shards of one run, with the same for people beside it, and JUnit XML with
CONFORMANCE_JUNIT.

  --out FILE   where it goes (results/conformance.json)
  --help       this text

  npm run merge -- results/shard-*.json --out results/conformance.json

Exit code: that of the whole run (0 as required, 1 violations, 2 something was blocked), and 2 when the files do not
belong together.`,
  statement: `npm run statement -- [FILE] [--format FORMAT]

Prints the statement of the last run, or of a file, and ends with the exit code of its run.

  --format FORMAT  markdown or junit (markdown)
  --help           this text

  npm run statement
  npx zitadel-conformance statement >> "$GITHUB_STEP_SUMMARY"

Exit code: that of the run (0 as required, 1 violations, 2 something was blocked), and 2 when there is no statement.`,
  cleanup: `npm run cleanup -- [--dry-run] [--other-hosts]

Removes the users that a killed run left behind, by the names in its journal and no others.

  --dry-run      lists them only
  --other-hosts  also those of runs on other machines that began within two hours
  --help         this text

Exit code: 0 nothing is left, 2 something is.`,
  reference: `npm run reference -- [options]

Starts the reference server, for an application's own tests, until Ctrl-C.

  --host HOST            address to listen on (127.0.0.1)
  --port PORT            a free one by default
  --tls                  with a certificate of its own
  --ca-out FILE          writes the certificate to trust
  --projection-delay MS  reads show what is written after that time
  --profile NAME         answers as a real release does, such as zitadel-4.0.0
  --help                 this text

  npm run reference -- --port 8080 --profile zitadel-4.0.0

Exit code: 0 after Ctrl-C, 2 a wrong option, or a port or file that cannot be used.`,
  catalogue: `npm run catalogue -- [--out FILE]

Writes every requirement as Markdown: its level, statement, source, cases, and the faults that it must notice. Those of a
configuration (CONFORMANCE_CONFIG, conformance.config.mjs) come last; docs/requirements.md has only the suite's own.

  --out FILE  writes there instead of printing; in the repository docs/requirements.md by default
  --help      this text

Exit code: 0, or 2 when the file cannot be written.`,
  init: `npx zitadel-conformance init

Writes .env.example, conformance.config.mjs (requirements of your own) and .github/workflows/conformance.yml into this
folder. A file that is there stays as it is.

  --help  this text

Exit code: 0, or 2 when a file cannot be written.`,
  "vendor:up": `npm run vendor:up -- RELEASE [--port PORT]

Starts a real ZITADEL with an empty database in containers, in place of the one before it, and writes its settings into
.env.vendor. Needs Docker or Podman with its compose command.

  RELEASE      a tag of the vendor's image, such as v4.13.1
  --port PORT  port of this machine (8080); with another one the settings are in .env.vendor-PORT
  --help       this text

  npm run vendor:up -- v4.13.1
  ENVIRONMENT=vendor npm run conformance

Exit code: 0 it answers, 2 it does not.`,
  "vendor:down": `npm run vendor:down -- [--port PORT]

Removes what npm run vendor:up started, with its data and its settings.

  --port PORT  the port it was started on (8080)
  --help       this text

Exit code: 0 nothing is left, 2 something is.`,
  rehearse: `npm run rehearse -- OLD NEW [options]

Starts two releases in containers, records what each answers, and says whether the upgrade is safe. The containers are
removed at the end. Needs Docker or Podman with its compose command.

  OLD, NEW       tags of the vendor's image
  --out FOLDER   where both baselines and drift.md go (results/rehearsal)
  --accept FILE  differences that were accepted
  --help         this text

  npm run rehearse -- v2.71.19 v4.13.1

Exit code: 0 safe, 1 something breaks, 2 they could not be compared.`,
  report: `npm run report -- [--out FOLDER] [--open] [--single-file]

Makes an HTML report of the Allure results of the last run, or of several that shared a folder of results. A report that
is already there is removed first. The page loads nothing from the network.

  --out FOLDER    where the report goes (allure-report)
  --open          serves the report on this machine and opens it in the browser, until Ctrl-C
  --single-file   one file, to send or to open without a server
  --help          this text

  npm run conformance; npm run report -- --open
  ALLURE_RESULTS_DIR=results/staging npm run report -- --single-file --out staging-report

Exit code: 0 the report is there, 2 there are no results, or the report cannot be made.`,
  mutants: `npm run mutants -- [--only PART-OF-AN-ID] [--tenth] [--explore] [--seed N] [--workers N]

Runs the suite against servers that misbehave on purpose, against servers that differ harmlessly, and in circumstances
that are the environment's.

  --only PART   only the faults, variations, circumstances and generic faults whose id has this part; prints who noticed each
  --tenth       a tenth of them, drawn by the seed
  --explore     also runs generated cases: how many faults npm run explore finds, and whether it is quiet otherwise
  --seed N      a number of up to nine digits (1): what --tenth draws, and how generic faults alter answers
  --workers N   processes that share the work (one for each processor; fewer where there is little work)
  --help        this text

The whole matrix and --tenth write results/mutants.md and results/mutants.json.
Exit code: 0 the matrix holds, 1 it does not, 2 the arguments are wrong.`,
  samples: `npm run samples -- [options]

Runs the documentation's code samples against the target of the settings.

  --language NAME  only this language; may be repeated
  --variant NAME   only this variant; may be repeated
  --markdown       prints the table of the documentation
  --no-install     fetches no libraries
  --broken         each sample has a defect, which must be noticed
  --help           this text

  npm run samples -- --language python --variant Requests

Exit code: 0 they work, 1 one does not, 2 a wrong setting or environment.`,
} as const;

/** A command that has a help. */
export type CommandName = keyof typeof HELP;

/** Prints the help of a command when its arguments ask for it, and says whether they did. */
export function showsHelp(command: CommandName, args: readonly string[]): boolean {
  if (!args.includes("--help") && !args.includes("-h")) return false;
  console.log(withOwnCommands(HELP[command]));
  return true;
}
