import type { Command, Ended } from "./process.ts";

/** Runs a program that prepares something, in a folder, with time for a download. */
export type Prepare = (command: Command, folder: string) => Promise<Ended>;

/** Libraries of a variant, at the versions that were installed. */
export interface Installed {
  /** Folder that holds them; empty where they are in a place of the system's. */
  readonly folder: string;
  /** As a reader would write them: `requests 2.34.2`. */
  readonly libraries: readonly string[];
}

/** How one variant becomes a program, and how that is built and run. */
export interface Variant {
  /** Name of the source file. */
  readonly file: string;
  /** What an application has around the sample where the sample is not a whole program: imports, a main method, a print. */
  readonly frame?: (code: string) => string;
  /** Other files of the build, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Gets the libraries at pinned versions; the reason where they cannot be had. */
  readonly install?: (folder: string, prepare: Prepare) => Promise<Installed | string>;
  /** Builds the file; what fails here is the sample's failure. */
  readonly build?: (installed: Installed) => Command;
  readonly run: (installed: Installed) => Command;
  /** The client trusts the system's certificates alone, and no setting from outside adds one. */
  readonly systemTrustOnly?: true;
}

/** The compiler or interpreter that was found. */
export interface ToolChain {
  /** Name and version, as `Python 3.11.7`. */
  readonly version: string;
  /** By the generator's names. */
  readonly variants: Readonly<Record<string, Variant>>;
}

/** One language of the documentation page. */
export interface Language {
  /** As in fixtures/samples.json. */
  readonly id: string;
  readonly title: string;
  /** What to install where there is no tool chain. */
  readonly remedy: string;
  readonly find: (prepare: Prepare) => Promise<ToolChain | undefined>;
}

/** The first thing that looks like a version in what a program says of itself; undefined when there is none. */
export async function versionOf(prepare: Prepare, program: string, ...args: string[]): Promise<string | undefined> {
  const ended = await prepare({ program, args }, ".");
  if (ended.how !== "exit" || ended.code !== 0) return undefined;
  return /\d+(\.\d+)+/.exec(`${ended.stdout}\n${ended.stderr}`)?.[0];
}

/** Why a package manager did not give what it was asked for, in one line. */
export function whyNotInstalled(manager: string, libraries: readonly string[], ended: Ended): string {
  const named = libraries.join(" and ");
  if (ended.how === "missing") return `${named} cannot be had: install ${manager}`;
  const lines = `${ended.stderr}\n${ended.stdout}`.split("\n").map((line) => line.trim());
  const line = lines.find((candidate) => /error|fail|could not|unable/i.test(candidate)) ?? lines.find(Boolean);
  const how = ended.how === "time" ? "in time" : `(${line ?? "it said nothing"})`.slice(0, 160);
  return `${named} cannot be had: ${manager} did not install it ${how}`;
}
