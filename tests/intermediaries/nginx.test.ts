import assert from "node:assert/strict";
import { test } from "node:test";
import { openReference } from "../../src/servers/reference/open.ts";
import { whyUnexpected } from "../../src/mutation/circumstances/judge.ts";
import type { Circumstance, Expected } from "../../src/mutation/circumstances/circumstance.ts";
import { runBehind } from "../../src/mutation/circumstances/run.ts";
import { ScaledClock } from "../../src/mutation/circumstances/scaled-clock.ts";
import { startNginx, whyNoNginx } from "../support/nginx.ts";

/** A usual set-up of nginx in front of a server at `to`, as Debian has it. */
interface SetUp {
  readonly what: string;
  readonly tls: boolean;
  readonly path?: string;
  readonly locations: (to: string) => string;
  readonly expects: Expected;
}

const GREEN: Expected = { verdict: "pass", inapplicable: /^Nginx answered in ZITADEL's place/i };
const SPLIT = "error_page 418 = @grpc; if ($is_grpc) { return 418; }";
const upstream = "proxy_http_version 1.1; proxy_set_header Host $http_host;";

const SET_UPS: readonly SetUp[] = [
  {
    what: "HTTP/1.1 on both sides, without TLS",
    tls: false,
    locations: (to) => `location / { ${upstream} proxy_pass http://${to}; }`,
    expects: { blocked: /HTTP\/2/, transports: ["grpc"] },
  },
  {
    what: "TLS, and HTTP/1.1 to the server",
    tls: true,
    locations: (to) => `location / { ${upstream} proxy_pass http://${to}; }`,
    expects: { blocked: /HTTP\/2/, transports: ["grpc"] },
  },
  {
    what: "TLS, and HTTP/2 to the server",
    tls: true,
    locations: (to) => `location / { grpc_set_header Host $http_host; grpc_pass grpc://${to}; }`,
    expects: GREEN,
  },
  {
    what: "TLS, split by content type",
    tls: true,
    locations: (to) =>
      `location / { ${SPLIT} ${upstream} proxy_pass http://${to}; } location @grpc { grpc_pass grpc://${to}; }`,
    expects: GREEN,
  },
  {
    what: "TLS, under a path, split by content type",
    tls: true,
    path: "/idp",
    locations: (to) =>
      `location /idp/ { ${SPLIT} ${upstream} proxy_pass http://${to}$below; }
       location @grpc { rewrite ^/idp(/.*)$ $1 break; grpc_pass grpc://${to}; }`,
    expects: GREEN,
  },
];

const skip = whyNoNginx() ?? false;

for (const { what, tls, path, locations, expects } of SET_UPS) {
  test(`behind nginx a run says what it must: ${what}`, { skip }, async (t) => {
    const reference = await openReference();
    t.after(() => reference.close());
    const { baseUrl, ca } = await startNginx(t, tls, locations(new URL(reference.server.url).host));
    const circumstance: Circumstance = {
      id: "nginx",
      statement: what,
      modes: ["read-only", "provisioned"],
      ...(path === undefined ? {} : { told: { path } }),
      expects,
    };
    for (const mode of circumstance.modes) {
      const world = { reference, clock: new ScaledClock() };
      const said = await runBehind(circumstance, mode, world, { baseUrl, ...(ca === undefined ? {} : { ca }) });
      assert.deepEqual(whyUnexpected(said, expects), [], mode);
    }
  });
}
