import { secondRequest, stepsOf, type Case, type CaseRequest, type Step } from "../contract/case.ts";
import { OPERATION } from "../contract/operation.ts";
import type { Transport } from "../contract/transport.ts";
import { splitFrames } from "../protocol/frame.ts";
import { kindsOf } from "./characters.ts";
import type { Generated } from "./generators/generated.ts";

/** What a test has beside the documented request; the shape of a finding is what its cause needs. */
export interface Shape {
  /** Of each list at least one feature is needed. */
  readonly needs: readonly (readonly string[])[];
  /** Fewest characters of the key, where its length matters. */
  readonly length?: number;
}

/** Keys up to this length are as long as what they are made of. */
export const SHORT = 40;

/** The shape of a test as it is. */
export function shapeOf(generated: Generated): Shape {
  const { key } = generated.testCase.request;
  const kinds = [...kindsOf(key)].sort().map(kindFeature);
  const length = [...key].length;
  const needs = [...featuresOf(generated), ...kinds].map((feature) => [feature]);
  return { needs, ...(length > SHORT ? { length } : {}) };
}

/** The feature of a key with a kind of character. */
export function kindFeature(kind: string): string {
  return `a key with ${kind}`;
}

/** True when a test has all that a finding needs, so that the finding's cause may explain what came of it. */
export function contains(generated: Generated, { needs, length = 0 }: Shape): boolean {
  const own = shapeOf(generated);
  const features = new Set(own.needs.flat());
  return needs.every((any) => any.some((feature) => features.has(feature))) && (own.length ?? 0) >= length;
}

/** A shape in words. */
export function shapeText({ needs, length }: Shape): string {
  const long = length === undefined ? [] : [`a key of ${String(length)} characters or more`];
  return [...needs.map((any) => any.join(" or ")), ...long].join(", ") || "the documented request";
}

function featuresOf({ testCase, transport }: Generated): string[] {
  const then = secondRequest(testCase);
  const own = requestFeatures(testCase.request, transport);
  return [
    ...own,
    ...(then === undefined ? [] : requestFeatures(then, transport).map((feature) => `then ${feature}`)).filter(
      (feature) => !own.includes(feature.slice("then ".length)),
    ),
    ...(stepsOf(testCase) ?? []).flatMap(stepFeatures),
    ...keyFeatures(testCase),
  ].filter((feature, at, all) => all.indexOf(feature) === at);
}

/** A key of its own meaning: one that resembles the user's, or a word. */
function keyFeatures({ request: { key } }: Case): string[] {
  if (key === "{key}" || key === "{missing}") return [];
  if (key === "{KEY}") return ["a key in other letter case"];
  if (key === "{prefix}") return ["the beginning of a key"];
  if (key === "") return ["an empty key"];
  if (key === "." || key === "..") return ["a dot segment"];
  if (key.startsWith("{key}")) return ["what begins with a key"];
  // A short word that is not made of single characters: only itself is known to have this effect.
  return kindsOf(key).size === 0 && key.length > 1 && key.length <= SHORT && !key.startsWith("{")
    ? [`the key ${key}`]
    : [];
}

function requestFeatures({ credential, rest, rpc }: CaseRequest, transport: Transport): string[] {
  const own = transport === "rest" ? rest : rpc;
  const headers = Object.entries(own?.headers ?? {});
  return [
    // Made-up credentials are in a field of their own.
    ...(credential === "subject" || "authorization" in (own?.headers ?? {}) ? [] : [`credentials: ${credential}`]),
    ...headers.map(([name, value]) => fieldFeature(name, value)),
    ...(own?.httpVersion === undefined ? [] : [`HTTP/${own.httpVersion}`]),
    ...(own?.method === undefined ? [] : [own.method]),
    ...(transport === "rest" ? restFeatures(rest) : rpcFeatures(rpc)),
  ];
}

/** Values of our own making are one kind; those of a few are each of their own. */
function fieldFeature(name: string, value: string | null): string {
  if (value === null) return `without ${name}`;
  if (name === "authorization") return `credentials: made up ${value.split(" ")[0] === "Bearer" ? "Bearer" : "scheme"}`;
  const isListed = ["accept", "accept-language", "content-type", "grpc-accept-encoding"].includes(name);
  return isListed || value === "1n" ? `${name}: ${value}` : name;
}

function restFeatures({ rawPath, query }: NonNullable<CaseRequest["rest"]> = {}): string[] {
  return [
    ...(query === undefined ? [] : [/(?:^|&)key=/.test(query) ? "a query with the key's name" : "a query"]),
    ...(rawPath === undefined ? [] : [pathFeature(rawPath)]),
  ];
}

function pathFeature(path: string): string {
  if (/%(?![0-9a-f]{2})/i.test(path)) return "a broken percent-encoding";
  if (/^\/(?:.*\/)?(?:\.|%2e){1,2}(?:\/|$)/i.test(path)) return "a dot segment in the path";
  if (!/^\/[^/]+$/.test(path)) return `the path ${path}`;
  try {
    decodeURIComponent(path);
    return "a path with more or other percent-encodings";
  } catch {
    return "a path that is not UTF-8";
  }
}

function rpcFeatures({ path, rawBody, extraFields }: NonNullable<CaseRequest["rpc"]> = {}): string[] {
  return [
    ...(path === undefined
      ? []
      : [path.startsWith(`/${OPERATION.service}/`) ? "an unknown method" : "an unknown service"]),
    ...(rawBody === undefined ? [] : [bodyFeature(Buffer.from(rawBody, "hex"))]),
    ...(extraFields === undefined ? [] : ["unknown fields"]),
  ];
}

function bodyFeature(body: Uint8Array): string {
  const { frames, problem } = splitFrames(body);
  const [first] = frames;
  if (first === undefined) return problem === undefined ? "no message" : "an incomplete message";
  if (problem !== undefined) return "a message, and an incomplete one";
  if (frames.length > 1) return "several messages";
  if (first.flags !== 0) return first.flags === 1 ? "a compressed flag" : "unknown flags";
  return "a message that cannot be parsed";
}

function stepFeatures(step: Step): string[] {
  if (step.do === "together") return ["at once", ...step.steps.flatMap(stepFeatures)];
  if (step.do === "concurrent") return [`concurrent over ${step.over}`];
  if (step.do === "read") return step.over === undefined ? [] : ["over several transports"];
  return [step.do === "write" ? "store" : step.do];
}
