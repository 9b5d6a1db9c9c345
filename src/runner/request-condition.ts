import type { CheckInput } from "../checks/check.ts";
import { header, type Exchange } from "../protocol/exchange.ts";
import { splitFrames } from "../protocol/frame.ts";

/** How many messages the body of an RPC's request holds, where it is not the one that it should. */
type MessageCount = "none" | "incomplete" | "several";

/**
 * What a request must be like for a cause to show in its answer; every part that is named must hold. Texts are regular
 * expressions with the flag u.
 */
export interface RequestCondition {
  /** Matches the key that was asked for. */
  readonly key?: string;
  /** Matches the path of a REST request, as it was sent. */
  readonly path?: string;
  /** Matches the Authorization field. */
  readonly authorization?: string;
  /** Methods of a REST request. */
  readonly methods?: readonly string[];
  /** What the body of a gRPC or gRPC-Web request holds. */
  readonly messages?: readonly MessageCount[];
}

/** What a test asked for, and everything that it sent for it. */
export interface Asked {
  readonly key: string;
  readonly exchanges: readonly Exchange[];
}

/** What the input of a check was asked with. What a case compares with counts as its request too. */
export function askedIn(input: CheckInput): Asked {
  return { key: input.key, exchanges: exchangesOf(input) };
}

/** Makes the test of a condition. Throws on a broken expression. */
export function requestTest(condition: RequestCondition): (asked: Asked) => boolean {
  const [key, path, authorization] = [condition.key, condition.path, condition.authorization].map(compiled);
  const { methods, messages } = condition;
  return ({ key: asked, exchanges }) => {
    const rest = exchanges.filter(({ transport }) => transport === "rest").map(({ request }) => request);
    const rpc = exchanges.filter(({ transport }) => transport !== "rest").map(({ request }) => request);
    return (
      (key?.test(asked) ?? true) &&
      (path === undefined || rest.some((request) => path.test(request.path))) &&
      (authorization === undefined ||
        exchanges.some(({ request }) => authorization.test(header(request.headers, "authorization") ?? ""))) &&
      (methods === undefined || rest.some(({ method }) => methods.includes(method))) &&
      (messages === undefined || rpc.some(({ body }) => messages.some((count) => count === messageCount(body))))
    );
  };
}

function compiled(source: string | undefined): RegExp | undefined {
  return source === undefined ? undefined : new RegExp(source, "u");
}

function exchangesOf(input: CheckInput): readonly Exchange[] {
  const own = input.evidence.exchange;
  switch (input.kind) {
    case "single":
      return [own];
    case "pair":
      return [own, input.second.exchange];
    case "parity":
      return [own, input.peer.evidence.exchange];
    case "scenario":
      return input.answers.map(({ evidence }) => evidence.exchange);
  }
}

function messageCount(body: Uint8Array): MessageCount | "one" {
  const { frames, problem } = splitFrames(body);
  if (problem !== undefined) return "incomplete";
  if (frames.length === 0) return "none";
  return frames.length === 1 ? "one" : "several";
}
