import type { CheckInput, Finding } from "./check.ts";
import { headerValues } from "../protocol/exchange.ts";
import { nothing, PASS, violation } from "./finding.ts";

/** One challenge of a WWW-Authenticate field (RFC 9110 §11.6.1). */
export interface Challenge {
  readonly scheme: string;
  readonly parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`^(${TOKEN})[ \\t]*=[ \\t]*(?:(${TOKEN})|"((?:[^"\\\\]|\\\\.)*)")[ \\t]*$`);
const SCHEME = new RegExp(`^(${TOKEN})(?: +(.*))?$`);
const TOKEN68 = /^[A-Za-z0-9\-._~+/]+=*$/;

/** Parses one field value into its challenges; returns undefined when it is malformed (RFC 9110 §11.3, §11.6.1). */
export function parseChallenges(value: string): Challenge[] | undefined {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const item of splitList(value)) {
    const parameter = PARAMETER.exec(item);
    const last = challenges.at(-1);
    if (parameter !== null && last !== undefined) {
      if (!addParameter(last.parameters, parameter)) return undefined;
      continue;
    }
    const started = SCHEME.exec(item);
    const scheme = started?.[1];
    if (scheme === undefined) return undefined;
    const challenge = { scheme, parameters: new Map<string, string>() };
    const rest = started?.[2]?.trim() ?? "";
    if (rest !== "") {
      const first = PARAMETER.exec(rest);
      if (first !== null) addParameter(challenge.parameters, first);
      else if (!TOKEN68.test(rest)) return undefined;
    }
    challenges.push(challenge);
  }
  return challenges.length === 0 ? undefined : challenges;
}

/** False for a parameter that the challenge has already: each must occur only once (RFC 9110 §11.2). */
function addParameter(parameters: Map<string, string>, match: RegExpExecArray): boolean {
  const [, written = "", plain, quoted] = match;
  const name = written.toLowerCase();
  if (parameters.has(name)) return false;
  parameters.set(name, plain ?? quoted?.replace(/\\(.)/g, "$1") ?? "");
  return true;
}

/** Splits at commas outside quoted strings (RFC 9110 §5.6.1). */
function splitList(value: string): string[] {
  return (value.match(/(?:[^,"]|"(?:[^"\\]|\\.)*"?)+/g) ?? []).map((item) => item.trim()).filter((item) => item !== "");
}

/** The field, then what Amazon API Gateway makes of its name: what it holds is still the server's. */
const FIELDS = ["www-authenticate", "x-amzn-remapped-www-authenticate"];

function of401(input: CheckInput, judge: (values: readonly string[]) => Finding): Finding {
  const { status, headers } = input.evidence.exchange.response;
  if (status !== 401) return nothing("the answer was not a 401");
  const found = FIELDS.map((name) => headerValues(headers, name));
  return judge(found.find((values) => values.length > 0) ?? []);
}

/** There may be several, of a gateway and of the server behind it, each with a realm of its own (RFC 9110 §11.6.1). */
function bearersOf(values: readonly string[]): readonly Challenge[] {
  const all = values.flatMap((value) => parseChallenges(value) ?? []);
  return all.filter(({ scheme }) => scheme.toLowerCase() === "bearer");
}

function errorsOf(bearers: readonly Challenge[]): readonly string[] {
  return bearers.flatMap(({ parameters }) => parameters.get("error") ?? []);
}

/** The answer has a well-formed challenge. */
export function challengeIsThere(input: CheckInput): Finding {
  return of401(input, (values) => {
    const where = "www-authenticate";
    if (values.length === 0) return violation(where, "at least one challenge", "absent", "absent");
    const broken = values.find((value) => parseChallenges(value) === undefined);
    if (broken === undefined) return PASS;
    return violation(where, "a challenge: a scheme, then parameters", JSON.stringify(broken), "malformed");
  });
}

/** The challenge is a Bearer one with parameters. */
export function challengeIsBearer(input: CheckInput): Finding {
  return of401(input, (values) => {
    const parsed = values.flatMap((value) => parseChallenges(value) ?? []);
    if (parsed.length === 0) return nothing("there is no well-formed challenge");
    const bearers = bearersOf(values);
    if (bearers.some(({ parameters }) => parameters.size > 0)) return PASS;
    const isOther = bearers.length === 0;
    const actual = isOther ? parsed.map(({ scheme }) => scheme).join(", ") : "Bearer without parameters";
    return violation("www-authenticate", "Bearer with a parameter", actual, isOther ? "another scheme" : "bare");
  });
}

/** The challenge names the error when the client sent a bad token. */
export function challengeNamesBadToken(input: CheckInput): Finding {
  return of401(input, (values) => {
    const bearers = bearersOf(values);
    if (bearers.length === 0) return nothing("there is no well-formed Bearer challenge");
    const errors = errorsOf(bearers);
    if (errors.includes("invalid_token")) return PASS;
    const [error] = errors;
    return violation("www-authenticate", 'error="invalid_token"', error ?? "no error", error ?? "absent");
  });
}

/** The challenge names no error when the client sent no credentials. */
export function challengeNamesNoError(input: CheckInput): Finding {
  return of401(input, (values) => {
    const bearers = bearersOf(values);
    if (bearers.length === 0) return nothing("there is no well-formed Bearer challenge");
    const [error] = errorsOf(bearers);
    if (error === undefined) return PASS;
    return violation("www-authenticate", "no error code", `error="${error}"`, error);
  });
}
