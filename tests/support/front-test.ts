import assert from "node:assert/strict";
import { test } from "node:test";
import type { Circumstance, Expected } from "../../src/mutation/circumstances/circumstance.ts";
import { whyUnexpected } from "../../src/mutation/circumstances/judge.ts";
import { runBehind } from "../../src/mutation/circumstances/run.ts";
import { ScaledClock } from "../../src/mutation/circumstances/scaled-clock.ts";
import { openReference } from "../../src/servers/reference/open.ts";
import { startFront, whyNo, type FrontProgram } from "./front-program.ts";

/** A usual set-up of a program in front of a server. */
export interface SetUp {
  readonly what: string;
  readonly tls: boolean;
  /** Path below which the server is. */
  readonly path?: string;
  /** The part of the configuration that is this set-up's own, for a server at `to`, such as `127.0.0.1:8080`. */
  readonly config: (to: string) => string;
  readonly expects: Expected;
}

/** Tests what runs say behind a program in each set-up: read-only and with users of their own. */
export function testSetUps(program: (own: string) => FrontProgram, setUps: readonly SetUp[]): void {
  for (const { what, tls, path, config, expects } of setUps) {
    const { name } = program("");
    test(`behind ${name} a run says what it must: ${what}`, { skip: whyNo(program("")) ?? false }, async (t) => {
      const reference = await openReference();
      t.after(() => reference.close());
      const front = await startFront(t, program(config(new URL(reference.server.url).host)), tls);
      const circumstance: Circumstance = {
        id: name,
        statement: what,
        modes: ["read-only", "provisioned"],
        ...(path === undefined ? {} : { told: { path } }),
        expects,
      };
      for (const mode of circumstance.modes) {
        const world = { reference, clock: new ScaledClock() };
        const said = await runBehind(circumstance, mode, world, front);
        assert.deepEqual(whyUnexpected(said, expects), [], mode);
      }
    });
  }
}

/** What a program says where it speaks HTTP/1.1 only. */
export const NO_HTTP2: Expected = { blocked: /HTTP\/2/, transports: ["grpc"] };
