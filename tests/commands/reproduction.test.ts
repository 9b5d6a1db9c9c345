import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fromBinary } from "@bufbuild/protobuf";
import { CASES, casesOf } from "../../src/cases/index.ts";
import { RequestSchema } from "../../src/contract/operation-messages.ts";
import type { Transport } from "../../src/contract/transport.ts";
import type { Exchange } from "../../src/protocol/exchange.ts";
import { openRunner } from "../../src/provisioning/open-runner.ts";
import { createRedactor } from "../../src/report/redact.ts";
import { reproduction } from "../../src/report/reproduction/commands.ts";
import { commandsOfCase } from "../../src/report/reproduction/of-case.ts";
import { secretsOf } from "../../src/runner/run-context.ts";
import type { RawRequest } from "../../src/servers/http/request.ts";
import { openReference, type OpenReference } from "../../src/servers/reference/open.ts";
import { READ_ONLY, THROWAWAY_USERS } from "../../src/target/capabilities.ts";
import { THROWAWAY_TOKENS } from "../../src/target/token-variables.ts";
import { paste, readShown, restOf, whyNoCommand, whyNoCurl, type Pasted } from "../support/curl.ts";
import { scratchFolder } from "../support/scratch.ts";

/** A printed line, and what the suite itself sent and saw. */
interface Line {
  readonly place: string;
  readonly command: string;
  readonly exchange: Exchange;
  readonly request: RawRequest;
}

/** What every test of the suite prints for the exchanges that it had. */
interface Printed {
  readonly target: OpenReference;
  /** Every request that the server got; emptied before whatever is looked at. */
  readonly received: RawRequest[];
  readonly curl: readonly Line[];
  readonly grpcurl: readonly Line[];
  /** Tests whose command runs the whole test. */
  readonly wholeTests: readonly string[];
  /** What each test prints for a user who exists, by its place. */
  readonly forUser: ReadonlyMap<string, readonly string[]>;
}

/** Runs every test once, one after the other, so that each request belongs to its exchange. */
async function printAll(): Promise<Printed> {
  const target = await openReference();
  const received: RawRequest[] = [];
  target.server.setBehaviours([{ raw: (raw) => (received.push(raw), raw) }]);
  const { descriptor } = target;
  // As with an administrator, so that every token has a variable.
  const printed = { ...descriptor, capabilities: THROWAWAY_USERS };
  const redactor = createRedactor(secretsOf(descriptor));
  const runner = openRunner(descriptor);
  const [curl, grpcurl, wholeTests] = [[] as Line[], [] as Line[], [] as string[]];
  const forUser = new Map<string, readonly string[]>();
  for (const testCase of CASES) {
    for (const transport of testCase.transports) {
      received.length = 0;
      const run = await runner.run(testCase, transport);
      const place = `${testCase.id} ${transport}`;
      const asUser = reproduction(testCase, run, { ...descriptor, capabilities: READ_ONLY }, redactor);
      forUser.set(
        place,
        asUser.map(({ line }) => line),
      );
      for (const [at, { line, or }] of reproduction(testCase, run, printed, redactor).entries()) {
        const [exchange, request] = [run.exchanges[at], received[at]];
        if (line.startsWith("npm run conformance")) wholeTests.push(place);
        else if (exchange !== undefined && request !== undefined) {
          curl.push({ place, command: line, exchange, request });
          if (or !== undefined) grpcurl.push({ place, command: or, exchange, request });
        }
      }
    }
  }
  runner.close();
  return { target, received, curl, grpcurl, wholeTests, forUser };
}

/** Pastes lines into a shell that knows the variables they name, and returns what the server got from each. */
async function pasteAll({ target, received }: Printed, lines: readonly Line[]): Promise<[Pasted, RawRequest][]> {
  const { baseUrl, tokens } = target.descriptor;
  const env: Record<string, string> = { ZITADEL_BASE_URL: baseUrl };
  for (const name of ["subject", "other", "expired", "deactivated"] as const) {
    env[THROWAWAY_TOKENS[name]] = tokens[name] ?? "";
  }
  received.length = 0;
  const pasted = await paste(
    lines.map(({ command }) => command),
    env,
  );
  return pasted.map((said, at) => {
    const request = received[at];
    assert.ok(request !== undefined, `${lines[at]?.command ?? ""}\n${said.stderr}`);
    return [said, request];
  });
}

