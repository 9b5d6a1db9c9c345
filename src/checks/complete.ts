import type { CheckInput, Finding } from "./check.ts";
import { PASS, violation } from "./finding.ts";

/** The answer is not truncated. */
export function answerIsComplete({ evidence: { exchange } }: CheckInput): Finding {
  if (!exchange.response.incomplete) return PASS;
  const actual = `the connection ended after ${String(exchange.response.body.length)} bytes of content`;
  return violation("body", "a complete answer", actual, "incomplete");
}
