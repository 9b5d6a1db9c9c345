import { CASES } from "../../cases/index.ts";
import { stepsOf, type Case } from "../../contract/case.ts";
import { MADE_UP_RPCS } from "../../contract/operation.ts";
import { withOwnCommands } from "../../package-file.ts";
import type { Exchange, WireRequest } from "../../protocol/exchange.ts";
import { whyGuarded } from "../../runner/guard.ts";
import type { CaseRun } from "../../runner/result.ts";
import { READ_ONLY } from "../../target/capabilities.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { basePathOf } from "../../transports/base-path.ts";
import type { Redactor } from "../redact.ts";
import { curlLine } from "./curl.ts";
import { grpcurlLine } from "./grpcurl.ts";

/** A command that a person can paste to see the same again. It never holds a token. */
export interface Command {
  readonly line: string;
  /** Another one that does the same. */
  readonly or?: string;
}

/** The requests of a case over one transport; each may have gone over another one. */
export interface Sent extends Pick<CaseRun, "transport"> {
  readonly exchanges: readonly Pick<Exchange, "transport" | "request">[];
}

/** How to see again what a case met: a command for each request, in order, or the one that runs the whole test; none for a generated case. */
export function reproduction(
  testCase: Case,
  { transport, exchanges }: Sent,
  descriptor: TargetDescriptor,
  redactor: Pick<Redactor, "text">,
): readonly Command[] {
  // A generated case is no test of the suite.
  const whole = CASES.some(({ id }) => id === testCase.id) ? [{ line: testCommand(testCase.id, transport) }] : [];
  if (isMoreThanRequests(testCase)) return whole;
  const commands = exchanges.flatMap((exchange) => commandFor(exchange, descriptor, redactor) ?? []);
  return commands.length > 0 && commands.length === exchanges.length ? commands : whole;
}

/** The lines for one request, if it may be pasted, and a redactor finds nothing in them to hide. */
function commandFor(
  exchange: Sent["exchanges"][number],
  descriptor: TargetDescriptor,
  redactor: Pick<Redactor, "text">,
): Command | undefined {
  if (!isHarmless(exchange.request, descriptor)) return undefined;
  const line = curlLine(exchange.request, descriptor);
  const or = grpcurlLine(exchange, descriptor);
  if (line === undefined || redactor.text(line) !== line) return undefined;
  return { line, ...(or === undefined || redactor.text(or) !== or ? {} : { or }) };
}

/** The command that runs one test. The space after the id keeps cases out whose ids only begin with it. */
export function testCommand(id: string, transport: string): string {
  return withOwnCommands(`npm run conformance -- --project ${transport} --grep "${id} "`);
}

/** Changes between the requests, several at once, or chance: a request alone does not show the same. */
function isMoreThanRequests(testCase: Case): boolean {
  return stepsOf(testCase) !== undefined || (testCase.kind === "single" && testCase.attempts !== undefined);
}

/**
 * Only what the guard lets out to a real user, whatever the run's own target was: the same service deletes the token's
 * owner on `DELETE /auth/v1/users/me`, and paths with dot segments lead to it. Nobody serves a made-up RPC.
 */
function isHarmless(request: WireRequest, descriptor: TargetDescriptor): boolean {
  const path = request.path.slice(basePathOf(descriptor.baseUrl).length);
  const isMadeUp = request.method === "POST" && Object.values<string>(MADE_UP_RPCS).includes(path);
  return isMadeUp || whyGuarded({ ...descriptor, capabilities: READ_ONLY }, request) === undefined;
}