describe("what is printed to see a failure again", () => {
  let printed: Printed;
  before(async () => {
    printed = await printAll();
  });
  after(() => printed.target.close());

  test("is curl lines for all requests but those that a shell must not send, or that are not alone", () => {
    const { curl, wholeTests } = printed;
    const cases = [...new Set(wholeTests.map((place) => place.split(" ")[0]))];
    assert.deepEqual(cases, [
      ...["methods/post", "methods/put", "methods/patch", "methods/delete"],
      ...["wire/deadline-passed", "life/value", "life/again"],
      ...["isolation/in-turns", "isolation/at-once", "isolation/across-transports"],
      ...["isolation/removed-token", "isolation/deactivated-user"],
    ]);
    const tests = CASES.reduce((sum, { transports }) => sum + transports.length, 0);
    assert.equal(new Set(curl.map(({ place }) => place)).size + wholeTests.length, tests);
  });

  test("has a grpcurl line beside each well-formed call of gRPC, which names the same key", async () => {
    const { curl, grpcurl } = printed;
    const places = new Set(grpcurl.map(({ place }) => place));
    const without = curl.filter(({ place }) => place.endsWith(" grpc") && !places.has(place));
    assert.deepEqual(
      without.map(({ place }) => place.replace(" grpc", "")),
      [
        ...["content-types/grpc-proto", "content-types/grpc-proto-missing", "content-types/not-grpc"],
        ...["wire/unknown-field", "wire/deadline", "wire/deadline-microseconds"],
        ...["wire/unknown-method", "wire/unknown-service"],
        ...["wire/malformed-message", "wire/bad-utf8", "wire/truncated-frame", "wire/no-message"],
        ...["wire/two-messages", "wire/compressed-flag", "wire/unknown-encoding", "wire/accept-gzip", "wire/no-te"],
      ],
    );
    const messages = await paste(grpcurl.map(({ command }) => `printf %s ${/ -d (.*) "\$/.exec(command)?.[1] ?? ""}`));
    for (const [at, { place, exchange }] of grpcurl.entries()) {
      const { key } = fromBinary(RequestSchema, exchange.request.body.subarray(5));
      assert.deepEqual(JSON.parse(messages[at]?.stdout.toString() ?? ""), { key }, place);
    }
  });

  test("is the same from a case alone, as drift prints it", () => {
    for (const { id, kind, transports } of CASES) {
      for (const transport of transports) {
        const lines = printed.forUser.get(`${id} ${transport}`) ?? [];
        // Drift compares the answers over one transport only.
        assert.deepEqual(commandsOfCase(id, transport), kind === "parity" ? lines.slice(0, 1) : lines);
      }
    }
    assert.deepEqual(commandsOfCase("long/gone", "rest"), []);
  });

  test("holds no token, and is short enough to paste", () => {
    const tokens = Object.values(printed.target.descriptor.tokens);
    for (const { command } of [...printed.curl, ...printed.grpcurl]) {
      assert.ok(command.length < 4000, command);
      assert.match(command, /^[\x20-\x7e]+$/);
      for (const token of tokens) assert.ok(!command.includes(token.slice(0, 12)), command);
    }
  });

  test("sends the same bytes by curl, and shows the same answer", { skip: whyNoCurl() }, async () => {
    const answers = await pasteAll(printed, printed.curl);
    for (const [at, [said, sent]] of answers.entries()) {
      const { place, command, exchange, request } = printed.curl[at] ?? {};
      const about = `${place ?? ""}\n${command ?? ""}\n${said.stderr}`;
      assert.ok(exchange !== undefined && request !== undefined, "exchange or request is missing");
      assert.deepEqual(sent, request, about);
      const shown = readShown(said.stdout);
      assert.equal(shown.status, exchange.response.status, about);
      assert.deepEqual(shown.rest, restOf(exchange.response), about);
    }
  });

  test("calls the same by grpcurl", { skip: whyNoCommand("grpcurl") }, async () => {
    const answers = await pasteAll(printed, printed.grpcurl);
    for (const [at, [said, sent]] of answers.entries()) {
      const { place, command, exchange, request } = printed.grpcurl[at] ?? {};
      const about = `${place ?? ""}\n${command ?? ""}\n${said.stdout.toString()}\n${said.stderr}`;
      assert.deepEqual(sent.body, request?.body, about);
      assert.deepEqual(sent.headers.get("authorization"), request?.headers.get("authorization"), about);
      const code = exchange?.response.trailers.find(([name]) => name === "grpc-status")?.[1];
      assert.equal(said.stderr === "", code === "0", about);
    }
  });
});

test("the printed lines reach an instance with a certificate of its own", { skip: whyNoCurl() }, async (t) => {
  const target = await openReference({ tls: true });
  t.after(() => target.close());
  const { baseUrl, tokens, ca = "" } = target.descriptor;
  const runner = openRunner(target.descriptor);
  const run = async (transport: Transport): Promise<string> => {
    const testCase = casesOf("success").find(({ id }) => id === "success/text");
    assert.ok(testCase !== undefined, "testCase is missing");
    const { exchanges } = await runner.run(testCase, transport);
    const live = { ...target.descriptor, capabilities: READ_ONLY };
    return reproduction(testCase, { transport, exchanges }, live, createRedactor(secretsOf(live)))[0]?.line ?? "";
  };
  const commands = [await run("rest"), await run("grpc")];
  runner.close();
  const file = join(scratchFolder(), "ca.pem");
  writeFileSync(file, ca);
  const env = { ZITADEL_BASE_URL: baseUrl, ZITADEL_TOKEN: tokens.subject ?? "", ZITADEL_CA: file };
  for (const [at, { stdout, stderr }] of (await paste(commands, env)).entries()) {
    assert.match(stdout.toString("latin1"), at === 0 ? /^HTTP\/1.1 200 / : /^HTTP\/2 200 /, stderr);
  }
});
