/** What the wrapper must know of the arguments that it passes on to Playwright. */
export interface PlaywrightArguments {
  readonly args: readonly string[];
  /** Names of the reporters that print, when some were asked for. */
  readonly reporter?: string;
  /** Which shard this is, when the run is one. */
  readonly shard?: number;
  /** True when Playwright is asked about itself or the tests, and nothing is run. */
  readonly runsNothing: boolean;
}

const QUESTIONS = ["--list", "--help", "-h", "--version", "-V"];

/**
 * Reads the arguments. `--reporter` would replace all reporters, and with them the statement and the Allure results: it
 * is taken out, and the configuration uses it for the reporters that print.
 */
export function readArguments(argv: readonly string[]): PlaywrightArguments {
  const args: string[] = [];
  let reporter: string | undefined;
  let shard: string | undefined;
  for (let at = 0; at < argv.length; at++) {
    const arg = argv[at] ?? "";
    const [name, inline] = splitOnce(arg);
    const value = inline ?? argv[at + 1];
    if (name === "--reporter" && value !== undefined) {
      reporter = value;
      if (inline === undefined) at += 1;
      continue;
    }
    if (name === "--shard") shard = value;
    args.push(arg);
  }
  const current = Number(shard?.split("/")[0]);
  return {
    args,
    runsNothing: args.some((arg) => QUESTIONS.includes(arg)),
    ...(reporter === undefined ? {} : { reporter }),
    ...(Number.isInteger(current) && current > 0 ? { shard: current } : {}),
  };
}

function splitOnce(arg: string): readonly [string, string | undefined] {
  const at = arg.indexOf("=");
  return at < 0 || !arg.startsWith("--") ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}
