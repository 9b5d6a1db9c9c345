import { BlockedError, ThrottledError } from "../errors.ts";
import type { Case } from "../contract/case.ts";
import type { Transport } from "../contract/transport.ts";
import { TransportError, type FailureKind } from "../transports/transport.ts";
import { AdminClientError } from "./admin-client.ts";
import { AnsweredByIntermediary } from "./front/who-answered.ts";
import { NotRecorded } from "./request-sender.ts";
import type { Unjudged } from "./rows.ts";
import { TokenEnded } from "./token-watch.ts";

/** What is missing when a target answers HTTP/1.1 only, or a proxy lets nothing else through. */
const WITHOUT_HTTP2: readonly FailureKind[] = ["no-http2", "no-tunnel"];

/** What to do when a request had no answer in the middle of a run. */
const REMEDIES: Readonly<Partial<Record<FailureKind, string>>> = {
  timeout: "check the network, or raise REQUEST_TIMEOUT_MS",
  refused: "see that the instance is up, and run again",
  reset: "see that the instance and what stands in front of it are up, and run again",
};

/** What keeps a case from being judged and is not the vendor's; each says so in a sentence. */
const ENVIRONMENTS = [AdminClientError, AnsweredByIntermediary, BlockedError, ThrottledError, TokenEnded] as const;

/** A case that was asked, and what is known of the run around it. */
export interface Attempted {
  readonly testCase: Case;
  readonly transport: Transport;
  readonly isGrpcBlocked: boolean;
}

/** Why a case was not judged. */
export interface Obstacle {
  readonly verdict: Unjudged;
  readonly reason: string;
}

/** Why an error kept a case from being judged, or undefined when the error is a defect of ours. */
export function obstacleOf(error: unknown, attempted: Attempted): Obstacle | undefined {
  if (error instanceof NotRecorded) return { verdict: "skipped", reason: error.message };
  if (error instanceof AnsweredByIntermediary && error.mayRefuse) {
    return { verdict: "inapplicable", reason: `${error.message}.` };
  }
  if (error instanceof TransportError) return ofTransport(error, attempted);
  const isEnvironments = error instanceof Error && ENVIRONMENTS.some((kind) => error instanceof kind);
  return isEnvironments ? { verdict: "blocked", reason: error.message } : undefined;
}

function ofTransport(error: TransportError, attempted: Attempted): Obstacle {
  if (attempted.transport !== "grpc" && lacksHttp2(error, attempted)) {
    return { verdict: "skipped", reason: `the target does not speak HTTP/2 here: ${error.message}` };
  }
  const remedy = REMEDIES[error.kind];
  return { verdict: "blocked", reason: remedy === undefined ? error.message : `${error.message}: ${remedy}.` };
}

/** What hangs up on HTTP/2 blocks gRPC before the run: a case that uses HTTP/2 over another transport then meets the same. */
function lacksHttp2({ kind }: TransportError, { testCase, isGrpcBlocked }: Attempted): boolean {
  const requests = testCase.kind === "pair" ? [testCase.request, testCase.then] : [testCase.request];
  const usesHttp2 = requests.some((each) => [each.rest, each.rpc].some((parts) => parts?.httpVersion === "2.0"));
  return WITHOUT_HTTP2.includes(kind) || (kind === "reset" && usesHttp2 && isGrpcBlocked);
}
