import type { Command, Ended } from "./process.ts";

/** Runs a preparing program in a folder, with time for a download. */
export type Prepare = (command: Command, folder: string) => Promise<Ended>;

/** Installed libraries of a variant. */
export interface Installed {
  /** Their folder; empty where they are installed in the system. */
  readonly folder: string;
  /** Name and version, such as `requests 2.34.2`. */
  readonly libraries: readonly string[];
}

/** How to make, build and run the program of one variant. */
export interface Variant {
  /** Name of the source file. */
  readonly file: string;
  /** Adds what the sample lacks to be a whole program: imports, a main method, a print. */
  readonly frame?: (code: string) => string;
  /** Other files of the build, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Installs the libraries at pinned versions, or returns the reason why not. */
  readonly install?: (folder: string, prepare: Prepare) => Promise<Installed | string>;
  /** Builds the file; a failed build is the sample's failure. */
  readonly build?: (installed: Installed) => Command;
  readonly run: (installed: Installed) => Command;
  /** The client trusts only the system's certificates, and no setting adds one. */
  readonly systemTrustOnly?: true;
}

/** The installed compiler or interpreter. */
export interface ToolChain {
  /** Name and version, as `Python 3.11.7`. */
  readonly version: string;
  /** Variants by the generator's names. */
  readonly variants: Readonly<Record<string, Variant>>;
}

/** One language of the documentation page. */
export interface Language {
  /** As in fixtures/samples.json. */
  readonly id: string;
  readonly title: string;
  /** What to install when the tool chain is missing. */
  readonly remedy: string;
  readonly find: (prepare: Prepare) => Promise<ToolChain | undefined>;
}

/** The first text that looks like a version in a program's output; undefined when there is none. */
export async function versionOf(prepare: Prepare, program: string, ...args: string[]): Promise<string | undefined> {
  const ended = await prepare({ program, args }, ".");
  if (ended.how !== "exit" || ended.code !== 0) return undefined;
  return /\d+(\.\d+)+/.exec(`${ended.stdout}\n${ended.stderr}`)?.[0];
}

/** Why a package manager failed, in one line. */
export function whyNotInstalled(manager: string, libraries: readonly string[], ended: Ended): string {
  const named = libraries.join(" and ");
  if (ended.how === "missing") return `${named} is missing: install ${manager}`;
  const lines = `${ended.stderr}\n${ended.stdout}`.split("\n").map((line) => line.trim());
  const line = lines.find((candidate) => /error|fail|could not|unable/i.test(candidate)) ?? lines.find(Boolean);
  const how = ended.how === "time" ? "in time" : `(${line ?? "it printed nothing"})`.slice(0, 160);
  return `${named} is missing: ${manager} did not install it ${how}`;
}
