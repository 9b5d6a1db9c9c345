import type { Case, CaseRequest } from "../contract/case.ts";
import type { TargetDescriptor } from "../target/descriptor.ts";
import { CHARACTERS, exchanged, kindsOf, PLAIN_KIND } from "./characters.ts";
import { expectedFor } from "./expectation.ts";
import { REFUSED_CREDENTIALS } from "./generators/credentials.ts";
import type { Generated } from "./generators/generated.ts";
import { CHANGES, methodTest, READS } from "./generators/methods.ts";
import { kindFeature, shapeOf, SHORT, type Shape } from "./shape.ts";
import type { Tried } from "./shrink.ts";

/** What generalising needs to know. */
export interface Surroundings {
  readonly descriptor: TargetDescriptor;
  /** Runs a test. */
  readonly run: (generated: Generated) => Promise<Tried>;
  /** Whether a test shows the finding's symptom. */
  readonly shows: (tried: Tried) => boolean;
}

/** A smallest example, and what its cause needs. */
export interface Generalised extends Tried {
  readonly shape: Shape;
}

/**
 * Tries other characters, credentials and methods in place of those of the smallest example: one cause is often about
 * several, and is one finding then.
 */
export async function generalise(tried: Tried, surroundings: Surroundings): Promise<Generalised> {
  const smallest = await withShortKey(await withPlainKey(tried, surroundings), surroundings);
  const { generated } = smallest;
  const shape = shapeOf(generated);
  const needs = await Promise.all(
    shape.needs.map(async ([feature = ""]) => {
      const others = alternatives(generated, feature, surroundings.descriptor);
      const shown = await Promise.all(
        others.map(async ([other, test]) => (surroundings.shows(await surroundings.run(test)) ? [other] : [])),
      );
      return [...new Set([feature, ...shown.flat()])].sort();
    }),
  );
  return { ...smallest, shape: { ...shape, needs } };
}

/** Leaves out every special character that is not needed, then all others, or puts a letter in their place. */
async function withPlainKey(tried: Tried, { descriptor, run, shows }: Surroundings): Promise<Tried> {
  const { testCase } = tried.generated;
  const kinds = [...kindsOf(testCase.request.key)];
  if (kinds.length === 0 || testCase.request.key.includes("{") || !isExchangeable(testCase)) return tried;
  let smallest = tried;
  for (const kind of [...(kinds.length > 1 ? kinds : []), PLAIN_KIND]) {
    for (const character of kind === PLAIN_KIND ? [""] : ["", "a"]) {
      const plainer = await run(withCharacter(smallest.generated, kind, character, descriptor));
      if (!shows(plainer)) continue;
      smallest = plainer;
      break;
    }
  }
  return smallest;
}

/** The shortest beginning of a long key that still shows it. */
async function withShortKey(tried: Tried, { descriptor, run, shows }: Surroundings): Promise<Tried> {
  const { testCase } = tried.generated;
  const characters = [...testCase.request.key];
  if (testCase.request.key.includes("{") || !isExchangeable(testCase) || characters.length <= SHORT) return tried;
  let smallest = tried;
  let [enough, few] = [characters.length, 0];
  while (enough - few > 1) {
    const length = Math.floor((enough + few) / 2);
    const shorter = await run(withKey(tried.generated, () => characters.slice(0, length).join(""), descriptor));
    if (shows(shorter)) [smallest, enough] = [shorter, length];
    else few = length;
  }
  return smallest;
}

/** The same test with something else in place of a feature. */
function alternatives(
  generated: Generated,
  feature: string,
  descriptor: TargetDescriptor,
): readonly (readonly [feature: string, generated: Generated])[] {
  const { testCase } = generated;
  const kind = [...kindsOf(testCase.request.key)].find((each) => kindFeature(each) === feature);
  if (kind !== undefined && isExchangeable(testCase)) {
    return [...CHARACTERS]
      .filter(([other]) => other !== kind)
      .map(([other, one]) => [kindFeature(other), withCharacter(generated, kind, one, descriptor)]);
  }
  if (testCase.group === "methods") {
    const mayChange = descriptor.capabilities.mayWrite !== "nothing";
    return [...READS, ...(mayChange ? CHANGES : [])].map((method) => [method, methodTest({ method })]);
  }
  return feature.startsWith("credentials: ") && testCase.group === "bad-token" ? otherCredentials(generated) : [];
}

/** Other bad credentials; what is expected of them is a part of what they are. */
function otherCredentials({ testCase, transport }: Generated): readonly (readonly [string, Generated])[] {
  return REFUSED_CREDENTIALS.filter(({ credential }) => isSent(credential, transport)).map(
    ({ credential, field, refusal }) => {
      const headers = field === undefined ? {} : { authorization: field };
      const bare = ({ key }: CaseRequest): CaseRequest => ({ key, credential, rest: { headers }, rpc: { headers } });
      const request = bare(testCase.request);
      const then = testCase.kind === "pair" ? { then: bare(testCase.then) } : {};
      const expect = refusal?.expect ?? testCase.expect;
      const other: Generated = { testCase: { ...testCase, request, ...then, expect }, transport };
      return [
        shapeOf(other)
          .needs.flat()
          .find((each) => each.startsWith("credentials: ")) ?? "",
        other,
      ];
    },
  );
}

/** A value cannot end in white space over HTTP/2, and only a path has a query. */
function isSent(credential: string, transport: string): boolean {
  return credential === "in-query" ? transport === "rest" : credential !== "empty-bearer" || transport !== "grpc";
}

/** The key is only where the documented request has it. */
function isExchangeable({ kind, request }: Case): boolean {
  return kind !== "scenario" && request.rest?.rawPath === undefined;
}

function withCharacter(generated: Generated, kind: string, character: string, descriptor: TargetDescriptor): Generated {
  return withKey(generated, (key) => exchanged(key, kind, character), descriptor);
}

/** The same test with another key, and what is expected of that key. */
function withKey(
  { testCase, transport }: Generated,
  change: (key: string) => string,
  descriptor: TargetDescriptor,
): Generated {
  const exchange = (request: CaseRequest): CaseRequest => ({ ...request, key: change(request.key) });
  const request = exchange(testCase.request);
  const { expect } = testCase;
  const dependsOnKey =
    expect.kind === "stored" ||
    (expect.kind === "error" && (expect.codes.includes("NOT_FOUND") || expect.codes[0] === "INVALID_ARGUMENT"));
  const other: Case = {
    ...testCase,
    request,
    ...(testCase.kind === "pair" ? { then: exchange(testCase.then) } : {}),
    expect: dependsOnKey ? expectedFor(request.key, transport, descriptor).expect : expect,
  };
  return { testCase: other, transport };
}
