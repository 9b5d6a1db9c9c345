import { CASES } from "../../cases/index.ts";
import { secondRequest, type CaseRequest, type TokenName } from "../../contract/case.ts";
import type { Transport } from "../../contract/transport.ts";
import type { Exchange } from "../../protocol/exchange.ts";
import { tokenOf } from "../../runner/credentials.ts";
import { resolveKey } from "../../runner/keys.ts";
import { wireRequest } from "../../runner/wire-request.ts";
import { READ_ONLY } from "../../target/capabilities.ts";
import type { TargetDescriptor } from "../../target/descriptor.ts";
import { createRedactor } from "../redact.ts";
import { reproduction } from "./commands.ts";

/** What stands for tokens until their variables do. */
const TOKENS: Readonly<Record<TokenName, string>> = {
  subject: "token-of-the-user-whose-metadata-is-read",
  other: "token-of-another-user-of-the-instance",
  expired: "a-token-that-has-expired-a-while-ago",
  deactivated: "what-a-deactivated-user-still-had",
};

/** Any instance, with a user who has the key that the settings name unless they name another. */
const ANY: TargetDescriptor = {
  kind: "live",
  capabilities: READ_ONLY,
  baseUrl: "https://any.example",
  tokens: TOKENS,
  key: "key1",
  missingKey: "no-such-key",
  stored: [],
  storedByOther: [],
  complete: false,
  timeout: 0,
};

const REDACTOR = createRedactor(Object.values(TOKENS));

/** How to send by hand what a case sends over a transport, to any instance; empty for a case that there is no more. */
export function commandsOfCase(id: string, transport: Transport): readonly string[] {
  const testCase = CASES.find((each) => each.id === id);
  if (testCase === undefined) return [];
  const then = secondRequest(testCase);
  const requests = then === undefined ? [testCase.request] : [testCase.request, then];
  const exchanges = requests.map((request) => exchangeOf(transport, request));
  return reproduction(testCase, { transport, exchanges }, ANY, REDACTOR).map(({ line }) => line);
}

function exchangeOf(transport: Transport, request: CaseRequest): Pick<Exchange, "transport" | "request"> {
  const name = tokenOf(request.credential);
  const token = name === undefined ? "" : TOKENS[name];
  const key = resolveKey(request.key, ANY);
  return { transport, request: wireRequest({ descriptor: ANY, transport, request, key, token }) };
}
