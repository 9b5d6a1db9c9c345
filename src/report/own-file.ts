import { readFileSync } from "node:fs";
import { codeOf } from "../util/code-of.ts";
import { isNoFile } from "../util/is-there.ts";

/** How each kind of file that the suite writes is recognised, whichever version wrote it. */
const RECOGNISED = {
  statement: hasMembers({ suite: isObject, target: isObject, summary: isObject, results: Array.isArray }),
  failures: hasMembers({ suite: isObject, target: isObject, failures: Array.isArray }),
  samples: hasMembers({ suite: isObject, target: isObject, samples: Array.isArray }),
  md: /^# Conformance: Get My User Metadata By Key\n\n\*\*/,
  html: /^<!doctype html><html lang="en"><head><meta charset="utf-8">\s*<title>Conformance: Get My User Metadata By Key</,
  svg: /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*aria-label="GetMyMetadata: /,
  junit: /^<\?xml [^>]*\?>\n<testsuites>\n(?:<testsuite name="(?:rest|grpc|grpc-web)" tests="|<\/testsuites>)/,
  environment: /^target=.*\nrelease=.*\nverdict=/,
} as const satisfies Record<string, RegExp | ((text: string) => boolean)>;

/** A kind of file that the suite writes. */
export type OwnKind = keyof typeof RECOGNISED;

/**
 * True where writing a file, or removing it, costs the user nothing: there is none, it is empty, or the suite wrote one of
 * this kind. Devices, pipes and folders are never read; whoever writes refuses them.
 */
export function isFreeFor(kind: OwnKind, path: string): boolean {
  if (isNoFile(path)) return true;
  try {
    const text = readFileSync(path, "utf8");
    const recognised = RECOGNISED[kind];
    return text.trim() === "" || (recognised instanceof RegExp ? recognised.test(text) : recognised(text));
  } catch (error) {
    return ["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "");
  }
}

function hasMembers(members: Readonly<Record<string, (value: unknown) => boolean>>): (text: string) => boolean {
  return (text) => {
    try {
      const value: unknown = JSON.parse(text);
      return isObject(value) && Object.entries(members).every(([name, fits]) => fits(value[name]));
    } catch {
      return false;
    }
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
